"""Answers at a steady pace alone and beside a broadcast that is under way: until the reply, and what the pump sends.

The pump leaves room for replies: where these are 20 a second and more, it sends one a second. So there are two paces,
one that leaves it nearly nothing and one that leaves it half.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.answers import MILLI, load_on_its_own_core, paced_round
from benchmarks.bot_process import at_work
from benchmarks.broadcasting import FIRST_READER
from benchmarks.faults.record import DATABASE
from benchmarks.news import News
from benchmarks.phones import phones
from bot.domain.pacing import MOST_A_SECOND
from bot.local_api import NewPerson
from bot.settings import sqlite_address

READERS = 1_000
CALLS = 1_000_000


@dataclass(frozen=True, slots=True)
class Pace:
    """So many answers a second, for so many seconds, by so many people."""

    answers: int
    seconds: int
    people: int


PACES = (Pace(500, 20, 250), Pace(10, 40, 50))


@dataclass(slots=True)
class Beside:
    """The seconds until each reply without and with the broadcast, and the moments at which the pump sent."""

    pace: Pace
    alone: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)
    sent: list[list[float]] = field(default_factory=list)


async def measure_pump(folder: Path, *, paces: Sequence[Pace] = PACES, rounds: int = 2) -> list[Beside]:
    """For each pace rounds without and with a broadcast, in turn; LookupError where there is one core."""
    found = [Beside(pace) for pace in paces]
    with load_on_its_own_core():
        for one in found:
            for number in range(rounds):
                for sends in (False, True):
                    place = folder / f"{one.pace.answers}-{number}-{sends}"
                    place.mkdir()
                    await _round(place, one, sends=sends)
    return found


async def _round(folder: Path, one: Beside, *, sends: bool) -> None:
    data = folder / "data"
    data.mkdir()
    news = News(sqlite_address(data / DATABASE), READERS)
    talking = [NewPerson(f"P{n}", "es") for n in range(one.pace.people)]
    async with phones(folder, (*talking, *news.people), data=data, command=news.command) as scene:
        if sends:
            await news.agree(scene)
        news.office.store.close()
        scene.people = [person for person in scene.people if person.name.startswith("P")]
        calls = scene.telegram.calls = deque(maxlen=CALLS)
        scene.carrier.again.set()  # a kept connection that just ended is tried again at once
        async with at_work(scene.bot):
            began = asyncio.get_running_loop().time()
            await paced_round(scene, one.pace.answers, one.pace.seconds)
            (one.beside if sends else one.alone).extend(scene.carrier.seconds)
            waited = asyncio.get_running_loop().time() - began
        moments = [call.at for call in calls if call.method == "sendMessage" and _is_reader(call.params)]
    if sends:
        if len(moments) >= READERS:
            raise LookupError(f"the broadcast was over before the answers were, within {waited:.0f} s")
        one.sent.append([moment for moment in moments if moment > max(moments) - one.pace.seconds])


def _is_reader(params: dict[str, object]) -> bool:
    return FIRST_READER <= int(str(params["chat_id"])) < FIRST_READER + READERS


def most_in_a_second(moments: Sequence[float]) -> int:
    """The most sends in any second."""
    return max((sum(0 <= other - moment < 1 for other in moments) for moment in moments), default=0)


def slowest_hundredth(waits: Sequence[float]) -> float:
    """Milliseconds within which 99 of 100 replies came."""
    return sorted(waits)[len(waits) * 99 // 100] * MILLI


def lines_of(found: Sequence[Beside]) -> list[str]:
    """The figures in words."""
    return [line for one in found for line in _lines(one)]


def _lines(one: Beside) -> list[str]:
    alone, beside = slowest_hundredth(one.alone), slowest_hundredth(one.beside)
    sent = sum(map(len, one.sent)) / len(one.sent) / one.pace.seconds
    most = max(map(most_in_a_second, one.sent))
    return [
        f"{one.pace.answers:3} answers a second, alone     {alone:7.1f} ms until 99 of 100 replies",
        f"the same beside a broadcast     {beside:7.1f} ms   ({beside / alone:.2f} times; aim 1.33)",
        f"the pump beside them            {sent:7.1f} a second, {most} at most in any (aim {MOST_A_SECOND})",
    ]
