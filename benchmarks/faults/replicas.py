"""Two replicas on PostgreSQL behind a proxy: one chat's updates in turn and at once, and one of the two killed."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from time import perf_counter

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from benchmarks.bot_process import BotProcess
from benchmarks.faults.found import Found
from benchmarks.faults.record import answered_wrongly, differences, kept_at
from benchmarks.moves import BEGIN, COUNT, FIRST_WORDS, Move, spanish_check
from benchmarks.phones import Phones, button_of, phones
from bot.domain.chat import Chat
from bot.web.serve import serving

BAD_GATEWAY = 502
PATIENCE = 60.0  # seconds until a trial is given up
TAKEOVER = 15.0  # seconds
PASSED_ON = {"content-type", "x-telegram-bot-api-secret-token"}
PASSED_BACK = ("content-type", "retry-after")
AT_ONCE = 10
LOOK = 0.05  # seconds between two looks at a log
Before = Callable[[Phones], Awaitable[None]]
KEEPING = re.compile(rb'"event": "keeping_house"')


@dataclass
class Proxy:
    """Hands each request to the next replica; where nobody listens, to the one after it."""

    targets: Sequence[str]
    asked: Counter[str] = field(default_factory=Counter)

    def app(self, http: aiohttp.ClientSession) -> Starlette:
        """The proxy as an application."""
        turn = cycle(range(len(self.targets)))

        async def pass_on(request: Request) -> Response:
            body = await request.body()
            headers = {name: value for name, value in request.headers.items() if name in PASSED_ON}
            first = next(turn)
            for target in (*self.targets[first:], *self.targets[:first]):
                try:
                    async with http.post(target + request.url.path, data=body, headers=headers) as answer:
                        self.asked[target] += 1
                        back = {n: answer.headers[n] for n in PASSED_BACK if n in answer.headers}
                        return Response(await answer.read(), answer.status, back)
                except aiohttp.ClientConnectorError:
                    continue
                except aiohttp.ClientError:  # it took the request and is gone: only Telegram may repeat it
                    break
            return Response(status_code=BAD_GATEWAY, headers={"Retry-After": "0"})

        return Starlette(routes=[Route("/telegram", pass_on, methods=["POST"])])


@dataclass
class Replicas:
    """The people, two processes on the same databases, and the proxy before them."""

    scene: Phones
    bots: Sequence[BotProcess]
    proxy: Proxy
    database: str

    async def kept(self) -> Mapping[int, Chat]:
        """What is kept of everybody, read from the database."""
        return await kept_at(self.database, [person.id for person in self.scene.people])

    async def keeper(self, but: BotProcess | None = None) -> BotProcess:
        """The replica that keeps house, as its log says: another than this one."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for bot in self.bots:
                    if bot is not but and bot.log.exists() and KEEPING.search(bot.log.read_bytes()):
                        return bot
                await asyncio.sleep(LOOK)


@asynccontextmanager
async def two_replicas(
    folder: Path, database: str, reports: str, *, people: int, before: Before | None = None
) -> AsyncIterator[Replicas]:
    """Two running replicas with so many people; both end with the block. `before` is done before they start."""
    async with phones(folder, people) as scene, aiohttp.ClientSession() as http:
        if before is not None:
            await before(scene)
        shared = {**scene.bot.settings, "DATABASE_URL": database, "REPORTS_URL": reports}
        bots = []
        for number in (1, 2):
            place = folder / f"replica{number}"
            place.mkdir()
            bots.append(BotProcess(place, folder / f"log{number}", dict(shared)))
        proxy = Proxy([bot.webhook for bot in bots])
        async with serving(proxy.app(http), host="127.0.0.1", port=0) as port:
            for bot in bots:
                bot.settings = {**bot.settings, "PUBLIC_URL": f"http://127.0.0.1:{port}"}
            scene.bot = bots[0]
            try:
                await asyncio.gather(*(bot.start() for bot in bots))
                await _both_serve(http, bots)
                yield Replicas(scene, bots, proxy, database)
            finally:
                await asyncio.gather(*(bot.kill() for bot in bots))


