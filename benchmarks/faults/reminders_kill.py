"""The process killed in the midst of reminders: everybody gets theirs, and a kill repeats 25 at most."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection

from benchmarks.broadcasting import FIRST_READER, NOON, Office, reader
from benchmarks.faults.found import Found
from benchmarks.faults.lives import KEY, sent_by
from bot.domain.sending import MOST_IN_HAND
from bot.domain.subscriptions import Hearing, Subscription
from bot.storage.keys import Keys
from bot.storage.outbox import count_waiting
from bot.storage.store import Store
from bot.storage.subscriptions import load_subscription

STEPS_A_REMINDER = 9  # statements, commits and messages, about
IN_A_WEEK = NOON.date() + timedelta(days=7)
HEARING = Hearing("me", IN_A_WEEK, typed=NOON.date(), looks=False)


def remind(url: str, *, people: int, kills: int, seed: int = 1) -> Found:
    """Everybody's reminder is due; kill the process so many times, let the last one finish, and count."""
    asyncio.run(_subscribed(url, people))
    sent: Counter[int] = Counter()
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    repeated = _killed(url, sent, chance, kills, STEPS_A_REMINDER * people // kills)
    lines, died = sent_by(url, "reminders", 0)
    repeated.append(_added(sent, lines))
    lost = sum(not sent[FIRST_READER + number] for number in range(people))
    waiting, unmarked = asyncio.run(_left(url, people))
    losses = [f"{lost} were lost"] * bool(lost)
    losses += ["the last life ended in a death"] * died
    losses += [f"after kill {number} {n} went again" for number, n in enumerate(repeated) if n > MOST_IN_HAND]
    losses += [f"{waiting} wait still, {unmarked} are not marked"] * bool(waiting or unmarked)
    seen = (
        f"{len(repeated) - 1} kills among {people} reminders that were due",
        f"{lost} lost, {sum(repeated)} went twice: {max(repeated)} after one kill at most (at-least-once allows 25)",
    )
    return Found("killed in the midst of reminders", seen, tuple(losses))


def _killed(url: str, sent: Counter[int], chance: random.Random, kills: int, farthest: int) -> list[int]:
    """How many each life sent that had been sent before; `sent` gets whom they wrote to."""
    repeated = []
    for _ in range(kills):
        lines, died = sent_by(url, "reminders", chance.randrange(1, farthest))
        repeated.append(_added(sent, lines))
        if not died:
            break
    return repeated


def _added(sent: Counter[int], lines: Sequence[int]) -> int:
    """Count these; how many of them were no news."""
    before = sum(sent[one] > 0 for one in lines)
    sent.update(lines)
    return before


async def _subscribed(url: str, people: int) -> None:
    store = Store.open(url)
    await Office(store, Keys.of(KEY)).subscribe(*map(_due, range(people)))
    store.close()


def _due(number: int) -> Subscription:
    """Somebody whose reminder was due this morning."""
    return replace(reader(number), hearings=(HEARING,), purposes=frozenset({"reminders"}))


async def _left(url: str, people: int) -> tuple[int, int]:
    """How many reminders wait still, and how many people have no mark that theirs went out."""
    store, keys = Store.open(url), Keys.of(KEY)

    def work(db: Connection) -> int:
        kept = (load_subscription(db, keys, FIRST_READER + number) for number in range(people))
        return sum(one is None or "7" not in one.hearings[0].sent for one in kept)

    left = await store.run(count_waiting), await store.run(work)
    store.close()
    return left


def in_folder(folder: Path, *, people: int, kills: int, seed: int = 1) -> Found:
    """The trial with a SQLite file in this folder."""
    return remind(f"sqlite:///{folder}/reminders.db", people=people, kills=kills, seed=seed)
