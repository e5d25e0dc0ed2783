"""The three notions the rules share, and the order in which findings are shown."""

from datetime import date

import pytest

from tests.domain.cases import TODAY, Given, facts, found

YESTERDAY, TODAY_IS, TOMORROW = "2026-09-15", "2026-09-16", "2026-09-17"
LATER = "2026-11-18"

MAY_EXIST: list[tuple[Given, bool]] = [
    ({}, False),
    *(({"acis": a}, a == "ordered-removed") for a in ("same", "different", "no-hearing", "no-case", "not-checked")),
    ({"acis": "ordered-removed"}, True),
    *(({"document": d}, False) for d in ("nta", "hearing-notice", "other-paper", "no-paper")),
    ({"document": "removal-order"}, True),
    ({"document": "removal-order", "ordered": "no", "acis": "same", "attended": "yes"}, True),
    ({"other_kind": "reinstatement", "document": "other-paper"}, False),
    ({"ordered": "yes"}, True),
    ({"ordered": "no"}, False),
    ({"ordered": "unsure"}, False),
    ({"walk": "missed-hearing"}, True),
    ({"walk": "more-time"}, False),
    ({"walk": "notice-check"}, False),
    ({"hearing_date": "0001-01-01"}, True),
    ({"hearing_date": YESTERDAY}, True),
    ({"hearing_date": YESTERDAY, "attended": "no"}, True),
    ({"hearing_date": YESTERDAY, "attended": "unsure"}, True),
    ({"hearing_date": YESTERDAY, "attended": "yes"}, False),
    ({"hearing_date": YESTERDAY, "acis_date": LATER}, True),
    ({"hearing_date": TODAY_IS, "attended": "no"}, False),
    ({"hearing_date": TOMORROW}, False),
    ({"hearing_date": "missing", "attended": "no"}, False),
    ({"acis_date": YESTERDAY}, False),
    ({"attended": "no"}, False),
    ({"missed_why": ["no-notice"], "order_on": YESTERDAY}, False),
]
COUNTS: list[tuple[str | None, str | None, str | None]] = [
    (None, None, None),
    ("missing", None, None),
    ("impossible", LATER, LATER),
    ("to-be-set", YESTERDAY, YESTERDAY),
    (LATER, None, LATER),
    (YESTERDAY, None, YESTERDAY),
    (None, YESTERDAY, YESTERDAY),
    (LATER, TOMORROW, TOMORROW),
    (TOMORROW, LATER, TOMORROW),
    (TODAY_IS, TOMORROW, TODAY_IS),
    (TOMORROW, TODAY_IS, TODAY_IS),
    (YESTERDAY, LATER, LATER),
    (LATER, YESTERDAY, LATER),
    (YESTERDAY, TODAY_IS, TODAY_IS),
    (YESTERDAY, "2026-09-14", YESTERDAY),
    ("2026-09-14", YESTERDAY, YESTERDAY),
    ("0001-01-01", "9999-12-31", "9999-12-31"),
]
OPEN: list[tuple[Given, bool | None]] = [
    ({}, None),
    ({"document": "nta"}, None),
    ({"before_judge": "never"}, None),
    *(({"document": "nta", "before_judge": b}, True) for b in ("never", "not-answered")),
    ({"document": "nta", "before_judge": "unsure"}, None),
    ({"document": "nta", "before_judge": "answered"}, False),
    ({"before_judge": "answered"}, False),
    *(
        ({"document": d, "before_judge": b}, None)
        for d in ("hearing-notice", "other-paper", "no-paper")
        for b in ("never", "not-answered", "unsure")
    ),
    ({"document": "hearing-notice", "before_judge": "answered"}, False),
    ({"document": "removal-order"}, False),
    ({"document": "nta", "before_judge": "never", "ordered": "yes"}, False),
    ({"document": "nta", "before_judge": "never", "acis": "ordered-removed"}, False),
    ({"document": "nta", "before_judge": "never", "walk": "missed-hearing"}, False),
    ({"document": "nta", "before_judge": "never", "hearing_date": YESTERDAY}, False),
    ({"document": "nta", "before_judge": "not-answered", "hearing_date": YESTERDAY, "attended": "yes"}, True),
    ({"document": "nta", "before_judge": "never", "hearing_date": TODAY_IS}, True),
]


@pytest.mark.parametrize(("given", "may"), MAY_EXIST)
def test_an_order_may_exist_exactly_where_the_answers_say(given: Given, *, may: bool) -> None:
    assert facts(given).order_may_exist is may


@pytest.mark.parametrize(("paper", "acis", "counts"), COUNTS)
def test_the_date_that_counts_is_the_earliest_that_is_not_past(
    paper: str | None, acis: str | None, counts: str | None
) -> None:
    given = {k: v for k, v in (("hearing_date", paper), ("acis_date", acis)) if v is not None}
    assert facts(given).date_that_counts == (date.fromisoformat(counts) if counts else None)


