import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from telegram import Update
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.domain.values import Unavailable
from bot.telegram.application import AT_ONCE, AnyApplication, make_application
from bot.telegram.counts import Counts
from bot.telegram.gateway import Gateway, Reply
from bot.telegram.reply import SHORT_WAIT, Replies, receipt_now

if TYPE_CHECKING:
    from tests.telegram.conftest import ApiStub

Make = Callable[..., dict[str, Any]]
SAY = {"method": "sendMessage", "chat_id": 7001, "text": "hello"}
SORRY = {"method": "sendMessage", "chat_id": 7001, "text": "press again"}


@pytest.fixture
async def gateway(application: AnyApplication, counts: Counts, replies: Replies) -> Gateway:
    async def sorry(_: Update, __: Any) -> None:
        await replies.deliver(SORRY, in_body=True)

    return Gateway(application, counts, on_failure=sorry)


async def posted(gateway: Gateway, update: dict[str, Any]) -> Reply:
    return await gateway.receive(orjson.dumps(update))


def on_text(application: AnyApplication, callback: Any, group: int = 0) -> None:
    application.add_handler(MessageHandler(filters.ALL, callback), group)


async def test_a_handlers_last_reply_is_the_answers_body(
    gateway: Gateway, application: AnyApplication, replies: Replies, text_update: Make
) -> None:
    async def hello(_: Update, __: Any) -> None:
        await replies.deliver(SAY, in_body=True)

    application.add_handler(CommandHandler("start", hello))
    command = {"type": "bot_command", "offset": 0, "length": 6}
    reply = await posted(gateway, text_update(1, "/start", entities=[command]))
    assert (reply.status, orjson.loads(reply.body)) == (200, SAY)


async def test_every_kind_finds_its_handler(
    gateway: Gateway,
    application: AnyApplication,
    text_update: Make,
    tap_update: Make,
    *,
    membership_update: Make,
) -> None:
    seen: list[str] = []

    def note(name: str) -> Any:
        async def handler(_: Update, __: Any) -> None:
            seen.append(name)

        return handler

    application.add_handlers(
        [
            CommandHandler("start", note("command")),
            CallbackQueryHandler(note("tap"), pattern=r"^w:"),
            ChatMemberHandler(note("membership"), ChatMemberHandler.MY_CHAT_MEMBER),
            MessageHandler(filters.PHOTO, note("photo")),
            MessageHandler(filters.TEXT, note("text")),
        ]
    )
    photo = text_update(3, photo=[{}])
    del photo["message"]["text"]
    for update in (text_update(1), tap_update(2), photo, membership_update(4), tap_update(5, date=0)):
        assert await posted(gateway, update) == Reply()
    assert seen == ["text", "tap", "photo", "membership", "tap"]


async def test_who_leaves_finishes_what_was_taken_and_puts_off_what_comes(
    gateway: Gateway, application: AnyApplication, replies: Replies, counts: Counts, *, text_update: Make
) -> None:
    taken, may_go_on = asyncio.Event(), asyncio.Event()

    async def slow(_: Update, __: Any) -> None:
        taken.set()
        await may_go_on.wait()
        await replies.deliver(SAY, in_body=True)

    on_text(application, slow)
    first = asyncio.create_task(posted(gateway, text_update(1)))
    await taken.wait()
    leaving = asyncio.create_task(gateway.leave())
    await asyncio.wait((leaving,), timeout=0)
    late = await posted(gateway, text_update(2))
    assert (late.status, late.retry_after) == (503, SHORT_WAIT)
    assert counts.unavailable._value.get() == 1
    assert not leaving.done()
    may_go_on.set()
    assert orjson.loads((await first).body) == SAY
    await leaving


async def test_an_unavailable_store_puts_the_update_off(
    gateway: Gateway, application: AnyApplication, counts: Counts, text_update: Make, api: "ApiStub"
) -> None:
    ran: list[str] = []

    async def busy(_: Update, __: Any) -> None:
        raise Unavailable("disk full")

    async def another(_: Update, __: Any) -> None:
        ran.append("another")

    on_text(application, busy)
    on_text(application, another, group=1)
    assert await posted(gateway, text_update(1)) == Reply(503, retry_after=5)
    assert ran == []
    assert api.calls == []
    assert counts.unavailable._value.get() == 1


async def test_a_failure_is_told_to_the_person_and_answered_200(
    gateway: Gateway, application: AnyApplication, counts: Counts, text_update: Make, *, everything_logged: Any
) -> None:
    async def broken(update: Update, _: Any) -> None:
        assert update.message is not None
        raise ValueError(update.message.text)

    on_text(application, broken)
    reply = await posted(gateway, text_update(1))
    assert (reply.status, orjson.loads(reply.body)) == (200, SORRY)
    assert counts.failures._value.get() == 1
    assert "test_gateway.py" in everything_logged()
    assert "ValueError" in everything_logged()
    assert "CANARY" not in everything_logged()


async def test_a_reply_given_before_the_failure_gives_way_to_the_apology(
    gateway: Gateway, application: AnyApplication, replies: Replies, text_update: Make
) -> None:
    async def late(_: Update, __: Any) -> None:
        await replies.deliver(SAY, in_body=True)
        raise ValueError

    on_text(application, late)
    assert orjson.loads((await posted(gateway, text_update(1))).body) == SORRY


