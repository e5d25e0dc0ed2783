from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.partition import floored
from bot.domain.publishing import Cell, Count, Published, Spoken, by_defect, by_place, for_volunteers, publish

STATES = {"austin": "TX", "dallas": "TX", "laredo": "TX", "miami": "FL", "boise": "ID", "": ""}
M = "2026-11"


def counts(defect: str, month: str = M, **courts: int) -> list[Count]:
    """People by court; `none` is no court."""
    return [Count(month, "" if court == "none" else court, "nta", defect, "", n) for court, n in courts.items()]


def told(*many: list[Count], spoken: Mapping[str, int] | None = None, least: int = 11) -> Published:
    languages = [Spoken(M, language, n) for language, n in (spoken or {}).items()]
    return publish(
        [count for some in many for count in some],
        languages,
        closed={M},
        state_of=lambda court: STATES.get(court, ""),
        least=least,
    )


def cells(*many: list[Count]) -> set[tuple[str, str, str, int]]:
    return {(c.kind, c.place, c.defect, c.at_least) for c in told(*many).cells}


@pytest.mark.parametrize(("n", "at_least"), [(0, 0), (10, 0), (11, 10), (14, 10), (15, 15), (19, 15), (104, 100)])
def test_a_court_is_told_from_eleven_people_on_rounded_down_to_five(n: int, at_least: int) -> None:
    expected = {("court", "miami", "checked", at_least)} if at_least else set()
    assert cells(counts("checked", miami=n)) == expected


def test_small_courts_of_a_state_are_told_together() -> None:
    assert cells(counts("checked", austin=30, dallas=7, laredo=6)) == {
        ("court", "austin", "checked", 30),
        ("state", "TX", "checked", 10),
    }


def test_what_is_too_small_in_its_state_is_told_together_with_what_has_no_court() -> None:
    assert cells(counts("checked", austin=5, dallas=4, boise=3, none=2)) == {("elsewhere", "", "checked", 10)}
    assert cells(counts("checked", austin=5, boise=3, none=2)) == set()


def test_many_checks_without_a_court_stand_alone() -> None:
    assert cells(counts("checked", none=12)) == {("no-court", "", "checked", 10)}


def test_a_court_that_is_in_no_state_of_the_data_is_told_elsewhere() -> None:
    assert cells(counts("checked", closed_long_ago=9, boise=9)) == {("elsewhere", "", "checked", 15)}


def test_the_defects_of_a_place_that_are_too_few_are_told_together_with_those_of_other_places() -> None:
    checked = counts("checked", austin=40, miami=40, boise=20, dallas=3)
    assert cells(checked, counts("no-time", austin=25, miami=8, boise=7, dallas=3)) == {
        ("court", "austin", "checked", 40),
        ("court", "miami", "checked", 40),
        ("court", "boise", "checked", 20),
        ("court", "austin", "no-time", 25),
        ("small", "", "no-time", 15),
    }


@pytest.mark.parametrize(("units", "at_least"), [([10, 10], 15), ([10, 10, 0], 15), ([10, 9], 15), ([10, 10, 5], 25),
                                                 ([10] * 6, 55), ([6, 5], 10), ([5, 5], 0), ([20], 20)])  # fmt: skip
def test_several_that_are_told_together_are_never_told_to_be_full(units: list[int], at_least: int) -> None:
    assert floored(units, 11) == at_least


def test_papers_and_ways_of_service_are_summed() -> None:
    several = [
        Count(M, "miami", paper, "late-notice", how, 6)
        for paper in ("nta", "hearing-notice")
        for how in ("mail", "hand")
    ]
    assert ("court", "miami", "late-notice", 20) in cells(counts("checked", miami=24), several)


def test_what_is_never_counted_by_court_is_told_for_all_together() -> None:
    people = {"es": 40}
    published = told(counts("checked", miami=40), counts("child-under-14", none=23), spoken=people)
    assert Cell(M, "everywhere", "", "child-under-14", 20) in published.cells
    assert not [
        c for c in told(counts("child-under-14", none=9), spoken=people).cells if c.defect == "child-under-14"
    ]


def test_only_closed_months_are_told() -> None:
    assert told(counts("checked", "2026-12", miami=50)).cells == ()


def test_a_language_is_told_from_eleven_people_on_and_a_small_one_is_in_no_sum() -> None:
    published = told(counts("checked", miami=60), spoken={"es": 36, "ht": 12, "en": 10, "fr": 2})
    assert published.languages == (Spoken(M, "es", 35), Spoken(M, "ht", 10))


def test_languages_never_tell_more_people_than_the_checks_do() -> None:
    published = told(counts("checked", miami=11, none=10), spoken={"es": 21})
    assert [c.at_least for c in published.cells] == [10]
    assert published.languages == (Spoken(M, "es", 10),)  # 20 would tell that six or more checks are hidden


@pytest.mark.parametrize("least", [0, 1, 5, 10])
def test_a_smaller_threshold_than_eleven_is_refused(least: int) -> None:
    with pytest.raises(ValueError, match="must be 11 or more"):
        told(counts("checked", miami=40), least=least)


def test_a_larger_threshold_is_kept() -> None:
    assert told(counts("checked", miami=19), least=20).cells == ()
    assert told(counts("checked", miami=21), least=20).cells[0].at_least == 20


def test_sums_are_sums_of_what_is_told() -> None:
    published = told(
        counts("checked", austin=33, miami=27, boise=2),
        counts("no-time", austin=17, miami=12),
        counts("unsigned", miami=12),
    ).cells
    assert by_defect(published) == (
        Cell(M, "everywhere", "", "checked", 55),
        Cell(M, "everywhere", "", "no-time", 25),
        Cell(M, "everywhere", "", "unsigned", 10),
    )
    assert by_place(published) == (
        Cell(M, "court", "austin", "", 15),
        Cell(M, "court", "austin", "checked", 30),
        Cell(M, "court", "miami", "", 20),
        Cell(M, "court", "miami", "checked", 25),
    )


months = st.dictionaries(
    st.tuples(st.sampled_from([*STATES]), st.sampled_from(["checked", "no-time", "child-under-14"])),
    st.integers(0, 30),
    max_size=20,
).map(lambda table: [Count(M, court, "nta", defect, "", n) for (court, defect), n in table.items()])


@given(month=months, later=months, order=st.randoms(use_true_random=False))
def test_what_is_told_of_a_month_never_changes(month: list[Count], later: list[Count], order: object) -> None:
    before = told(month)
    other = [Count("2026-12", *[getattr(c, k) for k in ("court", "paper", "defect", "how", "n")]) for c in later]
    mixed = [*month, *other]
    order.shuffle(mixed)  # type: ignore[attr-defined]
    after = publish(mixed, (), closed={M, "2026-12"}, state_of=lambda court: STATES.get(court, ""))
    assert tuple(c for c in after.cells if c.month == M) == before.cells


@given(month=months)
def test_nothing_is_told_to_be_more_than_it_is(month: list[Count]) -> None:
    true: dict[str, int] = {}
    for count in month:
        true[count.defect] = true.get(count.defect, 0) + count.n
    for cell in by_defect(told(month, spoken={"es": 600}).cells):
        assert 0 < cell.at_least <= true[cell.defect]


def test_volunteers_see_counts_of_five_people_or_more_and_nothing_of_the_others() -> None:
    several = [*counts("checked", austin=5, miami=4, boise=300), *counts("no-time", austin=1)]
    assert for_volunteers(several) == tuple(sorted(counts("checked", austin=5, boise=300)))