@pytest.mark.parametrize(("given", "still"), OPEN)
def test_an_objection_is_open_late_or_not_known(given: Given, *, still: bool | None) -> None:
    assert facts(given).objection_open is still


def test_the_day_of_the_answers_wins_over_the_day_of_the_caller() -> None:
    assert facts({}).today == TODAY
    assert facts({"today": "2020-02-02"}).today == date(2020, 2, 2)
    assert "past-date" in found({"today": "2026-11-19", "hearing_date": LATER})


EVERYTHING = {
    "document": "nta",
    "ordered": "yes",
    "other_kind": "reinstatement",
    "hearing_date": YESTERDAY,
    "acis_date": "2026-09-19",
    "acis": "different",
    "hearing_place": "not-listed",
    "address": "old",
    "problems": ["money-asked", "papers-disagree", "no-charges", "wrong-name", "missing-pages", "two-ntas"],
    "hearing_time": "missing",
    "prompt_hearing_signed": "yes",
}


def test_what_cannot_wait_comes_first_in_its_own_order() -> None:
    assert list(found(EVERYTHING)) == [
        "already-ordered",
        "ice-order-paper",
        "hearing-soon",
        "past-date",
        "papers-disagree",
        "acis-differs",
        "not-a-court-address",
        "money-asked",
        "old-address",
        "no-time",
        "wrong-name",
        "two-ntas",
        "prompt-hearing-signed",
        "missing-pages",
    ]


def test_an_earlier_date_in_acis_stands_behind_a_hearing_within_three_days() -> None:
    given = {"hearing_date": LATER, "acis_date": "2026-09-19", "acis": "no-hearing", "address": "wrong"}
    assert list(found(given)) == ["hearing-soon", "acis-earlier", "acis-no-hearing", "wrong-address"]


@pytest.mark.parametrize(
    ("day", "order"),
    [
        (TODAY_IS, ["hearing-soon", "no-time", "wrong-name"]),
        ("2026-09-18", ["hearing-soon", "no-time", "wrong-name"]),
        ("2026-09-22", ["no-time", "hearing-soon", "wrong-name"]),
        ("2026-09-30", ["no-time", "hearing-soon", "wrong-name"]),
    ],
)
def test_a_hearing_further_off_than_three_days_stands_by_its_severity(day: str, order: list[str]) -> None:
    given = {"hearing_date": day, "hearing_time": "missing", "problems": ["wrong-name"]}
    assert list(found(given)) == order


@pytest.mark.parametrize(("day", "first"), [("2026-09-19", "hearing-soon"), ("2026-09-20", "no-time")])
def test_the_third_day_is_within_three_days_and_the_fourth_is_not(day: str, first: str) -> None:
    assert next(iter(found({"hearing_date": day, "hearing_time": "missing"}))) == first


def test_within_a_severity_the_order_is_that_of_the_table() -> None:
    given = {
        "document": "nta",
        "hearing_date": "missing",
        "hearing_time": "to-be-set",
        "hearing_form": "video-without-link",
        "hearing_place": "el-paso",
        "detained": "yes",
        "who": "14-17",
        "adult_served": "no",
        "acis": "no-case",
        "problems": [
            "hand-corrected",
            "not-explained",
            "no-counsel-list",
            "wrong-a-number",
            "wrong-name",
            "unsigned",
        ],
    }
    assert list(found(given)) == [
        "no-date",
        "no-time",
        "no-counsel-list",
        "not-explained",
        "unsigned",
        "wrong-name",
        "wrong-a-number",
        "not-in-acis",
        "video-without-link",
        "hand-corrected",
        "detained",
        "minor-14-17",
        "time-zone",
    ]


def test_a_severity_that_lost_reopen_is_sorted_by_what_is_left() -> None:
    late = {"hearing_date": LATER, "received_on": LATER, "problems": ["wrong-name"], "hearing_time": "missing"}
    assert list(found(late)) == ["no-time", "late-notice", "wrong-name"]


def test_a_heavier_severity_stands_first_even_where_the_table_has_it_later() -> None:
    given = {
        "document": "nta",
        "hearing_date": "2026-09-21",
        "served_on": "2026-09-14",
        "hearing_time": "07:29",
        "prompt_hearing_signed": "no",
        "who": "14-17",
        "adult_served": "no",
        "problems": ["no-charges", "money-asked", "hand-corrected"],
    }
    shown = [
        "money-asked",
        "no-charges",
        "under-10-days",
        "hearing-soon",
        "odd-hour",
        "hand-corrected",
        "minor-14-17",
    ]
    assert list(found(given)) == shown
