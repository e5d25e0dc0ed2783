"""The notice check: /check, /cancel, and every button of the walk."""

import re

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.services.visit import Answer, Visit
from handlers.door import Context, Door, door_of, show, visit_of

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE  # a command in an edited message is none

COUNT = re.compile(r"w:([^:]+):result:count\.(yes|no)")


async def on_check(update: Update, context: Context) -> None:
    """Begin a check, or ask whether to go on with the one that is there."""
    await show(update, context, await door_of(context).checks.begin(visit_of(update)))


async def on_cancel(update: Update, context: Context) -> None:
    """Stop the check that is open."""
    await show(update, context, await door_of(context).people.cancel(visit_of(update)))


async def on_press(update: Update, context: Context) -> None:
    """A button of the walk was pressed: record it, show what comes next."""
    data = (update.callback_query.data if update.callback_query else None) or ""
    await show(update, context, await press(door_of(context), visit_of(update), data))


async def press(door: Door, visit: Visit, data: str) -> Answer:
    """What a button of the walk does: most move the check, two say whether it may be counted."""
    count = COUNT.fullmatch(data)
    if count is not None:
        return await door.counting.answer(visit, count[1], yes=count[2] == "yes")
    return await door.checks.press(visit, data)


async def on_strange_press(update: Update, context: Context) -> None:
    """A button that this bot never made, or no longer knows: show where things stand."""
    await show(update, context, await door_of(context).people.menu(visit_of(update)))


PRESSES = (CallbackQueryHandler(on_press, pattern=r"^w:"),)
HANDLERS = (
    CommandHandler("check", on_check, PRIVATE),
    CommandHandler("cancel", on_cancel, PRIVATE),
    CallbackQueryHandler(on_strange_press),
)
