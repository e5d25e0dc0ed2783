"""What helpers do in the chat: broadcasts, the team, the clinics; and the news that a discreet reader opens."""

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from handlers.door import Context, door_of, show, visit_of

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE  # a command in an edited message is none


async def on_broadcast(update: Update, context: Context) -> None:
    """All broadcasts, for organizers."""
    await show(update, context, await door_of(context).broadcasts.home(visit_of(update)))


async def on_broadcast_press(update: Update, context: Context) -> None:
    """A button of a broadcast."""
    await show(update, context, await door_of(context).broadcasts.press(visit_of(update), _data(update)))


async def on_read(update: Update, context: Context) -> None:
    """A discreet reader opens the news."""
    name = _data(update).partition(":")[2]
    await show(update, context, await door_of(context).broadcasts.read(visit_of(update), name))


async def on_team(update: Update, context: Context) -> None:
    """Who helps."""
    await show(update, context, await door_of(context).team.show(visit_of(update)))


async def on_invite(update: Update, context: Context) -> None:
    """Invite somebody, for administrators."""
    await show(update, context, await door_of(context).team.press(visit_of(update), "t:invite"))


async def on_revoke(update: Update, context: Context) -> None:
    """End a role."""
    await show(update, context, await door_of(context).team.press(visit_of(update), "t:revoke"))


async def on_team_press(update: Update, context: Context) -> None:
    """A button of the team."""
    await show(update, context, await door_of(context).team.press(visit_of(update), _data(update)))


async def on_clinics(update: Update, context: Context) -> None:
    """The clinics that broadcasts may name; a line behind the command adds one."""
    text = (update.message.text if update.message else None) or ""
    typed = text.partition(" ")[2].strip()
    await show(update, context, await door_of(context).clinics.show(visit_of(update), typed))


async def on_clinics_press(update: Update, context: Context) -> None:
    """A button of the clinics."""
    await show(update, context, await door_of(context).clinics.press(visit_of(update), _data(update)))


def _data(update: Update) -> str:
    return (update.callback_query.data if update.callback_query else None) or ""


HANDLERS = (
    CommandHandler("broadcast", on_broadcast, PRIVATE),
    CommandHandler("team", on_team, PRIVATE),
    CommandHandler("invite", on_invite, PRIVATE),
    CommandHandler("revoke", on_revoke, PRIVATE),
    CommandHandler("clinics", on_clinics, PRIVATE),
    CallbackQueryHandler(on_broadcast_press, pattern=r"^b:"),
    CallbackQueryHandler(on_read, pattern=r"^n:"),
    CallbackQueryHandler(on_team_press, pattern=r"^t:"),
    CallbackQueryHandler(on_clinics_press, pattern=r"^c:"),
)
