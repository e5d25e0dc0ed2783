"""A process that takes and releases reports, prints each one it has acknowledged, and dies where it is told to."""

import asyncio
import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from benchmarks.faults.killing import Death
from bot.domain.reports import Line, Waiting
from bot.storage.keys import Keys
from bot.storage.migrate import REPORTS
from bot.storage.report_buffer import Submission, submit
from bot.storage.report_release import Chance, release_due
from bot.storage.store import Store

NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)
DEFECTS = ("no-date", "no-time", "late-notice", "child-under-14")
COURTS = ("miami", "el-paso", "")
FIRST_ID = 5_000_000_000
AT_ONCE, BETWEEN_RELEASES = 4, 9
QUICK = Waiting(people=3, hours=0)
CHANCE = Chance(os.urandom, random.SystemRandom().shuffle)


def submission_of(number: int) -> Submission:
    """Report number so-and-so: each person reports four defects, one after the other."""
    person, defect = number // len(DEFECTS), DEFECTS[number % len(DEFECTS)]
    court = COURTS[person % len(COURTS)]
    lines = (Line(court, "nta", "checked"), Line("" if defect == "child-under-14" else court, "nta", defect))
    return Submission(FIRST_ID + person, lines, ("en", "es")[person % 2])


async def take(store: Store, keys: Keys, numbers: list[int]) -> None:
    """Take the reports, some at once, and release whatever may be in between."""
    waiting: Iterator[int] = iter(numbers)

    async def one_after_the_other() -> None:
        for number in waiting:
            work = partial(submit, keys=keys, submission=submission_of(number), now=NOW, randomness=os.urandom)
            await store.run(work)
            os.write(1, b"%d\n" % number)
            if number % BETWEEN_RELEASES == 0:
                while await store.run(partial(release_due, keys=keys, now=NOW, waiting=QUICK, chance=CHANCE)):
                    pass

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))


def live(url: str, key: bytes, dies: int, numbers: list[int]) -> None:
    """Take these reports, and die before so many statements (0: never)."""
    store = Store.open(url, REPORTS)
    Death(dies).comes_with_statements()
    asyncio.run(take(store, Keys.of(key), numbers))
    store.close()
