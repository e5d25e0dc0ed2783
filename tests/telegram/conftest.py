"""A stand-in for the Bot API on a real port, and the bot's parts on it."""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
import structlog
from prometheus_client import CollectorRegistry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.telegram.application import AnyApplication, initialize, make_application
from bot.telegram.counts import Counts, make_counts
from bot.telegram.quiet import TALKATIVE, quiet_libraries
from bot.telegram.reply import Replies
from bot.web.serve import serving

TOKEN = "4242:CANARY-TOKEN"
ME = {"id": 4242, "is_bot": True, "first_name": "Bot", "username": "hearing_bot"}
Json = dict[str, Any]


@dataclass
class ApiStub:
    """Records every call, answers as it was told, and keeps updates until they are confirmed."""

    url: str = ""
    calls: list[tuple[str, Json]] = field(default_factory=list)
    scripted: dict[str, deque[tuple[int, Any]]] = field(default_factory=lambda: defaultdict(deque))
    updates: list[Json] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    polled: asyncio.Event = field(default_factory=asyncio.Event)

    def named(self, method: str) -> list[Json]:
        return [given for name, given in self.calls if name == method]

    def will_refuse(self, method: str, status: int, description: str, **parameters: int) -> None:
        answer = {"ok": False, "error_code": status, "description": description}
        self.scripted[method].append((status, {**answer, "parameters": parameters} if parameters else answer))

    async def answer(self, request: Request) -> Response:
        method = request.path_params["method"]
        body = await request.body()
        given = orjson.loads(body) if body.startswith(b"{") else {"raw": body}
        self.calls.append((method, given))
        if self.scripted[method]:
            status, content = self.scripted[method].popleft()
            raw = content if isinstance(content, bytes) else orjson.dumps(content)
            return Response(raw, status)
        return Response(orjson.dumps({"ok": True, "result": await self.result(method, given)}))

    async def result(self, method: str, given: Json) -> Any:
        if method == "getMe":
            return ME
        if method == "getUpdates":
            return await self.waiting(given)
        if method.startswith("send"):
            return {"message_id": 100 + len(self.calls), "chat": {"id": given.get("chat_id")}}
        return True

    async def waiting(self, given: Json) -> list[Json]:
        self.updates = [u for u in self.updates if u["update_id"] >= given.get("offset", 0)]
        self.polled.set()
        if not self.updates and given["timeout"]:
            await self.news.wait()
        return self.updates[: given["limit"]]


@pytest.fixture
async def api() -> AsyncIterator[ApiStub]:
    stub = ApiStub()
    app = Starlette(routes=[Route("/bot{token}/{method}", stub.answer, methods=["GET", "POST"])])
    async with serving(app, host="127.0.0.1", port=0) as port:
        stub.url = f"http://127.0.0.1:{port}"
        try:
            yield stub
        finally:
            stub.news.set()


@pytest.fixture
def counts() -> Counts:
    return make_counts(CollectorRegistry())


@pytest.fixture
async def application(api: ApiStub) -> AsyncIterator[AnyApplication]:
    made = make_application(TOKEN, api_url=api.url)
    async with AsyncExitStack() as stack:
        await initialize(made)
        stack.push_async_callback(made.shutdown)
        api.calls.clear()
        yield made


@pytest.fixture
async def replies(application: AnyApplication, counts: Counts) -> AsyncIterator[Replies]:
    made = Replies(application.bot, counts)
    yield made
    await made.drain()


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], str]]:
    """All that structlog and logging would write at DEBUG, as one text."""
    levels = {name: logging.getLogger(name).level for name in TALKATIVE}
    factory = logging.getLogRecordFactory()
    quiet_libraries()
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as events:
        yield lambda: repr(events) + caplog.text + repr([record.__dict__ for record in caplog.records])
    logging.setLogRecordFactory(factory)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def person(chat: int = 7001) -> Json:
    return {
        "id": chat,
        "is_bot": False,
        "first_name": "CANARY-FIRST",
        "last_name": "CANARY-LAST",
        "username": "CANARY_USER",
        "language_code": "es",
    }


def place(chat: int = 7001) -> Json:
    return {"id": chat, "type": "private", "first_name": "CANARY-FIRST", "username": "CANARY_USER"}


@pytest.fixture
def text_update() -> Callable[..., Json]:
    def make(number: int, text: str = "CANARY-TEXT", chat: int = 7001, **more: Any) -> Json:
        message = {"message_id": 5, "from": person(chat), "chat": place(chat), "date": 1_700_000_000}
        return {"update_id": number, "message": {**message, "text": text, **more}}

    return make


@pytest.fixture
def tap_update() -> Callable[..., Json]:
    def make(number: int, data: str = "w:ab:doc:nta", chat: int = 7001, date: int = 1_700_000_000) -> Json:
        shown = {"message_id": 9, "from": ME, "chat": place(chat), "date": date, "text": "CANARY-SHOWN"}
        press = {"id": str(number), "from": person(chat), "message": shown, "chat_instance": "1", "data": data}
        return {"update_id": number, "callback_query": press}

    return make


@pytest.fixture
def membership_update() -> Callable[..., Json]:
    def make(number: int, status: str = "kicked", chat: int = 7001) -> Json:
        change = {
            "chat": place(chat),
            "from": person(chat),
            "date": 1_700_000_000,
            "old_chat_member": {"user": ME, "status": "member"},
            "new_chat_member": {"user": ME, "status": status, "until_date": 0},
        }
        return {"update_id": number, "my_chat_member": change}

    return make
