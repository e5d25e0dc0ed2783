"""Methods about the bot itself: its names, descriptions and menu button."""

from typing import TYPE_CHECKING

from bot.local_api.errors import Json, bad_request

if TYPE_CHECKING:
    from bot.local_api.telegram import LocalTelegram

LIMITS = {"name": 64, "description": 512, "short_description": 120}


def get_me(telegram: "LocalTelegram", _params: Json) -> Json:
    """Tell who the bot is."""
    return {
        **telegram.bot,
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def language_of(params: Json) -> str:
    """Give the language of a call: two letters or none."""
    code: str = params.get("language_code", "")
    if code and not (len(code) == 2 and code.isascii() and code.isalpha() and code.islower()):  # noqa: PLR2004
        raise bad_request("invalid language code specified")
    return code


def _set_word(telegram: "LocalTelegram", params: Json, kind: str) -> bool:
    text = params.get(kind, "").strip()
    if len(text) > LIMITS[kind]:
        raise bad_request(f"{kind.replace('_', ' ')} is too long")
    telegram.profile.set_word(kind, language_of(params), text)
    telegram.live.tell("bot")
    return True


def _get_word(telegram: "LocalTelegram", params: Json, kind: str) -> Json:
    return {kind: telegram.profile.word(kind, language_of(params))}


def set_my_name(telegram: "LocalTelegram", params: Json) -> bool:
    """Name the bot in a language."""
    done = _set_word(telegram, params, "name")
    telegram.bot["first_name"] = telegram.profile.word("name", "")
    return done


def get_my_name(telegram: "LocalTelegram", params: Json) -> Json:
    """Tell the bot's name in a language."""
    return _get_word(telegram, params, "name")


def set_my_description(telegram: "LocalTelegram", params: Json) -> bool:
    """Set what an empty chat shows."""
    return _set_word(telegram, params, "description")


def get_my_description(telegram: "LocalTelegram", params: Json) -> Json:
    """Tell what an empty chat shows."""
    return _get_word(telegram, params, "description")


def set_my_short_description(telegram: "LocalTelegram", params: Json) -> bool:
    """Set the line on the bot's profile."""
    return _set_word(telegram, params, "short_description")


def get_my_short_description(telegram: "LocalTelegram", params: Json) -> Json:
    """Tell the line on the bot's profile."""
    return _get_word(telegram, params, "short_description")


def set_chat_menu_button(telegram: "LocalTelegram", params: Json) -> bool:
    """Set the menu button of a chat, or the general one."""
    chat_id = params.get("chat_id")
    if chat_id is not None:
        telegram.chat_for_bot(chat_id)
    telegram.profile.menu_buttons[chat_id] = params.get("menu_button", {"type": "default"})
    telegram.live.tell("bot")
    return True


def get_chat_menu_button(telegram: "LocalTelegram", params: Json) -> Json:
    """Tell the menu button of a chat, or the general one."""
    return telegram.profile.menu_button(params.get("chat_id"))


METHODS = {
    "getMe": get_me,
    "setMyName": set_my_name,
    "getMyName": get_my_name,
    "setMyDescription": set_my_description,
    "getMyDescription": get_my_description,
    "setMyShortDescription": set_my_short_description,
    "getMyShortDescription": get_my_short_description,
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
