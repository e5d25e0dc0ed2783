import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from telegram.error import BadRequest

from bot.domain.values import Unavailable
from bot.telegram.counts import Counts
from bot.telegram.reply import Receipt, Replies, receipt_now

if TYPE_CHECKING:
    from tests.telegram.conftest import ApiStub

SAY = {"method": "sendMessage", "chat_id": 1, "text": "one"}
EDIT = {"method": "editMessageText", "chat_id": 1, "message_id": 9, "text": "one"}


def open_slot() -> Receipt:
    receipt = Receipt(open=True, owner=asyncio.current_task())
    receipt_now.set(receipt)
    return receipt


async def test_a_reply_that_may_goes_into_the_open_slot_and_closes_it(replies: Replies, api: "ApiStub") -> None:
    receipt = open_slot()
    assert await replies.deliver(EDIT, in_body=True) is None
    assert await replies.deliver(SAY, in_body=True) is not None
    assert receipt.reply == EDIT
    assert [name for name, _ in api.calls] == ["sendMessage"]


async def test_a_reply_that_is_not_allowed_into_the_body_goes_out(replies: Replies, api: "ApiStub") -> None:
    receipt = open_slot()
    sent = await replies.deliver(SAY)
    assert sent["message_id"]
    assert receipt.reply is None
    assert receipt.takes()
    assert len(api.calls) == 1


async def test_a_task_made_by_a_handler_does_not_take_its_slot(replies: Replies, api: "ApiStub") -> None:
    receipt = open_slot()
    await asyncio.create_task(replies.deliver(SAY, in_body=True))
    assert receipt.reply is None
    assert len(api.named("sendMessage")) == 1


async def test_what_is_done_beside_the_update_knows_nothing_of_its_slot(replies: Replies, api: "ApiStub") -> None:
    receipt = open_slot()
    seen: list[Receipt | None] = []

    async def later() -> None:
        seen.append(receipt_now.get())
        await replies.deliver(SAY, in_body=True)

    replies.after(later())
    replies.background({"method": "answerCallbackQuery", "callback_query_id": "1"})
    await replies.drain()
    assert seen == [None]
    assert receipt.reply is None
    assert sorted(name for name, _ in api.calls) == ["answerCallbackQuery", "sendMessage"]


async def test_a_blocked_bot_is_counted_and_quiet(
    replies: Replies, api: "ApiStub", counts: Counts, *, everything_logged: Callable[[], str]
) -> None:
    api.will_refuse("sendMessage", 403, "Forbidden: bot was blocked by the user")
    assert await replies.deliver(SAY) is None
    assert counts.forbidden._value.get() == 1
    assert "error" not in everything_logged()


async def test_an_edit_that_changes_nothing_is_no_error(replies: Replies, api: "ApiStub") -> None:
    api.will_refuse("editMessageText", 400, "Bad Request: message is not modified: specified new message …")
    assert await replies.deliver(EDIT) is None
    assert len(api.calls) == 1


@pytest.mark.parametrize("said", ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"])
async def test_an_edit_whose_message_is_gone_is_sent_anew(replies: Replies, api: "ApiStub", said: str) -> None:
    api.will_refuse("editMessageText", 400, f"Bad Request: {said}")
    sent = await replies.deliver(EDIT)
    assert sent["message_id"]
    assert api.named("sendMessage") == [{"chat_id": 1, "text": "one"}]


async def test_any_other_refusal_is_raised_and_counted(replies: Replies, api: "ApiStub", counts: Counts) -> None:
    api.will_refuse("sendMessage", 400, "Bad Request: message text is empty")
    with pytest.raises(BadRequest):
        await replies.deliver(SAY)
    assert counts.api_errors.labels("400")._value.get() == 1


async def test_too_many_calls_put_the_update_off_for_as_long_as_telegram_asks(
    replies: Replies, api: "ApiStub"
) -> None:
    receipt = open_slot()
    api.will_refuse("sendMessage", 429, "Too Many Requests", retry_after=11)
    with pytest.raises(Unavailable):
        await replies.deliver(SAY)
    assert receipt.retry_after == 11


async def test_an_old_query_is_ignored_and_another_refusal_counted(
    replies: Replies, api: "ApiStub", counts: Counts
) -> None:
    old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    api.will_refuse("answerCallbackQuery", 400, old)
    replies.background({"method": "answerCallbackQuery", "callback_query_id": "1"})
    await replies.drain()
    assert counts.api_errors.labels("400")._value.get() == 0
    api.will_refuse("answerCallbackQuery", 400, "Bad Request: something else")
    replies.background({"method": "answerCallbackQuery", "callback_query_id": "1"})
    await replies.drain()
    assert counts.api_errors.labels("400")._value.get() == 1


async def test_a_failure_in_the_background_is_counted_without_its_words(
    replies: Replies, counts: Counts, everything_logged: Callable[[], str]
) -> None:
    async def broken() -> Any:
        raise ValueError("CANARY")

    replies.after(broken())
    await replies.drain()
    assert counts.failures._value.get() == 1
    assert "background_failed" in everything_logged()
    assert "CANARY" not in everything_logged()
