"""What is no text, what is no private chat, what nobody should send: a sensible answer or none, never an error."""

from bot.local_api import Person
from tests.conversations.phone import (
    answers_of,
    kept,
    languages_shown,
    look,
    rows,
    run_of,
    tap,
    to_the_date,
    to_the_hour,
)
from tests.world import World

KINDS = ("photo", "sticker", "voice", "location", "contact", "document")
FORGED = (
    "w:",
    "w:::",
    "w::::::::",
    "w:{n}",
    "w:{n}:",
    "w:{n}:hearing_date",
    "w:{n}:hearing_date:",
    "w:{n}:hearing_date:9999-99-99",
    "w:{n}:hearing_date:2027-3-15",
    "w:{n}:hearing_date:=",
    "w:{n}:hearing_date:==2027-03-14",
    "w:{n}:hearing_date:~99",
    "w:{n}:hearing_date:~2027-99",
    "w:{n}:hearing_date:~0000-00",
    "w:{n}:hearing_date:~٢٠٢٧",
    "w:{n}:hearing_date:^",
    "w:{n}:hearing_date:+missing",
    "w:{n}:hearing_date:.",
    "w:{n}:hearing_date:08:30",
    "w:{n}:hearing_time:08:30",
    "w:{n}:hearing_place:miami",
    "w:{n}:no-such-step:1",
    "w:{n}:acis:*",
    "w:{n}:result:list",
    "w:{n}:result:<",
    "w:{n}:status:<",
    "w:00000000:document:nta",
    "w:" + "x" * 62,
    "w:" + "й" * 31,
    "W:{n}:hearing_date:missing",
    "l:",
    "l:xx",
    "l:es-MX",
    "l:" + "é" * 31,
    "l:../../etc/passwd",
    "g:",
    "g:no-such-page",
    "g:" + "🌻" * 15,
    "g:g:g:g",
    "g:new",
    "g:new.",
    "g:new.00000000",
    "x",
    "🌻",
    "\u202ew",
    "0",
)


