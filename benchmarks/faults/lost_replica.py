"""One of two replicas killed while a broadcast is under way: the other goes on, and nobody is written to twice."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from benchmarks.bot_process import BotProcess
from benchmarks.broadcasting import FIRST_READER
from benchmarks.faults.broadcast_kill import differences, ended, unknown_now
from benchmarks.faults.found import Found
from benchmarks.faults.record import answered_wrongly
from benchmarks.faults.record import differences as lost_updates
from benchmarks.faults.replicas import LOOK, PATIENCE, TAKEOVER, Replicas, replicas
from benchmarks.moves import BEGIN, COUNT, FIRST_WORDS, Move, spanish_check
from benchmarks.news import News
from bot.domain.sending import MOST_IN_HAND
from bot.local_api import NewPerson

FIRST = 20  # so many have it before a kill


@dataclass
class Trial:
    """A broadcast and the two replicas that may send it; `waits` are the seconds until the other one went on."""

    news: News
    both: Replicas
    waits: list[float] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)

    def arrived(self) -> Counter[int]:
        """How many messages each reader got."""
        return self.news.arrived(self.both.scene)

    async def reached(self, count: int) -> None:
        """Wait until so many messages have arrived."""
        while self.arrived().total() < count:  # noqa: ASYNC110 - other processes send
            await asyncio.sleep(LOOK)

    async def loses(self, active: BotProcess) -> None:
        """Kill the replica that sends, and wait until the other does."""
        before = await unknown_now(self.news.office)
        await active.kill()
        began = perf_counter()
        if (missed := await unknown_now(self.news.office) - before) > MOST_IN_HAND:
            self.losses.append(f"{missed} are unknown after a kill")
        await self.both.round_trip()  # what the dead one sent last has been taken
        await self.reached(self.arrived().total() + 1)
        self.waits.append(perf_counter() - began)

    async def ends(self) -> Found:
        """Wait for the end of the broadcast, and count."""
        while (await ended(self.news.office))[0].broadcast.state != "done":  # noqa: ASYNC110 - other processes send
            await asyncio.sleep(LOOK)
        kept, missed = await ended(self.news.office)
        sent = self.arrived()
        losses = [*self.losses, *differences(sent, kept, missed, self.news.readers)]
        losses += [f"the other sent after {took:.1f} s" for took in self.waits if took > TAKEOVER]
        losses += [f"{len(missed)} are unknown"] * (len(missed) > MOST_IN_HAND * len(self.waits))
        seen = (
            f"{len(self.waits)} kills in a broadcast to {self.news.readers}, the other sent after "
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
            replicas(folder, database, reports, **places) as both,
            asyncio.timeout(PATIENCE * (1 + kills)),
        ):
            trial, active = Trial(news, both), await both.keeper()
            for number in range(kills):
                await trial.reached(FIRST + number * (readers - FIRST) // kills)
                await trial.loses(active)
                await active.start()
                active = next(bot for bot in both.bots if bot is not active)
            return await trial.ends()
    finally:
        news.office.store.close()


async def lose_one(folder: Path, database: str, reports: str, *, people: int, readers: int) -> Found:
    """The active one is killed in the midst of updates and of a broadcast: the other takes over all it did."""
    news = News(database, readers)
    talking = [NewPerson(f"P{n}", "es") for n in range(people)]
    async with replicas(
        folder, database, reports, people=(*talking, *news.people), before=news.agree, command=news.command
    ) as both:
        scene, trial = both.scene, Trial(news, both)
        scene.people = [person for person in scene.people if person.name.startswith("P")]
        moves: Sequence[Move] = (*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date()), *COUNT)
        keeper = await both.keeper()
        scene.carrier.again.set()  # whatever was refused is sent again at once
        async with asyncio.timeout(PATIENCE):
            await trial.reached(FIRST)
            doing = asyncio.gather(*(scene.do(person, moves) for person in scene.people))
            for person in scene.people:
                await scene.carrier.heard[person.id].wait()
            await trial.loses(keeper)
            await doing
            await both.keeper(but=keeper)
            found = await trial.ends()
            await scene.telegram.idle()
        losses = [*found.losses, *lost_updates(scene, await both.kept(), whole=True), *answered_wrongly(both.scene)]
        seen = (f"{len(scene.carrier.acknowledged)} updates of {people} chats besides", *found.seen)
    news.office.store.close()
    return Found("one of two replicas killed", seen, tuple(losses))
