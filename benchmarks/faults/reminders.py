"""Reminders while the replica that sends them is killed: the other goes on, nobody is left out, few get two."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.faults.found import Found
from benchmarks.faults.record import KEYS, OK
from benchmarks.faults.replicas import LOOK, PATIENCE, TAKEOVER, Replicas, replicas
from benchmarks.phones import Phones
from bot.domain.sending import MOST_IN_HAND
from bot.domain.subscriptions import Hearing, Subscription
from bot.local_api import Person
from bot.storage.store import Store
from bot.storage.subscriptions import save_subscription

NOON = 12
WEEK = timedelta(days=7)


def due_now(chat_id: int, now: datetime) -> Subscription:
    """Somebody with a hearing in a week by their own clock, where it is about noon now."""
    east = (NOON - now.hour + 11) % 24 - 11
    zone = f"Etc/GMT{-east:+d}" if east else "Etc/GMT"  # these names count west of Greenwich
    today = (now + timedelta(hours=east)).date()
    hearing = Hearing("me", today + WEEK, clock(8, 30), typed=today - WEEK, looks=False)
    return Subscription(chat_id, "en", zone, today, (hearing,), purposes=frozenset({"reminders"}))


async def remind_now(database: str, people: Sequence[Person]) -> None:
    """Let reminders of these people be due in this database, before a bot starts with it."""
    store = Store.open(database)
    try:
        for person in people:
            person.started = True  # else Telegram lets nobody write to them
            one = due_now(person.id, datetime.now(UTC))
            await store.run(partial(save_subscription, keys=KEYS, subscription=one))
    finally:
        store.close()


async def go_on(folder: Path, database: str, reports: str, *, people: int) -> Found:
    """Everybody is due at once; the sender is killed in the midst of it."""

    async def subscribe(scene: Phones) -> None:
        await remind_now(database, scene.people)

    async with replicas(folder, database, reports, people=people, before=subscribe) as both:
        async with asyncio.timeout(PATIENCE):
            keeper = await both.keeper()
            await _until(both, people // 3)
            await keeper.kill()
            began, before = perf_counter(), _sent(both).total()
            await _until(both, before + 1)
            took = perf_counter() - began
            await _until(both, people, everybody=True)
        sent = _sent(both)
        twice = sum(n - 1 for n in sent.values())
        losses = [f"the other sent after {took:.1f} s"] * (took > TAKEOVER)
        losses += [f"{twice} reminders went twice"] * (twice > MOST_IN_HAND)
        seen = (f"{people} reminders, {before} before the kill, the other sent {took:.1f} s after it, {twice} twice",)
    return Found("the sender of reminders killed", seen, tuple(losses))


def _sent(both: Replicas) -> Counter[int]:
    """How many messages each chat got by itself."""
    made = both.scene.telegram.calls_of("sendMessage")
    return Counter(int(call.params["chat_id"]) for call in made if call.via != "body" and call.status == OK)


async def _until(both: Replicas, count: int, *, everybody: bool = False) -> None:
    while (len(_sent(both)) if everybody else _sent(both).total()) < count:  # noqa: ASYNC110 - other processes send
        await asyncio.sleep(LOOK)
