"""CPU time of the bot's process for a processed answer: 32 Spanish chats at once, webhook, SQLite as it runs.

Every update in the counted rounds is one answer: a tap with its answerCallbackQuery, or a typed word. The phones
and the local Bot API run in another process, and their time does not count.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.bot_process import AS_IT_RUNS, at_work
from benchmarks.moves import AGAIN, BEGIN, FIRST_WORDS, READ, Move, spanish_check
from benchmarks.phones import Phones, phones

CHATS = 32
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


def lines_of(rounds: Sequence[Round]) -> list[str]:
    """The figures in words: the median of the rounds, and how far they lie apart."""
    cpu = [one.cpu for one in rounds]
    return [
        f"CPU a processed answer      {median(cpu):7.0f} µs   (rounds {min(cpu):.0f} to {max(cpu):.0f}; aim 900)",
        f"answers a second            {median(one.rate for one in rounds):7.0f}      (the phones share the machine)",
        f"until the reply, median     {median(one.half for one in rounds):7.1f} ms",
        f"until the reply, 99 of 100  {median(one.slowest_hundredth for one in rounds):7.1f} ms",
    ]
