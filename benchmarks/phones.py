"""People with phones, the Telegram between them and the bot, and its record of what the bot acknowledged."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import Any

import orjson
from starlette.types import ASGIApp, Receive, Scope, Send

from benchmarks.bot_process import AS_IT_RUNS, BotDied, BotProcess
from benchmarks.faults.weather import Outdoors, Weather
from benchmarks.moves import Move
from bot.local_api import Answer, LocalTelegram, NewPerson, Person, Rules, make_app, serve
from bot.local_api.post import HttpPost

TOKEN = "4839574812:QZTOKENx39kkdpWt3ywyRZergyOLMaJhac60qcK"  # noqa: S105 - a made-up one
ROOT_KEY = "5f" * 32
KEPT_MESSAGES, KEPT_CALLS = 6, 1000
NOTHING: Mapping[str, str] = MappingProxyType({})
Sent = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Distance:
    """A Bot API that is so many seconds away: each call waits that long before it is heard."""

    app: ASGIApp
    seconds: float

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on, later."""
        if scope["type"] == "http":
            await asyncio.sleep(self.seconds)
        await self.app(scope, receive, send)


@dataclass
class Carrier:
    """Carries updates to the bot, `copies` of each at once, and records what it said to them.

    `acknowledged` counts 2xx answers by update id, `taken` acknowledged updates by chat; `heard` is set for a chat
    each time one of its updates is acknowledged and its reply is on the phone. `on_post` is called when an update
    sets out, `seconds` are those until each answer, `waits` the same by chat.
    `pausing` are the chats whose update waits to be sent again, `longest_pause` seconds at most.
    """

    copies: int = 1
    keep_bodies: bool = False
    acknowledged: Counter[int] = field(default_factory=Counter)
    taken: Counter[int] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    without_wait: int = 0
    bodies: list[bytes] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    waits: defaultdict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    heard: defaultdict[int, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    on_post: Sent | None = None
    on_pause: Sent | None = None
    pausing: int = 0
    longest_pause: float | None = None
    again: asyncio.Event = field(default_factory=asyncio.Event)
    http: HttpPost = field(default_factory=HttpPost)

    async def __call__(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Post an update and give the bot's answer to the first copy."""
        update = orjson.loads(body)
        if self.keep_bodies:
            self.bodies.append(body)
        if self.on_post is not None:
            self.on_post()
        began = perf_counter()
        answers = await asyncio.gather(*(self.http(url, headers, body) for _ in range(self.copies)))
        self.seconds.append(perf_counter() - began)
        self.waits[chat_of(update)].append(self.seconds[-1])
        for answer in answers:
            self._note(update, answer)
        if all(answer.status // 100 == 2 for answer in answers):
            # the local Telegram carries the reply out in this turn of the loop
            asyncio.get_running_loop().call_soon(self.heard[chat_of(update)].set)
        return answers[0]

    async def pause(self, _seconds: float) -> None:
        """Wait between two attempts until somebody says that it is worth trying; a new setWebhook tries too."""
        self.pausing += 1
        try:
            if self.on_pause is not None:
                self.on_pause()
            with suppress(TimeoutError):
                async with asyncio.timeout(self.longest_pause):
                    await self.again.wait()
        finally:
            self.pausing -= 1

    def _note(self, update: Mapping[str, Any], answer: Answer) -> None:
        self.statuses[answer.status] += 1
        if answer.status // 100 == 2:
            self.taken[chat_of(update)] += not self.acknowledged[update["update_id"]]
            self.acknowledged[update["update_id"]] += 1
        elif not answer.headers.get("Retry-After", "").isdigit():
            self.without_wait += 1


def chat_of(update: Mapping[str, Any]) -> int:
    """The chat that an update came from."""
    kinds = ("message", "edited_message", "my_chat_member")
    part = next((update[kind] for kind in kinds if kind in update), None) or update["callback_query"]["message"]
    number: int = part["chat"]["id"]
    return number


@dataclass
class Phones:
    """The local Telegram, the people on it, the bot's process and the record."""

    telegram: LocalTelegram
    people: Sequence[Person]
    bot: BotProcess
    carrier: Carrier
    today: datetime = field(default_factory=lambda: datetime.now(UTC))
    done: defaultdict[int, list[Move]] = field(default_factory=lambda: defaultdict(list))

    async def does(self, person: Person, move: Move) -> None:
        """Do one move and wait until the bot's reply is on the phone."""
        self.done[person.id].append(move)
        deed = person.says(move.text) if move.text else person.presses(button_of(person, move.press))
        await self.answered(person, deed)

    async def answered(self, person: Person, deed: Awaitable[object]) -> None:
        """Let a person do anything that makes an update, and wait until the bot's reply is on the phone."""
        heard = self.carrier.heard[person.id]
        heard.clear()
        await deed
        await heard.wait()

    async def do(self, person: Person, moves: Sequence[Move]) -> None:
        """Do the moves one after the other."""
        for move in moves:
            await self.does(person, move)

    async def all_do(self, moves: Sequence[Move]) -> None:
        """Let everybody do the moves, all at once."""
        await self.unless_dead(asyncio.gather(*(self.do(person, moves) for person in self.people)))

    async def unless_dead(self, work: Awaitable[Any]) -> None:
        """Wait for the work; BotDied where the bot's process ends before it."""
        if self.bot.running is None:
            raise BotDied("it was not started")
        doing, ending = asyncio.ensure_future(work), asyncio.ensure_future(self.bot.running.wait())
        try:
            await asyncio.wait((doing, ending), return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                raise BotDied(self.bot.last_words())
            await doing
        finally:
            for task in (doing, ending):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def quiet(self) -> None:
        """Wait until the bot took every update and answered every press."""
        await self.unless_dead(self.telegram.idle(taps_answered=True))


def button_of(person: Person, ending: str) -> str:
    """The data of the newest button that ends so, or begins so with a run after a dot or a colon.

    LookupError says which there are instead.
    """
    shown = [button.data for message in reversed(person.from_bot[-2:]) for button in message.buttons]
    found = next(
        (data for data in shown if data.endswith(ending) or data.startswith((ending + ".", ending + ":"))), None
    )
    if found is None:
        raise LookupError(f"no button {ending!r}; there are {shown}")
    return found


@asynccontextmanager
async def phones(  # noqa: PLR0913 - each is one thing a trial may set
    folder: Path,
    how_many: int | Sequence[NewPerson],
    *,
    carrier: Carrier | None = None,
    command: tuple[str, ...] = AS_IT_RUNS,
    data: Path | None = None,
    settings: Mapping[str, str] = NOTHING,
    network: float = 0,
    keep_calls: int = KEPT_CALLS,
    weather: Weather | None = None,
) -> AsyncIterator[Phones]:
    """So many people with Spanish phones and the bot for them, not started yet; its process ends with the block.

    `network` is how many seconds a call to the Bot API is on its way; the last `keep_calls` of them are kept.
    `weather` is what becomes of them before Telegram sees them.
    """
    carrier = carrier or Carrier()
    people = [NewPerson(f"P{n}", "es") for n in range(how_many)] if isinstance(how_many, int) else how_many
    rules = Rules(seed=7, post=carrier, sleep=carrier.pause, keep_messages=KEPT_MESSAGES, keep_calls=keep_calls)
    app = make_app(TOKEN, people=people, rules=rules)
    if weather is not None:
        app.add_middleware(Outdoors, weather=weather)
    if network:
        app.add_middleware(Distance, seconds=network)
    async with serve(app) as api:
        ours = {"TOKEN": TOKEN, "API_URL": api, "SECRET_KEY": ROOT_KEY, "LOCALES": "en,es", **settings}
        place = data or folder / "data"
        place.mkdir(exist_ok=True)
        bot = BotProcess(place, folder / "log", ours, command)
        telegram: LocalTelegram = app.state.telegram
        try:
            yield Phones(telegram, list(telegram.people.values()), bot, carrier)
        finally:
            await bot.kill()
            await carrier.http.close()
