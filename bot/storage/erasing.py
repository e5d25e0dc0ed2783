"""What goes when somebody stops what they asked for, and when they are forgotten: rows of several tables at once."""

from sqlalchemy import Connection

from bot.domain.chat import Chat
from bot.domain.subscriptions import Subscription
from bot.storage.broadcasts import unmark_everywhere
from bot.storage.chats import forget_chat
from bot.storage.keys import Keys
from bot.storage.outbox import drop_of
from bot.storage.subscriptions import delete_subscription, load_subscription


def end_subscription(db: Connection, keys: Keys, chat_id: int) -> None:
    """Delete the chat's subscription, the reminders that wait to be sent, and what broadcasts note of it."""
    delete_subscription(db, keys, chat_id)
    drop_of(db, keys, chat_id)
    unmark_everywhere(db, keys, chat_id)


def erase_person(db: Connection, keys: Keys, chat_id: int) -> tuple[Chat, Subscription | None]:
    """Delete all that is kept of a person under every live key, and give what was there.

    It is in the file until a checkpoint: end with `Store.compact()`; see there for what may outlast it.
    """
    kept = load_subscription(db, keys, chat_id)
    end_subscription(db, keys, chat_id)
    return forget_chat(db, keys, chat_id), kept
