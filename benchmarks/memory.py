"""Memory of the bot's process while more and more people stop in the middle of a check."""

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bot_process import MEGABYTE, at_work
from benchmarks.moves import BEGIN, FIRST_WORDS, spanish_check
from benchmarks.phones import Phones, phones

FEW, MANY = 1_000, 10_000
AT_ONCE = 100
STOPPED_AFTER = 5  # moves of the check
TIDY = ("-m", "benchmarks.observed_bot", "tidy")


@dataclass(frozen=True, slots=True)
class Growth:
    """Bytes that the process holds with few chats in the middle of a check, and with many."""

    few: int
    many: int


async def measure_growth(folder: Path, *, few: int = FEW, many: int = MANY) -> Growth:
    """The memory after so many chats, garbage collected before each look."""
    async with phones(folder, many, command=TIDY) as scene, at_work(scene.bot):
        everybody = scene.people
        await come_in(scene, slice(0, few))
        held = await tidied(scene)
        scene.people = everybody
        await come_in(scene, slice(few, many))
        return Growth(held, await tidied(scene))


async def come_in(scene: Phones, which: slice) -> None:
    """Let these people begin a check and leave in the middle of it, a hundred at a time."""
    coming = scene.people[which]
    moves = (*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date())[:STOPPED_AFTER])
    for start in range(0, len(coming), AT_ONCE):
        scene.people = coming[start : start + AT_ONCE]
        await scene.all_do(moves)
        await scene.quiet()


async def tidied(scene: Phones) -> int:
    """The memory after the process collected its garbage: three more answers show that it did."""
    os.kill(scene.bot.pid, signal.SIGUSR1)
    scene.people = scene.people[:1]
    await scene.all_do(FIRST_WORDS[:1] * 3)
    return scene.bot.resident()


def lines_of(growth: Growth) -> list[str]:
    """The figures in words."""
    return [
        f"with {FEW:6,} chats           {growth.few / MEGABYTE:7.1f} MB",
        f"with {MANY:6,} chats           {growth.many / MEGABYTE:7.1f} MB",
        f"growth                      {(growth.many - growth.few) / MEGABYTE:7.1f} MB   (aim 5)",
    ]
