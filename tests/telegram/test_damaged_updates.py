"""Thousands of damaged updates through the real door: always an empty 200, and none of their words anywhere."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterator
from copy import deepcopy
from typing import Any

import aiohttp
import orjson
import pytest
from prometheus_client import CollectorRegistry
from telegram import Update
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, MessageHandler, filters

from bot.telegram.application import AnyApplication
from bot.telegram.counts import Counts
from bot.telegram.gateway import Gateway
from bot.web.serve import serving
from bot.web.site import make_site
from bot.web.webhook import Webhook

Make = Callable[..., dict[str, Any]]
HOW_MANY = 2000
AT_ONCE = 8
STRANGE: tuple[Any, ...] = (
    None, True, -1, 0, 2**53, 2**63, 1.5, 1e308, "", "CANARY-X", "\u0000", "\u202e😀", [], [[]], {},
    {"id": "CANARY-X"}, ["CANARY-X"] * 50, {"message": {"CANARY-X": 1}}, "CANARY-X" * 500,
)  # fmt: skip
GARBAGE = (
    b"", b"{", b"null", b"[]", b'"CANARY-X"', b"CANARY-X", b"\xff\xfe", b"{}", b"[" * 5000, b'{"update_id":1e999}',
    b'{"update_id":1,"message":"CANARY-X"}', b'{"update_id":"CANARY-X"}', b'{"update_id":1,"update_id":{}}',
)  # fmt: skip
SECRET = "CANARY-SECRET"


@pytest.fixture
async def door(application: AnyApplication, counts: Counts) -> AsyncIterator[str]:
    """A bot whose handlers repeat what they were given when they fail, which is always."""

    async def repeat(update: Update, _: Any) -> None:
        raise ValueError(str(update.to_dict()))

    async def ready() -> str:
        return ""

    handlers = (MessageHandler, CallbackQueryHandler, ChatMemberHandler)
    application.add_handlers(
        [handlers[0](filters.ALL, repeat), handlers[1](repeat), handlers[2](repeat, ChatMemberHandler.MY_CHAT_MEMBER)]
    )
    webhook = Webhook(Gateway(application, counts).receive, counts, secret=SECRET)
    app = make_site(ready=ready, registry=CollectorRegistry(), webhook=webhook)
    async with serving(app, host="127.0.0.1", port=0) as port:
        yield f"http://127.0.0.1:{port}/telegram"


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a JSON value that can be damaged: its container and its key."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from spots(inner)


def damaged(chance: random.Random, update: dict[str, Any]) -> bytes:
    """The update with one to four things wrong, now and then in its bytes."""
    value = orjson.loads(orjson.dumps(update))
    for _ in range(chance.randint(1, 4)):
        container, key = chance.choice(list(spots(value)) or [({0: 0}, 0)])
        if chance.random() < 0.3:
            del container[key]
        else:
            container[key] = deepcopy(chance.choice(STRANGE))
    try:
        raw = bytearray(orjson.dumps(value))
    except TypeError:  # 2**63 and above do not fit orjson
        return b"{"
    if chance.random() < 0.15:
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


@pytest.fixture
def whole(text_update: Make, tap_update: Make, membership_update: Make) -> list[dict[str, Any]]:
    text, tap = text_update, tap_update
    command = {"type": "bot_command", "offset": 0, "length": 6}
    photo = [{"file_id": "CANARY-X", "file_unique_id": "u", "width": 1, "height": 1}]
    contact = {"phone_number": "CANARY-X", "first_name": "CANARY-X"}
    return [
        text(1),
        text(2, "/start CANARY-X", entities=[command]),
        text(3, photo=photo, contact=contact, caption="CANARY-X"),
        tap(4),
        tap(5, date=0),
        membership_update(6),
        {"update_id": 7, "edited_message": text(7)["message"]},
        {"update_id": 8, "channel_post": text(8)["message"]},
    ]


async def test_a_damaged_update_is_an_empty_200_and_no_word_of_it_is_written(
    door: str, counts: Counts, everything_logged: Callable[[], str], *, whole: list[dict[str, Any]]
) -> None:
    chance = random.Random(20261124)  # noqa: S311 - the same damage every time
    bodies = [*GARBAGE, *(damaged(chance, chance.choice(whole)) for _ in range(HOW_MANY))]
    answers: set[tuple[int, bytes]] = set()
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}

    async with aiohttp.ClientSession(headers=headers) as session:

        async def post_every(start: int) -> None:
            for body in bodies[start::AT_ONCE]:
                async with session.post(door, data=body) as answer:
                    answers.add((answer.status, await answer.read()))

        await asyncio.gather(*(post_every(start) for start in range(AT_ONCE)))

    assert answers == {(200, b"")}
    unread, failed = counts.unreadable._value.get(), counts.failures._value.get()
    assert unread + failed == len(bodies)
    assert min(unread, failed) > HOW_MANY / 10
    assert "update_unreadable" in everything_logged()
    assert "CANARY" not in everything_logged()
