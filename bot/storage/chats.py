"""The rows of chats: found by blind index, opened, saved against their revision, forgotten, purged."""

from dataclasses import replace
from datetime import date, timedelta

import structlog
from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.chat import Chat
from bot.domain.values import Stale
from bot.storage.chat_blob import pack, unpack
from bot.storage.keys import Keys, Sealed
from bot.storage.tables import chats

TABLE = "chats"
DAYS_KEPT = 30
MOST_AT_ONCE = 500
log = structlog.get_logger()

ONE = chats.c.index == bindparam("row")
AS_READ = ONE & (chats.c.revision == bindparam("read"))
FIND = select(chats.c.revision, chats.c.sealed).where(ONE)
ADD = insert(chats).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
CHANGE = update(chats).where(AS_READ)
DELETE_AS_READ = delete(chats).where(AS_READ)
DELETE = delete(chats).where(ONE)
OLD = select(chats.c.index).where(chats.c.day < bindparam("before")).limit(MOST_AT_ONCE)
PURGE = delete(chats).where(chats.c.index.in_(OLD))
COUNT = select(func.count()).select_from(chats)


def load_chat(db: Connection, keys: Keys, chat_id: int) -> Chat:
    """What is kept of the chat; an empty one where there is nothing.

    A row that cannot be opened (damaged, or of a newer version) can help nobody: the chat then starts anew in its
    place, so that the person is not locked out, and `chat-unreadable` is logged.
    """
    for index in keys.indexes(chat_id):
        row = db.execute(FIND, {"row": index}).first()
        if row is not None:
            return _opened(keys, index, row.revision, row.sealed)
    return Chat()


def save_chat(db: Connection, keys: Keys, chat_id: int, chat: Chat, *, today: date) -> Chat:
    """The chat as it is kept from now on, under the newest key; raises Stale where the row has changed since."""
    index, *older = keys.indexes(chat_id)
    saved = replace(chat, revision=chat.revision + 1)
    row = {
        "revision": saved.revision,
        "day": today.isoformat(),
        "sealed": keys.seal(TABLE, index, pack(saved)),
    }
    as_read = {"row": index, "read": chat.revision}
    if chat.revision and db.execute(CHANGE, row | as_read).rowcount:
        return saved
    if chat.revision and not any(db.execute(DELETE_AS_READ, as_read | {"row": old}).rowcount for old in older):
        raise Stale
    if not db.execute(ADD, row | {"index": index}).rowcount:
        raise Stale
    return saved


def forget_chat(db: Connection, keys: Keys, chat_id: int) -> Chat:
    """Delete all that is kept of the chat under every live key, and give what was there.

    It is in the file until a checkpoint: end with `Store.checkpoint()`; see there for what may outlast it.
    """
    chat = load_chat(db, keys, chat_id)
    for index in keys.indexes(chat_id):
        db.execute(DELETE, {"row": index})
    return chat


def purge_chats(db: Connection, today: date) -> int:
    """Delete chats whose last answer is more than 30 days ago, at most 500; how many. Call it again until none."""
    before = today - timedelta(days=DAYS_KEPT)
    return db.execute(PURGE, {"before": before.isoformat()}).rowcount


def count_chats(db: Connection) -> int:
    """How many chats have a row."""
    return db.execute(COUNT).scalar_one()


def _opened(keys: Keys, index: bytes, revision: int, sealed: bytes) -> Chat:
    try:
        return unpack(keys.open(TABLE, index, sealed), revision)
    except (Sealed, ValueError):
        log.warning("chat-unreadable")
        return Chat(revision=revision)
