"""Methods about the commands that a phone's menu offers."""

import re
from typing import TYPE_CHECKING

from bot.local_api.errors import Json, bad_request
from bot.local_api.methods.about import language_of
from bot.local_api.profile import scope_key

if TYPE_CHECKING:
    from bot.local_api.telegram import LocalTelegram

MOST = 100
DESCRIPTION_LIMIT = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
WITH_CHAT = frozenset({"chat", "chat_administrators", "chat_member"})


def set_my_commands(telegram: "LocalTelegram", params: Json) -> bool:
    """Set the commands of a scope and language."""
    commands = params["commands"]
    if len(commands) > MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    telegram.profile.commands[_key(telegram, params)] = [_checked(one) for one in commands]
    telegram.live.tell("bot")
    return True


def get_my_commands(telegram: "LocalTelegram", params: Json) -> list[Json]:
    """Give the commands of exactly this scope and language."""
    return telegram.profile.commands.get(_key(telegram, params), [])


def delete_my_commands(telegram: "LocalTelegram", params: Json) -> bool:
    """Take the commands of a scope and language away."""
    telegram.profile.commands.pop(_key(telegram, params), None)
    telegram.live.tell("bot")
    return True


def _key(telegram: "LocalTelegram", params: Json) -> tuple[str, str]:
    scope = params.get("scope")
    if scope is not None and scope["type"] in WITH_CHAT:
        if "chat_id" not in scope:
            raise bad_request("chat not found")
        telegram.chat_for_bot(scope["chat_id"])
    return scope_key(scope), language_of(params)


def _checked(command: Json) -> Json:
    name = command["command"].removeprefix("/")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    description = command["description"].strip()
    if not 1 <= len(description) <= DESCRIPTION_LIMIT:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


METHODS = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
}
