"""The whole bot against the local Bot API, over real HTTP: what the tests of conversations stand on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import build, running
from bot.databases import databases
from bot.local_api import LocalTelegram, NewPerson, Person, Rules, make_app, serve
from bot.parts import Bot
from bot.settings import Settings
from bot.storage.addresses import address, database_file, is_server
from bot.storage.migrate import Schema
from bot.storage.store import Store
from bot.telegram.application import initialize
from bot.web.serve import serving

TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK"
NOON = datetime(2026, 11, 24, 17, tzinfo=UTC)
ROOT_KEY = "5f" * 32


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class World:
    """A running bot, the Telegram it talks to, and its data."""

    telegram: LocalTelegram
    bot: Bot
    settings: Settings
    clock: Clock = field(default_factory=Clock)
    broken: asyncio.Event = field(default_factory=asyncio.Event)

    async def says(self, person: Person, *texts: str) -> None:
        """Type one text after the other, each answered before the next."""
        for text in texts:
            await person.says(text)
            await self.telegram.idle()
            await self.bot.replies.drain()

    async def presses(self, person: Person, *labels: str) -> None:
        """Press one button after the other, each answered before the next."""
        for label in labels:
            await person.presses(label)
            await self.telegram.idle(taps_answered=True)
            await self.bot.replies.drain()

    async def presses_only(self, person: Person, label: str) -> None:
        """Press a button and wait for the answer to the update, not for what is made beside it."""
        await person.presses(label)
        await self.telegram.idle(taps_answered=True)

    async def begins(self, person: Person, language: str = "English") -> None:
        """Get as far as the first question of a check."""
        go_on = {
            "English": ("I understand", "Go on", "Check a hearing"),
            "Español": ("Entiendo", "Seguir", "Revisar"),
        }
        await self.says(person, "/start")
        await self.presses(person, language, *go_on[language])


@cache
def empty(schema: Schema) -> bytes:
    """A SQLite file with the tables of a schema and nothing in them: made as the bot makes it, and only once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        Store.open(f"sqlite:///{path}", schema).close()
        return path.read_bytes()


def lay_out(settings: Settings) -> None:
    """Put a new file where a SQLite database is to be and none is yet."""
    for database in databases(settings):
        found = address(database.url)
        path = None if is_server(found) else database_file(found)
        if path is not None and not path.exists():
            path.touch(mode=0o600)
            path.write_bytes(empty(database.schema))


@asynccontextmanager
async def live(
    folder: Path,
    *,
    webhook: bool = True,
    people: tuple[NewPerson, ...] = (),
    databases: tuple[str, str] = ("", ""),
    seed: int = 7,
) -> AsyncIterator[World]:
    """The bot at work in this folder or with these databases, by webhook or by polling, until the block ends."""
    clock = Clock()
    rules = Rules(seed=seed)
    app = make_app(TOKEN, people=people or (NewPerson("Sam", "en"), NewPerson("Maria", "es")), rules=rules)
    async with serve(app) as api:
        settings = Settings(
            token=TOKEN,
            api_url=api,
            data=folder,
            database_url=databases[0],
            reports_url=databases[1],
            secret_key=ROOT_KEY,
            public_url=api if webhook else "",
            port=0,
        )
        lay_out(settings)
        bot = build(settings, clock=clock, ticks=lambda: clock().timestamp())
        async with serving(bot.site, host="127.0.0.1", port=0) as port:
            here = settings.model_copy(update={"public_url": f"http://127.0.0.1:{port}" if webhook else ""})
            await initialize(bot.application)
            async with running(bot, here) as broken:
                yield World(app.state.telegram, bot, here, clock, broken)
