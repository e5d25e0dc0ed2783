"""Bad weather between the bot and Telegram: refusals, errors, silence and broken connections, by chance.

It keeps a record of its own of every call it was given: what became of it, and whether Telegram did it.
"""

import random
from collections import Counter
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Literal

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Kind = Literal["well", "429", "500", "page", "silence", "broken", "answer lost", "403"]
KINDS: tuple[Kind, ...] = ("429", "500", "page", "silence", "broken", "answer lost")
CERTAIN: tuple[Kind, ...] = ("429",)  # refusals after which it is certain that nothing was done
WAIT = 1  # seconds that a 429 asks for
UNSPOILT = ("getme", "getupdates", "setwebhook", "deletewebhook")


@dataclass(frozen=True, slots=True)
class Struck:
    """One call: when, which, for whom, and what became of it."""

    at: float
    method: str
    chat_id: int
    kind: Kind


@dataclass
class Weather:
    """How bad it is: a share of all calls goes wrong; `blocked` are chats whose every call is refused with 403."""

    chance: random.Random
    share: float
    token: str
    kinds: tuple[Kind, ...] = KINDS
    blocked: frozenset[int] = frozenset()
    calls: list[Struck] = field(default_factory=list)
    _left: list[Kind] = field(default_factory=list)

    def decide(self, method: str, chat_id: int) -> Kind:
        """What becomes of a call."""
        if method.lower() in UNSPOILT:
            return "well"
        if chat_id in self.blocked:
            kind: Kind = "403"
        else:
            kind = self._next() if self.chance.random() < self.share else "well"
        self.calls.append(Struck(monotonic(), method, chat_id, kind))
        return kind

    def _next(self) -> Kind:
        """The next kind: each once before any comes again."""
        self._left = self._left or self.chance.sample(self.kinds, len(self.kinds))
        return self._left.pop()

    def counted(self) -> Counter[Kind]:
        """How often each came."""
        return Counter(call.kind for call in self.calls)


class Outdoors:
    """The Bot API under this weather."""

    def __init__(self, app: ASGIApp, weather: Weather) -> None:
        """Stand before this application."""
        self._app = app
        self._weather = weather

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a call on, or let the weather have it."""
        if scope["type"] != "http" or not scope["path"].startswith("/bot"):
            await self._app(scope, receive, send)
            return
        body = await whole(receive)
        kind = self._weather.decide(scope["path"].rpartition("/")[2], chat_of(body))
        if kind in {"well", "answer lost"}:
            await self._app(scope, again(body), nowhere if kind == "answer lost" else send)
        if kind == "silence":
            await receive()  # until the bot hangs up
        elif kind in {"broken", "answer lost"}:
            await begun(send)
        elif kind == "429":
            words = f"Too Many Requests: retry after {WAIT}"
            await refused(send, 429, words, {"parameters": {"retry_after": WAIT}})
        elif kind == "403":
            await refused(send, 403, "Forbidden: bot was blocked by the user", {})
        elif kind == "500":
            await refused(send, 500, "Internal Server Error", {})
        elif kind == "page":  # as a proxy's, which repeats the address
            await answered(send, 502, b"<html>Bad gateway: /bot%s/</html>" % self._weather.token.encode())


def chat_of(body: bytes) -> int:
    """The chat that a call is for; 0 where it is for none."""
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        return 0
    return int(given.get("chat_id", 0)) if isinstance(given, dict) else 0


async def whole(receive: Receive) -> bytes:
    """A request's body."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def again(body: bytes) -> Receive:
    """The same body, to be read once more."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def nowhere(_message: MutableMapping[str, Any]) -> None:
    """Where an answer goes that nobody gets."""


async def begun(send: Send) -> None:
    """An answer that breaks off: uvicorn closes the connection, because the rest does not come."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
    await send({"type": "http.response.body", "body": b"{", "more_body": True})


async def refused(send: Send, status: int, words: str, more: dict[str, Any]) -> None:
    """A refusal in Telegram's form."""
    await answered(send, status, orjson.dumps({"ok": False, "error_code": status, "description": words, **more}))


async def answered(send: Send, status: int, body: bytes) -> None:
    """An answer."""
    headers = [(b"content-length", b"%d" % len(body)), (b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
