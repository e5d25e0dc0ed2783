"""What papers cost: one of three pages after the first, and twenty at once beside people who are being answered.

The twenty are made by the bot's process as it runs, for chats of their own; the answers are those of other chats that
never pause. The rounds alone, beside twenty presses of another button at once and beside twenty papers alternate; the
medians of their slowest hundredth are compared. Twenty people who press at once make others wait whatever they press.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.bot_process import at_work
from benchmarks.moves import AGAIN, BEGIN, FIRST_WORDS, Move, spanish_check
from benchmarks.phones import Phones, button_of, phones
from bot.domain.court_papers import filed_sheet
from bot.domain.facts import Facts
from bot.domain.papers import OBJECTION, order_of
from bot.law.load import load_law
from bot.local_api import Person
from bot.services.workshop import Workshop
from bot.text.places import data_folder
from bot.text.sheets import Scribe
from bot.text.words import load_words

CHATS, AT_ONCE = 12, 20
MILLI = 1000


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the first paper and of those after it, its bytes, and the slowest hundredths in milliseconds."""

    first: float
    later: Sequence[float]
    size: int
    alone: Sequence[float]
    pressed: Sequence[float]
    beside: Sequence[float]
    papers: Sequence[float]


async def one_paper(times: int) -> tuple[float, list[float], int]:
    """The seconds that a paper takes in a fresh workshop, then again and again; and its size."""
    law = load_law()
    words = load_words(
        {"en": law.languages["en"]}, templates=data_folder("templates"), locales=data_folder("locales")
    )
    scribe, workshop = Scribe(words["en"], words["en"], law), Workshop()
    took, size = [], 0
    for court in list(law.courts.values())[: times + 1]:  # typst remembers what it has set: each is another paper
        facts = Facts(law.checked, document="nta", court=court, hearing_date="missing", before_judge="never")
        order = order_of(OBJECTION, facts)
        assert order is not None
        began = perf_counter()
        sheet = filed_sheet(order)
        size = len(await workshop.make(sheet.layout, partial(scribe.write, sheet)))
        took.append(perf_counter() - began)
    await workshop.close()
    return took[0], took[1:], size


async def measure_papers(folder: Path, *, rounds: int = 5, checks: int = 3) -> Cost:
    """Both figures."""
    first, later, size = await one_paper(30)
    alone, pressed, beside, papers = [], [], [], []
    async with phones(folder, CHATS + AT_ONCE) as scene, at_work(scene.bot):
        check = spanish_check(scene.today.date())
        await scene.all_do((*FIRST_WORDS, BEGIN, *check))
        talking, printing = scene.people[:CHATS], scene.people[CHATS:]
        lists = [button_of(person, ":list") for person in printing]
        await press_all(scene, printing, lists)
        cards = [button_of(person, ":card!") for person in printing]
        await print_all(scene, printing, cards)
        moves = (*AGAIN, *check) * checks
        for _ in range(rounds):
            alone.append(await slowest(scene, talking, moves))
            others = asyncio.ensure_future(press_all(scene, printing, lists))
            pressed.append(await slowest(scene, talking, moves))
            await others
            printed = asyncio.ensure_future(print_all(scene, printing, cards))
            beside.append(await slowest(scene, talking, moves))
            papers.append(await printed)
    return Cost(first, later, size, alone, pressed, beside, papers)


async def slowest(scene: Phones, people: Sequence[Person], moves: Sequence[Move]) -> float:
    """Milliseconds until the reply, the slowest hundredth of these people's moves; nobody else's count."""
    scene.carrier.waits.clear()
    await scene.unless_dead(asyncio.gather(*(scene.do(person, moves) for person in people)))
    waits = sorted(wait for person in people for wait in scene.carrier.waits[person.id])
    return waits[len(waits) * 99 // 100] * MILLI


async def print_all(scene: Phones, people: Sequence[Person], buttons: Sequence[str]) -> float:
    """Let everybody order the card at once; the seconds until the last has it."""
    began, wanted = perf_counter(), files(scene) + len(people)
    await press_all(scene, people, buttons)
    while files(scene) < wanted:  # noqa: ASYNC110 - another process makes them
        await asyncio.sleep(0.01)
    return perf_counter() - began


async def press_all(scene: Phones, people: Sequence[Person], buttons: Sequence[str]) -> None:
    """Let everybody press a button at once, and wait for the replies."""
    taps = (person.taps(data, person.last) for person, data in zip(people, buttons, strict=True))
    await asyncio.gather(*(scene.answered(p, tap) for p, tap in zip(people, taps, strict=True)))


def files(scene: Phones) -> int:
    """How many files the bot sent so far."""
    return len(scene.telegram.files._by_id)  # noqa: SLF001 - the record of calls forgets


def lines_of(cost: Cost) -> list[str]:
    """The figures in words."""
    alone, pressed, beside = median(cost.alone), median(cost.pressed), median(cost.beside)
    return [
        f"first paper of a process     {cost.first * MILLI:7.0f} ms   (fonts and layout are read)",
        f"a paper after it, median     {median(cost.later) * MILLI:7.0f} ms   (aim 200)",
        f"its size                     {cost.size / MILLI:7.0f} kB   (aim 150)",
        f"answers, 99 of 100, alone    {alone:7.1f} ms",
        f"beside {AT_ONCE} other presses      {pressed:7.1f} ms   ({pressed / alone:.2f} times)",
        f"answers beside {AT_ONCE} papers     {beside:7.1f} ms   ({beside / alone:.2f} times; aim 1.33)",
        f"until the last of the {AT_ONCE}      {median(cost.papers):7.2f} s",
    ]