async def test_what_is_no_text_is_not_opened_and_the_question_stays(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    before = (await kept(world, sam)).runs
    for kind in KINDS:
        await sam.sends(kind, phone_number="+12025550123")
        await world.telegram.idle()
        assert "I did not open what you sent" in sam.last.text, kind
        assert "What date does the paper give" in sam.last.text, kind
        assert (await kept(world, sam)).runs == before, kind
    assert world.telegram.calls_of("getFile") == []


async def test_a_picture_with_words_under_it_is_not_read(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    await sam.sends("photo", caption="March 15, 2027")
    await world.telegram.idle()
    assert "hearing_date" not in await answers_of(world, sam)


async def test_a_picture_before_the_first_words_leads_to_the_languages_or_says_so(world: World, sam: Person) -> None:
    await sam.sends("photo")
    await world.telegram.idle()
    assert "I did not open what you sent" in sam.last.text


async def test_an_edited_message_is_no_answer_and_gets_none(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    message = await sam.says("March 15, 2027")
    await world.telegram.idle()
    before, seen = await answers_of(world, sam), len(sam.from_bot)
    await sam.edits(message, "April 20, 2027")
    await world.telegram.idle()
    assert await answers_of(world, sam) == before
    assert len(sam.from_bot) == seen


async def test_an_edited_command_gets_no_answer(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    message = await sam.says("hello")
    await world.telegram.idle()
    seen = len(sam.from_bot)
    for text in ("/forget", "/start", "STOP", "A012345678"):
        await sam.edits(message, text)
        await world.telegram.idle()
    assert len(sam.from_bot) == seen
    assert await rows(world) == 1


async def test_a_forwarded_text_is_read_like_a_typed_one(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    message = await sam.says("March 15, 2027")
    await world.telegram.idle()
    await world.presses(sam, "Back")
    await sam.forwards(message)
    await world.telegram.idle()
    assert (await answers_of(world, sam))["hearing_date"] == "2027-03-15"


async def test_in_a_group_nothing_is_answered_and_nothing_stored(world: World, sam: Person) -> None:
    group = await sam.adds_bot_to("Neighbours")
    for text in ("/start", "/check", "/forget", "/start@local_bot", "hello @local_bot", "A012345678 @local_bot"):
        await sam.says(text, chat=group)
    await sam.sends("photo", chat=group)
    await sam.removes_bot_from(group)
    await world.telegram.idle()
    await world.bot.replies.drain()
    assert [m for m in group.messages.values() if m.by_bot] == []
    assert await rows(world) == 0
    assert [c for c in world.telegram.calls if c.params.get("chat_id") == group.id] == []


async def test_a_group_leaves_the_private_chat_as_it_was(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    before = await kept(world, sam)
    group = await sam.adds_bot_to("Neighbours")
    await sam.says("/forget", chat=group)
    await sam.removes_bot_from(group)
    await world.telegram.idle()
    assert await kept(world, sam) == before


async def test_an_inline_query_is_not_even_asked_for(world: World) -> None:
    (call,) = world.telegram.calls_of("setWebhook")
    assert set(call.params["allowed_updates"]) == {"message", "edited_message", "callback_query", "my_chat_member"}


async def test_a_forged_button_changes_no_answer_and_is_answered(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    nonce = (await run_of(world, sam)).nonce
    before = await kept(world, sam)
    for data in FORGED:
        await tap(world, sam, data.format(n=nonce) if "{n}" in data else data)
        after = await kept(world, sam)
        assert after.runs["notice-check"].answers == before.runs["notice-check"].answers, data
        assert after.language == before.language, data
        assert sam.last.text, data


async def test_a_forged_button_of_the_walk_is_visibly_answered(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    nonce = (await run_of(world, sam)).nonce
    silent = []  # a page that a picker lacks is the question itself, and changes nothing
    for data in (d.format(n=nonce) for d in FORGED if d.startswith("w:") and ":~" not in d):
        before = look(sam)
        await tap(world, sam, data)
        if look(sam) == before:
            silent.append(data)
    assert silent == []


async def test_forged_buttons_of_a_stranger_lead_to_the_first_words(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    for data in ("w:00000000:for_whom:me", "g:check", "g:resume", "g:new.00000000", "g:menu", "x"):
        await tap(world, sam, data)
        assert languages_shown(sam.last) == set(world.bot.desk.words), data
    assert (await kept(world, sam)).runs == {}


LONG = (
    "x" * 4096,
    "1 " * 2048,
    "😱" * 1000,
    "March 15, 2027 " * 250,
    "9" * 4096,
    "\u202eمرحبا بكم في المحكمة\u202c",
    "<b>bold</b> & <script>alert(1)</script>",
    "{{ 7*7 }} {% for x in y %}",
    "%(name)s %s {0}",
    "'; DROP TABLE chats; --",
    "\u200b\u200d",
    "a\u0301" * 500,
    "١٥ مارس ٢٠٢٧",
    "\n\n\n.",
    "null",
)


async def test_any_text_at_any_question_is_answered_and_none_of_it_comes_back(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    for text in LONG:
        seen = len(sam.from_bot)
        await world.says(sam, text)
        assert len(sam.from_bot) == seen + 1, text[:40]
        assert text[:40] not in sam.last.text, text[:40]
        if "hearing_date" in await answers_of(world, sam) or (await run_of(world, sam)).offered:
            await world.presses(sam, "Back")
    assert "hearing_date" not in await answers_of(world, sam)


async def test_any_text_at_a_court_is_answered(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await world.says(sam, "8:30 AM")
    for text in LONG:
        seen = len(sam.from_bot)
        await world.says(sam, text)
        assert len(sam.from_bot) == seen + 1, text[:40]
    assert "hearing_place" not in await answers_of(world, sam)


async def test_a_date_in_arabic_digits_is_read(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    await world.says(sam, "٠٣/١٥/٢٠٢٧")
    assert (await answers_of(world, sam))["hearing_date"] == "2027-03-15"
