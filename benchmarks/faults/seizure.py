"""The machine is seized: no file and no log tells who wrote to the bot, or anything that they wrote.

Every person carries canaries: an id, a name, a user name, an A-number, an address and a sentence typed, a phone
number. Besides their checks, some asked for reminders and news, one is a volunteer with an open session, and a backup
lies there. Every file is searched while the log is full, and again after kill -9.
"""

import asyncio
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.bot_process import AS_IT_RUNS
from benchmarks.faults.besides import Besides
from benchmarks.faults.canaries import NAME, STREET, WORDS, a_number, newcomers, phone_number
from benchmarks.faults.found import Found
from benchmarks.faults.kill import LONGEST, strike_at
from benchmarks.faults.record import KEYS, rows_now
from benchmarks.faults.search import files_of, searched, within
from benchmarks.moves import AGAIN, BEGIN, COUNT, FIRST_WORDS, REMIND, spanish_check
from benchmarks.phones import Carrier, Phones, phones
from bot.local_api import Person
from bot.storage.tables import chats, subscriptions

LOUD = ("-m", "benchmarks.observed_bot", "loud")
AT_ONCE, KILLS, MOVES = 50, 20, 25  # conversations at a time, kills at most, updates of each that surely come
PIECE = 24  # bytes of a sealed row that are looked for
FORGETTING, REMINDING = 5, 3  # every fifth person, every third
PAUSE = 1.0  # seconds until Telegram sends again what a closed connection took down
DUE = 20  # people whose reminders go out at the start


async def seize(folder: Path, *, people: int, command: tuple[str, ...] = AS_IT_RUNS, seed: int = 1) -> Found:
    """So many conversations, the bot killed in the midst of them; some are forgotten; kill -9, a search."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    carrier = Carrier(longest_pause=PAUSE)
    async with phones(folder, newcomers(people + DUE + 1), carrier=carrier, command=command) as scene:
        everybody = scene.people
        talking, besides = everybody[:people], Besides(everybody[people:-1], everybody[-1])
        await besides.subscribe(scene.bot.folder)
        await scene.bot.start()
        kills = await talk(scene, talking, chance)
        losses = await besides.join(scene)
        await scene.bot.fairhearing("backup", str(folder / "copies"))
        size, backup = (sum(file.stat().st_size for file in files_of(of)) for of in (folder, folder / "copies"))
        losses += searched(folder, everybody, besides.secrets)
        forgotten, left_over, wrong = await forget(scene, talking[::FORGETTING])
        scene.people = talking[1:2]
        await scene.all_do((*AGAIN, *spanish_check(scene.today.date())))
        await scene.bot.kill()
        after = searched(folder, everybody, besides.secrets)
        losses += [*wrong, *(f"after kill -9, {line}" for line in after)]
        losses += await after_a_new_start(scene, forgotten)
        reminded = sum(len(person.from_bot) > 0 for person in besides.reminded)
    loud = " with every logger at DEBUG" if command == LOUD else ""
    seen = (
        f"{people} conversations, {kills} kills, {len(scene.carrier.acknowledged)} updates; seed {seed}",
        f"{len(talking[::REMINDING])} asked for reminders and news, {reminded} were reminded, a volunteer, a session",
        f"{size:,} bytes searched, {backup:,} of them a backup",
        f"{len(talking[::FORGETTING])} forgotten; {left_over} pieces of their rows left, none after a new start",
    )
    return Found(f"seized{loud}", seen, tuple(losses))


async def talk(scene: Phones, people: Sequence[Person], chance: random.Random) -> int:
    """Let some talk at a time, and kill the bot in the midst of them; how often."""
    at_once = max(AT_ONCE, len(people) // KILLS)
    starts = range(0, len(people), at_once)
    for start in starts:
        scene.people = people[start : start + at_once]
        talking = asyncio.gather(*(conversation(scene, person) for person in scene.people))
        await killed_and_started(scene, chance, talking)
        await scene.unless_dead(talking)
    await scene.unless_dead(scene.telegram.idle())  # a tap may be unanswered: killed before it
    return len(starts)


async def killed_and_started(scene: Phones, chance: random.Random, talking: asyncio.Future[list[None]]) -> None:
    """Kill the process at some moment of what goes on, and start it again: what was not acknowledged comes again."""
    strike_at(scene, chance.randrange(MOVES * len(scene.people)), chance.uniform(0, LONGEST))
    process = scene.bot.running
    if process is None:
        raise RuntimeError("the bot was not started")
    struck = asyncio.ensure_future(process.wait())
    await asyncio.wait((struck, talking), return_when=asyncio.FIRST_COMPLETED)
    if not struck.done():  # somebody could not go on, else it would have been struck before the end
        await talking
        await scene.bot.kill()
    await struck
    await scene.bot.start()


async def conversation(scene: Phones, person: Person) -> None:
    """A whole check with secrets typed, shown and sent in the midst of it; some ask for reminders and news."""
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
    if k % REMINDING == 1:
        await scene.do(person, REMIND)
    await scene.answered(person, person.says("/mydata"))


async def forget(scene: Phones, people: Sequence[Person]) -> tuple[list[bytes], int, list[str]]:
    """Let these people erase everything; pieces of what was theirs, how many are still in a file, what is wrong."""
    tables = (chats, subscriptions)
    before = [rows_now(scene.bot.folder, table) for table in tables]
    mine = [KEYS.indexes(person.id)[0] for person in people]
    wanted = [piece for rows in before for index in mine if index in rows for piece in pieces(rows[index])] + mine
    await scene.unless_dead(asyncio.gather(*(scene.answered(one, one.says("/forget")) for one in people)))
    await scene.unless_dead(scene.telegram.idle())  # a tap may be unanswered: killed before it
    losses = []
    for table, old in zip(tables, before, strict=True):
        rows = rows_now(scene.bot.folder, table)
        if set(rows) != set(old) - set(mine):
            losses.append(f"{table.name}: {len(old)} rows became {len(rows)} when {len(people)} were forgotten")
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
