"""From Telegram's door to the handler and back, against the local Bot API server."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp
import orjson
import pytest
from prometheus_client import CollectorRegistry
from telegram import Update
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.domain.values import Unavailable
from bot.local_api import LocalTelegram, NewPerson, Rules, make_app, serve
from bot.telegram.application import AnyApplication, initialize, make_application
from bot.telegram.counts import make_counts
from bot.telegram.gateway import Gateway
from bot.telegram.poller import Poller
from bot.telegram.reading import ALLOWED_UPDATES
from bot.telegram.reply import Replies
from bot.web.serve import serving
from bot.web.site import make_site
from bot.web.webhook import Webhook

TOKEN = "4242:CANARY-TOKEN"
SECRET = "CANARY-SECRET"
KEYBOARD = {"inline_keyboard": [[{"text": "One", "callback_data": "1"}], [{"text": "Two", "callback_data": "2"}]]}


@dataclass
class Bot:
    """A little bot: /start shows a keyboard, a press is noted and edits it, any other word breaks it."""

    application: AnyApplication
    replies: Replies
    gateway: Gateway
    webhook: Webhook
    pressed: list[str] = field(default_factory=list)
    busy: int = 0
    left: int = 0

    def add_handlers(self) -> None:
        self.application.add_handlers(
            [
                CommandHandler("start", self.on_start),
                CallbackQueryHandler(self.on_press),
                ChatMemberHandler(self.on_leave, ChatMemberHandler.MY_CHAT_MEMBER),
                MessageHandler(filters.TEXT, self.on_text),
            ]
        )

    async def on_start(self, update: Update, _: Any) -> None:
        assert update.effective_chat is not None
        say = {"method": "sendMessage", "chat_id": update.effective_chat.id, "text": "Choose"}
        await self.replies.deliver({**say, "reply_markup": KEYBOARD}, in_body=True)

    async def on_press(self, update: Update, _: Any) -> None:
        press = update.callback_query
        assert press is not None
        assert press.message is not None
        if self.busy:
            self.busy -= 1
            raise Unavailable
        self.pressed.append(press.data or "")
        self.replies.background({"method": "answerCallbackQuery", "callback_query_id": press.id})
        where = {"chat_id": press.message.chat.id, "message_id": press.message.message_id}
        text = f"Chosen: {' '.join(self.pressed)}"
        edit = {"method": "editMessageText", **where, "text": text, "reply_markup": KEYBOARD}
        await self.replies.deliver(edit, in_body=True)

    async def on_leave(self, _: Update, __: Any) -> None:
        self.left += 1

    async def on_text(self, update: Update, _: Any) -> None:
        assert update.message is not None
        raise ValueError(update.message.text)

    async def sorry(self, update: Update, _: Any) -> None:
        assert update.effective_chat is not None
        call = {"method": "sendMessage", "chat_id": update.effective_chat.id, "text": "Press again"}
        await self.replies.deliver(call, in_body=True)


async def at_once(_: float) -> None:
    await asyncio.sleep(0)


@pytest.fixture
async def world() -> AsyncIterator[tuple[LocalTelegram, str]]:
    app = make_app(TOKEN, people=(NewPerson("Maria", "es"), NewPerson("Sam")), rules=Rules(seed=1, sleep=at_once))
    async with serve(app) as url:
        yield app.state.telegram, url


@pytest.fixture
async def bot(world: tuple[LocalTelegram, str]) -> AsyncIterator[Bot]:
    application = make_application(TOKEN, api_url=world[1])
    await initialize(application)
    counts = make_counts(CollectorRegistry())
    replies = Replies(application.bot, counts)

    async def sorry(update: Update, context: Any) -> None:
        await made.sorry(update, context)

    gateway = Gateway(application, counts, on_failure=sorry)
    made = Bot(application, replies, gateway, Webhook(gateway.receive, counts, secret=SECRET))
    made.add_handlers()
    yield made
    await replies.drain()
    await application.shutdown()


@pytest.fixture
async def door(bot: Bot) -> AsyncIterator[str]:
    """The address of the bot's webhook, not yet told to Telegram."""

    async def ready() -> str:
        return ""

    app = make_site(ready=ready, registry=CollectorRegistry(), webhook=bot.webhook)
    async with serving(app, host="127.0.0.1", port=0) as port:
        yield f"http://127.0.0.1:{port}/telegram"


@pytest.fixture
async def telegram(bot: Bot, door: str, world: tuple[LocalTelegram, str]) -> LocalTelegram:
    """Telegram with the bot's webhook set."""
    await bot.application.bot.set_webhook(door, secret_token=SECRET, allowed_updates=ALLOWED_UPDATES)
    return world[0]


