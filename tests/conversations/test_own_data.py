"""What is kept and how it goes: /mydata, /forget, STOP, an A-number, a person who blocks the bot."""

import pytest

from bot.local_api import Person
from bot.storage.chats import purge_chats
from tests.conversations.phone import (
    answers_of,
    kept,
    languages_shown,
    rows,
    tap,
    to_the_date,
    to_the_hour,
    to_the_result,
)
from tests.world import World

A_NUMBERS = ("A012345678", "A 012 345 678", "A-012-345-678", "012345678", "my number is A012-345-678", "a#12345678")


async def test_mydata_lists_every_answer_the_language_and_the_day_it_goes(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.says(sam, "/mydata")
    for words in (
        "English",
        "For me",
        "Notice to Appear",
        "Monday, 15 March 2027",
        "Miami",
        "The same date",
        "erased on",
    ):
        assert words in sam.last.text


async def test_mydata_of_a_stranger_says_that_nothing_is_kept(world: World, sam: Person) -> None:
    await world.says(sam, "/mydata")
    assert "Nothing is kept of this chat" in sam.last.text


async def test_forget_deletes_the_row_and_takes_back_the_messages_it_knows(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    known = [m for m, _ in (await kept(world, sam)).messages]
    assert known
    await world.says(sam, "/forget")
    await world.bot.replies.drain()
    assert await rows(world) == 0
    (call,) = world.telegram.calls_of("deleteMessages")
    assert call.params["message_ids"] == known
    assert [m.id for m in sam.from_bot if m.id in known] == []
    assert "stay on your phone and with Telegram" in sam.last.text


async def test_forget_by_its_button_asks_first_and_leaves_only_the_last_word(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await world.says(sam, "/start")
    await world.presses(sam, "How this works", "Erase everything")
    assert await rows(world) == 1
    await world.presses(sam, "Yes, erase everything")
    await world.bot.replies.drain()
    assert await rows(world) == 0
    assert sam.last.text.startswith("Erased.")


async def test_a_second_forget_is_harmless(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await world.says(sam, "/forget", "/forget")
    assert sam.last.text.startswith("Erased.")
    assert await rows(world) == 0


async def test_forget_of_a_stranger_is_harmless(world: World, sam: Person) -> None:
    await world.says(sam, "/forget")
    assert await rows(world) == 0


async def test_messages_older_than_two_days_are_not_taken_back(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    world.clock.passes(days=60)
    await world.says(sam, "/forget")
    await world.bot.replies.drain()
    assert world.telegram.calls_of("deleteMessages") == []
    assert await rows(world) == 0


async def test_buttons_of_what_was_forgotten_bring_nothing_back(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.says(sam, "1")
    await world.says(sam, "/forget")
    await world.bot.replies.drain()
    old = next(m for m in sam.from_bot if "Which paper" in m.text)
    await tap(world, sam, old.buttons[0].data, old)
    assert (await kept(world, sam)).runs == {}


async def test_after_forget_everything_begins_anew(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await world.says(sam, "/forget")
    await world.presses(sam, "Begin anew")
    assert languages_shown(sam.last) == set(world.bot.desk.words)


@pytest.mark.parametrize("said", ["STOP", "stop", "Stop", "STOP.", "unsubscribe"])
async def test_stop_typed_alone_is_answered_and_keeps_the_place(world: World, sam: Person, said: str) -> None:
    await to_the_date(world, sam)
    before = await answers_of(world, sam)
    await world.says(sam, said)
    assert "nothing to stop" in sam.last.text
    assert "/forget" in sam.last.text
    assert await answers_of(world, sam) == before
    await world.says(sam, "March 15, 2027")
    assert "What hour does the paper give?" in sam.last.text


async def test_a_typed_a_number_is_taken_out_of_the_chat_and_not_kept(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    for number in A_NUMBERS:
        before = (await kept(world, sam)).runs
        typed = await sam.says(number)
        await world.telegram.idle()
        await world.bot.replies.drain()
        assert typed.deleted, number
        assert "That looks like an A-number" in sam.last.text, number
        assert number not in sam.last.text
        assert (await kept(world, sam)).runs == before, number


@pytest.mark.parametrize(
    "after", [(), ("March 15, 2027",), ("March 15, 2027", "8:30 AM")], ids=["date", "hour", "court"]
)
async def test_an_a_number_is_no_answer_to_any_question(world: World, sam: Person, after: tuple[str, ...]) -> None:
    await to_the_date(world, sam)
    await world.says(sam, *after)
    before = await answers_of(world, sam)
    typed = await sam.says("A012 345 678")
    await world.telegram.idle()
    await world.bot.replies.drain()
    assert typed.deleted
    assert await answers_of(world, sam) == before
    assert "That looks like an A-number" in sam.last.text


async def test_an_a_number_before_the_first_words_is_taken_out_too(world: World, sam: Person) -> None:
    typed = await sam.says("A012345678")
    await world.telegram.idle()
    await world.bot.replies.drain()
    assert typed.deleted


async def test_who_blocks_the_bot_is_forgotten_and_may_begin_again(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await sam.blocks()
    await world.telegram.idle()
    assert await rows(world) == 0
    await sam.unblocks()
    await world.telegram.idle()
    assert await rows(world) == 0
    await world.says(sam, "/start")
    assert languages_shown(sam.last) == set(world.bot.desk.words)


async def test_a_block_while_an_answer_is_under_way_is_no_error(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await sam.says("8:30 AM")
    await sam.blocks()
    await world.telegram.idle()
    await world.bot.replies.drain()
    assert await rows(world) == 0
    refused = [c.status for c in world.telegram.calls if c.status >= 400]
    assert set(refused) <= {403}
    world.telegram.calls.clear()  # a refusal of a blocked chat is no fault; nothing else may be refused after it
    world.telegram.taps.clear()


async def test_thirty_days_after_the_last_answer_it_is_gone(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    desk = world.bot.desk
    world.clock.passes(days=30)
    await desk.store.run(lambda db: purge_chats(db, desk.today_utc()))
    assert await rows(world) == 1
    world.clock.passes(days=1)
    await desk.store.run(lambda db: purge_chats(db, desk.today_utc()))
    assert await rows(world) == 0
