"""Reminders: /myreminders, /stop, and the buttons under what was sent."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from handlers.door import Context, door_of, show, visit_of

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE  # a command in an edited message is none


async def on_my_reminders(update: Update, context: Context) -> None:
    """Show all that is kept for reminders."""
    await show(update, context, await door_of(context).reminding.press(visit_of(update), "r:list"))


async def on_stop(update: Update, context: Context) -> None:
    """Ask what to stop: all or one."""
    await show(update, context, await door_of(context).reminding.press(visit_of(update), "r:stop"))


async def on_press(update: Update, context: Context) -> None:
    """A button of a reminder or of the list was pressed."""
    data = (update.callback_query.data if update.callback_query else None) or ""
    await show(update, context, await door_of(context).reminding.press(visit_of(update), data))


HANDLERS = (
    CommandHandler("myreminders", on_my_reminders, PRIVATE),
    CommandHandler("stop", on_stop, PRIVATE),
    CallbackQueryHandler(on_press, pattern=r"^r:"),
)
