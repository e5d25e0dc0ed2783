"""A local Telegram over real HTTP, and a bot's way of calling it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.local_api import LocalTelegram, Person, Rules, make_app, serve

TOKEN = "4242:local"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


async def no_sleep(_seconds: float) -> None:
    """Wait for nothing."""


@dataclass
class Api:
    """Calls the Bot API as a bot does: JSON over HTTP."""

    http: aiohttp.ClientSession
    url: str

    async def __call__(self, method: str, **params: Any) -> Any:
        async with self.http.post(f"{self.url}/bot{TOKEN}/{method}", json=params) as answer:
            return await answer.json()

    async def ok(self, method: str, **params: Any) -> Any:
        answer = await self(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        answer = await self(method, **params)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rules(clock: Clock) -> Rules:
    return Rules(clock=clock, sleep=no_sleep, seed=1)


@pytest.fixture
async def running(rules: Rules) -> AsyncIterator[tuple[LocalTelegram, str]]:
    app = make_app(TOKEN, rules=rules)
    async with serve(app) as url:
        yield app.state.telegram, url


@pytest.fixture
def telegram(running: tuple[LocalTelegram, str]) -> LocalTelegram:
    return running[0]


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def api(running: tuple[LocalTelegram, str], http: aiohttp.ClientSession) -> Api:
    return Api(http, running[1])


@pytest.fixture
async def maria(telegram: LocalTelegram) -> Person:
    """A person who has written to the bot, with nothing waiting."""
    person = telegram.person("Maria")
    await person.says("/start")
    telegram.updates.pending.clear()
    return person
