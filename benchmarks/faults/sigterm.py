"""The bot told to stop under load: it ends by itself and in time, and what it acknowledged is there."""

import asyncio
import random
import signal
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.faults.canaries import newcomers
from benchmarks.faults.database import posts
from benchmarks.faults.found import Found
from benchmarks.faults.full_disk import ids_of
from benchmarks.faults.kill import LONGEST
from benchmarks.faults.record import counted_wrongly, differences, kept_by_the_dead, kept_now, log_of
from benchmarks.moves import AGAIN, BEGIN, COUNT, FIRST_WORDS, Move, spanish_check
from benchmarks.phones import Phones, phones
from bot.web.serve import GRACE


async def stop_again_and_again(folder: Path, *, people: int, rounds: int, seed: int = 1) -> Found:
    """So many rounds of checks, the process told to stop at a random moment of each and started again."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    losses: list[str] = []
    slowest = 0.0
    async with phones(folder, newcomers(people)) as scene:
        check = (*spanish_check(scene.today.date()), *COUNT)
        await scene.bot.start()
        for number in range(1, rounds + 1):
            moves = (*AGAIN, *check) if number > 1 else (*FIRST_WORDS, BEGIN, *check)
            found, took = await one_stop(scene, moves, chance)
            losses += [f"stop {number}, {line}" for line in found]
            slowest = max(slowest, took)
        losses += [*counted_wrongly(scene.bot.folder, people), *log_of(scene)]
    seen = (
        f"{rounds} stops among {len(scene.carrier.acknowledged)} acknowledged updates; seed {seed}",
        f"each ended by itself, the slowest after {slowest:.1f} s",
    )
    return Found("told to stop under load", seen, tuple(losses))


async def one_stop(scene: Phones, moves: Sequence[Move], chance: random.Random) -> tuple[list[str], float]:
    """Let everybody do the moves, stop the bot in the midst of it, start it again; what was lost, and the seconds."""
    moment = posts(scene, chance.randrange(len(moves) * len(scene.people)))
    doing = asyncio.gather(*(scene.do(person, moves) for person in scene.people))
    await scene.unless_dead(moment.wait())
    await asyncio.sleep(chance.uniform(0, LONGEST))
    began = perf_counter()
    process = scene.bot.running
    await scene.bot.end(signal.SIGTERM)
    took = perf_counter() - began
    code = process.returncode if process else None
    losses = [f"it ended with {code}"] * (code != 0)
    losses += [f"it ended after {took:.1f} s"] * (took > GRACE)
    left = kept_by_the_dead(scene.bot.folder, ids_of(scene), scene.bot.folder.with_name("copy"))
    losses += differences(scene, left, whole=False)
    await scene.bot.start()
    await scene.unless_dead(doing)
    await scene.unless_dead(scene.telegram.idle())
    losses += differences(scene, kept_now(scene.bot.folder, ids_of(scene)), whole=True)
    return losses, took
