"""The door: what a handler needs, who visits, and the one way something is shown."""

from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import CallbackContext

from bot.services.broadcasting import Broadcasts
from bot.services.bulletin import Bulletin
from bot.services.bulletin_post import BulletinPost
from bot.services.checks import Checks
from bot.services.clinics import Clinics
from bot.services.counting import Counting
from bot.services.delivery import Delivery
from bot.services.messages import message_call
from bot.services.papers import Papers
from bot.services.people import People
from bot.services.reminding import Reminding
from bot.services.talk import Talk
from bot.services.team import Team
from bot.services.visit import Answer, Visit
from bot.services.watching import Watching
from bot.telegram.reply import Replies
from bot.telegram.seen import Tapped
from bot.text.words import Words
from handlers.introduce import menu_call

Context = CallbackContext[Any, Any, Any, Any]
DOOR = "door"
SECONDS_AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Door:
    """The use cases, the words, and the way out; put into the application by the composition root."""

    checks: Checks
    counting: Counting
    talk: Talk
    people: People
    team: Team
    broadcasts: Broadcasts
    clinics: Clinics
    papers: Papers
    delivery: Delivery
    bulletin: Bulletin
    post: BulletinPost
    watching: Watching
    reminding: Reminding
    words: dict[str, Words]
    replies: Replies


def door_of(context: Context) -> Door:
    """The door of this application."""
    door: Door = context.application.bot_data[DOOR]
    return door


def visit_of(update: Update) -> Visit:
    """Who visits with this update; the tapped message where there is one that the bot still sees."""
    chat, user, press = update.effective_chat, update.effective_user, update.callback_query
    shown = press.message if press else None
    tapped = shown if shown is not None and shown.is_accessible else None
    return Visit(
        chat.id if chat else 0,
        update.update_id,
        tapped.message_id if tapped else 0,
        int(tapped.date.timestamp()) // SECONDS_AN_HOUR if tapped else 0,
        (user.language_code or "") if user else "",
    )


async def show(update: Update, context: Context, answer: Answer) -> None:
    """Show the answer: a handler's last act. A tap edits its message in place, typed text is answered below.

    Under a picture there is no text that could be edited, and in the body of a webhook's answer nobody would see
    that Telegram refused it: so a tap under a picture is answered below too.
    """
    door = door_of(context)
    visit = visit_of(update)
    words = door.words[answer.language]
    call = message_call(words, answer.screen, visit.chat_id)
    _beside(update, visit, answer, door)
    if visit.message_id and not answer.delete and not _is_file(update):
        call |= {"method": "editMessageText", "message_id": visit.message_id}
    await door.replies.deliver(call, in_body=True)


def _is_file(update: Update) -> bool:
    """Whether the tapped message is a picture or a file."""
    tapped = update.callback_query.message if update.callback_query else None
    return isinstance(tapped, Tapped) and tapped.is_file


def acknowledge(update: Update, context: Context, answer: Answer) -> None:
    """Answer a press with its toast alone, where what it asked for comes below."""
    _beside(update, visit_of(update), answer, door_of(context))


def _beside(update: Update, visit: Visit, answer: Answer, door: Door) -> None:
    """What goes out beside the answer and needs no result: the toast, old buttons, messages taken back, papers."""
    words = door.words[answer.language]
    if answer.wanted is not None:
        door.replies.after(door.delivery.paper(visit.chat_id, answer.language, answer.wanted))
    if answer.spot:
        door.replies.after(door.delivery.drawing(visit.chat_id, answer.language, answer.spot))
    if answer.notices:
        door.replies.after(door.delivery.notices(answer.notices))
    for menu in answer.menus:
        door.replies.background(menu_call(words, menu.chat_id, menu.role))
    to_chat = {"chat_id": visit.chat_id}
    if update.callback_query is not None:
        toast = {"text": words.block("walk/toasts", answer.toast, {})} if answer.toast else {}
        press = {"callback_query_id": update.callback_query.id}
        door.replies.background({"method": "answerCallbackQuery", **press, **toast})
    elif answer.retire:
        old = {"message_id": answer.retire, "reply_markup": {"inline_keyboard": []}}
        door.replies.background({"method": "editMessageReplyMarkup", **to_chat, **old})
    if answer.delete:
        door.replies.background({"method": "deleteMessages", **to_chat, "message_ids": list(answer.delete)})
    if answer.delete_typed and update.message is not None:
        typed = {"message_id": update.message.message_id}
        door.replies.background({"method": "deleteMessage", **to_chat, **typed})
