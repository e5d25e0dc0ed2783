"""Two replicas answer the same chats, and one of them, whichever it is, is killed again and again."""

import asyncio
import random
from collections.abc import Sequence

from benchmarks.faults.database import Place, posts
from benchmarks.faults.found import Found
from benchmarks.faults.kill import LONGEST
from benchmarks.faults.lost_replica import lose_one
from benchmarks.faults.record import answered_wrongly, counted_wrongly_at, differences
from benchmarks.faults.reminders import go_on
from benchmarks.faults.replicas import PATIENCE, Replicas, press_at_once, replicas, take_turns
from benchmarks.moves import AGAIN, BEGIN, COUNT, FIRST_WORDS, Move, spanish_check


async def kill_either(place: Place, *, people: int, kills: int, seed: int = 1) -> Found:
    """So many rounds of checks, one of the two killed at a random moment of each and started again."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    databases = (place.main, place.reports)
    async with replicas(place.folder, *databases, people=people) as both:
        scene = both.scene
        scene.carrier.again.set()  # whatever was refused is sent again at once
        check = (*spanish_check(scene.today.date()), *COUNT)
        for number in range(kills):
            moves = (*AGAIN, *check) if number else (*FIRST_WORDS, BEGIN, *check)
            async with asyncio.timeout(PATIENCE):
                await one_kill(both, moves, chance)
        losses = [*differences(scene, await both.kept(), whole=True), *answered_wrongly(scene)]
        losses += await counted_wrongly_at(place.reports, people)
    seen = (
        f"{kills} kills of either among {len(scene.carrier.acknowledged)} updates; seed {seed}",
        f"{scene.carrier.statuses.total() - scene.carrier.statuses[200]} posts were refused and came again",
    )
    return Found("either of two replicas killed", seen, tuple(losses))


async def one_kill(both: Replicas, moves: Sequence[Move], chance: random.Random) -> None:
    """Let everybody do the moves; kill one replica in the midst of it, and start it again."""
    scene = both.scene
    moment = posts(scene, chance.randrange(len(moves) * len(scene.people)))
    doing = asyncio.gather(*(scene.do(person, moves) for person in scene.people))
    await moment.wait()
    await asyncio.sleep(chance.uniform(0, LONGEST))
    one = chance.choice(both.bots)
    await one.kill()
    await one.start()
    await doing
    await scene.telegram.idle()
    await both.serve()


async def all_of_it(places: Sequence[Place], *, kills: int, seed: int) -> Found:
    """Everything that two replicas are tried with, each in a place of its own."""
    turns, at_once, lost, sender, either = places
    found = [
        await take_turns(turns.folder, turns.main, turns.reports, people=4),
        await press_at_once(at_once.folder, at_once.main, at_once.reports, people=4),
        await lose_one(lost.folder, lost.main, lost.reports, people=8, readers=200),
        await go_on(sender.folder, sender.main, sender.reports, people=200),
        await kill_either(either, people=6, kills=kills, seed=seed),
    ]
    seen = tuple(f"{one.trial}: {line}" for one in found for line in one.seen)
    return Found("two replicas", seen, tuple(f"{one.trial}: {line}" for one in found for line in one.losses))
