"""The reports' database with a clock that a test sets: people report, batches are released, months are closed."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Table, select

from bot.domain.reports import Line, Waiting
from bot.storage.keys import Keys
from bot.storage.report_buffer import Submission, submit
from bot.storage.report_counts import months_closed, released
from bot.storage.report_release import Chance, close_months, release_due
from bot.storage.reports_tables import reports
from bot.storage.store import Store

NOON = datetime(2026, 11, 10, 12, 30, tzinfo=UTC)
CHANCE = Chance(os.urandom, random.SystemRandom().shuffle)
CHECKED, NO_TIME, CHILD = "checked", "no-time", "child-under-14"


def check(court: str = "miami", *defects: str) -> tuple[Line, ...]:
    """The lines of a check of a Notice to Appear."""
    return (Line(court, "nta", CHECKED), *(Line(court, "nta", defect) for defect in defects))


@dataclass
class Office:
    """Units of work, each run as the bot runs it."""

    store: Store
    keys: Keys
    folder: Path = Path()
    now: datetime = NOON
    waiting: Waiting = field(default_factory=Waiting)

    async def report(self, chat_id: int, lines: tuple[Line, ...] = check(), language: str = "es") -> int:
        submission = Submission(chat_id, lines, language)
        return await self.store.run(lambda db: submit(db, self.keys, submission, now=self.now, randomness=os.urandom))

    async def all_report(self, chat_ids: Iterable[int], lines: tuple[Line, ...] = check()) -> int:
        return sum(await asyncio.gather(*(self.report(chat_id, lines) for chat_id in chat_ids)))

    async def release(self) -> int:
        """Release all that may be; how many batches."""
        done = 0
        while await self.store.run(
            lambda db: release_due(db, self.keys, self.now, waiting=self.waiting, chance=CHANCE)
        ):
            done += 1
        return done

    async def close(self) -> list[str]:
        """Release and close all that may be; the closed months."""
        await self.release()
        while await self.store.run(lambda db: close_months(db, self.now)):
            pass
        return await self.store.run(months_closed)

    async def rows(self) -> Counter[tuple[str, str, str]]:
        """How many rows there are of each month, court and defect."""
        found: Counter[tuple[str, str, str]] = Counter()
        for count in await self.store.run(released):
            found[count.month, count.court, count.defect] += count.n
        return found

    async def size(self, table: Table) -> int:
        return await self.store.run(lambda db: len(db.execute(select(table)).all()))


def defects_in_order(db: Connection) -> list[str]:
    return list(db.execute(select(reports.c.defect).order_by(reports.c.id)).scalars())
