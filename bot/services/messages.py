"""A screen in one language as a call of the Bot API that sends it."""

from typing import Any

from bot.domain.values import Screen
from bot.text.words import Key, Words


def message_call(words: Words, screen: Screen, chat_id: int) -> dict[str, Any]:
    """The call that sends the screen."""
    message = words.render(screen)
    return {
        "method": "sendMessage",
        "chat_id": chat_id,
        "text": message.text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": [[_key(k) for k in row] for row in message.rows]},
    }


def _key(key: Key) -> dict[str, str]:
    return {"text": key.label, "url": key.link} if key.link else {"text": key.label, "callback_data": key.data}
