from random import Random

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.brief import brief_sheet, cells_of
from bot.domain.circles import LARGEST, SMALLEST, circles
from bot.domain.made_up import make_up
from bot.domain.monitor import (
    Filter,
    Row,
    by_court,
    by_defect,
    by_month,
    by_state,
    by_way,
    chosen,
    open_months,
    open_places,
    overview,
)
from bot.domain.publishing import Cell, Count
from bot.domain.reports import CHECKED, COURTLESS
from bot.domain.sheets import Legal
from bot.law.load import load_law

COUNTS = st.builds(
    Count,
    month=st.sampled_from(["2026-08", "2026-09", "2026-10"]),
    court=st.sampled_from(["", "miami", "chicago"]),
    paper=st.sampled_from(["nta", "hearing-notice"]),
    defect=st.sampled_from([CHECKED, "no-time", "old-address"]),
    how=st.sampled_from(["", "mail"]),
    n=st.integers(5, 50),
)
SOME = st.lists(COUNTS, max_size=30, unique_by=lambda c: (c.month, c.court, c.paper, c.defect, c.how)).map(tuple)


def state_of(court: str) -> str:
    return {"miami": "FL", "chicago": "IL"}.get(court, "")


@given(SOME)
def test_every_table_adds_up_to_the_same_whole(counts: tuple[Count, ...]) -> None:
    whole = overview(counts)
    checks = sum(count.n for count in counts if count.defect == CHECKED)
    found = sum(count.n for count in counts) - checks
    assert (whole.checks, whole.found) == (checks, found)
    for rows in (by_court(counts), by_month(counts)):
        assert (sum(row.checks for row in rows), sum(row.found for row in rows)) == (checks, found)
    assert sum(row.found for row in by_defect(counts)) == found
    assert sum(row.checks for row in by_state(counts, state_of)) == sum(
        c.n for c in counts if c.court and c.defect == CHECKED
    )
    assert sum(row.found for row in by_way(counts, "no-time")) == sum(
        c.n for c in counts if c.defect == "no-time" and c.how
    )


@given(SOME, st.sampled_from(["", "FL"]), st.sampled_from(["", "miami"]), st.sampled_from(["", "2026-09"]))
def test_a_filter_only_takes_away_and_keeps_the_checks_beside_a_defect(
    counts: tuple[Count, ...], state: str, court: str, since: str
) -> None:
    kept = chosen(counts, Filter(state=state, court=court, since=since, defect="no-time"), state_of)
    assert set(kept) <= set(counts)
    assert {count.defect for count in kept} <= {CHECKED, "no-time"}
    assert all(count.month >= since for count in kept)
    assert chosen(counts, Filter(), state_of) == counts


def test_a_share_is_rounded_down_and_missing_where_no_check_is_shown() -> None:
    assert [Row("", 0, 7).share, Row("", 3, 2).share, Row("", 200, 1).share] == [None, 66, 0]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=5))
def test_circles_of_one_city_stand_apart_and_are_larger_for_more_checks(sizes: list[int]) -> None:
    rows = [Row(f"court-{number}", size, 1) for number, size in enumerate(sizes)]
    drawn = circles([*rows, Row("", 9, 9), Row("unknown", 9, 9)], {row.key: (100, 100) for row in rows})
    assert len({(circle.x, circle.y) for circle in drawn}) == len(rows)
    assert all(SMALLEST <= circle.radius <= LARGEST for circle in drawn)
    assert [c.row.checks for c in drawn] == sorted(sizes, reverse=True)
    assert [c.radius for c in drawn] == sorted((c.radius for c in drawn), reverse=True)


def test_published_numbers_are_told_by_month_and_place() -> None:
    cells = [
        Cell("2026-09", "court", "miami", CHECKED, 40),
        Cell("2026-09", "court", "miami", "no-time", 15),
        Cell("2026-10", "small", "", "no-time", 10),
    ]
    assert open_months(cells) == (Row("2026-09", 40, 15), Row("2026-10", 0, 10))
    assert open_places(cells) == (("court", Row("miami", 40, 15)), ("small", Row("", 0, 10)))
    assert cells_of(cells, "miami") == tuple(cells[:2])
    assert cells_of(cells, "") == ()


def test_a_brief_names_the_law_behind_each_fault() -> None:
    law = load_law()
    legal = Legal(law.checked, old=False, fees={})
    cells = (Cell("2026-09", "court", "miami", "no-time", 15),)
    sheet = brief_sheet(law.courts["miami"], cells, legal)
    assert [piece.authorities for piece in sheet.pieces if piece.words.block == "fault"] != [()]
    assert "made_up" not in [piece.words.block for piece in sheet.pieces]


def test_made_up_reports_keep_the_rules_of_real_ones() -> None:
    made = list(make_up(3000, ["2026-09", "2026-10"], ["miami", "chicago"], Random(1)))  # noqa: S311
    assert len(made) == 3000
    for one in made:
        assert one.lines[0].defect == CHECKED
        assert not [line for line in one.lines if line.defect in COURTLESS and line.court]
        assert len({line.defect for line in one.lines}) == len(one.lines)
