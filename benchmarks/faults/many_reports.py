"""Ten thousand reports: of one account, which counts once, and of as many accounts, each of which counts."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks.faults.found import Found
from bot.domain.reports import CHECKED, Line, Waiting
from bot.storage.keys import Keys
from bot.storage.migrate import REPORTS
from bot.storage.report_buffer import Submission, submit
from bot.storage.report_counts import released
from bot.storage.report_release import Chance, close_months, release_due
from bot.storage.store import Store

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
LINES = (Line("miami", "nta", CHECKED), Line("miami", "nta", "no-time"))
CHANCE = Chance(os.urandom, random.SystemRandom().shuffle)
AT_ONCE = 1000


async def report_often(folder: Path, *, how_many: int) -> Found:
    """So many reports of one account, then one of each of so many accounts; what is counted when the month closes."""
    one = await _counted(folder / "one.db", [77] * how_many)
    all_ = await _counted(folder / "all.db", range(1, how_many + 1))
    losses = [f"one account counts {n} times" for n in one.values() if n != 1]
    losses += [f"{how_many} accounts count {n}" for n in all_.values() if n != how_many]
    losses += ["a line is missing"] * (len(one) != len(LINES) or len(all_) != len(LINES))
    counted = max(one.values(), default=0), max(all_.values(), default=0)
    seen = (f"{how_many} reports of one account count {counted[0]}, of as many accounts {counted[1]}",)
    return Found("many reports", seen, tuple(losses))


async def _counted(file: Path, people: Iterable[int]) -> Counter[Line]:
    keys, store = Keys.of(os.urandom(32)), Store.open(f"sqlite:///{file}", REPORTS)
    waiting = [
        partial(submit, keys=keys, submission=Submission(person, LINES, "es"), now=NOON, randomness=os.urandom)
        for person in people
    ]
    for first in range(0, len(waiting), AT_ONCE):
        await asyncio.gather(*(store.run(work) for work in waiting[first : first + AT_ONCE]))
    over = NOON + timedelta(days=30)
    release = partial(release_due, keys=keys, now=over, waiting=Waiting(), chance=CHANCE)
    for work in (release, partial(close_months, now=over)):
        while await store.run(work):
            pass
    found = await store.run(released)
    store.close()
    return Counter({Line(c.court, c.paper, c.defect, c.how): c.n for c in found})
