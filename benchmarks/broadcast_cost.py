"""What a recipient of a broadcast to everybody costs, with few subscriptions and with many: CPU time and memory."""

import asyncio
import logging
import os
import resource
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import structlog

from benchmarks.bot_process import MEGABYTE
from benchmarks.broadcasting import LEASE, Office, reader
from benchmarks.subscriptions import A_CHUNK, FEW, MANY, fill
from bot.services.pump import Pump, Surroundings
from bot.storage.keys import Keys
from bot.storage.leases import take_lease
from bot.storage.store import Store
from bot.telegram.calls import Call
from bot.telegram.sender import Accepted

RECIPIENTS = 5_000
MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds of counting them all once, and of the first recipients; the most memory in bytes."""

    subscriptions: int
    counting: float
    sending: float
    memory: int


async def measure(folder: Path, subscribed: int) -> Cost:
    """The cost with so many subscriptions, all of whom are meant."""
    store, keys = Store.open(f"sqlite:///{folder}/{subscribed}.db"), Keys.of(os.urandom(32))
    for start in range(0, subscribed, A_CHUNK):
        some = [reader(number) for number in range(start, start + A_CHUNK)]
        await store.run(partial(fill, keys=keys, some=some))
    office = Office(store, keys)
    await office.hire()
    await office.prepared()
    office.passes(minutes=10)
    try:
        began = time.process_time()
        await office.newsroom.count((await office.kept())[0].broadcast.content)
        counting = time.process_time() - began
        sending = await _send_first(office)
    finally:
        store.close()
    return Cost(subscribed, counting, sending, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


async def _send_first(office: Office) -> float:
    """Send in virtual time, so that the pace costs nothing, until so many have it; CPU seconds from the first on."""
    sent, ticks, began = [0], [0.0], [0.0]
    epoch = await office.store.run(lambda db: take_lease(db, LEASE, "bench", seconds=86400))

    async def take(_call: Call) -> Accepted:
        if sent[0] == 0:  # before it they were all counted
            began[0] = time.process_time()
        sent[0] += 1
        return Accepted({"message_id": 1, "date": 0})

    async def sleep(seconds: float) -> None:
        await asyncio.sleep(0)
        ticks[0] += seconds + 1e-6

    around = Surroundings(
        clock=lambda: office.now,
        ticks=lambda: ticks[0],
        epoch=lambda: epoch if sent[0] < RECIPIENTS else None,
        sleep=sleep,
    )
    await Pump(office.desk, take, (office.source,), around).round()
    if sent[0] < RECIPIENTS:
        raise RuntimeError(f"only {sent[0]} were sent to")
    return time.process_time() - began[0]


async def measure_broadcast(folder: Path, *, few: int = FEW, many: int = MANY) -> tuple[Cost, Cost]:
    """The cost with few and with many; few first, so that the memory of many is not counted there."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    return await measure(folder, few), await measure(folder, many)


def lines_of(costs: tuple[Cost, Cost]) -> list[str]:
    """The figures in words."""
    return [
        f"with {c.subscriptions:7,}: {c.counting / c.subscriptions * MICRO:5.1f} µs a subscription to count once, "
        f"{c.sending / RECIPIENTS * MICRO:5.0f} µs a recipient, at most {c.memory / MEGABYTE:.0f} MB"
        for c in costs
    ]
