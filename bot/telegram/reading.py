"""What is read of an update: the fields this bot uses, and no others.

A name, a username, a caption, a contact, a file's id, a forwarded author or the text of the bot's own message
never becomes part of an object. Where python-telegram-bot demands a field, a dash stands in it. A photo, a
voice message and the like become a placeholder of the same kind, so that filters see what it was and nobody can
fetch it. What is not in the list below arrives as a message without text.

    message, edited_message   message_id, date, chat{id, type}, from{id, is_bot, language_code}, text,
                              the first entity if it is a command, a placeholder for each kind in ATTACHED
    callback_query            id, from, data, message{message_id, date, chat}; `message.is_accessible` is
                              false where the date is 0 (Bot API, InaccessibleMessage)
    my_chat_member            chat, from, date, and the status before and after, as member, left or kicked

Objects are made with the library's constructors: `Update.de_json` costs twice as much, and raises for half of
all damaged updates.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from telegram import (
    Animation,
    Audio,
    Bot,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Contact,
    Document,
    Location,
    Message,
    MessageEntity,
    PhotoSize,
    Sticker,
    Update,
    User,
    Video,
    VideoNote,
    Voice,
)

from bot.telegram.seen import SeenChat, SeenPress, SeenUpdate, SeenUser, Tapped

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
DASH = "-"
WIDEST = 2**52  # Bot API: an id has at most 52 significant bits
LATEST = 2**32  # seconds since 1970
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
ATTACHED: Mapping[str, Any] = MappingProxyType(
    {
        "photo": (PhotoSize(DASH, DASH, 0, 0),),
        "voice": Voice(DASH, DASH, 0),
        "audio": Audio(DASH, DASH, 0),
        "video": Video(DASH, DASH, 0, 0, 0),
        "animation": Animation(DASH, DASH, 0, 0, 0),
        "video_note": VideoNote(DASH, DASH, 0, 0),
        "document": Document(DASH, DASH),
        "sticker": Sticker(DASH, DASH, 0, 0, is_animated=False, is_video=False, type=Sticker.REGULAR),
        "contact": Contact(DASH, DASH),
        "location": Location(0, 0),
    }
)
STATUS = MappingProxyType(
    {
        "creator": ChatMember.MEMBER,
        "administrator": ChatMember.MEMBER,
        "member": ChatMember.MEMBER,
        "left": ChatMember.LEFT,
        "kicked": ChatMember.BANNED,
    }
)
FILES = ("photo", "document")  # what the bot itself sends
THE_BOT = User(0, DASH, is_bot=True)
Json = Mapping[str, Any]


class Unreadable(Exception):  # noqa: N818 - it is no error of ours
    """No update that the bot knows; the exception carries no word of what it was."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One update that was read, and the chat whose turn it needs."""

    kind: str
    chat: int
    update: Update


def read_update(raw: object, bot: Bot) -> Arrival:
    """The update in this JSON value, with only the fields this bot uses; raises Unreadable."""
    given = _mapping(raw)
    number = _whole(given, "update_id")
    for kind, read in READERS.items():
        if kind in given:
            chat, part = read(_mapping(given[kind]), bot)
            update = SeenUpdate(number, **{kind: part})
            update.set_bot(bot)
            return Arrival(kind, chat, update)
    raise Unreadable


def _message(given: Json, bot: Bot) -> tuple[int, Message]:
    kept: dict[str, Any] = {kind: ATTACHED[kind] for kind in ATTACHED.keys() & given.keys()}
    if "from" in given:
        kept["from_user"] = _sender(given)
    if "text" in given:
        kept.update(text=_words(given, "text"), entities=_command(given.get("entities")))
    message = Message(_whole(given, "message_id"), _date(given), _chat(given), **kept)
    message.set_bot(bot)
    return message.chat.id, message


def _press(given: Json, bot: Bot) -> tuple[int, SeenPress]:
    under = _mapping(given.get("message"))
    is_file = any(kind in under for kind in FILES)
    message = Tapped(_chat(under), _whole(under, "message_id"), _date(under), is_file=is_file)
    press = SeenPress(_words(given, "id"), _sender(given), DASH, message=message, data=_words(given, "data"))
    press.set_bot(bot)
    return message.chat.id, press


def _membership(given: Json, bot: Bot) -> tuple[int, ChatMemberUpdated]:
    before, after = (_mapping(given.get(name)) for name in ("old_chat_member", "new_chat_member"))
    change = ChatMemberUpdated(_chat(given), _sender(given), _date(given), _member(before), _member(after))
    change.set_bot(bot)
    return change.chat.id, change


READERS: Mapping[str, Callable[[Json, Bot], tuple[int, Any]]] = MappingProxyType(
    {"callback_query": _press, "message": _message, "edited_message": _message, "my_chat_member": _membership}
)


def _chat(part: Json) -> Chat:
    given = _mapping(part.get("chat"))
    return SeenChat(_whole(given, "id"), _words(given, "type"))


def _sender(part: Json) -> User:
    given = _mapping(part.get("from"))
    language = given.get("language_code")
    known = isinstance(language, str) and LANGUAGE.fullmatch(language)
    return SeenUser(
        _whole(given, "id"), DASH, is_bot=given.get("is_bot") is True, language_code=language if known else None
    )


def _command(entities: object) -> tuple[MessageEntity, ...]:
    """The first entity if it says that the text begins with a command."""
    first = entities[0] if isinstance(entities, list) and entities else None
    if not isinstance(first, dict) or first.get("type") != "bot_command" or first.get("offset") != 0:
        return ()
    return (MessageEntity(MessageEntity.BOT_COMMAND, 0, _whole(first, "length")),)


def _member(given: Json) -> ChatMember:
    restricted = ChatMember.MEMBER if given.get("is_member") is True else ChatMember.LEFT
    return ChatMember(THE_BOT, STATUS.get(_words(given, "status"), restricted))


def _date(part: Json) -> datetime:
    seconds = _whole(part, "date")
    if not 0 <= seconds < LATEST:
        raise Unreadable
    return datetime.fromtimestamp(seconds, UTC)


def _mapping(value: object) -> Json:
    if not isinstance(value, dict):
        raise Unreadable
    return value


def _whole(part: Json, name: str) -> int:
    value = part.get(name)
    if type(value) is not int or not -WIDEST < value < WIDEST:
        raise Unreadable
    return value


def _words(part: Json, name: str) -> str:
    value = part.get(name)
    if not isinstance(value, str):
        raise Unreadable
    return value
