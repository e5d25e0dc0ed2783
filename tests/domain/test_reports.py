from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.defects import BOOK, find_defects
from bot.domain.facts import Facts
from bot.domain.findings import Finding
from bot.domain.reports import (
    COURTLESS,
    Line,
    closes_on,
    counting_month,
    is_over,
    lines_of,
    month_of,
    next_month,
)
from bot.law.load import load_law

TODAY = date(2026, 11, 24)
MIAMI = load_law().courts["miami"]
moments = st.datetimes(datetime(2024, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds it


def every_finding() -> tuple[Finding, ...]:
    return tuple(Finding(rule.id, rule.severity, ()) for rule in BOOK)


def test_a_check_that_finds_nothing_is_counted_as_a_check() -> None:
    facts = Facts(TODAY, court=MIAMI, document="nta", hearing_place="miami")
    assert lines_of(facts, ()) == (Line("miami", "nta", "checked"),)


def test_a_check_of_which_nothing_was_said_is_counted_without_court_and_paper() -> None:
    assert lines_of(Facts(TODAY), ()) == (Line("", "", "checked"),)


def test_a_place_that_is_no_court_of_the_data_is_no_court() -> None:
    facts = Facts(TODAY, document="nta", hearing_place="not-listed")
    assert lines_of(facts, find_defects(facts)) == (
        Line("", "nta", "checked"),
        Line("", "nta", "not-a-court-address"),
    )


def test_every_defect_enters_as_the_table_says() -> None:
    facts = Facts(TODAY, court=MIAMI, document="nta", served_how="mail")
    lines = {line.defect: line for line in lines_of(facts, every_finding())}
    expected = {
        "yes": lambda name: Line("miami", "nta", name),
        "how": lambda name: Line("miami", "nta", name, "mail"),
        "no-court": lambda name: Line("", "nta", name),
        "apart": lambda name: Line("", "", name),
    }
    assert lines.pop("checked") == Line("miami", "nta", "checked")
    assert lines == {rule.id: expected[rule.counted](rule.id) for rule in BOOK if rule.counted != "no"}
    assert {rule.counted for rule in BOOK} == {*expected, "no"}


def test_children_people_who_need_a_guardian_forged_signatures_and_money_never_have_a_court() -> None:
    assert {
        "child-under-14",
        "minor-14-17",
        "needs-guardian",
        "signature-not-mine",
        "money-asked",
    } == COURTLESS
    facts = Facts(TODAY, court=MIAMI, document="nta")
    assert {line.court for line in lines_of(facts, every_finding()) if line.defect in COURTLESS} == {""}


@pytest.mark.parametrize(
    ("served", "how"),
    [
        ("in-person", "hand"),
        ("mail", "mail"),
        ("electronic", "not-known"),
        ("never", "not-known"),
        ("unsure", "not-known"),
        (None, "not-known"),
    ],
)
def test_how_a_paper_came_is_by_hand_by_mail_or_not_known(served: str | None, how: str) -> None:
    facts = Facts(TODAY, document="nta", served_how=served, acis="no-case")
    assert Line("", "nta", "not-in-acis", how) in lines_of(facts, find_defects(facts))


@pytest.mark.parametrize(
    ("month", "after"),
    [("2026-11", "2026-12"), ("2026-12", "2027-01"), ("2027-01", "2027-02"), ("2027-09", "2027-10")],
)
def test_the_month_after(month: str, after: str) -> None:
    assert next_month(month) == after


def test_a_month_is_the_one_of_utc() -> None:
    assert month_of(datetime(2026, 11, 30, 20, tzinfo=timezone(timedelta(hours=-5)))) == "2026-12"


def test_a_month_closes_on_the_second_of_the_next() -> None:
    assert closes_on("2026-12") == datetime(2027, 1, 2, tzinfo=UTC)
    assert not is_over("2026-12", datetime(2027, 1, 1, 23, 59, 59, tzinfo=UTC))
    assert is_over("2026-12", datetime(2027, 1, 2, tzinfo=UTC))


@given(now=moments)
def test_the_month_of_now_is_never_over(now: datetime) -> None:
    assert not is_over(month_of(now), now)
    assert is_over(month_of(now), now + timedelta(days=33))


@given(now=moments, closed=moments)
def test_a_clock_set_back_never_counts_in_a_closed_month(now: datetime, closed: datetime) -> None:
    last = month_of(closed)
    month = counting_month(now, last)
    assert month > last
    assert month in (month_of(now), next_month(last))
    assert counting_month(now, "") == month_of(now)
