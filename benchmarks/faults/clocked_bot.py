"""The bot as `fairhearing run` starts it, on a machine whose clock is set: the wall's time jumps, nothing else does.

Arguments: the wall's time at a moment of CLOCK_MONOTONIC, that moment, how fast both go, and the seconds of a jump.
SIGUSR1 sets the clock so far ahead, SIGUSR2 so far back. SQLite's own clock, which its leases go by, is the
machine's and jumps with it, at the usual speed.
"""

import asyncio
import signal
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from sqlite3 import Connection
from time import monotonic, time

from sqlalchemy import Engine, event

from bot.app import build, configure_logs, running, stop_signal
from bot.settings import read_settings
from bot.telegram.application import initialize
from bot.web.serve import run, serving

A_DAY, EPOCH = 86_400, 2_440_587.5  # seconds; 1970 as a Julian day


@dataclass
class Clock:
    """A machine's clocks, `speed` times as fast as ours; `off` is how far the wall's was set wrong, in seconds."""

    base: datetime
    zero: float
    speed: float
    off: float = 0.0

    def ticks(self) -> float:
        """Seconds that go on evenly."""
        return self.speed * (monotonic() - self.zero)

    def true(self) -> datetime:
        """The time, had nobody set the clock."""
        return self.base + timedelta(seconds=self.ticks())

    def wall(self) -> datetime:
        """What the clock on the wall says."""
        return self.true() + timedelta(seconds=self.off)

    def julian_day(self, _now: str) -> float:
        """SQLite's julianday('now')."""
        return (time() + self.off) / A_DAY + EPOCH

    def jump(self, seconds: float) -> None:
        """Set the wall's clock."""
        self.off += seconds


def clock_of(base: str, zero: str, speed: str) -> Clock:
    """The clock that the arguments say."""
    return Clock(datetime.fromisoformat(base).astimezone(UTC), float(zero), float(speed))


async def main(base: str, zero: str, speed: str, seconds: str) -> None:
    clock, jump = clock_of(base, zero, speed), float(seconds)

    @event.listens_for(Engine, "connect")
    def _connect(connection: object, _entry: object) -> None:
        if isinstance(connection, Connection):
            connection.create_function("julianday", 1, clock.julian_day)

    configure_logs()
    settings = read_settings()
    bot = build(settings, clock=clock.wall, ticks=clock.ticks)
    stopped, loop = stop_signal(), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, clock.jump, jump)
    loop.add_signal_handler(signal.SIGUSR2, clock.jump, -jump)
    async with serving(bot.site, host=settings.host, port=settings.port):
        await initialize(bot.application)
        async with running(bot, settings):
            await stopped.wait()


if __name__ == "__main__":
    run(main(*sys.argv[1:]))
