"""The process killed in the midst of a broadcast: none lost, none twice, every miss unknown, 25 a kill at most."""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import update

from benchmarks.broadcasting import FIRST_READER, Office, reader
from benchmarks.faults.broadcast_process import live
from benchmarks.faults.forked import lived
from benchmarks.faults.found import Found
from bot.domain.sending import MOST_IN_HAND
from bot.storage.broadcasts import Kept, marked
from bot.storage.keys import Keys
from bot.storage.store import Store
from bot.storage.tables import leases

KEY = bytes(range(32))
STEPS_A_READER = 6  # statements, commits and messages, about


def kill_the_sender(url: str, *, readers: int, kills: int, seed: int = 1) -> Found:
    """Send one broadcast to so many, kill the process so many times, let the last one finish, and count."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    asyncio.run(_prepared(url, readers))
    sent: Counter[int] = Counter()
    losses: list[str] = []
    killed = unknown = 0
    farthest = STEPS_A_READER * readers // kills
    while killed < kills:
        lines, died = sent_by(url, chance.randrange(1, farthest))
        if not died:
            break
        sent.update(lines)
        killed += 1
        now = asyncio.run(_unknown(url))
        if now - unknown > MOST_IN_HAND:
            losses.append(f"kill {killed}: {now - unknown} more are unknown")
        unknown = now
    lines, died = sent_by(url, 0)
    sent.update(lines)
    losses += ["the last life ended in a death"] * died
    kept, missed = asyncio.run(_end(url))
    losses += differences(sent, kept, missed, readers)
    seen = (
        f"{killed} kills in a broadcast to {readers}; seed {seed}",
        f"{kept.tally.counts.get('accepted', 0)} accepted, {len(missed)} unknown, at most 25 of them a kill",
        f"of the unknown {sum(FIRST_READER + n in sent for n in missed)} had arrived",
    )
    return Found("killed in the midst of a broadcast", seen, tuple(losses))


def sent_by(url: str, dies: int) -> tuple[Sequence[int], bool]:
    """Whom one life of the process wrote to, and whether it was killed."""
    with tempfile.TemporaryDirectory() as folder:
        lines, died = lived(live, (url, KEY.hex(), dies), Path(folder, "said"))
    asyncio.run(_free(url))
    return [int(line) for line in lines if line.isdecimal()], died


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


async def _prepared(url: str, readers: int) -> None:
    office = Office(Store.open(url), Keys.of(KEY))
    await office.hire()
    await office.subscribe(*map(reader, range(readers)))
    await office.prepared()
    office.store.close()


async def _unknown(url: str) -> int:
    """How many are unknown once the next process looks."""
    store = Store.open(url)
    office = Office(store, Keys.of(KEY))
    (kept,) = await office.kept()
    name = kept.broadcast.id
    in_flight = await store.run(lambda db: len(marked(db, name, "sending", most=1000)))
    known = await store.run(lambda db: len(marked(db, name, "unknown", most=10**6)))
    store.close()
    return in_flight + known


async def _free(url: str) -> None:
    """Let the lease of the dead end, as it does by itself after ten seconds."""
    store = Store.open(url)
    await store.run(lambda db: db.execute(update(leases).values(until=0.0)))
    store.close()


async def _end(url: str) -> tuple[Kept, set[int]]:
    store = Store.open(url)
    office = Office(store, Keys.of(KEY))
    (kept,) = await office.kept()
    rows = set(await store.run(lambda db: marked(db, kept.broadcast.id, "unknown", most=10**6)))
    store.close()
    meant = range(kept.tally.meant)
    return kept, {n for n in meant if office.keys.indexes(FIRST_READER + n)[0] in rows}


def in_folder(folder: Path, *, readers: int, kills: int, seed: int = 1) -> Found:
    """The trial with a SQLite file in this folder."""
    return kill_the_sender(f"sqlite:///{folder}/broadcast.db", readers=readers, kills=kills, seed=seed)
