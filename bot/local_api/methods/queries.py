"""Methods that answer presses, tell about chats and give files."""

from typing import TYPE_CHECKING

from bot.local_api.errors import Json, bad_request
from bot.local_api.files import DOWNLOAD_BYTES
from bot.local_api.person import Toast

if TYPE_CHECKING:
    from bot.local_api.telegram import LocalTelegram

TOAST_LIMIT = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(telegram: "LocalTelegram", params: Json) -> bool:
    """Answer a press, with a toast or an alert or with nothing that shows."""
    text = params.get("text", "")
    if len(text) > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    tap = telegram.taps.get(params["callback_query_id"])
    if tap is None or telegram.rules.clock() - tap.at > telegram.rules.tap_seconds:
        raise bad_request(TOO_OLD)
    toast = Toast(text, alert=params.get("show_alert", False), url=params.get("url", ""))
    telegram.close_tap(tap)
    if text:
        tap.person.toasts.append(toast)
    query = params["callback_query_id"]
    telegram.live.tell("answered", tap.chat_id, person=tap.person.id, query=query, text=text, alert=toast.alert)
    return True


def get_chat(telegram: "LocalTelegram", params: Json) -> Json:
    """Tell about a chat."""
    chat = telegram.chat_for_bot(params["chat_id"])
    rest: Json = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }
    return chat.wire | rest


def leave_chat(telegram: "LocalTelegram", params: Json) -> bool:
    """Leave a group."""
    chat = telegram.chat_for_bot(params["chat_id"])
    if not chat.is_group:
        raise bad_request("chat member status can't be changed in private chats")
    chat.has_bot = False
    telegram.live.tell("people")
    return True


def get_file(telegram: "LocalTelegram", params: Json) -> Json:
    """Tell where a file can be downloaded."""
    file = telegram.files.by_id(params["file_id"])
    if file.size > DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**file.wire(), "file_path": file.path}


METHODS = {
    "answerCallbackQuery": answer_callback_query,
    "getChat": get_chat,
    "leaveChat": leave_chat,
    "getFile": get_file,
}
