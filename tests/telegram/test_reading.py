from collections.abc import Callable
from typing import Any

import pytest
from telegram import Bot
from telegram.ext import filters

from bot.telegram.reading import ATTACHED, FILES, Unreadable, read_update
from bot.telegram.seen import Tapped

BOT = Bot("4242:x")
Make = Callable[..., dict[str, Any]]
CANARIES = ("CANARY-FIRST", "CANARY-LAST", "CANARY_USER", "CANARY-SHOWN", "CANARY-FILE")


def test_names_and_the_shown_text_are_never_kept(
    text_update: Make, tap_update: Make, membership_update: Make
) -> None:
    photo = [{"file_id": "CANARY-FILE", "file_unique_id": "CANARY-FILE", "width": 9, "height": 9}]
    raws = (
        text_update(1, photo=photo, caption="CANARY-FILE", forward_origin={"name": "CANARY-FIRST"}),
        tap_update(2),
        membership_update(3),
    )
    for raw in raws:
        kept = str(read_update(raw, BOT).update.to_dict())
        assert [word for word in CANARIES if word in str(raw)]
        assert [word for word in CANARIES if word in kept] == []


def test_a_text_keeps_its_words_its_chat_and_its_language(text_update: Make) -> None:
    arrival = read_update(text_update(1, "hello"), BOT)
    message = arrival.update.message
    assert message is not None
    assert message.from_user is not None
    assert (arrival.kind, arrival.chat, message.text) == ("message", 7001, "hello")
    assert message.from_user.language_code == "es"
    assert message.get_bot() is BOT


@pytest.mark.parametrize("language", ["", "x" * 40, "Maria Canary", 7, None, "es\n"])
def test_a_language_that_is_no_language_tag_is_dropped(text_update: Make, language: object) -> None:
    raw = text_update(1)
    raw["message"]["from"]["language_code"] = language
    user = read_update(raw, BOT).update.effective_user
    assert user is not None
    assert user.language_code is None


def test_only_a_command_at_the_start_keeps_its_entity(text_update: Make) -> None:
    command = {"type": "bot_command", "offset": 0, "length": 6}
    mention = {"type": "text_mention", "offset": 0, "length": 6, "user": {"first_name": "CANARY-FIRST"}}
    first = read_update(text_update(1, "/start", entities=[command, mention]), BOT).update.message
    other = read_update(text_update(2, "Maria!", entities=[mention]), BOT).update.message
    assert first is not None
    assert other is not None
    assert [entity.length for entity in first.entities] == [6]
    assert other.entities == ()


@pytest.mark.parametrize("kind", sorted(ATTACHED))
def test_a_filter_sees_what_kind_of_thing_was_sent(text_update: Make, kind: str) -> None:
    raw = text_update(1)
    del raw["message"]["text"]
    raw["message"][kind] = {"anything": "CANARY-FILE"}
    arrival = read_update(raw, BOT)
    seen = {
        "photo": filters.PHOTO,
        "voice": filters.VOICE,
        "audio": filters.AUDIO,
        "video": filters.VIDEO,
        "animation": filters.ANIMATION,
        "video_note": filters.VIDEO_NOTE,
        "document": filters.Document.ALL,
        "sticker": filters.Sticker.ALL,
        "contact": filters.CONTACT,
        "location": filters.LOCATION,
    }[kind]
    assert seen.check_update(arrival.update)
    assert not filters.TEXT.check_update(arrival.update)
    assert "CANARY" not in str(arrival.update.to_dict())


@pytest.mark.parametrize(("date", "accessible"), [(0, False), (1_700_000_000, True)])
def test_a_tap_tells_whether_its_message_can_still_be_edited(
    tap_update: Make, date: int, *, accessible: bool
) -> None:
    press = read_update(tap_update(1, date=date), BOT).update.callback_query
    assert press is not None
    assert press.message is not None
    assert press.message.is_accessible is accessible
    assert (press.data, press.message.message_id) == ("w:ab:doc:nta", 9)


@pytest.mark.parametrize(
    ("status", "read"),
    [
        ("kicked", "kicked"),
        ("left", "left"),
        ("member", "member"),
        ("administrator", "member"),
        ("restricted", "left"),
    ],
)
def test_a_membership_keeps_who_is_in_and_who_is_out(membership_update: Make, status: str, read: str) -> None:
    change = read_update(membership_update(1, status), BOT).update.my_chat_member
    assert change is not None
    assert change.new_chat_member.status == read


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        7,
        "text",
        {},
        {"update_id": 1},
        {"update_id": True, "message": {}},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": {"message_id": 1, "date": -1, "chat": {"id": 1, "type": "private"}}},
        {"update_id": 1, "message": {"message_id": 1, "date": 2**40, "chat": {"id": 1, "type": "private"}}},
        {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 2**60, "type": "private"}}},
        {"update_id": 1, "callback_query": {"id": "1", "from": {"id": 1}, "data": "x"}},
        {"update_id": 1, "channel_post": {"message_id": 1}},
    ],
)
def test_what_is_no_update_of_ours_is_unreadable(raw: object) -> None:
    with pytest.raises(Unreadable) as caught:
        read_update(raw, BOT)
    assert str(caught.value) == ""


def test_what_stands_under_a_press_is_no_message_that_somebody_wrote(tap_update: Make, text_update: Make) -> None:
    tapped, written = read_update(tap_update(1), BOT).update, read_update(text_update(2, "hello"), BOT).update
    assert (tapped.effective_message, written.effective_message) == (None, written.message)
    assert tapped.effective_chat is not None
    assert tapped.effective_chat.id == read_update(tap_update(1), BOT).chat


@pytest.mark.parametrize("kind", [*FILES, "text"])
def test_a_press_tells_whether_its_message_is_a_file(tap_update: Make, kind: str) -> None:
    raw = tap_update(1)
    raw["callback_query"]["message"][kind] = "CANARY-FILE"
    press = read_update(raw, BOT).update.callback_query
    assert press is not None
    assert isinstance(press.message, Tapped)
    assert press.message.is_file is (kind in FILES)
