"""A watch: tell me once when so many people reported something in the months of the last so many days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.monitor import Filter
from bot.domain.partition import StateOf
from bot.domain.publishing import FOR_VOLUNTEERS, Count
from bot.domain.reports import CHECKED

COURT, DEFECT, STATE = "court", "defect", "state"
KINDS = (COURT, DEFECT, STATE)
DAYS, MOST_DAYS = 30, 366
LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched (its kind and its id), how many people it takes, and in how many days."""

    kind: str
    about: str
    n: int = FOR_VOLUNTEERS
    days: int = DAYS


def split_numbers(words: str) -> tuple[str, int, int]:
    """What is watched, as words, and the two numbers after it: people (never under five) and days."""
    rest = words.split()
    numbers: list[int] = []
    while rest and rest[-1].isdecimal() and len(rest[-1]) < len(str(LARGEST)) and len(numbers) < 2:  # noqa: PLR2004
        numbers.insert(0, int(rest.pop()))
    n = numbers[0] if numbers else FOR_VOLUNTEERS
    days = numbers[1] if len(numbers) > 1 else DAYS
    return " ".join(rest), max(FOR_VOLUNTEERS, n), min(MOST_DAYS, max(1, days))


def people_in(watch: Watch, counts: Iterable[Count], today: date, state_of: StateOf) -> int:
    """How many people reported a defect there, of the counts that are shown; a report is of a month, not of a day."""
    since = (today - timedelta(days=watch.days)).isoformat()[:7]
    looked_at = Filter(**{watch.kind: watch.about}, since=since)
    return sum(count.n for count in counts if count.defect != CHECKED and looked_at.keeps(count, state_of))


def is_reached(watch: Watch, counts: Iterable[Count], today: date, state_of: StateOf) -> bool:
    """Whether there is something to tell."""
    return people_in(watch, counts, today, state_of) >= watch.n
