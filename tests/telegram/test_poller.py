import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Update
from telegram.error import InvalidToken
from telegram.ext import MessageHandler, filters

from bot.domain.values import Unavailable
from bot.telegram.application import AnyApplication
from bot.telegram.counts import Counts
from bot.telegram.gateway import Gateway
from bot.telegram.poller import Poller

if TYPE_CHECKING:
    from tests.telegram.conftest import ApiStub

Make = Callable[..., dict[str, Any]]


class Desk:
    """Handles texts: notes them, waits for the gate, and fails as it was told."""

    def __init__(self, application: AnyApplication, counts: Counts) -> None:
        self.gateway = Gateway(application, counts)
        self.gate = asyncio.Event()
        self.gate.set()
        self.busy: dict[int, int] = {}
        self.began: list[int] = []
        self.done: list[int] = []
        self.waits: list[float] = []
        self.stop_at_wait = 0
        self.poller = Poller(application.bot, self.gateway, sleep=self.sleep, jitter=lambda: 1.0)
        application.add_handler(MessageHandler(filters.ALL, self.on_text))

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        if len(self.waits) == self.stop_at_wait:
            self.poller.stop()

    async def on_text(self, update: Update, _: Any) -> None:
        self.began.append(update.update_id)
        await self.gate.wait()
        if self.busy.get(update.update_id, 0):
            self.busy[update.update_id] -= 1
            raise Unavailable
        self.done.append(update.update_id)


@pytest.fixture
async def desk(application: AnyApplication, counts: Counts) -> Desk:
    return Desk(application, counts)


def offsets(api: "ApiStub") -> list[int | None]:
    return [given.get("offset") for given in api.named("getUpdates")]


async def until_all_confirmed(desk: Desk, api: "ApiStub") -> None:
    """Run the poller until the stub has nothing left, then stop it."""
    running = asyncio.create_task(desk.poller.run())
    while api.updates and not running.done():
        api.polled.clear()
        await api.polled.wait()
    desk.poller.stop()
    await running


async def test_what_was_fetched_is_confirmed_only_when_all_of_it_is_done(
    desk: Desk, api: "ApiStub", text_update: Make
) -> None:
    api.updates = [text_update(1, chat=1), text_update(2, chat=2), text_update(3, chat=1)]
    desk.gate.clear()
    running = asyncio.create_task(desk.poller.run())
    while len(desk.began) < 2:  # noqa: ASYNC110 - one turn of the loop each
        await asyncio.sleep(0)
    assert offsets(api) == [None]
    assert sorted(desk.began) == [1, 2]
    desk.gate.set()
    api.polled.clear()
    await api.polled.wait()
    assert offsets(api)[1] == 4
    assert sorted(desk.done) == [1, 2, 3]
    assert desk.done.index(1) < desk.done.index(3)
    desk.poller.stop()
    await running


async def test_after_a_quiet_week_smaller_numbers_are_fetched_and_not_confirmed_unseen(
    desk: Desk, api: "ApiStub", text_update: Make
) -> None:
    api.updates = [text_update(900_000_000, chat=1)]
    running = asyncio.create_task(desk.poller.run())
    while len(desk.done) < 1 or api.updates:
        api.polled.clear()
        await api.polled.wait()
    api.news.set()  # the long poll ends without an update
    api.polled.clear()
    await api.polled.wait()
    api.updates = [text_update(17, chat=1), text_update(18, chat=2)]
    while api.updates:
        api.polled.clear()
        await api.polled.wait()
    desk.poller.stop()
    await running
    assert desk.done == [900_000_000, 17, 18]


async def test_an_unavailable_update_is_fetched_again_and_the_others_are_not_repeated(
    desk: Desk, api: "ApiStub", text_update: Make
) -> None:
    api.updates = [text_update(1, chat=1), text_update(2, chat=2), text_update(3, chat=1)]
    desk.busy = {1: 2}
    await until_all_confirmed(desk, api)
    assert offsets(api)[:4] == [None, None, None, 4]
    assert sorted(desk.done) == [1, 2, 3]
    assert desk.done.index(1) < desk.done.index(3)
    assert desk.waits == [5, 5]


