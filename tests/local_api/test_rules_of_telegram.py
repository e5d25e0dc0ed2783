import asyncio
from typing import Any

import aiohttp
import pytest

from bot.local_api import Limits, LocalTelegram, NewPerson, Person, Rules, make_app, serve
from bot.local_api.images import made_up_picture

DAY = 24 * 3600


def keyboard(*data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": f"Button {one}", "callback_data": one}] for one in data]}


SEND_REFUSALS: dict[str, tuple[dict[str, Any], str]] = {
    "data of 65 bytes": ({"reply_markup": keyboard("é" * 32 + "x")}, "BUTTON_DATA_INVALID"),
    "data of no bytes": ({"reply_markup": keyboard("")}, "BUTTON_DATA_INVALID"),
    "a button that does nothing": (
        {"reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "a button without words": (
        {"reply_markup": {"inline_keyboard": [[{"callback_data": "a"}]]}},
        'can\'t parse parameter "reply_markup": can\'t find field "text"',
    ),
    "a text of white space": ({"text": " \n "}, "message text is empty"),
    "a text of nothing but tags": ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
    "4097 letters": ({"text": "a" * 4097}, "message is too long"),
    "2049 signs of two units": ({"text": "😀" * 2049}, "message is too long"),
    "an unknown tag": (
        {"text": "é<br>", "parse_mode": "HTML"},
        'can\'t parse entities: Unsupported start tag "br" at byte offset 2',
    ),
    "an unclosed tag": (
        {"text": "<b>a", "parse_mode": "HTML"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    "crossed tags": (
        {"text": "<b><i>a</b></i>", "parse_mode": "HTML"},
        'can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    ),
    "an unknown parse mode": ({"parse_mode": "Wiki"}, "unsupported parse_mode"),
    "no text at all": ({"text": None}, 'parameter "text" is required'),
    "a chat that nobody has": ({"chat_id": 5}, "chat not found"),
    "an answer to nothing": ({"reply_parameters": {"message_id": 1}}, "message to be replied not found"),
}


@pytest.mark.parametrize("name", SEND_REFUSALS)
async def test_a_message_that_telegram_refuses_is_refused_in_its_words(name: str, maria: Person, api: Any) -> None:
    change, words = SEND_REFUSALS[name]
    assert (
        await api.refused("sendMessage", **({"chat_id": maria.id, "text": "a"} | change))
        == f"400 Bad Request: {words}"
    )
    assert maria.from_bot == []


async def test_64_bytes_of_data_and_4096_letters_after_parsing_are_taken(maria: Person, api: Any) -> None:
    text = "<b>" + "a" * 4095 + "</b>&amp;"
    sent = await api.ok(
        "sendMessage", chat_id=maria.id, text=text, parse_mode="HTML", reply_markup=keyboard("é" * 32)
    )
    assert sent["text"] == "a" * 4095 + "&"
    assert maria.last.labels == ["Button " + "é" * 32]


async def test_an_edit_that_changes_nothing_is_refused_and_one_of_buttons_alone_is_not(
    maria: Person, api: Any
) -> None:
    sent = await api.ok("sendMessage", chat_id=maria.id, text="Ready?", reply_markup=keyboard("a"))
    same = {"chat_id": maria.id, "message_id": sent["message_id"], "text": "Ready?"}
    refusal = await api.refused("editMessageText", **same, reply_markup=keyboard("a"))
    assert refusal.startswith("400 Bad Request: message is not modified: specified new message content")
    edited = await api.ok("editMessageText", **same)
    assert "reply_markup" not in edited
    assert [one["text"] for one in maria.last.versions] == ["Ready?"]


async def test_what_is_not_there_or_not_the_bots_cannot_be_edited(maria: Person, api: Any) -> None:
    own = maria.messages[0].id
    edit = {"chat_id": maria.id, "text": "x"}
    assert await api.refused("editMessageText", **edit, message_id=own) == "400 Bad Request: message can't be edited"
    words = "400 Bad Request: message to edit not found"
    assert await api.refused("editMessageText", **edit, message_id=1) == words
    sent = await api.ok("sendMessage", chat_id=maria.id, text="a")
    await maria.deletes(maria.last)
    assert await api.refused("editMessageText", **edit, message_id=sent["message_id"]) == words


async def test_a_message_can_be_deleted_for_48_hours(maria: Person, api: Any, clock: Any) -> None:
    old = await api.ok("sendMessage", chat_id=maria.id, text="old")
    clock.now += 2 * DAY
    assert await api.ok("deleteMessage", chat_id=maria.id, message_id=old["message_id"])
    old = await api.ok("sendMessage", chat_id=maria.id, text="older")
    clock.now += 2 * DAY + 1
    words = "400 Bad Request: message can't be deleted for everyone"
    assert await api.refused("deleteMessage", chat_id=maria.id, message_id=old["message_id"]) == words
    gone = await api.refused("deleteMessage", chat_id=maria.id, message_id=1)
    assert gone == "400 Bad Request: message to delete not found"


async def test_a_press_can_be_answered_until_it_is_too_old(
    telegram: LocalTelegram, maria: Person, api: Any, clock: Any
) -> None:
    await api.ok("sendMessage", chat_id=maria.id, text="Ready?", reply_markup=keyboard("a", "b"))
    first, second = await maria.presses("Button a"), await maria.presses("b")
    await api.ok("answerCallbackQuery", callback_query_id=first, text="Seen", show_alert=True)
    assert [(toast.text, toast.alert) for toast in maria.toasts] == [("Seen", True)]
    clock.now += telegram.rules.tap_seconds + 1
    words = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await api.refused("answerCallbackQuery", callback_query_id=second) == words
    assert await api.refused("answerCallbackQuery", callback_query_id="7") == words


async def test_a_button_of_an_earlier_state_can_be_pressed_and_shows_the_message_as_it_is(
    telegram: LocalTelegram, maria: Person, api: Any
) -> None:
    sent = await api.ok("sendMessage", chat_id=maria.id, text="One", reply_markup=keyboard("a"))
    await api.ok(
        "editMessageText", chat_id=maria.id, message_id=sent["message_id"], text="Two", reply_markup=keyboard("b")
    )
    await maria.presses("Button a", message=maria.last, version=0)
    (update,) = telegram.updates.pending.values()
    query = update.wire["callback_query"]
    assert (query["data"], query["message"]["text"]) == ("a", "Two")
    with pytest.raises(LookupError, match="Button b"):
        await maria.presses("Button a")


async def test_a_person_who_blocked_the_bot_is_403_and_one_who_never_wrote_is_not_found(
    telegram: LocalTelegram, maria: Person, api: Any
) -> None:
    await maria.blocks()
    words = "403 Forbidden: bot was blocked by the user"
    assert await api.refused("sendMessage", chat_id=maria.id, text="a") == words
    await maria.unblocks()
    assert await api.ok("sendMessage", chat_id=maria.id, text="a")
    sam = telegram.person("Sam")
    assert await api.refused("sendMessage", chat_id=sam.id, text="a") == "400 Bad Request: chat not found"


async def test_an_ordered_error_comes_as_often_as_ordered_and_for_that_chat_only(
    telegram: LocalTelegram, maria: Person, api: Any
) -> None:
    sam = telegram.person("Sam")
    await sam.says("hello")
    telegram.fail("sendMessage", chat_id=maria.id, status=429, retry_after=7)
    assert await api.ok("sendMessage", chat_id=sam.id, text="a")
    answer = await api("sendMessage", chat_id=maria.id, text="a")
    assert answer["parameters"] == {"retry_after": 7}
    assert answer["description"] == "Too Many Requests: retry after 7"
    assert await api.ok("sendMessage", chat_id=maria.id, text="b")
    telegram.fail("sendMessage", status=502, after_doing=True)
    assert await api.refused("sendMessage", chat_id=maria.id, text="c") == "502 Bad Gateway"
    assert [one.text for one in maria.from_bot] == ["b", "c"]


async def test_unknown_methods_tokens_and_fields(telegram: LocalTelegram, running: Any, api: Any) -> None:
    assert await api.refused("sendTelegraph") == "404 Not Found: method not found"
    async with api.http.get(f"{running[1]}/bot1:x/getMe") as answer:
        assert (answer.status, await answer.json()) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        )
    assert (await api.ok("GETME", colour="red"))["is_bot"]
    assert telegram.unknown_fields == {"getMe.colour": 1}


async def test_limits_refuse_with_the_seconds_to_wait(http: aiohttp.ClientSession, clock: Any) -> None:
    rules = Rules(clock=clock, limits=Limits(burst=2))
    app = make_app("1:x", people=[NewPerson("Maria")], rules=rules)
    telegram: LocalTelegram = app.state.telegram
    maria = telegram.person("Maria")
    await maria.says("hello")
    async with serve(app) as url:
        statuses = []
        for _ in range(4):
            async with http.post(f"{url}/bot1:x/sendMessage", json={"chat_id": maria.id, "text": "a"}) as answer:
                statuses.append(answer.status)
                body = await answer.json()
        assert statuses == [200, 200, 429, 429]
        clock.now += body["parameters"]["retry_after"]
        async with http.post(f"{url}/bot1:x/sendMessage", json={"chat_id": maria.id, "text": "a"}) as answer:
            assert answer.status == 200


async def test_a_document_travels_as_a_form_and_comes_back_whole(
    maria: Person, api: Any, running: Any, http: aiohttp.ClientSession
) -> None:
    content = bytes(range(256)) * 40 + b"\r\n--\r\n"
    form = aiohttp.FormData()
    form.add_field("chat_id", str(maria.id))
    form.add_field("caption", "<i>Paper</i> №1", content_type="text/plain")
    form.add_field("parse_mode", "HTML")
    form.add_field("document", "attach://f1")
    form.add_field("f1", content, filename="motion.pdf", content_type="application/pdf")
    async with http.post(f"{running[1]}/bot4242:local/sendDocument", data=form) as answer:
        sent = (await answer.json())["result"]
    assert sent["document"]["file_name"] == "motion.pdf"
    assert sent["caption_entities"] == [{"type": "italic", "offset": 0, "length": 5}]
    place = await api.ok("getFile", file_id=sent["document"]["file_id"])
    async with http.get(f"{running[1]}/file/bot4242:local/{place['file_path']}") as answer:
        assert await answer.read() == content


async def test_a_picture_must_be_one(maria: Person, running: Any, http: aiohttp.ClientSession) -> None:
    async def send(data: bytes) -> Any:
        form = aiohttp.FormData({"chat_id": str(maria.id)})
        form.add_field("photo", data, filename="a.png")
        async with http.post(f"{running[1]}/bot4242:local/sendPhoto", data=form) as answer:
            return await answer.json()

    sent = await send(made_up_picture(40, 30))
    assert [(size["width"], size["height"]) for size in sent["result"]["photo"]] == [(40, 30)]
    assert (await send(b"not a picture"))["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    assert (await send(b""))["description"] == "Bad Request: file must be non-empty"


async def test_commands_come_in_the_persons_language_and_of_the_narrowest_scope(
    telegram: LocalTelegram, maria: Person, api: Any
) -> None:
    def commands(name: str) -> list[dict[str, str]]:
        return [{"command": name, "description": name}]

    await api.ok("setMyCommands", commands=commands("english"))
    await api.ok("setMyCommands", commands=commands("spanish"), language_code="es")
    sam = telegram.person("Sam")
    assert [maria.commands[0]["command"], sam.commands[0]["command"]] == ["spanish", "english"]
    await api.ok("setMyCommands", commands=commands("own"), scope={"type": "chat", "chat_id": maria.id})
    assert maria.commands[0]["command"] == "own"
    await api.ok("deleteMyCommands", scope={"type": "chat", "chat_id": maria.id})
    assert maria.commands[0]["command"] == "spanish"
    refusal = await api.refused("setMyCommands", commands=commands("Bad Name"))
    assert refusal == "400 Bad Request: BOT_COMMAND_INVALID"
    refusal = await api.refused("setMyCommands", commands=[], language_code="pt-br")
    assert refusal == "400 Bad Request: invalid language code specified"


async def test_a_stalled_call_is_carried_out_when_the_test_says_so(
    telegram: LocalTelegram, maria: Person, api: Any
) -> None:
    event = asyncio.Event()
    telegram.stall("sendMessage", event)
    call = asyncio.create_task(api.ok("sendMessage", chat_id=maria.id, text="late"))
    await api.ok("getMe")
    assert maria.from_bot == []
    event.set()
    await call
    assert maria.last.text == "late"


async def test_in_a_group_the_bot_reads_commands_and_answers_to_it_only(
    telegram: LocalTelegram, maria: Person, api: Any
) -> None:
    chat = await maria.adds_bot_to("Neighbours")
    telegram.updates.pending.clear()
    await maria.says("good morning", chat=chat)
    assert not telegram.updates.pending
    await maria.says("/start", chat=chat)
    assert len(telegram.updates.pending) == 1
    await api.ok("leaveChat", chat_id=chat.id)
    words = "403 Forbidden: bot was kicked from the group chat"
    assert await api.refused("sendMessage", chat_id=chat.id, text="a") == words
