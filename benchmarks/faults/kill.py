"""The bot killed at random moments: what it acknowledged is there, what it did not comes again and counts once."""

import asyncio
import random
from collections.abc import Sequence
from pathlib import Path

from benchmarks.faults.found import Found
from benchmarks.faults.record import counted_wrongly, differences, kept_by_the_dead, kept_now
from benchmarks.moves import AGAIN, BEGIN, COUNT, FIRST_WORDS, Move, spanish_check
from benchmarks.phones import Phones, phones

PEOPLE = 11
LONGEST = 0.008  # seconds between the chosen update and the kill, so that it hits every stage of an answer


async def kill_again_and_again(folder: Path, *, rounds: int, seed: int = 1) -> Found:
    """So many rounds of some 200 updates in eleven chats, the process killed once in each."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    losses: list[str] = []
    repeated = 0
    async with phones(folder, PEOPLE) as scene:
        check = (*spanish_check(scene.today.date()), *COUNT)
        await scene.bot.start()
        for number in range(1, rounds + 1):
            moves = (*AGAIN, *check) if number > 1 else (*FIRST_WORDS, BEGIN, *check)
            found, unheard = await one_round(scene, moves, chance)
            losses += [f"round {number}, {line}" for line in found]
            repeated += unheard
        losses += counted_wrongly(scene.bot.folder, PEOPLE)
        seen = (
            f"{rounds} kills among {len(scene.carrier.acknowledged)} acknowledged updates; seed {seed}",
            f"{repeated} had taken effect when the bot was killed, were not acknowledged, and came again",
        )
    return Found("killed at any moment", seen, tuple(losses))


async def one_round(scene: Phones, moves: Sequence[Move], chance: random.Random) -> tuple[list[str], int]:
    """Let everybody do the moves, kill the bot in the midst of it, start it again.

    Gives what was lost, and how many updates had taken effect without being acknowledged.
    """
    strike_at(scene, chance.randrange(len(moves) * len(scene.people)), chance.uniform(0, LONGEST))
    doing = asyncio.gather(*(scene.do(person, moves) for person in scene.people))
    process = scene.bot.running
    if process is None:
        raise RuntimeError("the bot was not started")
    await process.wait()
    ids = [person.id for person in scene.people]
    left = kept_by_the_dead(scene.bot.folder, ids, scene.bot.folder.with_name("copy"))
    losses = [*differences(scene, left, whole=False)]
    unheard = sum(left[number].revision - scene.carrier.taken[number] for number in ids)
    await scene.bot.start()
    await scene.unless_dead(doing)
    await scene.unless_dead(scene.telegram.idle())
    losses += differences(scene, kept_now(scene.bot.folder, ids), whole=True)
    return losses, unheard


def strike_at(scene: Phones, which: int, later: float) -> None:
    """Kill the process so many seconds after this many updates have set out."""
    left = which
    process = scene.bot.running

    def count() -> None:
        nonlocal left
        if left == 0 and process is not None:
            asyncio.get_running_loop().call_later(later, process.kill)
        left -= 1

    scene.carrier.on_post = count
