"""What goes out by itself, put together: the steady clock, the sources, the pump, and the watch over it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.domain.sending import Source
from bot.domain.steady import Steady
from bot.services.desk import Desk
from bot.services.due import DueReminders
from bot.services.pump import Pump, Send, Surroundings
from bot.storage.leases import take_lease
from bot.telegram.counts import Counts

log = structlog.get_logger()
PUMP = "pump"  # a lease that only says when the pump last ran
SILENT_AFTER = 300.0  # seconds
BEAT_EVERY = 30.0


def boot_seconds() -> float:
    """Seconds that go on evenly, also while the machine sleeps, where the system has such a clock."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


@dataclass(slots=True)
class SteadyClock:
    """The time that sending believes: a jump of the machine's clock is logged, and not followed at once."""

    wall: Callable[[], datetime]
    ticks: Callable[[], float] = boot_seconds
    _steady: Steady | None = field(default=None, init=False)

    def __call__(self) -> datetime:
        """The time now."""
        tick = self.ticks()
        before = self._steady or Steady(self.wall(), tick)
        self._steady = before.at(self.wall(), tick)
        if self._steady.jumped and not before.jumped:
            log.warning("clock_jumped")
        return self._steady.now(tick)


@dataclass(slots=True)
class Heart:
    """Notes that the pump ran: for the metrics at every round, in the database every 30 seconds."""

    desk: Desk
    counts: Counts
    ticks: Callable[[], float]
    _noted: float = field(default=float("-inf"), init=False)

    async def beat(self, _epoch: int) -> None:
        """The pump is at work."""
        self.counts.pump_ran.set(self.desk.clock().timestamp())
        now = self.ticks()
        if now - self._noted >= BEAT_EVERY:
            await self.desk.store.run(_beat)
            self._noted = now


def _beat(db: Connection) -> None:
    take_lease(db, PUMP, PUMP, seconds=SILENT_AFTER)


@dataclass(frozen=True, slots=True)
class Process:
    """What the sending needs of its process: how one call is made, the lease, the replies so far, the counters.

    `clock` is the time that sending believes; `ticks` measures the pace.
    """

    send: Send
    epoch: Callable[[], int | None]
    replies: Callable[[], int]
    counts: Counts
    clock: Callable[[], datetime]
    ticks: Callable[[], float] = time.monotonic


def make_pump(desk: Desk, lease: str, process: Process, others: Sequence[Source] = ()) -> Pump:
    """The pump with the reminders first, then the other sources."""
    heart = Heart(desk, process.counts, process.ticks)
    around = Surroundings(
        clock=process.clock,
        ticks=process.ticks,
        epoch=process.epoch,
        replies=process.replies,
        beat=heart.beat,
        count=partial(_count, process.counts),
    )
    return Pump(desk, process.send, (DueReminders(desk, process.clock, lease), *others), around)


def _count(counts: Counts, name: str, n: int) -> None:
    counts.sent.labels(name).inc(n)
