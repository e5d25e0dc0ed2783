"""One of two replicas killed while a broadcast is under way: the other goes on, and nobody is written to twice."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from benchmarks.bot_process import BotProcess
from benchmarks.broadcasting import ANNA, BO, FIRST_READER, Office, reader
from benchmarks.faults.broadcast_kill import differences, ended, unknown_now
from benchmarks.faults.found import Found
from benchmarks.faults.record import KEYS
from benchmarks.faults.record import differences as lost_updates
from benchmarks.faults.replicas import LOOK, PATIENCE, TAKEOVER, Replicas, answered_once, two_replicas
from benchmarks.moves import BEGIN, COUNT, FIRST_WORDS, Move, spanish_check
from benchmarks.phones import Phones
from bot.domain.broadcasts import WINDOW
from bot.domain.roles import Helper
from bot.domain.sending import MOST_IN_HAND
from bot.domain.zones import EASTERN
from bot.local_api import NewPerson
from bot.storage.store import Store

NOON = 12
TEAM = (NewPerson("Anna", "en", id=ANNA), NewPerson("Bo", "en", id=BO))
FIRST = 20  # so many have it before a kill
LATER = ("-m", "benchmarks.observed_bot", "later")


def until_noon(now: datetime) -> timedelta:
    """How much later it has to be for noon in Eastern time, so that no hour of this machine is a reader's night."""
    there = now.astimezone(ZoneInfo(EASTERN))
    return timedelta(hours=(NOON - there.hour) % 24)


@dataclass
class News:
    """A broadcast to so many readers, agreed to and about to begin; `waits` are the seconds until another went on."""

    database: str
    readers: int
    later: timedelta = field(default_factory=lambda: until_noon(datetime.now(UTC)))
    waits: list[float] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the office on the replicas' database."""
        self.office = Office(Store.open(self.database), KEYS, now=datetime.now(UTC) + self.later - WINDOW)

    @property
    def command(self) -> tuple[str, ...]:
        """How the replicas are started."""
        return (*LATER, str(self.later.total_seconds()))

    @property
    def people(self) -> tuple[NewPerson, ...]:
        """Two organizers and the readers."""
        return (*TEAM, *(NewPerson(f"R{n}", "es", id=FIRST_READER + n) for n in range(self.readers)))

    async def agree(self, scene: Phones) -> None:
        """Let the two organizers agree to it, as they would have ten minutes ago."""
        for new in self.people:
            scene.telegram.people[new.id or 0].started = True  # else Telegram lets nobody write to them
        since, today = self.office.now - timedelta(days=30), self.office.now.date()
        await self.office.hire({chat: Helper(100_000 + chat, "organizer", since) for chat in (ANNA, BO)})
        readers = (replace(reader(n, "es"), touched=today) for n in range(self.readers))
        await self.office.subscribe(*readers)
        await self.office.prepared()

    def arrived(self, both: Replicas) -> Counter[int]:
        """How many messages each reader got."""
        people = both.scene.telegram.people
        return Counter({FIRST_READER + n: len(people[FIRST_READER + n].from_bot) for n in range(self.readers)})

    async def reached(self, both: Replicas, count: int) -> None:
        """Wait until so many messages have arrived."""
        while self.arrived(both).total() < count:  # noqa: ASYNC110 - other processes send
            await asyncio.sleep(LOOK)

    async def loses(self, both: Replicas, active: BotProcess) -> None:
        """Kill the replica that sends, and wait until the other does."""
        before = await unknown_now(self.office)
        await active.kill()
        began = perf_counter()
        if (missed := await unknown_now(self.office) - before) > MOST_IN_HAND:
            self.losses.append(f"{missed} are unknown after a kill")
        await both.round_trip()  # what the dead one sent last has been taken
        await self.reached(both, self.arrived(both).total() + 1)
        self.waits.append(perf_counter() - began)

    async def ends(self, both: Replicas) -> Found:
        """Wait for the end of the broadcast, and count."""
        while (await ended(self.office))[0].broadcast.state != "done":  # noqa: ASYNC110 - other processes send
            await asyncio.sleep(LOOK)
        kept, missed = await ended(self.office)
        sent = self.arrived(both)
        losses = [*self.losses, *differences(sent, kept, missed, self.readers)]
        losses += [f"the other sent after {took:.1f} s" for took in self.waits if took > TAKEOVER]
        losses += [f"{len(missed)} are unknown"] * (len(missed) > MOST_IN_HAND * len(self.waits))
        seen = (
            f"{len(self.waits)} kills in a broadcast to {self.readers}, the other sent after "
            + ", ".join(f"{took:.1f}" for took in self.waits)
            + " s",
            f"{len(missed)} unknown, of whom {sum(sent[FIRST_READER + n] for n in missed)} had got it",
        )
        return Found("the replica killed that sends a broadcast", seen, tuple(losses))


async def lose_again_and_again(folder: Path, database: str, reports: str, *, readers: int, kills: int) -> Found:
    """The replica that sends is killed in the midst of it, so many times; each time it comes back and stands by."""
    news = News(database, readers)
    places = {"people": news.people, "before": news.agree, "command": news.command}
    try:
        async with (
            two_replicas(folder, database, reports, **places) as both,
            asyncio.timeout(PATIENCE * (1 + kills)),
        ):
            active = await both.keeper()
            for number in range(kills):
                await news.reached(both, FIRST + number * (readers - FIRST) // kills)
                await news.loses(both, active)
                await active.start()
                active = next(bot for bot in both.bots if bot is not active)
            return await news.ends(both)
    finally:
        news.office.store.close()


async def lose_one(folder: Path, database: str, reports: str, *, people: int, readers: int) -> Found:
    """The active one is killed in the midst of updates and of a broadcast: the other takes over all it did."""
    news = News(database, readers)
    talking = [NewPerson(f"P{n}", "es") for n in range(people)]
    async with two_replicas(
        folder, database, reports, people=(*talking, *news.people), before=news.agree, command=news.command
    ) as both:
        scene = both.scene
        scene.people = [person for person in scene.people if person.name.startswith("P")]
        moves: Sequence[Move] = (*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date()), *COUNT)
        keeper = await both.keeper()
        scene.carrier.again.set()  # whatever was refused is sent again at once
        async with asyncio.timeout(PATIENCE):
            await news.reached(both, FIRST)
            doing = asyncio.gather(*(scene.do(person, moves) for person in scene.people))
            for person in scene.people:
                await scene.carrier.heard[person.id].wait()
            await news.loses(both, keeper)
            await doing
            await both.keeper(but=keeper)
            found = await news.ends(both)
            await scene.telegram.idle()
        losses = [*found.losses, *lost_updates(scene, await both.kept(), whole=True), *answered_once(both)]
        seen = (f"{len(scene.carrier.acknowledged)} updates of {people} chats besides", *found.seen)
    news.office.store.close()
    return Found("one of two replicas killed", seen, tuple(losses))
