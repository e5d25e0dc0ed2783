"""What became of a broadcast, in numbers that point at nobody, and when it will be over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.sending import Accepted, Blocked, Failed, Outcome

ROUND = 10
MOST_A_SECOND = 20
FIRST_HOUR, LAST_HOUR = 8, 21  # nothing goes out before the first and from the last on, where the reader is
ACCEPTED, BLOCKED, UNKNOWN = "accepted", "blocked", "unknown"
FAILED, SKIPPED = "failed.", "skipped."
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many had which outcome: accepted, blocked, failed.<reason>, skipped.<why>, unknown; `meant` is all."""

    meant: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def handled(self) -> int:
        """How many have an outcome."""
        return sum(self.counts.values())


def told_of(outcome: Outcome) -> str:
    """What an outcome that is certain is called in the counts."""
    if isinstance(outcome, Accepted):
        return ACCEPTED
    if isinstance(outcome, Blocked):
        return BLOCKED
    return FAILED + outcome.reason if isinstance(outcome, Failed) else SKIPPED + getattr(outcome, "why", "")


def rounded(number: int) -> int:
    """A count as people see it: rounded down to ten, so that no two counts tell of one person."""
    return number - number % ROUND


def is_awake(zone: str, now: datetime) -> bool:
    """Whether it is day in this zone: from 8 in the morning to 9 in the evening."""
    return FIRST_HOUR <= now.astimezone(ZoneInfo(zone)).hour < LAST_HOUR


def expected_end(start: datetime, people: Mapping[str, int], *, until: datetime) -> datetime:
    """When the last one is reached, at most at `until`: so many people a zone, 20 a second, each zone by day."""
    now, left = start, {zone: number for zone, number in people.items() if number}
    while left and now < until:
        awake = next((zone for zone in left if is_awake(zone, now)), None)
        if awake is None:
            now = _next_hour(now)
            continue
        reached = min(left[awake], int((_next_hour(now) - now).total_seconds()) * MOST_A_SECOND + 1)
        left[awake] -= reached
        now = min(now + timedelta(seconds=reached / MOST_A_SECOND), _next_hour(now))
        left = {zone: number for zone, number in left.items() if number > 0}
    return min(now, until)


def _next_hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0) + HOUR
