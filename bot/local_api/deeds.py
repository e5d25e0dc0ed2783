"""What a person does on the phone, turned into updates as Telegram makes them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.local_api.attachments import content_of
from bot.local_api.chats import Button, Chat, Message, buttons_of
from bot.local_api.errors import Json
from bot.local_api.records import Tap
from bot.local_api.wording import tidy

if TYPE_CHECKING:
    from bot.local_api.person import Person


class NoButtonError(LookupError):
    """A press of a button that is not on the phone."""


def say(person: "Person", text: str, *, reply_to: Message | None, chat: Chat | None) -> Message:
    """Write a text; a /command in it is marked as Telegram marks it."""
    words, entities = tidy(text, [])
    if not words:
        raise ValueError("an empty text cannot be sent")
    content: Json = {"text": words}
    if entities:
        content["entities"] = entities
    if reply_to is not None:
        content["reply_to_message"] = _without_reply(reply_to.wire)
    return _write(person, content, chat or person.chat)


def send(person: "Person", kind: str, values: Mapping[str, str], *, caption: str, chat: Chat | None) -> Message:
    """Send a made-up thing of a kind."""
    content = content_of(kind, values, person.telegram.files)
    if caption:
        content["caption"] = caption
    return _write(person, content, chat or person.chat)


def forward(person: "Person", message: Message) -> Message:
    """Forward a message of the private chat into it."""
    taken = {"text", "entities", "caption", "photo", "document", "sticker", "voice", "location", "contact"}
    content: Json = {key: value for key, value in message.wire.items() if key in taken}
    sender = message.wire["from"]
    content["forward_origin"] = {"type": "user", "sender_user": sender, "date": message.wire["date"]}
    return _write(person, content, person.chat)


def _write(person: "Person", content: Json, chat: Chat) -> Message:
    telegram = person.telegram
    if not chat.is_group:
        person.started = True
    message = chat.add(content, sender=person.wire(), at=telegram.rules.clock())
    telegram.show(chat, message)
    if _bot_reads(person, chat, content):
        telegram.deliver("message", message.wire, queue=chat.id)
    return message


def _bot_reads(person: "Person", chat: Chat, content: Json) -> bool:
    """Whether the bot is given a message: in groups only commands, replies to it and mentions (privacy mode)."""
    if not chat.is_group:
        return not person.has_blocked
    text = content.get("text", "")
    answered = content.get("reply_to_message", {}).get("from", {}).get("id")
    bot = person.telegram.bot
    return chat.has_bot and (text.startswith("/") or answered == bot["id"] or f"@{bot['username']}" in text)


def _without_reply(wire: Json) -> Json:
    return {key: value for key, value in wire.items() if key != "reply_to_message"}


def edit(person: "Person", message: Message, text: str) -> None:
    """Change an own text message."""
    telegram = person.telegram
    chat = telegram.chats[message.wire["chat"]["id"]]
    words, entities = tidy(text, [])
    wire = {**message.wire, "text": words, "edit_date": int(telegram.rules.clock())}
    wire.pop("entities", None)
    if entities:
        wire["entities"] = entities
    message.change(wire)
    telegram.show(chat, message)
    if _bot_reads(person, chat, wire):
        telegram.deliver("edited_message", wire, queue=chat.id)


def delete(person: "Person", message: Message, *, for_both: bool) -> None:
    """Take a message off the phone, or off both sides."""
    message.deleted = message.deleted or for_both
    message.hidden = True
    person.telegram.show(person.telegram.chats[message.wire["chat"]["id"]], message)


def find_button(person: "Person", what: str, *, chat: Chat | None) -> tuple[Message, Button]:
    """Give the newest message of the bot with a button of that label, data, or part of a label."""
    shown = [one for one in (chat or person.chat).messages.values() if one.by_bot and one.rows]
    for message in reversed(shown):
        if not (message.deleted or message.hidden) and (found := _matching(message.buttons, what)):
            return message, found
    labels = shown[-1].labels if shown else []
    raise NoButtonError(f"no button {what!r} on the phone of {person.name}; the newest are {labels}")


def _matching(buttons: list[Button], what: str) -> Button | None:
    exact = [one for one in buttons if what in {one.label, one.data}]
    partly = [one for one in buttons if what.casefold() in one.label.casefold()]
    return next(iter(exact + partly), None)


def press(person: "Person", what: str, *, message: Message | None, version: int | None, chat: Chat | None) -> str:
    """Press a button that the phone shows, or that an earlier state of a message showed."""
    if message is None:
        if any(what in row for row in person.chat.keyboard):
            say(person, what, reply_to=None, chat=chat)
            return ""
        message, button = find_button(person, what, chat=chat)
    else:
        wire = message.wire if version is None else [*message.versions, message.wire][version]
        found = _matching([one for row in buttons_of(wire) for one in row], what)
        if found is None:
            raise NoButtonError(f"no button {what!r} under message {message.id}")
        button = found
    return tap(person, button.data, message, too_old=False) if button.data else ""


def tap(person: "Person", data: str, message: Message, *, too_old: bool) -> str:
    """Send a callback query with the message as it is now."""
    telegram = person.telegram
    chat: Json = message.wire["chat"]
    number = telegram.open_tap(Tap(person, chat["id"], telegram.rules.clock()))
    shown: Json = {"message_id": message.id, "chat": chat, "date": 0} if too_old else message.wire
    query: Json = {
        "id": number,
        "from": person.wire(),
        "message": shown,
        "chat_instance": str(chat["id"] * 31),
        "data": data,
    }
    telegram.deliver("callback_query", query, queue=person.id)
    return number


def block(person: "Person", *, has_blocked: bool) -> None:
    """Block the bot or let it write again; the bot is told."""
    if person.has_blocked == has_blocked:
        return
    person.has_blocked = has_blocked
    before, after = ("member", "kicked") if has_blocked else ("kicked", "member")
    _member_changed(person, person.chat, before, after)
    person.telegram.live.tell("people")


def add_bot_to_group(person: "Person", title: str) -> Chat:
    """Make a group of the person and the bot."""
    chat = person.telegram.add_group(title)
    chat.has_bot = True
    chat.members.add(person.id)
    _member_changed(person, chat, "left", "member")
    telegram = person.telegram
    content = {"new_chat_members": [telegram.bot]}
    message = chat.add(content, sender=person.wire(), at=telegram.rules.clock())
    telegram.deliver("message", message.wire, queue=chat.id)
    telegram.live.tell("people")
    return chat


def remove_bot(person: "Person", chat: Chat) -> None:
    """Put the bot out of a group; the bot is told."""
    chat.has_bot = False
    _member_changed(person, chat, "member", "kicked")
    person.telegram.live.tell("people")


def _member_changed(person: "Person", chat: Chat, before: str, after: str) -> None:
    telegram = person.telegram
    change: Json = {
        "chat": chat.wire,
        "from": person.wire(),
        "date": int(telegram.rules.clock()),
        "old_chat_member": _membership(telegram.bot, before),
        "new_chat_member": _membership(telegram.bot, after),
    }
    telegram.deliver("my_chat_member", change, queue=chat.id)


def _membership(user: Json, status: str) -> Json:
    member: Json = {"user": user, "status": status}
    return member | ({"until_date": 0} if status == "kicked" else {})
