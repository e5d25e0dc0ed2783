"""The dates that matter: each id with the day it falls on, or None where there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.calendar import days_after, moved_back
from bot.domain.facts import Facts, as_date

REOPEN_DAYS = 180  # INA 240(b)(5)(C)(i)
APPEAL_SAFE_DAYS = 10
ADDRESS_DAYS = 5  # 8 CFR 1003.15(d)
MASTER_DAYS, INDIVIDUAL_DAYS = 15, 30
IDS = (
    "check-acis",
    "asylum-one-year",
    "address-change-5-days",
    "motion-suggested-by",
    "reopen-180-days",
    "reopen-any-time",
    "appeal-safe-10-days",
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date that matters: its id and its day, None where it has no day of its own."""

    id: str
    on: date | None


def find_deadlines(facts: Facts) -> tuple[Deadline, ...]:
    """The dates that matter for these facts, in the order of the table."""
    return tuple(_deadlines(facts))


def _deadlines(facts: Facts) -> Iterator[Deadline]:
    yield Deadline("check-acis", None)
    if facts.walk in ("notice-check", "more-time"):
        yield Deadline("asylum-one-year", None)
    if facts.address in ("wrong", "missing", "old") and facts.address_reported != "yes":
        yield Deadline("address-change-5-days", _address_day(facts))
    counts = facts.date_that_counts
    if counts is not None and counts > facts.today and facts.detained != "yes":
        yield Deadline("motion-suggested-by", _motion_day(facts, counts))
    order_on = as_date(facts.order_on)
    if facts.walk == "missed-hearing":
        if order_on is not None:
            yield Deadline("reopen-180-days", moved_back(days_after(order_on, REOPEN_DAYS)))
        if {"no-notice", "in-custody"} & set(facts.missed_why):
            yield Deadline("reopen-any-time", None)
    if facts.document == "removal-order" and facts.attended == "yes" and order_on is not None:
        yield Deadline("appeal-safe-10-days", moved_back(days_after(order_on, APPEAL_SAFE_DAYS)))


def _address_day(facts: Facts) -> date:
    """The fifth day after the move where that is still ahead, else today."""
    moved = as_date(facts.moved_on)
    return facts.today if moved is None else max(facts.today, days_after(moved, ADDRESS_DAYS))


def kind_matters(facts: Facts) -> bool:
    """Whether a master and an individual hearing have different last days for a written request."""
    counts = facts.date_that_counts
    if counts is None or counts <= facts.today or facts.detained == "yes":
        return False
    early, late = _last_days(counts)
    return max(facts.today, early) != max(facts.today, late)


def _last_days(counts: date) -> tuple[date, date]:
    """The working days 30 and 15 days before the hearing."""
    early, late = (moved_back(days_after(counts, -days)) for days in (INDIVIDUAL_DAYS, MASTER_DAYS))
    return early, late


def _motion_day(facts: Facts, counts: date) -> date:
    """15 days before a master hearing, 30 before an individual one, on a working day, never before today."""
    early, late = _last_days(counts)
    if facts.hearing_kind == "individual" or (facts.hearing_kind != "master" and early >= facts.today):
        return max(facts.today, early)
    return max(facts.today, late)
