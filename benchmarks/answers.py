"""CPU time of the bot's process for a processed answer: 32 Spanish chats at once, webhook, SQLite as it runs.

Every update in the counted rounds is one answer: a tap with its answerCallbackQuery, or a typed word. The phones
and the local Bot API run in another process, and their time does not count.
"""

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.bot_process import AS_IT_RUNS, at_work
from benchmarks.moves import AGAIN, BEGIN, FIRST_WORDS, READ, Move, spanish_check
from benchmarks.phones import Phones, phones

CHATS = 32
PACE, SECONDS, PEOPLE = 500, 20, 250  # answers a second, for so long, by so many chats
BOT, LOAD = 0, 1  # the core of the bot, and of everything else
MICRO = 1_000_000
MILLI = 1000


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of answers took: microseconds of CPU each, answers a second, milliseconds until the reply."""

    cpu: float
    rate: float
    half: float
    slowest_hundredth: float


async def measure_answers(
    folder: Path, *, chats: int = CHATS, rounds: int = 5, checks: int = 4, command: tuple[str, ...] = AS_IT_RUNS
) -> list[Round]:
    """The rounds, each of `checks` whole checks in every chat, after one that warms up."""
    async with phones(folder, chats, command=command) as scene, at_work(scene.bot):
        check = (*spanish_check(scene.today.date()), *READ)
        await scene.all_do((*FIRST_WORDS, BEGIN, *check))
        return [await one_round(scene, (*AGAIN, *check) * checks) for _ in range(rounds)]


async def one_round(scene: Phones, moves: Sequence[Move]) -> Round:
    """Let everybody do the moves, and divide what it took by the answers."""
    await scene.quiet()
    scene.carrier.seconds.clear()
    cpu, clock = scene.bot.cpu_seconds(), perf_counter()
    await scene.all_do(moves)
    await scene.quiet()
    took = perf_counter() - clock
    used = scene.bot.cpu_seconds() - cpu
    waits = sorted(scene.carrier.seconds)
    answers = len(moves) * len(scene.people)
    return Round(used / answers * MICRO, answers / took, median(waits) * MILLI, waits[len(waits) * 99 // 100] * MILLI)


@contextmanager
def load_on_its_own_core() -> Iterator[None]:
    """Keeps this process on the core of the load; LookupError where there is one core."""
    if (os.cpu_count() or 1) <= LOAD:
        raise LookupError("two cores are needed: one for the bot, one for the phones")
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {LOAD})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


async def measure_paced(folder: Path) -> Round:
    """Answers at a steady pace whatever the bot does, as people's are; LookupError where there is one core."""
    with load_on_its_own_core():
        async with phones(folder, PEOPLE) as scene, at_work(scene.bot):
            return await paced_round(scene, PACE, SECONDS)


async def paced_round(scene: Phones, pace: int, seconds: int) -> Round:
    """So many answers a second for so long, after one check of everybody; the waits stay in the carrier."""
    scene.bot.pin(BOT)
    check = (*spanish_check(scene.today.date()), *READ)
    await scene.all_do((*FIRST_WORDS, BEGIN, *check))
    await scene.quiet()
    scene.carrier.seconds.clear()
    each = pace * seconds // len(scene.people)
    moves = ((*AGAIN, *check) * (1 + each // len(check)))[:each]
    cpu, clock = scene.bot.cpu_seconds(), perf_counter()
    await asyncio.gather(*(_paced(scene, n, moves, pace) for n in range(len(scene.people))))
    took, used = perf_counter() - clock, scene.bot.cpu_seconds() - cpu
    waits = sorted(scene.carrier.seconds)
    n = len(waits)
    return Round(used / n * MICRO, n / took, median(waits) * MILLI, waits[n * 99 // 100] * MILLI)


async def _paced(scene: Phones, number: int, moves: Sequence[Move], pace: int) -> None:
    """One person of many: each move at its own time, or as soon as the reply to the one before is there."""
    loop = asyncio.get_running_loop()
    start = loop.time() + number / pace
    for count, move in enumerate(moves):
        await asyncio.sleep(max(0.0, start + count * len(scene.people) / pace - loop.time()))
        await scene.does(scene.people[number], move)


def paced_lines(found: Round) -> list[str]:
    """The figures in words."""
    return [
        f"answers a second            {found.rate:7.0f}",
        f"CPU of the bot              {found.rate * found.cpu / MICRO * 100:7.0f} % of one core",
        f"until the reply, median     {found.half:7.1f} ms",
        f"until the reply, 99 of 100  {found.slowest_hundredth:7.1f} ms   (aim 50)",
    ]


def lines_of(rounds: Sequence[Round]) -> list[str]:
    """The figures in words: the median of the rounds, and how far they lie apart."""
    cpu = [one.cpu for one in rounds]
    return [
        f"CPU a processed answer      {median(cpu):7.0f} µs   (rounds {min(cpu):.0f} to {max(cpu):.0f}; aim 900)",
        f"answers a second            {median(one.rate for one in rounds):7.0f}      (the phones share the machine)",
        f"until the reply, median     {median(one.half for one in rounds):7.1f} ms",
        f"until the reply, 99 of 100  {median(one.slowest_hundredth for one in rounds):7.1f} ms",
    ]
