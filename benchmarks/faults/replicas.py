"""Two replicas on PostgreSQL behind a proxy: one chat's updates in turn and at once."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from benchmarks.bot_process import AS_IT_RUNS, BotProcess
from benchmarks.faults.found import Found
from benchmarks.faults.proxy import Proxy
from benchmarks.faults.record import answered_wrongly, differences, kept_at
from benchmarks.moves import BEGIN, COUNT, FIRST_WORDS, spanish_check
from benchmarks.phones import TOKEN, Phones, button_of, phones
from bot.domain.chat import Chat
from bot.local_api import NewPerson
from bot.web.serve import serving

KEPT_CALLS = 50_000
PATIENCE = 60.0  # seconds until a trial is given up
TAKEOVER = 15.0  # seconds until the other goes on
AT_ONCE = 10
LOOK = 0.05  # seconds between two looks at a log
Before = Callable[[Phones], Awaitable[None]]
KEEPING = re.compile(rb'"event": "keeping_house"')


@dataclass
class Replicas:
    """The people, the processes on the same databases, and the proxy before them."""

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

    async def round_trip(self) -> None:
        """Wait until a call has come back from Telegram: those made before it have been taken, whoever made them."""
        address = f"{self.scene.bot.settings['API_URL']}/bot{TOKEN}/getMe"
        async with aiohttp.ClientSession() as http, http.get(address) as answer:
            answer.raise_for_status()

    async def serve(self) -> None:
        """Wait until all say that they are ready."""
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as http:
            for bot in self.bots:
                while not await _is_ready(http, bot):  # noqa: ASYNC110 - another process
                    await asyncio.sleep(LOOK)


@asynccontextmanager
async def replicas(  # noqa: PLR0913 - each is one thing a trial may set
    folder: Path,
    database: str,
    reports: str,
    *,
    people: int | Sequence[NewPerson],
    how_many: int = 2,
    before: Before | None = None,
    command: tuple[str, ...] = AS_IT_RUNS,
) -> AsyncIterator[Replicas]:
    """Two running replicas with so many people; both end with the block. `before` is done before they start."""
    async with phones(folder, people, keep_calls=KEPT_CALLS) as scene, aiohttp.ClientSession() as http:
        if before is not None:
            await before(scene)
        shared = {**scene.bot.settings, "DATABASE_URL": database, "REPORTS_URL": reports}
        bots = []
        for number in range(1, how_many + 1):
            place = folder / f"replica{number}"
            place.mkdir()
            bots.append(BotProcess(place, folder / f"log{number}", dict(shared), command))
        proxy = Proxy([bot.webhook for bot in bots])
        async with serving(proxy.app(http), host="127.0.0.1", port=0) as port:
            for bot in bots:
                bot.settings = {**bot.settings, "PUBLIC_URL": f"http://127.0.0.1:{port}"}
            scene.bot = bots[0]
            try:
                await asyncio.gather(*(bot.start() for bot in bots))
                both = Replicas(scene, bots, proxy, database)
                await both.serve()
                yield both
            finally:
                await asyncio.gather(*(bot.kill() for bot in bots))


async def take_turns(folder: Path, database: str, reports: str, *, people: int) -> Found:
    """Every update of a chat goes to the other replica than the one before it."""
    async with replicas(folder, database, reports, people=people) as both:
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
    async with replicas(folder, database, reports, people=people) as both:
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


async def _is_ready(http: aiohttp.ClientSession, bot: BotProcess) -> bool:
    _ = bot.pid  # raises where it has died
    try:
        async with http.get(bot.webhook + "/healthz") as answer:
            return answer.ok
    except aiohttp.ClientError:
        return False
