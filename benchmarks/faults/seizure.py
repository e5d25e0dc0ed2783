"""The machine is seized: no file and no log tells who wrote to the bot, or anything that they wrote.

Every file is searched for the canaries of everybody while the log is full, and again after kill -9.
"""

import asyncio
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.bot_process import AS_IT_RUNS
from benchmarks.faults.canaries import NAME, STREET, WORDS, a_number, newcomers, phone_number, told
from benchmarks.faults.found import Found
from benchmarks.faults.kill import LONGEST, strike_at
from benchmarks.faults.record import KEYS, rows_now
from benchmarks.moves import AGAIN, BEGIN, COUNT, FIRST_WORDS, spanish_check
from benchmarks.phones import Phones, phones
from bot.local_api import Person

LOUD = ("-m", "benchmarks.observed_bot", "loud")
AT_ONCE, MOVES = 50, 25  # conversations at a time, and updates of each that surely come
PIECE = 24  # bytes of a sealed row that are looked for
FORGETTING = 5  # every fifth person


async def seize(folder: Path, *, people: int, command: tuple[str, ...] = AS_IT_RUNS, seed: int = 1) -> Found:
    """So many conversations, the bot killed in the midst of every fifty; some are forgotten; kill -9, a search."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    async with phones(folder, newcomers(people), command=command) as scene:
        await scene.bot.start()
        everybody = scene.people
        for start in range(0, people, AT_ONCE):
            scene.people = everybody[start : start + AT_ONCE]
            talking = asyncio.gather(*(conversation(scene, person) for person in scene.people))
            await killed_and_started(scene, chance)
            await scene.unless_dead(talking)
        await scene.unless_dead(scene.telegram.idle())  # a tap may be unanswered: killed before it
        size = sum(file.stat().st_size for file in files_of(folder))
        losses = [*searched(folder, everybody)]
        forgotten, left_over, wrong = await forget(scene, everybody[::FORGETTING])
        scene.people = everybody[1:2]
        await scene.all_do((*AGAIN, *spanish_check(scene.today.date())))
        await scene.bot.kill()
        losses += [*wrong, *(f"after kill -9, {line}" for line in searched(folder, everybody))]
        losses += await after_a_new_start(scene, forgotten)
    loud = " with every logger at DEBUG" if command == LOUD else ""
    seen = (
        f"{people} conversations, {-(-people // AT_ONCE)} kills, {len(scene.carrier.acknowledged)} updates",
        f"{size:,} bytes searched; seed {seed}",
        f"{len(everybody[::FORGETTING])} forgotten; {left_over} pieces of their rows left, none after a new start",
    )
    return Found(f"seized{loud}", seen, tuple(losses))


async def killed_and_started(scene: Phones, chance: random.Random) -> None:
    """Kill the process at some moment of what goes on, and start it again: what was not acknowledged comes again."""
    strike_at(scene, chance.randrange(MOVES * len(scene.people)), chance.uniform(0, LONGEST))
    process = scene.bot.running
    if process is None:
        raise RuntimeError("the bot was not started")
    await process.wait()
    await scene.bot.start()


async def conversation(scene: Phones, person: Person) -> None:
    """A whole check with secrets typed, shown and sent in the midst of it."""
    k = person.id >> 32
    check = spanish_check(scene.today.date())
    number = a_number(k)
    await scene.do(person, (*FIRST_WORDS, BEGIN))
    await scene.answered(person, person.says(f"Me llamo {NAME} y {WORDS} {k}"))
    await scene.do(person, check[:5])
    await scene.answered(person, person.says(f"A {number[:3]}-{number[3:6]}-{number[6:]}"))
    await scene.answered(person, person.says(f"{STREET} {k}, Springfield"))
    await scene.do(person, check[5:12])
    await scene.answered(person, person.sends("contact", phone_number=phone_number(k)))
    await scene.answered(person, person.sends("photo", caption=f"{WORDS} {k}"))
    await scene.do(person, (*check[12:], *COUNT))
    await scene.answered(person, person.says(f"A{number}"))
    await scene.answered(person, person.says("/mydata"))


async def forget(scene: Phones, people: Sequence[Person]) -> tuple[list[bytes], int, list[str]]:
    """Let these people erase everything; pieces of what was theirs, how many are still in a file, what is wrong."""
    before = rows_now(scene.bot.folder)
    mine = [KEYS.indexes(person.id)[0] for person in people]
    wanted = [piece for index in mine for piece in pieces(before[index])] + mine
    await scene.unless_dead(asyncio.gather(*(scene.answered(one, one.says("/forget")) for one in people)))
    await scene.unless_dead(scene.telegram.idle())  # a tap may be unanswered: killed before it
    rows = rows_now(scene.bot.folder)
    losses = [] if len(rows) == len(before) - len(people) else [f"{len(before)} rows became {len(rows)}"]
    losses += ["the row of somebody who was forgotten is there"] * bool(set(mine) & set(rows))
    return wanted, len(within(scene.bot.folder, wanted)), losses


async def after_a_new_start(scene: Phones, forgotten: Sequence[bytes]) -> list[str]:
    """What of the forgotten rows is in a file after the bot was started again, which rewrites its database."""
    await scene.bot.start()
    scene.people = scene.people[-1:]
    await scene.all_do(FIRST_WORDS[:1])
    await scene.bot.end()
    found = within(scene.bot.folder, forgotten)
    return [f"{len(found)} pieces of forgotten rows are in a file after a new start"] if found else []


def pieces(sealed: bytes) -> Iterator[bytes]:
    """Parts of a sealed row, from all over it."""
    return (sealed[at : at + PIECE] for at in range(0, len(sealed) - PIECE, 100))


def within(folder: Path, wanted: Sequence[bytes]) -> list[bytes]:
    """Which of these bytes are in a file of the folder."""
    found = b"\0".join(file.read_bytes() for file in files_of(folder))
    return [one for one in wanted if one in found]


def files_of(folder: Path) -> list[Path]:
    """Every file under the folder, the log too."""
    return sorted(file for file in folder.rglob("*") if file.is_file())


def searched(folder: Path, people: Sequence[Person]) -> Iterator[str]:
    """Every canary that a file tells, and in which form; and whether the searching itself can find anything."""
    known = KEYS.indexes(people[1].id)[0]
    if not within(folder, [known]):
        yield "the search does not find what is certainly there: the index of a row"
    for file in files_of(folder):
        for what in told(file.read_bytes(), people):
            yield f"{file.relative_to(folder)} tells {what}"
