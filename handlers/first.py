"""The first words and the fixed pages: /start, /language, /help, /privacy, and the buttons between them."""

import re

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.services.visit import Answer, Visit
from handlers.check import press
from handlers.door import Context, Door, door_of, show, visit_of

INVITE = re.compile(r"[A-Za-z0-9_-]{43}")
BEGINS = {
    "check": "notice-check",
    "more-time": "more-time",
    "missed": "missed-hearing",
    "scam": "scam-check",
    "remind": "remind",
}
PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE  # a command in an edited message is none


async def on_start(update: Update, context: Context) -> None:
    """The languages at first, later the menu; behind a one-time link, the role it gives."""
    door, visit = door_of(context), visit_of(update)
    code = context.args[0] if context.args else ""
    joins = INVITE.fullmatch(code) is not None
    await show(update, context, await (door.team.join(visit, code) if joins else door.people.start(visit)))


async def on_language(update: Update, context: Context) -> None:
    """The list of languages."""
    await show(update, context, await door_of(context).people.languages(visit_of(update)))


async def on_help(update: Update, context: Context) -> None:
    """How this works."""
    await show(update, context, await door_of(context).people.page(visit_of(update), "help"))


async def on_privacy(update: Update, context: Context) -> None:
    """What is kept and what is not."""
    await show(update, context, await door_of(context).people.page(visit_of(update), "privacy"))


async def on_go(update: Update, context: Context) -> None:
    """A language or a button between pages was pressed."""
    data = (update.callback_query.data if update.callback_query else None) or ""
    await show(update, context, await follow(door_of(context), visit_of(update), data))


async def follow(door: Door, visit: Visit, data: str) -> Answer:
    """Go where a button goes: a language, a page, a walk, papers, a drawing; to the menu for an unknown page."""
    kind, _, page = data.partition(":")
    if kind == "w":
        return await press(door, visit, data)
    if kind == "p":
        return await door.papers.press(visit, data)
    if kind == "s":
        return await door.papers.where(visit, data)
    if kind == "r":
        return await door.reminding.press(visit, data)
    if kind == "n":
        return await door.broadcasts.read(visit, page)
    if kind == "l":
        return await door.people.choose(visit, page)
    ways = {
        "start": door.people.start,
        "understood": door.people.understood,
        "language": door.people.languages,
        "resume": door.checks.resume,
        "forget-now": door.people.forget,
    }
    if page in BEGINS:
        return await door.checks.begin(visit, BEGINS[page])
    if page.startswith("new."):
        return await door.checks.begin(visit, anew=page.removeprefix("new."))
    if page.startswith("on."):
        return await door.checks.resume(visit, page.removeprefix("on."))
    return await (ways[page](visit) if page in ways else door.people.page(visit, page))


HANDLERS = (
    CommandHandler("start", on_start, PRIVATE),
    CommandHandler("language", on_language, PRIVATE),
    CommandHandler("help", on_help, PRIVATE),
    CommandHandler("privacy", on_privacy, PRIVATE),
    CallbackQueryHandler(on_go, pattern=r"^[lg]:"),
)
