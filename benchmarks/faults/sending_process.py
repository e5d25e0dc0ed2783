"""A process that sends with the pump itself, and dies where it is told to.

What it sends is a line on standard output with the reader's number: Telegram's own record.
"""

import asyncio
import itertools
import os
from typing import Any

from benchmarks.broadcasting import LEASE, NOON, Office
from benchmarks.faults.killing import Death
from bot.services.due import DueReminders
from bot.services.pump import Pump, Surroundings
from bot.storage.keys import Keys
from bot.storage.leases import take_lease
from bot.storage.store import Store
from bot.telegram.sender import Accepted, Outcome

LEASE_SECONDS = 600.0


async def send_all(office: Office, death: Death, what: str) -> None:
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
    sources = {"broadcast": office.source, "reminders": DueReminders(office.desk, lambda: office.now, LEASE)}
    await Pump(office.desk, send, (sources[what],), around).round()


def live(url: str, key: bytes, what: str, dies: int) -> None:
    """One life; it dies before the statement or message of that number (0: never)."""
    office = Office(Store.open(url), Keys.of(key))
    office.passes(minutes=10)
    death = Death(dies)
    death.comes_with_statements()
    asyncio.run(send_all(office, death, what))
    office.store.close()