async def take_turns(folder: Path, database: str, reports: str, *, people: int) -> Found:
    """Every update of a chat goes to the other replica than the one before it."""
    async with two_replicas(folder, database, reports, people=people) as both:
        scene = both.scene
        moves = (*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date()), *COUNT)
        async with asyncio.timeout(PATIENCE):
            for person in scene.people:
                await scene.do(person, moves)
            await scene.telegram.idle(taps_answered=True)
        losses = [*differences(scene, await both.kept(), whole=True), *answered_wrongly(both.scene)]
        shares = sorted(both.proxy.asked.values())
        seen = (f"{sum(shares)} updates of {people} chats in turn, {shares[0]} and {shares[-1]} a replica",)
    return Found("two replicas in turn", seen, tuple(losses))


async def press_at_once(folder: Path, database: str, reports: str, *, people: int) -> Found:
    """A typed word and a press of one chat reach both replicas at the same moment: both are answered, once each."""
    async with two_replicas(folder, database, reports, people=people) as both:
        scene = both.scene
        opening = (*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date())[:5])
        sent: Counter[int] = Counter()
        async with asyncio.timeout(PATIENCE):
            await scene.all_do(opening)
            for person in scene.people:
                sent[person.id] = len(opening)
                for _ in range(AT_ONCE):
                    press = button_of(person, ":hearing_date:missing")
                    await asyncio.gather(person.says("no entiendo"), person.presses(press))
                    await scene.telegram.idle(taps_answered=True)
                    back = press.replace(":hearing_date:missing", ":acis_undated:<")
                    await person.taps(back, person.last)
                    await scene.telegram.idle(taps_answered=True)
                    sent[person.id] += 3
        kept = await both.kept()
        losses = [
            f"a chat: {kept[person.id].revision} updates kept, {sent[person.id]} sent"
            for person in scene.people
            if kept[person.id].revision != sent[person.id]
        ]
        losses += answered_wrongly(both.scene)
        seen = (f"{2 * AT_ONCE * people} updates, two at a time at two replicas",)
    return Found("two replicas at once", seen, tuple(losses))


async def lose_one(folder: Path, database: str, reports: str, *, people: int) -> Found:
    """The replica that keeps house is killed in the midst of the updates; the other takes over."""
    async with two_replicas(folder, database, reports, people=people) as both:
        scene = both.scene
        moves: Sequence[Move] = (*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date()), *COUNT)
        keeper = await both.keeper()
        scene.carrier.again.set()  # whatever was refused is sent again at once
        async with asyncio.timeout(PATIENCE):
            doing = asyncio.gather(*(scene.do(person, moves) for person in scene.people))
            for person in scene.people:
                await scene.carrier.heard[person.id].wait()
            await keeper.kill()
            began = perf_counter()
            await doing
            await both.keeper(but=keeper)
            took = perf_counter() - began
            await scene.telegram.idle()
        losses = [*differences(scene, await both.kept(), whole=True), *answered_wrongly(both.scene)]
        losses += [f"the other kept house after {took:.1f} s"] * (took > TAKEOVER)
        seen = (f"{len(scene.carrier.acknowledged)} updates; the other kept house {took:.1f} s after the kill",)
    return Found("one of two replicas killed", seen, tuple(losses))


async def _both_serve(http: aiohttp.ClientSession, bots: Sequence[BotProcess]) -> None:
    async with asyncio.timeout(PATIENCE):
        for bot in bots:
            while True:
                try:
                    async with http.get(bot.webhook + "/healthz") as answer:
                        if answer.ok:
                            break
                except aiohttp.ClientError:
                    _ = bot.pid  # raises where it has died
                await asyncio.sleep(LOOK)