async def test_replies_travel_in_the_answers_bodies(telegram: LocalTelegram) -> None:
    maria = telegram.person("Maria")
    await maria.says("/start")
    await telegram.idle()
    await maria.presses("Two")
    await telegram.idle(taps_answered=True)
    assert maria.last.text == "Chosen: 2"
    assert {call.method: call.via for call in telegram.calls if call.method != "getMe"} == {
        "setWebhook": "http",
        "sendMessage": "body",
        "editMessageText": "body",
        "answerCallbackQuery": "http",
    }


async def test_an_update_that_was_put_off_comes_again(bot: Bot, telegram: LocalTelegram) -> None:
    maria = telegram.person("Maria")
    await maria.says("/start")
    await telegram.idle()
    bot.busy = 3
    await maria.presses("One")
    await telegram.idle(taps_answered=True)
    assert bot.pressed == ["1"]
    assert maria.last.text == "Chosen: 1"


async def test_a_failure_is_told_and_its_update_does_not_come_again(telegram: LocalTelegram) -> None:
    maria = telegram.person("Maria")
    await maria.says("/start")
    await maria.says("anything else")
    await telegram.idle()
    assert maria.last.text == "Press again"
    assert telegram.updates.pending == {}


async def test_somebody_who_blocked_the_bot_makes_no_noise(
    bot: Bot, telegram: LocalTelegram, everything_logged: Callable[[], str]
) -> None:
    maria = telegram.person("Maria")
    await maria.says("/start")
    await telegram.idle()
    await maria.blocks()
    await telegram.idle()
    assert bot.left == 1
    assert await bot.replies.deliver({"method": "sendMessage", "chat_id": maria.id, "text": "hello"}) is None
    assert "error" not in everything_logged()


async def test_an_edit_of_a_message_that_is_gone_arrives_as_a_new_one(bot: Bot, telegram: LocalTelegram) -> None:
    maria = telegram.person("Maria")
    await maria.says("/start")
    await telegram.idle()
    call = {"method": "editMessageText", "chat_id": maria.id, "message_id": 1, "text": "new"}
    await bot.replies.deliver(call)
    assert maria.last.text == "new"


async def test_polling_serves_the_same_handlers(bot: Bot, world: tuple[LocalTelegram, str]) -> None:
    telegram = world[0]
    poller = Poller(bot.application.bot, bot.gateway, sleep=at_once)
    polling = asyncio.create_task(poller.run())
    maria, sam = telegram.person("Maria"), telegram.person("Sam")
    await asyncio.gather(maria.says("/start"), sam.says("/start"))
    await telegram.idle()
    bot.busy = 2
    await maria.presses("One")
    await telegram.idle(taps_answered=True)
    assert maria.last.text == "Chosen: 1"
    await sam.says("anything else")
    await telegram.idle()
    assert sam.last.text == "Press again"
    poller.stop()
    await polling
    assert {call.via for call in telegram.calls} == {"http"}


async def test_two_taps_on_two_connections_are_handled_in_order(
    bot: Bot, door: str, tap_update: Callable[..., dict[str, Any]]
) -> None:
    first_is_in, go_on = asyncio.Event(), asyncio.Event()
    inside: list[int] = []

    async def slow(update: Update, _: Any) -> None:
        inside.append(update.update_id)
        first_is_in.set()
        await go_on.wait()
        inside.append(-update.update_id)

    bot.application.add_handler(CallbackQueryHandler(slow), group=-1)
    async with Post(door) as post, Post(door) as other:
        first = asyncio.create_task(post(tap_update(1)))
        await first_is_in.wait()
        second = asyncio.create_task(other(tap_update(2)))
        while bot.gateway.turns._waiting.get(7001) != 2:  # noqa: ASYNC110 - one turn of the loop each
            await asyncio.sleep(0)
        assert inside == [1]
        go_on.set()
        await asyncio.gather(first, second)
    assert inside == [1, -1, 2, -2]
    assert len(bot.gateway.turns) == 0


class Post:
    """One kept-alive connection to the webhook, with the secret."""

    def __init__(self, door: str) -> None:
        self.door = door
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        self.session = aiohttp.ClientSession(headers=headers, connector=aiohttp.TCPConnector(limit=1))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()

    async def __call__(self, body: object) -> tuple[int, bytes]:
        raw = body if isinstance(body, bytes) else orjson.dumps(body)
        async with self.session.post(self.door, data=raw) as answer:
            return answer.status, await answer.read()
