"""What a report says: lines without a person, the months they are counted in, and when a batch may be released."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.defects import BOOK
from bot.domain.facts import Facts
from bot.domain.findings import Finding

CHECKED = "checked"  # the line of the check itself: what the defects are counted against
HAND, MAIL, NOT_KNOWN = "hand", "mail", "not-known"
HOW = {"in-person": HAND, "mail": MAIL}
CLOSING_DAY = 2  # of the next month: a repeated update may come a day late
COURTLESS = frozenset(rule.id for rule in BOOK if rule.counted in ("no-court", "apart"))


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One defect of one check: court ("" for none), paper, defect, and for the delivery defects how it came."""

    court: str
    paper: str
    defect: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many different people, and how many hours, a batch has to gather before it may be released."""

    people: int = 5
    hours: int = 24


def lines_of(facts: Facts, findings: Sequence[Finding]) -> tuple[Line, ...]:
    """The lines that a check adds to the reports: one a counted finding, and always one for the check itself."""
    court = facts.court.id if facts.court else ""
    found = [line for finding in findings if (line := _line(facts, court, finding.id))]
    return (Line(court, facts.document or "", CHECKED), *found)


def _line(facts: Facts, court: str, defect: str) -> Line | None:
    paper = facts.document or ""
    match BOOK.rules[defect].counted:
        case "yes":
            return Line(court, paper, defect)
        case "how":
            return Line(court, paper, defect, HOW.get(facts.served_how or "", NOT_KNOWN))
        case "no-court":
            return Line("", paper, defect)
        case "apart":
            return Line("", "", defect)
    return None


def month_of(now: datetime) -> str:
    """The month of a moment, in UTC: "2026-11"."""
    return now.astimezone(UTC).strftime("%Y-%m")


def next_month(month: str) -> str:
    """The month after."""
    year, number = _numbers(month)
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


def closes_on(month: str) -> datetime:
    """The moment from which a month may be closed: the 2nd of the next one, 00:00 UTC."""
    year, number = _numbers(next_month(month))
    return datetime(year, number, CLOSING_DAY, tzinfo=UTC)


def is_over(month: str, now: datetime) -> bool:
    """Whether the month may be closed."""
    return now >= closes_on(month)


def counting_month(now: datetime, last_closed: str) -> str:
    """The month that a report of this moment is counted in; `last_closed` is "" where none is closed.

    Never a closed month and none before it, even where the clock was set back: what was published of it stands,
    and its key is gone.
    """
    return max(month_of(now), next_month(last_closed)) if last_closed else month_of(now)


def _numbers(month: str) -> tuple[int, int]:
    year, number = month.split("-")
    return int(year), int(number)
