"""What can be set about the local server: its clock, its patience, its limits, its chance."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Answer:
    """What a webhook answered."""

    status: int
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    body: bytes = b""


Post = Callable[[str, Mapping[str, str], bytes], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages a second are taken, per chat and in all; Telegram advises 1 and 30.

    Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
    """

    overall: float = 30
    chat: float = 1
    burst: float = 3


@dataclass(frozen=True, slots=True)
class Rules:
    """The local server's settings.

    `sleep` is awaited between the attempts of a webhook, so a test can pass one that returns at once.
    `post` carries an update to the webhook; by default it is a real HTTP request.
    `tap_seconds` is how long a tap may be answered. `keep_*` bound the memory of a long run.
    """

    clock: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    post: Post | None = None
    seed: int | None = None
    limits: Limits | None = None
    tap_seconds: float = 150
    bot_name: str = "Local bot"
    bot_username: str = "local_bot"
    keep_messages: int | None = None
    keep_calls: int = 100_000


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A made-up person to begin with: a name, the language of the phone, and a word on who it is."""

    name: str
    language: str = "en"
    role: str = ""
    id: int | None = None
    username: str | None = None


PEOPLE = (NewPerson("Sam", "en", "respondent"), NewPerson("Maria", "es", "respondent"))