async def test_a_failure_that_cannot_be_told_is_counted_too(
    application: AnyApplication, counts: Counts, text_update: Make, *, everything_logged: Any
) -> None:
    async def broken(_: Update, __: Any) -> None:
        raise ValueError("CANARY")

    gateway = Gateway(application, counts, on_failure=broken)
    on_text(application, broken)
    assert await posted(gateway, text_update(1)) == Reply()
    assert counts.failures._value.get() == 2
    assert "CANARY" not in everything_logged()


async def test_a_handler_that_does_not_end_in_time_puts_the_update_off(
    application: AnyApplication, counts: Counts, text_update: Make
) -> None:
    cancelled = asyncio.Event()

    async def forever(_: Update, __: Any) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    gateway = Gateway(application, counts, limit=0)
    on_text(application, forever)
    assert await posted(gateway, text_update(1)) == Reply(503, retry_after=5)
    assert cancelled.is_set()
    assert len(gateway.turns) == 0


async def test_an_update_that_finds_no_room_in_time_is_put_off(
    application: AnyApplication, counts: Counts, text_update: Make
) -> None:
    room = application.update_processor._semaphore
    for _ in range(AT_ONCE):
        await room.acquire()
    assert await posted(Gateway(application, counts, limit=0), text_update(1)) == Reply(503, retry_after=5)


async def test_an_update_before_the_bot_is_ready_comes_again(counts: Counts, text_update: Make) -> None:
    gateway = Gateway(make_application("4242:x"), counts)
    assert await posted(gateway, text_update(1)) == Reply(503, retry_after=5)


async def test_two_taps_of_one_chat_are_handled_in_order_and_two_chats_at_once(
    gateway: Gateway, application: AnyApplication, tap_update: Make, text_update: Make
) -> None:
    steps: list[str] = []
    both = asyncio.Barrier(2)

    async def tapped(update: Update, _: Any) -> None:
        assert update.effective_chat is not None
        name = f"{update.effective_chat.id}:{update.update_id}"
        steps.append(f"begin {name}")
        if update.update_id < 20:
            await both.wait()  # the first of each chat: passes only when two chats are served at once
        steps.append(f"end {name}")

    application.add_handler(CallbackQueryHandler(tapped))
    on_text(application, tapped)
    await asyncio.gather(
        posted(gateway, tap_update(11, chat=1)),
        posted(gateway, text_update(21, chat=1)),
        posted(gateway, tap_update(12, chat=2)),
        posted(gateway, tap_update(22, chat=2)),
    )
    for chat, first, second in ((1, 11, 21), (2, 12, 22)):
        mine = [step for step in steps if f" {chat}:" in step]
        assert mine == [f"{word} {chat}:{n}" for n in (first, second) for word in ("begin", "end")]


async def test_an_idle_chat_leaves_no_lock(gateway: Gateway, application: AnyApplication, text_update: Make) -> None:
    held: list[int] = []

    async def look(_: Update, __: Any) -> None:
        held.append(len(gateway.turns))

    on_text(application, look)
    for number in range(5):
        await posted(gateway, text_update(number, chat=number))
    assert held == [1] * 5
    assert len(gateway.turns) == 0


async def test_what_a_handler_starts_beside_it_does_not_take_its_reply(
    gateway: Gateway, application: AnyApplication, replies: Replies, text_update: Make, *, api: "ApiStub"
) -> None:
    async def handler(_: Update, __: Any) -> None:
        replies.background({"method": "answerCallbackQuery", "callback_query_id": "1"})
        await asyncio.create_task(replies.deliver(SORRY, in_body=True))
        await replies.deliver(SAY, in_body=True)

    on_text(application, handler)
    reply = await posted(gateway, text_update(1))
    await replies.drain()
    assert orjson.loads(reply.body) == SAY
    assert sorted(name for name, _ in api.calls) == ["answerCallbackQuery", "sendMessage"]


async def test_a_task_that_outlives_its_update_sends_its_reply_itself(
    gateway: Gateway, application: AnyApplication, replies: Replies, text_update: Make, *, api: "ApiStub"
) -> None:
    over, tasks, slots = asyncio.Event(), [], []

    async def later() -> None:
        await over.wait()
        slots.append(receipt_now.get())
        await replies.deliver(SAY, in_body=True)

    async def handler(_: Update, __: Any) -> None:
        tasks.append(asyncio.create_task(later()))

    on_text(application, handler)
    assert await posted(gateway, text_update(1)) == Reply()
    over.set()
    await asyncio.gather(*tasks)
    assert len(api.named("sendMessage")) == 1
    assert [receipt is not None and receipt.open for receipt in slots] == [False]


async def test_outside_a_webhook_no_reply_is_in_a_body(
    gateway: Gateway, application: AnyApplication, replies: Replies, text_update: Make, *, api: "ApiStub"
) -> None:
    async def hello(_: Update, __: Any) -> None:
        await replies.deliver(SAY, in_body=True)

    on_text(application, hello)
    arrival = gateway.read(text_update(1))
    assert arrival is not None
    assert (await gateway.process(arrival)).reply is None
    assert len(api.named("sendMessage")) == 1
