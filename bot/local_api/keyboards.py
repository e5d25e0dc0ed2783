"""Telegram's rules for the keyboards under messages."""

from bot.local_api.errors import ApiError, Json, bad_request

DATA_BYTES = 64
MOST_BUTTONS = 100
ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "pay",
)
LINKS = ("https://", "http://", "tg://")


def inline_keyboard(markup: Json | None, *, only_inline: bool = False) -> Json | None:
    """Give the inline keyboard that a message shows, or None; refuse what Telegram refuses."""
    if markup is None:
        return None
    if "inline_keyboard" not in markup:
        if only_inline:
            raise bad_request("inline keyboard expected")
        return None
    rows = [[_checked(button) for button in row] for row in markup["inline_keyboard"] if row]
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else None


def _checked(button: Json) -> Json:
    actions = [action for action in ACTIONS if action in button]
    if not button["text"].strip():
        raise _wrong_button("Button text must be non-empty")
    if not actions:
        raise _wrong_button("Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not button["url"].startswith(LINKS):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    return button


def _wrong_button(words: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {words}")


def reply_keyboard(markup: Json | None) -> list[list[str]] | None:
    """Give the labels of a keyboard in place of the phone's own; [] takes it away, None changes nothing."""
    if markup is None:
        return None
    if "keyboard" in markup:
        return [[button["text"] for button in row] for row in markup["keyboard"]]
    return [] if "remove_keyboard" in markup else None
