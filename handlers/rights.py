"""Beside the notice check: more time, a missed hearing, a move, the day in court, help, rights, signs of a scam."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import CommandHandler, filters

from handlers.door import Context, door_of, show, visit_of
from handlers.first import follow

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE  # a command in an edited message is none
GOES_TO = {
    "remind": "remind",
    "moretime": "more-time",
    "missed": "missed",
    "moved": "moved",
    "courtday": "courtday",
    "findhelp": "findhelp",
    "rights": "rights",
    "scam": "scam",
}


def on_command(page: str) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """What a command does: the same as the menu's button to that page or walk."""

    async def go(update: Update, context: Context) -> None:
        await show(update, context, await follow(door_of(context), visit_of(update), f"g:{page}"))

    return go


HANDLERS = tuple(CommandHandler(command, on_command(page), PRIVATE) for command, page in GOES_TO.items())