async def test_a_store_that_takes_nothing_is_waited_for_without_end(
    desk: Desk, api: "ApiStub", text_update: Make
) -> None:
    api.updates = [text_update(1, chat=1), text_update(2, chat=2)]
    desk.busy = {1: 40, 2: 40}
    await until_all_confirmed(desk, api)
    assert sorted(desk.done) == [1, 2]
    assert len(desk.waits) == 40


async def test_one_update_that_is_always_put_off_does_not_hold_back_everybody_for_ever(
    desk: Desk, api: "ApiStub", text_update: Make
) -> None:
    api.updates = [text_update(number, chat=number) for number in range(1, 151)]
    desk.busy = {7: 1000}
    await until_all_confirmed(desk, api)
    assert sorted(desk.done) == [number for number in range(1, 151) if number != 7]
    assert len(desk.waits) == 59
    assert offsets(api)[60:62] == [101, 151]


async def test_a_store_that_takes_nothing_for_long_loses_no_update_of_a_full_batch(
    desk: Desk, api: "ApiStub", text_update: Make
) -> None:
    api.updates = [text_update(number, chat=number) for number in range(1, 151)]
    desk.busy = dict.fromkeys(range(1, 151), 62)
    await until_all_confirmed(desk, api)
    assert sorted(desk.done) == list(range(1, 151))


async def test_updates_that_cannot_be_read_are_confirmed_with_the_rest(
    desk: Desk, api: "ApiStub", text_update: Make
) -> None:
    api.updates = [{"update_id": 1, "poll": {}}, text_update(2), {"update_id": 3, "message": []}]
    await until_all_confirmed(desk, api)
    assert offsets(api)[:2] == [None, 4]
    assert desk.done == [2]


async def test_the_webhook_is_deleted_first_and_nothing_that_waits_is_dropped(
    desk: Desk, api: "ApiStub", text_update: Make
) -> None:
    api.updates = [text_update(1)]
    await until_all_confirmed(desk, api)
    assert api.calls[0] == ("deleteWebhook", {})
    asked = api.named("getUpdates")[0]
    assert asked["limit"] == 100
    assert asked["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]


async def test_stopping_finishes_what_is_in_progress_and_confirms_it(
    desk: Desk, api: "ApiStub", text_update: Make
) -> None:
    api.updates = [text_update(8)]
    desk.gate.clear()
    running = asyncio.create_task(desk.poller.run())
    while not desk.began:  # noqa: ASYNC110 - one turn of the loop each
        await asyncio.sleep(0)
    desk.poller.stop()
    desk.gate.set()
    await running
    assert desk.done == [8]
    assert offsets(api) == [None, 9]
    assert api.named("getUpdates")[-1]["timeout"] == 0


async def test_another_poller_and_a_broken_network_are_waited_for_longer_and_longer(
    desk: Desk, api: "ApiStub", everything_logged: Callable[[], str]
) -> None:
    for _ in range(4):
        api.will_refuse("getUpdates", 409, "Conflict: terminated by other getUpdates request")
    for _ in range(4):
        api.will_refuse("getUpdates", 502, "Bad Gateway")
    api.will_refuse("getUpdates", 429, "Too Many Requests", retry_after=40)
    desk.stop_at_wait = 9
    await desk.poller.run()
    assert desk.waits == [1, 2, 4, 8, 16, 30, 30, 30, 40]
    assert "Conflict" in everything_logged()
    assert "CANARY" not in everything_logged()


async def test_a_refused_token_ends_the_polling(desk: Desk, api: "ApiStub") -> None:
    api.will_refuse("deleteWebhook", 401, "Unauthorized")
    with pytest.raises(InvalidToken):
        await desk.poller.run()
