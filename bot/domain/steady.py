"""A clock for sending: the wall's time, unless it jumps against a clock that only goes on."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

A_JUMP = timedelta(minutes=5)
BELIEVED_AFTER = 25 * 3600.0  # seconds: a jump that lasts longer than a day was a correction


@dataclass(frozen=True, slots=True)
class Steady:
    """The time as it was at some tick of a clock that never jumps; `since` is the tick at which the wall left it."""

    wall: datetime
    tick: float
    since: float | None = None

    def at(self, wall: datetime, tick: float) -> "Steady":
        """The time now: the wall's where it went on evenly, else this clock's own until the wall proves right."""
        expected = self.wall + timedelta(seconds=tick - self.tick)
        if abs(wall - expected) <= A_JUMP:
            return Steady(wall, tick)
        since = tick if self.since is None else self.since
        return Steady(wall, tick) if tick - since >= BELIEVED_AFTER else replace(self, since=since)

    def now(self, tick: float) -> datetime:
        """The time at this tick."""
        return self.wall + timedelta(seconds=tick - self.tick)

    @property
    def jumped(self) -> bool:
        """Whether the wall's clock says something else now."""
        return self.since is not None
