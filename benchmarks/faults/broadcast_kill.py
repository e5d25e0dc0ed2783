"""The process killed in the midst of a broadcast: none lost, none twice, every miss unknown, 25 a kill at most."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

from benchmarks.broadcasting import FIRST_READER, Office, reader
from benchmarks.faults.found import Found
from benchmarks.faults.lives import KEY, sent_by
from bot.domain.sending import MOST_IN_HAND
from bot.storage.broadcasts import Kept, marked
from bot.storage.keys import Keys
from bot.storage.store import Store

T = TypeVar("T")
STEPS_A_READER = 6  # statements, commits and messages, about


def kill_the_sender(url: str, *, readers: int, kills: int, seed: int = 1) -> Found:
    """Send one broadcast to so many, kill the process so many times, let the last one finish, and count."""
    asyncio.run(_asked(url, lambda office: _prepared(office, readers)))
    sent: Counter[int] = Counter()
    killed, losses = _killed(url, sent, random.Random(seed), kills, STEPS_A_READER * readers // kills)  # noqa: S311 - moments, no secrets
    lines, died = sent_by(url, "broadcast", 0)
    sent.update(lines)
    losses += ["the last life ended in a death"] * died
    kept, missed = asyncio.run(_asked(url, ended))
    losses += differences(sent, kept, missed, readers)
    seen = (
        f"{killed} kills in a broadcast to {readers}; seed {seed}",
        f"{kept.tally.counts.get('accepted', 0)} accepted, {len(missed)} unknown, at most 25 of them a kill",
        f"of the unknown {sum(FIRST_READER + n in sent for n in missed)} had arrived",
    )
    return Found("killed in the midst of a broadcast", seen, tuple(losses))


def _killed(url: str, sent: Counter[int], chance: random.Random, kills: int, farthest: int) -> tuple[int, list[str]]:
    """How many lives were ended, and the losses of each; `sent` gets whom they wrote to."""
    losses: list[str] = []
    unknown = 0
    for number in range(kills):
        lines, died = sent_by(url, "broadcast", chance.randrange(1, farthest))
        sent.update(lines)
        if not died:
            return number, losses
        now = asyncio.run(_asked(url, unknown_now))
        if now - unknown > MOST_IN_HAND:
            losses.append(f"kill {number + 1}: {now - unknown} more are unknown")
        unknown = now
    return kills, losses


def differences(sent: Counter[int], kept: Kept, missed: set[int], readers: int) -> Iterator[str]:
    """Where what arrived is not what was counted."""
    for number in range(readers):
        times = sent[FIRST_READER + number]
        if times > 1:
            yield f"reader {number} got it {times} times"
        if times == 0 and number not in missed:
            yield f"reader {number} was lost"
    counts = {"accepted": 0, "unknown": 0} | dict(kept.tally.counts)
    if counts != {"accepted": readers - len(missed), "unknown": len(missed)}:
        yield f"counted were {counts} with {len(missed)} unknown"
    if kept.broadcast.state != "done":
        yield f"in the end it was {kept.broadcast.state}"


async def _prepared(office: Office, readers: int) -> None:
    await office.hire()
    await office.subscribe(*map(reader, range(readers)))
    await office.prepared()


async def unknown_now(office: Office) -> int:
    """How many are unknown once the next process looks."""
    (kept,) = await office.kept()
    name = kept.broadcast.id
    in_flight = await office.store.run(lambda db: len(marked(db, name, "sending", most=1000)))
    return in_flight + await office.store.run(lambda db: len(marked(db, name, "unknown", most=10**6)))


async def ended(office: Office) -> tuple[Kept, set[int]]:
    """The one broadcast as it stands, and the readers of whom nobody knows."""
    (kept,) = await office.kept()
    rows = set(await office.store.run(lambda db: marked(db, kept.broadcast.id, "unknown", most=10**6)))
    meant = range(kept.tally.meant)
    return kept, {n for n in meant if office.keys.indexes(FIRST_READER + n)[0] in rows}


async def _asked(url: str, question: Callable[[Office], Awaitable[T]]) -> T:
    """The answer of an office that is opened for it alone."""
    office = Office(Store.open(url), Keys.of(KEY))
    try:
        return await question(office)
    finally:
        office.store.close()


def in_folder(folder: Path, *, readers: int, kills: int, seed: int = 1) -> Found:
    """The trial with a SQLite file in this folder."""
    return kill_the_sender(f"sqlite:///{folder}/broadcast.db", readers=readers, kills=kills, seed=seed)
