"""A process that sends a broadcast with the pump itself, and dies where it is told to.

What it sends is a line on standard output with the reader's number: Telegram's own record.
"""

import asyncio
import itertools
import os
from typing import Any

from sqlalchemy import Engine, event

from benchmarks.broadcasting import LEASE, NOON, Office
from benchmarks.faults.killing import Death
from bot.services.pump import Pump, Surroundings
from bot.storage.keys import Keys
from bot.storage.leases import take_lease
from bot.storage.store import Store
from bot.telegram.sender import Accepted, Outcome

LEASE_SECONDS = 600.0


async def send_all(office: Office, death: Death) -> None:
    """Send all there is, as fast as it goes."""
    epoch = await office.store.run(lambda db: take_lease(db, LEASE, f"process {os.getpid()}", seconds=LEASE_SECONDS))
    ticks = itertools.count()

    async def send(call: Any) -> Outcome:
        death.comes_nearer()
        os.write(1, b"%d\n" % call["chat_id"])
        death.comes_nearer()
        await asyncio.sleep(0)
        return Accepted({"message_id": 1, "date": int(NOON.timestamp())})

    async def go_on(_seconds: float) -> None:
        await asyncio.sleep(0)

    around = Surroundings(lambda: office.now, lambda: float(next(ticks)), lambda: epoch, sleep=go_on)
    await Pump(office.desk, send, (office.source,), around).round()


def live(url: str, key: str, dies: int) -> None:
    """Send all there is, and die before so many statements, commits and messages (0: never)."""
    office = Office(Store.open(url), Keys.of(bytes.fromhex(key)))
    office.passes(minutes=10)
    death = Death(dies)
    event.listen(Engine, "before_cursor_execute", lambda *_: death.comes_nearer())
    event.listen(Engine, "commit", lambda *_: death.comes_nearer())
    asyncio.run(send_all(office, death))
    office.store.close()
