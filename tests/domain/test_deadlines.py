"""The dates that matter, each at both of its edges."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.domain.calendar import federal_holidays, is_federal_holiday, is_weekend, moved_back
from tests.domain.cases import Given, dates, facts

ALWAYS = {"check-acis", "asylum-one-year"}
MASTER, INDIVIDUAL = {"hearing_kind": "master"}, {"hearing_kind": "individual"}
MOTION, ADDRESS = "motion-suggested-by", "address-change-5-days"
REOPEN, APPEAL = "reopen-180-days", "appeal-safe-10-days"
MISSED = {"walk": "missed-hearing"}


def day(iso: str) -> date:
    return date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("walk", "ids"),
    [("notice-check", ALWAYS), ("more-time", ALWAYS), ("missed-hearing", {"check-acis"})],
)
def test_every_walk_says_to_look_in_acis_and_two_speak_of_the_year_for_asylum(walk: str, ids: set[str]) -> None:
    assert dates({"walk": walk}) == dict.fromkeys(ids)
    assert set(dates({})) == ALWAYS


@pytest.mark.parametrize(
    ("moved", "on"),
    [
        ("2026-09-16", "2026-09-21"),
        ("2026-09-14", "2026-09-19"),  # a Saturday: not moved
        ("2026-09-12", "2026-09-17"),
        ("2026-09-11", "2026-09-16"),
        ("2026-09-10", "2026-09-16"),
        ("0001-01-01", "2026-09-16"),
        ("2026-10-01", "2026-10-06"),
        ("9999-12-31", "9999-12-31"),
        ("unsure", "2026-09-16"),
        (None, "2026-09-16"),
    ],
)
def test_a_change_of_address_is_due_on_the_fifth_day_or_today(moved: str | None, on: str) -> None:
    given = {"address": "old", **({"moved_on": moved} if moved else {})}
    assert dates(given)[ADDRESS] == day(on)


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({"address": "old"}, True),
        ({"address": "wrong"}, True),
        ({"address": "missing", "address_reported": "no"}, True),
        ({"address": "old", "address_reported": "unsure"}, True),
        ({"address": "old", "address_reported": "yes"}, False),
        ({"address": "right"}, False),
        ({"address_reported": "no", "moved_on": "2026-09-16"}, False),
        ({"address": "missing", "walk": "missed-hearing"}, True),
    ],
)
def test_a_change_of_address_is_due_only_for_an_address_that_is_not_reported(given: Given, *, due: bool) -> None:
    assert (ADDRESS in dates(given)) is due


@pytest.mark.parametrize(
    ("given", "on"),
    [
        ({"hearing_date": "2026-11-18", **INDIVIDUAL}, "2026-10-19"),
        ({"hearing_date": "2026-11-18", **MASTER}, "2026-11-03"),
        ({"hearing_date": "2026-11-18", "hearing_kind": "unsure"}, "2026-10-19"),
        ({"hearing_date": "2026-11-18"}, "2026-10-19"),
        # moved back: a Sunday, and each kind of holiday
        ({"hearing_date": "2026-11-30", **MASTER}, "2026-11-13"),
        ({"hearing_date": "2026-10-27", **MASTER}, "2026-10-09"),  # Columbus Day
        ({"hearing_date": "2026-11-26", **MASTER}, "2026-11-10"),  # Veterans Day
        ({"hearing_date": "2026-12-26", **INDIVIDUAL}, "2026-11-25"),  # Thanksgiving
        ({"hearing_date": "2027-01-09", **MASTER}, "2026-12-24"),  # Christmas
        ({"hearing_date": "2027-07-03", **MASTER}, "2027-06-17"),  # Juneteenth, observed on Friday the 18th
        ({"hearing_date": "2027-07-05", **MASTER}, "2027-06-17"),  # from the Sunday behind it
        ({"hearing_date": "2027-07-20", **MASTER}, "2027-07-02"),  # Independence Day, observed on Monday
        ({"hearing_date": "2028-01-15", **MASTER}, "2027-12-30"),  # New Year's Day, observed on 31 December
        ({"hearing_date": "2028-01-16", **MASTER}, "2027-12-30"),  # New Year's Day itself, a Saturday
        # never before today
        ({"hearing_date": "2026-10-02", **MASTER}, "2026-09-17"),
        ({"hearing_date": "2026-10-01", **MASTER}, "2026-09-16"),
        ({"hearing_date": "2026-09-30", **MASTER}, "2026-09-16"),
        ({"hearing_date": "2026-09-17", **MASTER}, "2026-09-16"),
        ({"hearing_date": "2026-10-15", **INDIVIDUAL}, "2026-09-16"),
        ({"hearing_date": "2026-09-17", **INDIVIDUAL}, "2026-09-16"),
        # not known: 30 days while that day is not past, else 15
        ({"hearing_date": "2026-10-16"}, "2026-09-16"),
        ({"hearing_date": "2026-10-15"}, "2026-09-30"),
        ({"hearing_date": "2026-10-15", "hearing_kind": "unsure"}, "2026-09-30"),
        ({"hearing_date": "2026-09-20"}, "2026-09-16"),
        (
            {"today": "2026-09-20", "hearing_date": "2026-10-20"},
            "2026-10-05",
        ),  # 30 days before is a Sunday, moved to the past
        ({"today": "2026-09-20", "hearing_date": "2026-10-21"}, "2026-09-21"),
        # the date that counts
        ({"hearing_date": "2026-11-18", "acis_date": "2026-10-27", **MASTER}, "2026-10-09"),
        ({"hearing_date": "2026-09-15", "acis_date": "2026-11-18", **MASTER}, "2026-11-03"),
        ({"hearing_date": "missing", "acis_date": "2026-11-18", **MASTER}, "2026-11-03"),
        # only on 9999-12-31 itself does the calendar end
        ({"hearing_date": "9999-12-31", **MASTER}, "9999-12-16"),
    ],
)
def test_a_motion_should_have_arrived_15_or_30_days_before_on_a_working_day(given: Given, on: str) -> None:
    assert dates(given)[MOTION] == day(on)


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({"hearing_date": "2026-09-17"}, True),
        ({"hearing_date": "2026-09-16"}, False),
        ({"hearing_date": "2026-09-15"}, False),
        ({"hearing_date": "missing"}, False),
        ({}, False),
        ({"hearing_date": "2026-11-18", "acis_date": "2026-09-16"}, False),
        ({"hearing_date": "2026-11-18", "detained": "yes"}, False),
        ({"hearing_date": "2026-11-18", "detained": "no"}, True),
        ({"hearing_date": "2026-11-18", "walk": "missed-hearing"}, True),
        ({"hearing_date": "2026-11-18", "walk": "more-time"}, True),
    ],
)
def test_a_motion_is_suggested_only_for_a_hearing_to_come_of_a_person_who_is_free(given: Given, *, due: bool) -> None:
    assert (MOTION in dates(given)) is due


@pytest.mark.parametrize(
    ("order_on", "on"),
    [
        ("2026-03-20", "2026-09-16"),
        ("2026-05-14", "2026-11-10"),
        ("2026-05-15", "2026-11-10"),  # Veterans Day
        ("2026-05-16", "2026-11-12"),
        ("2026-05-18", "2026-11-13"),  # a Saturday
        ("2026-05-19", "2026-11-13"),
        ("2027-07-04", "2027-12-30"),  # New Year's Day, observed on 31 December
        ("2020-01-01", "2020-06-29"),  # past: given as it is
        ("9999-12-31", "9999-12-31"),
    ],
)
def test_a_motion_to_reopen_is_due_180_days_after_the_order(order_on: str, on: str) -> None:
    assert dates({**MISSED, "order_on": order_on})[REOPEN] == day(on)
    assert dates({**MISSED, "order_on": order_on, "missed_why": ["other"]})[REOPEN] == day(on)


@pytest.mark.parametrize(
    "given",
    [
        {**MISSED},
        {**MISSED, "order_on": "unsure"},
        {"order_on": "2026-05-15"},
        {"walk": "more-time", "order_on": "2026-05-15"},
        {"document": "removal-order", "ordered": "yes", "order_on": "2026-05-15", "missed_why": ["no-notice"]},
    ],
)
def test_180_days_are_counted_only_for_a_missed_hearing_whose_order_has_a_day(given: Given) -> None:
    assert REOPEN not in dates(given)


@pytest.mark.parametrize(
    ("given", "given_any_time"),
    [
        ({**MISSED, "missed_why": ["no-notice"]}, True),
        ({**MISSED, "missed_why": ["other", "in-custody"]}, True),
        ({**MISSED, "missed_why": ["serious-illness", "late-to-court", "wrong-day"]}, False),
        ({**MISSED, "missed_why": []}, False),
        ({**MISSED}, False),
        ({"missed_why": ["no-notice"]}, False),
    ],
)
def test_without_notice_or_in_custody_an_order_can_be_reopened_at_any_time(
    given: Given, *, given_any_time: bool
) -> None:
    assert ("reopen-any-time" in dates(given)) is given_any_time
    assert dates(given).get("reopen-any-time") is None


@pytest.mark.parametrize(
    ("order_on", "on"),
    [
        ("2026-09-14", "2026-09-24"),
        ("2026-09-10", "2026-09-18"),
        ("2026-11-01", "2026-11-10"),
        ("2026-01-02", "2026-01-12"),
    ],
)
def test_an_appeal_is_safe_for_ten_days_after_an_order_made_in_presence(order_on: str, on: str) -> None:
    given = {"document": "removal-order", "attended": "yes", "order_on": order_on}
    assert dates(given)[APPEAL] == day(on)


@pytest.mark.parametrize(
    "change",
    [
        {"attended": "no"},
        {"attended": "unsure"},
        {"document": "nta"},
        {"document": "no-paper", "ordered": "yes"},
        {"order_on": "unsure"},
    ],
)
def test_an_order_made_in_absence_cannot_be_appealed_directly(change: Given) -> None:
    given = {"document": "removal-order", "attended": "yes", "order_on": "2026-09-14"}
    assert APPEAL in dates(given)
    assert APPEAL not in dates({**given, **change})


def test_the_dates_come_in_the_order_of_the_table() -> None:
    given = {"address": "old", "hearing_date": "2026-11-18", "order_on": "2026-09-14", "missed_why": ["no-notice"]}
    shown = dates({**given, **MISSED, "document": "removal-order", "attended": "yes"})
    assert list(shown) == ["check-acis", ADDRESS, MOTION, REOPEN, "reopen-any-time", APPEAL]
    assert list(dates(given)) == ["check-acis", "asylum-one-year", ADDRESS, MOTION]


def test_no_day_given_is_a_closed_one() -> None:
    for ahead in range(1, 800):
        hearing = day("2026-09-16") + timedelta(days=ahead)
        on = dates({"hearing_date": hearing.isoformat(), **MASTER})[MOTION]
        assert on is not None
        assert not is_weekend(on)
        assert not is_federal_holiday(on)
        assert day("2026-09-16") <= on <= hearing


def test_a_later_hearing_never_has_an_earlier_last_day() -> None:
    shown = [dates({"hearing_date": f"2027-01-{n:02}", **MASTER})[MOTION] for n in range(1, 32)]
    known = [d for d in shown if d is not None]
    assert len(known) == 31
    assert all(a <= b for a, b in pairwise(known))


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2026, "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25"),
        (2027, "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31"),
        (2028, "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25"),
        (2020, "01-01 01-20 02-17 05-25 07-03 09-07 10-12 11-11 11-26 12-25"),
    ],
)
def test_federal_holidays_are_those_of_the_statute_as_observed_on_weekdays(year: int, days: str) -> None:
    assert sorted(d.isoformat()[5:] for d in federal_holidays(year)) == days.split()


def test_the_calendar_ends_without_a_fault() -> None:
    assert moved_back(date.min) == date.min
    assert not is_weekend(moved_back(date.max))
    for year in (1, 2, 1776, 9998, 9999):
        assert all(d.year == year for d in federal_holidays(year))


def test_facts_hold_the_dates_as_days() -> None:
    assert facts({"order_on": "2026-05-15"}).order_on == date(2026, 5, 15)
