"""PostgreSQL goes away under load, or falls silent, or its connections are cut in the midst of a commit."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import aiohttp

from benchmarks.bot_process import BotDied
from benchmarks.faults.canaries import newcomers
from benchmarks.faults.found import Found
from benchmarks.faults.full_disk import UNAVAILABLE, ids_of, put_off_wrongly, stuck
from benchmarks.faults.record import answered_wrongly, counted_wrongly_at, differences, kept_at, log_of
from benchmarks.faults.wire import Wire, wired
from benchmarks.moves import AGAIN, BEGIN, COUNT, FIRST_WORDS, Move, spanish_check
from benchmarks.phones import Phones, phones

KEPT_CALLS = 50_000
RETRY = 5.0  # seconds, as the bot asks
ROUNDS = 2  # of everybody's update coming again, at least
SHARE = 0.2  # of all commits are cut
STOPPED = 30.0  # seconds until it ended, though nothing answers
BACK = 120.0  # seconds: the longest that Telegram itself waits between two attempts


@dataclass(frozen=True, slots=True)
class Place:
    """Where a trial on PostgreSQL is: its folder, the addresses of the main database and of the reports'."""

    folder: Path
    main: str
    reports: str


@asynccontextmanager
async def talking(place: Place, people: int, chance: random.Random) -> AsyncIterator[tuple[Phones, Wire]]:
    """A running bot whose databases are behind a wire, and people who have said their first words."""
    async with wired((place.main, place.reports), chance) as (wire, (database, reports)):
        ours = {"DATABASE_URL": database, "REPORTS_URL": reports}
        async with phones(place.folder, newcomers(people), settings=ours, keep_calls=KEPT_CALLS) as scene:
            await scene.bot.start()
            await scene.all_do(FIRST_WORDS)
            await scene.quiet()
            yield scene, wire


async def take_away(place: Place, *, people: int, seconds: float, silent: bool = False, seed: int = 1) -> Found:
    """Everybody checks a paper while the database is away so long, refusing or silent; then it is back."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    async with talking(place, people, chance) as (scene, wire):
        moves = moves_of(scene)
        moment = posts(scene, chance.randrange(len(moves) * people // 2))
        doing = [asyncio.create_task(scene.do(person, moves)) for person in scene.people]
        await scene.unless_dead(moment.wait())
        await (wire.fall_silent() if silent else wire.refuse())
        rounds = await again_and_again(scene, doing, seconds)
        losses = [*put_off_wrongly(scene), *differences(scene, await kept_at(place.main, ids_of(scene)), whole=False)]
        losses += [f"its health was {await health(scene)} meanwhile"] * (await health(scene) != UNAVAILABLE)
        await wire.open()
        scene.carrier.again.set()
        began = perf_counter()
        await scene.unless_dead(asyncio.gather(*doing))
        await scene.quiet()
        took = perf_counter() - began
        losses += await stopped_in_silence(scene, wire) if silent else []
        losses += [f"back, its health is {await health(scene)}"] * (await health(scene) != 200)
        losses += [*(await in_the_end(scene, place, people)), *[f"it was back after {took:.0f} s"] * (took > BACK)]
        put_off = scene.carrier.statuses[UNAVAILABLE]
    updates = len(scene.carrier.acknowledged)
    seen = (
        f"{updates} updates of {people} chats, {put_off} answers 503 in {rounds} rounds of all",
        f"all done {took:.1f} s after it was back; seed {seed}",
    )
    how = "falls silent" if silent else "is away"
    return Found(f"the database {how} for {seconds:.0f} s", seen, tuple(losses))


async def cut_commits(place: Place, *, people: int, seed: int = 1) -> Found:
    """Everybody checks a paper while one commit in five is cut: before the server has it, or before its answer."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    async with talking(place, people, chance) as (scene, wire):
        scene.carrier.again.set()
        wire.share = SHARE
        await scene.all_do(moves_of(scene))
        await scene.quiet()
        wire.share = 0
        losses = [*put_off_wrongly(scene), *(await in_the_end(scene, place, people))]
        put_off = scene.carrier.statuses[UNAVAILABLE]
    seen = (
        f"{wire.cuts} of {wire.commits} commits cut; seed {seed}",
        f"{len(scene.carrier.acknowledged)} updates, {put_off} answers 503",
    )
    return Found("connections cut in the midst of a commit", seen, tuple(losses))


async def stopped_in_silence(scene: Phones, wire: Wire) -> list[str]:
    """Tell the bot to stop while the database says nothing and everybody has written; start it when that is over."""
    moment = posts(scene, len(scene.people) - 1)
    doing = asyncio.gather(*(scene.do(person, AGAIN[:1]) for person in scene.people))
    await wire.fall_silent()
    await scene.unless_dead(moment.wait())
    process, began = scene.bot.running, perf_counter()
    async with asyncio.timeout(BACK):
        await scene.bot.end()
    took = perf_counter() - began
    await wire.open()
    await scene.bot.start()
    await scene.unless_dead(doing)
    await scene.unless_dead(scene.telegram.idle())
    losses = [f"told to stop in silence, it ended after {took:.0f} s"] * (took > STOPPED)
    code = process.returncode if process else None
    return losses + [f"told to stop in silence, it ended with {code}"] * (code != 0)


def moves_of(scene: Phones) -> tuple[Move, ...]:
    """A whole check that is counted."""
    return (BEGIN, *spanish_check(scene.today.date()), *COUNT)


def posts(scene: Phones, how_many: int) -> asyncio.Event:
    """Set once so many updates have set out."""
    reached, left = asyncio.Event(), how_many

    def count() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            reached.set()

    scene.carrier.on_post = count
    return reached


async def again_and_again(scene: Phones, doing: Sequence["asyncio.Task[None]"], seconds: float) -> int:
    """Let every update that is put off come again, until the time is over; how many times all were put off."""
    began, rounds = perf_counter(), 0
    while rounds < ROUNDS or perf_counter() - began < seconds:
        await scene.unless_dead(stuck(scene, doing))
        rounds += 1
        await asyncio.sleep(min(RETRY, seconds))
        scene.carrier.again.set()
        scene.carrier.again.clear()
        await asyncio.sleep(0)  # all have set out
    await scene.unless_dead(stuck(scene, doing))
    return rounds


async def health(scene: Phones) -> int:
    """What the bot says about itself: the status."""
    async with aiohttp.ClientSession() as http, http.get(scene.bot.webhook + "/healthz") as answer:
        return answer.status


async def in_the_end(scene: Phones, place: Place, people: int) -> Iterator[str]:
    """What is not there, not answered or not counted once, and what the log should not have."""
    if not scene.bot.is_running:
        raise BotDied(scene.bot.last_words())
    kept = await kept_at(place.main, ids_of(scene))
    counted = await counted_wrongly_at(place.reports, people)
    return iter([*differences(scene, kept, whole=True), *answered_wrongly(scene), *counted, *log_of(scene)])
