"""What one subscription and one recipient cost, with few subscriptions and with many: CPU time and memory."""

import asyncio
import logging
import os
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from functools import partial
from pathlib import Path

import structlog
from sqlalchemy import Connection, insert

from benchmarks.bot_process import MEGABYTE
from bot.app import open_words
from bot.domain.subscriptions import Hearing, Subscription
from bot.law.load import load_law
from bot.services.desk import Desk
from bot.services.due import DueReminders
from bot.services.pump import Pump, Surroundings
from bot.storage.keys import Keys
from bot.storage.leases import take_lease
from bot.storage.store import Store
from bot.storage.subscription_blob import pack
from bot.storage.tables import subscriptions
from bot.telegram.calls import Call
from bot.telegram.sender import Accepted

FEW, MANY = 10_000, 300_000
RECIPIENTS = 1_000
A_CHUNK = 500
TODAY = date(2027, 3, 8)
NINE = datetime(2027, 3, 8, 14, tzinfo=UTC)
LEASE = "house"


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of one scan through all, of a thousand messages, and the most memory in bytes."""

    subscriptions: int
    scan: float
    sending: float
    memory: int


def everybody(count: int) -> Iterator[Subscription]:
    """So many, of whom a thousand have a hearing in seven days."""
    for n in range(count):
        ahead = 7 if n % (count // RECIPIENTS) == 0 else 20 + n % 300
        hearing = Hearing("me", TODAY + timedelta(days=ahead), clock(8, 30), "master", "miami", TODAY, looks=False)
        agreed = frozenset({"reminders"})
        yield Subscription(10**9 + n, "en", "America/New_York", TODAY, (hearing,), purposes=agreed)  # type: ignore[arg-type]


def fill(db: Connection, keys: Keys, some: list[Subscription]) -> None:
    """Put these in, without looking for earlier ones."""
    rows = []
    for one in some:
        index = keys.indexes(one.chat_id)[0]
        rows.append({"index": index, "revision": 1, "sealed": keys.seal("subscriptions", index, pack(one))})
    db.execute(insert(subscriptions), rows)


async def measure(folder: Path, count: int) -> Cost:
    """The cost with so many subscriptions."""
    keys, now = Keys.of(os.urandom(32)), [NINE - timedelta(minutes=9)]  # the next look is due after ten
    store = Store.open(f"sqlite:///{folder}/{count}.db")
    some: list[Subscription] = []
    for one in everybody(count):
        some.append(one)
        if len(some) == A_CHUNK:
            await store.run(partial(fill, keys=keys, some=some))
            some = []
    desk = Desk(store, keys, load_law(), open_words(load_law(), ("en",)), lambda: now[0], lambda: "0" * 8)
    epoch = await store.run(lambda db: take_lease(db, LEASE, "bench", seconds=86400))
    pump = Pump(desk, _taken, (DueReminders(desk, lambda: now[0], LEASE),), _around(now, epoch))
    try:
        scan = await cpu_of(pump)
        now[0] = NINE
        sending = await cpu_of(pump)
    finally:
        store.close()
    return Cost(count, scan, sending, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def _around(now: list[datetime], epoch: int | None) -> Surroundings:
    """Virtual time, so that the pace costs nothing."""
    ticks = [0.0]

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(0)
        ticks[0] += seconds + 1e-6

    return Surroundings(clock=lambda: now[0], ticks=lambda: ticks[0], epoch=lambda: epoch, sleep=sleep)


async def _taken(_call: Call) -> Accepted:
    return Accepted({"message_id": 1, "date": 0})


async def cpu_of(pump: Pump) -> float:
    """CPU seconds of all threads during one round: the first looks through everything, the second sends."""
    before = time.process_time()
    await pump.round()
    return time.process_time() - before


async def measure_subscriptions(folder: Path, *, few: int = FEW, many: int = MANY) -> tuple[Cost, Cost]:
    """The cost with few and with many; few first, so that the memory of many is not counted there."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    return await measure(folder, few), await measure(folder, many)


def lines_of(costs: tuple[Cost, Cost]) -> list[str]:
    """The figures in words."""
    return [
        f"with {c.subscriptions:7,}: {c.scan / c.subscriptions * 1e6:5.1f} µs a subscription to look through, "
        f"{c.sending / RECIPIENTS * 1e6:5.0f} µs a recipient, at most {c.memory / MEGABYTE:.0f} MB"
        for c in costs
    ]
