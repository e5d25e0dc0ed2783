"""Methods that send: messages, pictures, documents, "typing …"."""

from typing import TYPE_CHECKING

from bot.local_api.chats import Chat
from bot.local_api.errors import Json, bad_request
from bot.local_api.files import FILE_BYTES, document, photo_sizes
from bot.local_api.keyboards import inline_keyboard, reply_keyboard
from bot.local_api.wording import caption_words, message_words

if TYPE_CHECKING:
    from bot.local_api.telegram import LocalTelegram

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(telegram: "LocalTelegram", params: Json) -> Json:
    """Put a text message into a chat."""
    chat = telegram.chat_for_bot(params["chat_id"])
    text, entities = message_words(params)
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if "link_preview_options" in params:
        content["link_preview_options"] = params["link_preview_options"]
    return _send(telegram, chat, content, params)


def send_photo(telegram: "LocalTelegram", params: Json) -> Json:
    """Put a picture into a chat."""
    chat = telegram.chat_for_bot(params["chat_id"])
    file = telegram.files.given(params["photo"], folder="photos")
    return _send(telegram, chat, {"photo": photo_sizes(file), **_caption(params)}, params)


def send_document(telegram: "LocalTelegram", params: Json) -> Json:
    """Put a document into a chat."""
    chat = telegram.chat_for_bot(params["chat_id"])
    file = telegram.files.given(params["document"], folder="documents")
    if file.size > FILE_BYTES:
        raise bad_request("file is too big")
    return _send(telegram, chat, {"document": document(file), **_caption(params)}, params)


def send_chat_action(telegram: "LocalTelegram", params: Json) -> bool:
    """Show what the bot is doing."""
    chat = telegram.chat_for_bot(params["chat_id"])
    action = params["action"]
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.actions.append(action)
    telegram.live.tell("typing", chat.id, action=action)
    return True


def _caption(params: Json) -> Json:
    text, entities = caption_words(params)
    caption: Json = {"caption": text} if text else {}
    return caption | ({"caption_entities": entities} if entities else {})


def _send(telegram: "LocalTelegram", chat: Chat, content: Json, params: Json) -> Json:
    markup = inline_keyboard(params.get("reply_markup"))
    if markup is not None:
        content["reply_markup"] = markup
    if params.get("protect_content"):
        content["has_protected_content"] = True
    answered = _replied_to(chat, params.get("reply_parameters"))
    if answered is not None:
        content["reply_to_message"] = answered
    keyboard = reply_keyboard(params.get("reply_markup"))
    if keyboard is not None:
        chat.keyboard = keyboard
        telegram.live.tell("keyboard", chat.id, rows=keyboard)
    message = chat.add(content, sender=telegram.bot, at=telegram.rules.clock())
    telegram.show(chat, message)
    return message.wire


def _replied_to(chat: Chat, reply: Json | None) -> Json | None:
    if reply is None:
        return None
    message = chat.find(reply["message_id"])
    if message is not None:
        return {key: value for key, value in message.wire.items() if key != "reply_to_message"}
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
}
