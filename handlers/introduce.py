"""How the bot introduces itself to Telegram: its commands and descriptions, per language."""

from collections.abc import Mapping
from itertools import chain

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.telegram.calls import Call, make_call
from bot.text.environment import block_name
from bot.text.words import Words

log = structlog.get_logger()
COMMANDS = (
    "start",
    "check",
    "remind",
    "myreminders",
    "moretime",
    "missed",
    "moved",
    "courtday",
    "findhelp",
    "rights",
    "scam",
    "language",
    "help",
    "privacy",
    "mydata",
    "forget",
    "cancel",
    "stop",
)
NUMBERS = ("monitor", "reports", "stats", "court", "watch", "export")
TEAM_COMMANDS: Mapping[str, tuple[str, ...]] = {
    "volunteer": (*NUMBERS, "team"),
    "organizer": ("broadcast", "team", *NUMBERS),
    "administrator": ("broadcast", "team", "invite", "revoke", "clinics", *NUMBERS),
}
TWO_LETTERS = 2


async def introduce_bot(bot: Bot, words: Mapping[str, Words]) -> None:
    """Set commands and descriptions for every two-letter language code; a failure is noted and nothing more.

    The commands of all languages come before the descriptions: Telegram limits how often these may be set.
    """
    codes = {c: w for w in words.values() for c in w.language.telegram if len(c) == TWO_LETTERS}
    introductions = [calls_for(speaker, code) for code, speaker in {"": words["en"], **codes}.items()]
    for call in chain.from_iterable(zip(*introductions, strict=True)):
        try:
            await make_call(bot, call)
        except TelegramError as error:
            log.warning("introduction_failed", error=type(error).__name__)
            return


def calls_for(words: Words, code: str) -> tuple[Call, ...]:
    """The calls that introduce the bot in one language; an empty code is everybody else."""
    spoken = {"language_code": code} if code else {}
    commands = _described(words, COMMANDS)
    private = {"scope": {"type": "all_private_chats"}}
    about = {block: words.block("start/about", block, {}).strip() for block in ("short", "long")}
    return (
        {"method": "setMyCommands", "commands": commands, **private, **spoken},
        {"method": "setMyShortDescription", "short_description": about["short"], **spoken},
        {"method": "setMyDescription", "description": about["long"], **spoken},
    )


def menu_call(words: Words, chat_id: int, role: str) -> Call:
    """The call that gives one chat the commands of its role, after everybody's; with no role, everybody's alone.

    It is a display and nothing more: what a command does is decided anew each time.
    """
    scope = {"scope": {"type": "chat", "chat_id": chat_id}}
    if not role:
        return {"method": "deleteMyCommands", **scope}
    return {"method": "setMyCommands", "commands": _described(words, (*TEAM_COMMANDS[role], *COMMANDS)), **scope}


def _described(words: Words, commands: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"command": c, "description": words.block("start/commands", block_name(c), {}).strip()} for c in commands]
