import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest

from bot.local_api import Answer, LocalTelegram, NewPerson, Rules, make_app
from bot.local_api.calls import answer_call

URL = "http://bot.invalid/telegram"


@dataclass
class Bot:
    """A webhook that answers as a test says, and remembers."""

    answers: list[Answer] = field(default_factory=list)
    updates: list[dict[str, Any]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    under_way: int = 0
    most: int = 0
    gate: asyncio.Event | None = None
    pass_time: Callable[[], None] = lambda: None

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        assert url == URL
        self.headers.append(headers)
        self.updates.append(orjson.loads(body))
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        if self.gate is not None:
            await self.gate.wait()
        self.under_way -= 1
        return self.answers.pop(0) if self.answers else Answer(200)

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.pass_time()


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
def world(bot: Bot, clock: Any) -> LocalTelegram:
    rules = Rules(clock=clock, sleep=bot.sleep, post=bot.post, seed=2)
    app = make_app("1:x", people=[NewPerson("Maria"), NewPerson("Sam")], rules=rules)
    telegram: LocalTelegram = app.state.telegram
    return telegram


async def call(telegram: LocalTelegram, method: str, **params: Any) -> Any:
    status, envelope = await answer_call(telegram, method, params)
    assert status == 200, envelope
    return envelope["result"]


async def hook(telegram: LocalTelegram, **params: Any) -> None:
    await call(telegram, "setWebhook", url=URL, **params)


async def test_an_update_is_posted_with_the_secret_and_is_gone_after_2xx(world: LocalTelegram, bot: Bot) -> None:
    await hook(world, secret_token="s3cret")
    await world.person("Maria").says("hello")
    await world.idle()
    assert [one["message"]["text"] for one in bot.updates] == ["hello"]
    assert bot.headers[0]["X-Telegram-Bot-Api-Secret-Token"] == "s3cret"
    assert not world.updates.pending


async def test_a_chat_has_one_request_under_way_and_a_press_is_another_queue(world: LocalTelegram, bot: Bot) -> None:
    maria = world.person("Maria")
    await maria.says("hello")
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await call(world, "sendMessage", chat_id=maria.id, text="?", reply_markup=keyboard)
    bot.gate = asyncio.Event()
    await hook(world)
    await maria.says("again")
    await maria.presses("Yes")
    for _ in range(5):
        await asyncio.sleep(0)
    kinds = [next(key for key in one if key != "update_id") for one in bot.updates]
    assert sorted(kinds) == ["callback_query", "message"]
    bot.gate.set()
    await world.idle()
    assert [one["message"]["text"] for one in bot.updates if "message" in one] == ["hello", "again"]
    assert bot.most == 2


async def test_no_more_requests_are_under_way_than_the_bot_allows(world: LocalTelegram, bot: Bot) -> None:
    bot.gate = asyncio.Event()
    await hook(world, max_connections=3)
    for number in range(9):
        await world.person(f"P{number}").says("hello")
    for _ in range(20):
        await asyncio.sleep(0)
    bot.gate.set()
    await world.idle()
    assert (bot.most, len(bot.updates)) == (3, 9)


async def test_a_refused_update_comes_again_at_once_then_after_2_4_8_seconds_or_as_the_bot_asks(
    world: LocalTelegram, bot: Bot
) -> None:
    bot.answers = [Answer(500)] * 4 + [Answer(503, {"Retry-After": "17"}), Answer(503, {"Retry-After": "9999"})]
    await hook(world)
    await world.person("Maria").says("hello")
    await world.idle()
    assert bot.waits == [0, 2, 4, 8, 17, 3600]
    assert len({one["update_id"] for one in bot.updates}) == 1
    assert len(bot.updates) == 7


async def test_an_update_that_waits_too_long_is_given_up(world: LocalTelegram, bot: Bot, clock: Any) -> None:
    def a_day_passes() -> None:
        clock.now += 24 * 3600

    bot.answers = [Answer(500)] * 3
    bot.pass_time = a_day_passes
    await hook(world)
    await world.person("Maria").says("hello")
    await world.idle()
    assert len(bot.updates) == 1


async def test_a_call_in_the_answers_body_is_carried_out_and_some_are_not(world: LocalTelegram, bot: Bot) -> None:
    maria = world.person("Maria")
    body = orjson.dumps({"method": "sendMessage", "chat_id": maria.id, "text": "from the body"})
    ignored = orjson.dumps({"method": "deleteWebhook"})
    json = {"Content-Type": "application/json"}
    bot.answers = [Answer(200, json, body), Answer(200, json, ignored)]
    await hook(world)
    await maria.says("one")
    await maria.says("two")
    await world.idle()
    assert [one.text for one in maria.from_bot] == ["from the body"]
    assert [(one.method, one.via) for one in world.calls][-1] == ("sendMessage", "body")
    assert world.webhook.url == URL


async def test_what_waits_goes_on_waiting_when_the_bot_changes_from_webhook_to_polling(
    world: LocalTelegram, bot: Bot
) -> None:
    bot.gate = asyncio.Event()
    await hook(world)
    await world.person("Maria").says("hello")
    await asyncio.sleep(0)
    await call(world, "deleteWebhook")
    (update,) = await call(world, "getUpdates")
    assert update["message"]["text"] == "hello"
    await call(world, "getUpdates", offset=update["update_id"] + 1)
    await world.idle()
    await world.close()


async def test_polling_is_a_conflict_while_a_webhook_is_set_or_another_polls(world: LocalTelegram) -> None:
    first = asyncio.create_task(answer_call(world, "getUpdates", {"timeout": 50}))
    await asyncio.sleep(0)
    second = asyncio.create_task(answer_call(world, "getUpdates", {"timeout": 50}))
    status, envelope = await first
    assert (status, envelope["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await hook(world)
    status, envelope = await second
    assert status == 409
    status, envelope = await answer_call(world, "getUpdates", {})
    assert (status, "while webhook is active" in envelope["description"]) == (409, True)


async def test_a_long_poll_ends_with_the_first_update(world: LocalTelegram) -> None:
    poll = asyncio.create_task(call(world, "getUpdates", timeout=50))
    await asyncio.sleep(0)
    await world.person("Sam").says("hello")
    (update,) = await poll
    assert update["message"]["text"] == "hello"


async def test_idle_waits_until_polling_confirms(world: LocalTelegram) -> None:
    await world.person("Sam").says("hello")
    (update,) = await call(world, "getUpdates")
    idle = asyncio.create_task(world.idle())
    await asyncio.sleep(0)
    assert not idle.done()
    await call(world, "getUpdates", offset=update["update_id"] + 1)
    await idle


async def test_offsets_limits_and_allowed_kinds(world: LocalTelegram) -> None:
    sam = world.person("Sam")
    for number in range(5):
        await sam.says(str(number))
    texts = [one["message"]["text"] for one in await call(world, "getUpdates", offset=-2)]
    assert texts == ["3", "4"]
    (update,) = await call(world, "getUpdates", limit=1, allowed_updates=["message"])
    assert update["message"]["text"] == "3"
    await sam.blocks()
    assert len(world.updates.pending) == 2
    await call(world, "getUpdates", allowed_updates=[])
    await sam.unblocks()
    assert len(world.updates.pending) == 3


async def test_idle_can_wait_for_the_answer_to_a_press(world: LocalTelegram) -> None:
    maria = world.person("Maria")
    await hook(world)
    await maria.says("hello")
    keyboard = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    await call(world, "sendMessage", chat_id=maria.id, text="?", reply_markup=keyboard)
    query = await maria.presses("Yes")
    await world.idle()
    idle = asyncio.create_task(world.idle(taps_answered=True))
    await asyncio.sleep(0)
    assert not idle.done()
    await call(world, "answerCallbackQuery", callback_query_id=query)
    await idle


async def test_webhook_info_tells_of_the_last_failure(world: LocalTelegram, bot: Bot) -> None:
    bot.answers = [Answer(503)]
    await hook(world, max_connections=7, allowed_updates=["message", "callback_query"])
    await world.person("Maria").says("hello")
    await world.idle()
    info = await call(world, "getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 503"
    assert (info["max_connections"], info["pending_update_count"]) == (7, 0)
    assert info["allowed_updates"] == ["callback_query", "message"]
