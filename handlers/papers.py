"""Papers and drawings: their buttons, and what is made beside the update."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from handlers.door import Context, acknowledge, door_of, show, visit_of


async def on_paper(update: Update, context: Context) -> None:
    """A button of the papers was pressed: show what comes next; a paper that was ordered is made beside it."""
    await show(update, context, await door_of(context).papers.press(visit_of(update), _data(update)))


async def on_where(update: Update, context: Context) -> None:
    """The button "show me where" was pressed: the question stays as it is, and a drawing comes below."""
    answer = await door_of(context).papers.where(visit_of(update), _data(update))
    if answer.spot:
        acknowledge(update, context, answer)
    else:
        await show(update, context, answer)


def _data(update: Update) -> str:
    return (update.callback_query.data if update.callback_query else None) or ""


HANDLERS = (
    CallbackQueryHandler(on_paper, pattern=r"^p:"),
    CallbackQueryHandler(on_where, pattern=r"^s:"),
)
