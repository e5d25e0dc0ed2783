"""Methods that change or delete messages."""

from typing import TYPE_CHECKING

from bot.local_api.chats import Chat, Message
from bot.local_api.errors import Json, bad_request
from bot.local_api.keyboards import inline_keyboard
from bot.local_api.wording import caption_words, message_words

if TYPE_CHECKING:
    from bot.local_api.telegram import LocalTelegram

DELETABLE_SECONDS = 48 * 3600
MOST_AT_ONCE = 100
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(telegram: "LocalTelegram", params: Json) -> Json:
    """Replace a message's text and buttons."""
    if "text" not in params:
        raise bad_request("message text is empty")
    chat, message = _to_edit(telegram, params)
    if "text" not in message.wire:
        raise bad_request("there is no text in the message to edit")
    text, entities = message_words(params)
    changes: Json = {
        "text": text,
        "entities": entities or None,
        "link_preview_options": params.get("link_preview_options"),
    }
    return _edited(telegram, chat, message, changes, params)


def edit_message_caption(telegram: "LocalTelegram", params: Json) -> Json:
    """Replace the caption and buttons of a picture or document."""
    chat, message = _to_edit(telegram, params)
    if "text" in message.wire:
        raise bad_request("there is no caption in the message to edit")
    text, entities = caption_words(params)
    changes: Json = {"caption": text or None, "caption_entities": entities or None}
    return _edited(telegram, chat, message, changes, params)


def edit_message_reply_markup(telegram: "LocalTelegram", params: Json) -> Json:
    """Replace a message's buttons, or take them away."""
    chat, message = _to_edit(telegram, params)
    return _edited(telegram, chat, message, {}, params)


def delete_message(telegram: "LocalTelegram", params: Json) -> bool:
    """Delete a message of a private chat, or one of the bot's own in a group, within 48 hours."""
    chat = telegram.chat_for_bot(params["chat_id"])
    message = chat.find(params["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    _delete(telegram, chat, message)
    return True


def delete_messages(telegram: "LocalTelegram", params: Json) -> bool:
    """Delete several messages; those that cannot be found are skipped."""
    chat = telegram.chat_for_bot(params["chat_id"])
    numbers = params["message_ids"]
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    for number in numbers:
        message = chat.find(number)
        if message is not None:
            _delete(telegram, chat, message)
    return True


def _delete(telegram: "LocalTelegram", chat: Chat, message: Message) -> None:
    if telegram.rules.clock() - message.sent_at > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    if chat.is_group and not message.by_bot:
        raise bad_request("message can't be deleted")
    message.deleted = True
    telegram.show(chat, message)


def _to_edit(telegram: "LocalTelegram", params: Json) -> tuple[Chat, Message]:
    if "inline_message_id" in params:
        raise bad_request("message to edit not found")
    for name in ("chat_id", "message_id"):
        if name not in params:
            raise bad_request(f'parameter "{name}" is required')
    chat = telegram.chat_for_bot(params["chat_id"])
    message = chat.find(params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _edited(telegram: "LocalTelegram", chat: Chat, message: Message, changes: Json, params: Json) -> Json:
    changes["reply_markup"] = inline_keyboard(params.get("reply_markup"), only_inline=True)
    if all(message.wire.get(key) == value for key, value in changes.items()):
        raise bad_request(NOT_MODIFIED)
    wire = {**message.wire, **changes, "edit_date": int(telegram.rules.clock())}
    message.change({key: value for key, value in wire.items() if value is not None})
    telegram.show(chat, message)
    return message.wire


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
