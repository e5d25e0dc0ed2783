"""Everything that is no command and no button: typed words, pictures, voice; and what is said after a failure."""

from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.domain.pages import show_page
from bot.domain.values import Unavailable
from bot.services.visit import Answer
from handlers.door import Context, door_of, show, visit_of
from handlers.first import follow

NEW_AND_PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


async def on_text(update: Update, context: Context) -> None:
    """Typed words: tried against the open question first."""
    text = (update.message.text if update.message else None) or ""
    door, visit = door_of(context), visit_of(update)
    answer = await door.talk.typed(visit, text)
    await show(update, context, await follow(door, visit, answer.follow) if answer.follow else answer)


async def on_anything_else(update: Update, context: Context) -> None:
    """A picture, a file, a voice message, a sticker: it is not opened."""
    await show(update, context, await door_of(context).talk.not_text(visit_of(update)))


async def on_failure(update: Update, context: Context) -> None:
    """Something failed: say "press again" in the person's language."""
    people, visit = door_of(context).people, visit_of(update)
    try:
        language = await people.language_of(visit)
    except Unavailable:
        language = people.desk.guess(visit.hint)
    await show(update, context, Answer(show_page("failed"), language))


HANDLERS = (
    MessageHandler(NEW_AND_PRIVATE & filters.TEXT, on_text),
    MessageHandler(NEW_AND_PRIVATE, on_anything_else),
)
