"""Reports as a use case: taken, released and closed by themselves, and told as far as they may be told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from bot.domain.partition import StateOf
from bot.domain.publishing import LEAST, Count, Published, for_volunteers, publish
from bot.domain.reports import Line, Waiting
from bot.law.values import Law
from bot.storage.keys import Keys
from bot.storage.report_buffer import Submission, submit
from bot.storage.report_counts import months_closed, released, spoken
from bot.storage.report_keys import rewrap
from bot.storage.report_release import Chance, close_months, release_due
from bot.storage.store import Store


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports' own database, and what is done with it; its log needs the 60-second checkpoint as well.

    `state_of` gives a court's state: what was published stands on it, so it must never change.
    """

    store: Store
    keys: Keys
    clock: Callable[[], datetime]
    chance: Chance
    state_of: StateOf
    waiting: Waiting = field(default_factory=Waiting)
    least: int = LEAST

    async def submit(self, chat_id: int, lines: tuple[Line, ...], language: str, *, update_id: int = 0) -> int:
        """Take a report that its person agreed to, and give how many of its lines are new this month.

        The same report again adds nothing, nor does the same update in the next month. Raises Unavailable, and then
        nothing was taken.
        """
        submission = Submission(chat_id, lines, language, update_id)

        def work(db: Connection) -> int:
            return submit(db, self.keys, submission, now=self.clock(), randomness=self.chance.randomness)

        return await self.store.run(work)

    async def keep(self) -> bool:
        """Release and close what may be, re-seal keys, and rewrite the file; false where a reader was in the way.

        For the start and every hour, by one process at a time: until the file is rewritten it may hold what was
        destroyed. Raises Unavailable; what was done until then stays done.
        """
        now = self.clock()
        release = partial(release_due, keys=self.keys, now=now, waiting=self.waiting, chance=self.chance)
        for work in (release, partial(close_months, now=now), partial(rewrap, keys=self.keys)):
            while await self.store.run(work):
                pass
        return await self.store.compact()

    async def for_volunteers(self) -> tuple[Count, ...]:
        """The released counts that volunteers see; they are the same between two releases."""
        return await self.store.read(read_for_volunteers)

    async def published(self) -> Published:
        """What everybody may see of the closed months."""
        return await self.store.read(partial(read_published, state_of=self.state_of, least=self.least))


def read_for_volunteers(db: Connection) -> tuple[Count, ...]:
    """A read of the released counts that volunteers see."""
    return for_volunteers(released(db))


def read_published(db: Connection, *, state_of: StateOf, least: int = LEAST) -> Published:
    """A read of what everybody may see."""
    return publish(released(db), spoken(db), closed=months_closed(db), state_of=state_of, least=least)


def states_of(law: Law) -> StateOf:
    """A function from a court's id to its state; "" for a court that the data does not know."""
    return lambda court: law.courts[court].state if court in law.courts else ""
