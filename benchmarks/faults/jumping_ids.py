"""Update ids that jump, as after a week without updates: each update is handled once, none is taken for seen."""

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.faults.canaries import newcomers
from benchmarks.faults.found import Found
from benchmarks.faults.full_disk import ids_of
from benchmarks.faults.record import answered_wrongly, differences, kept_now, log_of
from benchmarks.moves import AGAIN, BEGIN, FIRST_WORDS, Move, spanish_check
from benchmarks.phones import Phones, button_of, phones
from bot.local_api import Person

GREATEST = 2**31 - 1  # as far as Telegram's own server counts
GAP, MOST_JUMPS = 1000, 1000
KEPT_CALLS = 50_000
PATIENCE = 30.0  # seconds for one move of everybody


def new_starts(chance: random.Random) -> Iterator[int]:
    """Numbers to start anew at: one far from all before it each time, the smallest and the greatest among them.

    Telegram gives no number twice within a week; the bot remembers a chat's last sixteen.
    """
    blocks = chance.sample(range(2, GREATEST // GAP - 1), MOST_JUMPS)
    blocks[1:3] = GREATEST // GAP - 1, 0
    return (block * GAP + 1 for block in blocks)


async def jump_about(folder: Path, *, people: int, checks: int, seed: int = 1) -> Found:
    """So many checks of everybody by webhook, then by polling, with a jump of the ids before every fourth update."""
    losses, jumps, updates = list[str](), 0, 0
    for polling in (False, True):
        place = folder / ("polling" if polling else "webhook")
        place.mkdir()
        found, jumped, done = await one_way(place, people, checks, polling=polling, seed=seed)
        losses += [f"by {place.name}, {line}" for line in found]
        jumps, updates = jumps + jumped, updates + done
    seen = (f"{jumps} jumps among {updates} updates, by webhook and by polling; seed {seed}",)
    return Found("update ids that jump", seen, tuple(losses))


async def one_way(folder: Path, people: int, checks: int, *, polling: bool, seed: int) -> tuple[list[str], int, int]:
    """What was lost, how many jumps there were, and how many updates."""
    chance = random.Random(seed)  # noqa: S311 - numbers, no secrets
    settings = {"PUBLIC_URL": ""} if polling else {}
    async with phones(folder, newcomers(people), settings=settings, keep_calls=KEPT_CALLS) as scene:
        await scene.bot.start()
        check, jumps, starts = spanish_check(scene.today.date()), 0, new_starts(chance)
        for number in range(checks):
            for move in (*FIRST_WORDS, BEGIN, *check) if number == 0 else (*AGAIN, *check):
                if chance.random() < 1 / 4:
                    scene.telegram.updates.start_anew(next(starts))
                    jumps += 1
                doing = (does(scene, person, move, polling=polling) for person in scene.people)
                async with asyncio.timeout(PATIENCE):  # an update that was dropped is waited for in vain
                    await scene.unless_dead(asyncio.gather(*doing))
                    await scene.quiet()
        losses = [*differences(scene, kept_now(scene.bot.folder, ids_of(scene)), whole=True), *log_of(scene)]
        losses += [] if polling else answered_wrongly(scene)
        return losses, jumps, sum(map(len, scene.done.values()))


async def does(scene: Phones, person: Person, move: Move, *, polling: bool) -> None:
    """Do one move; by polling nobody hears at once that it was taken."""
    if not polling:
        await scene.does(person, move)
        return
    scene.done[person.id].append(move)
    await (person.says(move.text) if move.text else person.presses(button_of(person, move.press)))
