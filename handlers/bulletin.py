"""For volunteers: /monitor, /reports, /stats, /court, /watch, /export. Whoever has no role gets the menu."""

from telegram import Update
from telegram.ext import CommandHandler, filters

from handlers.door import Context, door_of, show, visit_of

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE  # a command in an edited message is none


async def on_monitor(update: Update, context: Context) -> None:
    """A link that signs in to the monitor."""
    await show(update, context, await door_of(context).bulletin.monitor(visit_of(update)))


async def on_reports(update: Update, context: Context) -> None:
    """What was released up to now."""
    await show(update, context, await door_of(context).bulletin.reports(visit_of(update)))


async def on_stats(update: Update, context: Context) -> None:
    """The months as text, and a chart beside it."""
    door, visit = door_of(context), visit_of(update)
    answer = await door.bulletin.months(visit)
    if answer.screen.name == "stats":
        door.replies.after(door.post.chart(visit))
    await show(update, context, answer)


async def on_court(update: Update, context: Context) -> None:
    """The numbers of one court."""
    words = " ".join(context.args or ())
    await show(update, context, await door_of(context).bulletin.court(visit_of(update), words))


async def on_watch(update: Update, context: Context) -> None:
    """Tell me once when enough people reported something."""
    words = " ".join(context.args or ())
    await show(update, context, await door_of(context).watching.watch(visit_of(update), words))


async def on_export(update: Update, context: Context) -> None:
    """The tables as files."""
    door, visit = door_of(context), visit_of(update)
    answer = await door.bulletin.export(visit)
    if answer.screen.name == "export":
        door.replies.after(door.post.files(visit))
    await show(update, context, answer)


HANDLERS = (
    CommandHandler("monitor", on_monitor, PRIVATE),
    CommandHandler("reports", on_reports, PRIVATE),
    CommandHandler("stats", on_stats, PRIVATE),
    CommandHandler("court", on_court, PRIVATE),
    CommandHandler("watch", on_watch, PRIVATE),
    CommandHandler("export", on_export, PRIVATE),
)
