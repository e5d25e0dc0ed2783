"""The rows of subscriptions: found by blind index, saved against their revision, looked through in its order.

No column tells a date, a court or a chat: what is due is known only by opening every row, which a scan does.
"""

from dataclasses import dataclass, replace

import structlog
from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.subscriptions import Subscription
from bot.domain.values import Stale
from bot.storage.keys import Keys, Sealed
from bot.storage.subscription_blob import pack, unpack
from bot.storage.tables import subscriptions

TABLE = "subscriptions"
MOST_AT_ONCE = 500
FIRST = b""  # before every index
log = structlog.get_logger()

ONE = subscriptions.c.index == bindparam("row")
AS_READ = ONE & (subscriptions.c.revision == bindparam("read"))
FIND = select(subscriptions.c.revision, subscriptions.c.sealed).where(ONE)
ADD = insert(subscriptions).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
CHANGE = update(subscriptions).where(AS_READ)
DELETE_AS_READ = delete(subscriptions).where(AS_READ)
DELETE = delete(subscriptions).where(subscriptions.c.index.in_(bindparam("rows", expanding=True)))
SCAN = (
    select(subscriptions)
    .where(subscriptions.c.index > bindparam("after"))
    .order_by(subscriptions.c.index)
    .limit(bindparam("most"))
)
COUNT = select(func.count()).select_from(subscriptions)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some subscriptions in the order of their rows; `cursor` is where the next chunk begins, None after the last.

    `older` are the chats of those that an older key sealed.
    """

    found: tuple[Subscription, ...]
    cursor: bytes | None
    older: tuple[int, ...] = ()


def load_subscription(db: Connection, keys: Keys, chat_id: int) -> Subscription | None:
    """The chat's subscription; None where there is none, or none that can be opened."""
    for index in keys.indexes(chat_id):
        row = db.execute(FIND, {"row": index}).first()
        if row is not None:
            return _opened(keys, index, row.revision, row.sealed)
    return None


def save_subscription(db: Connection, keys: Keys, subscription: Subscription) -> Subscription:
    """The subscription as it is kept from now on, under the newest key; raises Stale where the row has changed."""
    index, *older = keys.indexes(subscription.chat_id)
    saved = replace(subscription, revision=subscription.revision + 1)
    row = {"revision": saved.revision, "sealed": keys.seal(TABLE, index, pack(saved))}
    as_read = {"row": index, "read": subscription.revision}
    if subscription.revision and db.execute(CHANGE, row | as_read).rowcount:
        return saved
    if subscription.revision and not any(
        db.execute(DELETE_AS_READ, as_read | {"row": old}).rowcount for old in older
    ):
        raise Stale
    if not db.execute(ADD, row | {"index": index}).rowcount:
        raise Stale
    return saved


def speak(db: Connection, keys: Keys, chat_id: int, language: str) -> None:
    """From now on send in this language, where there is a subscription."""
    found = load_subscription(db, keys, chat_id)
    if found is not None and found.language != language:
        save_subscription(db, keys, replace(found, language=language))


def delete_subscription(db: Connection, keys: Keys, chat_id: int) -> bool:
    """Delete the chat's subscription under every live key; whether there was one."""
    return bool(db.execute(DELETE, {"rows": keys.indexes(chat_id)}).rowcount)


def scan_subscriptions(db: Connection, keys: Keys, after: bytes = FIRST, *, most: int = MOST_AT_ONCE) -> Chunk:
    """The next subscriptions behind a cursor, at most so many rows; a row that cannot be opened is left out.

    A row that moves under a new key meanwhile may be met twice or not at all: whoever cannot bear that notes in the
    value what was done.
    """
    most = min(most, MOST_AT_ONCE)
    rows = db.execute(SCAN, {"after": after, "most": most}).all()
    opened = [_opened(keys, index, revision, sealed) for index, revision, sealed in rows]
    found = tuple([one for one in opened if one is not None])
    old = [one.chat_id for one, row in zip(opened, rows, strict=True) if one and not keys.is_newest(row[2])]
    return Chunk(found, rows[-1][0] if len(rows) == most else None, tuple(old))


def count_subscriptions(db: Connection) -> int:
    """How many chats have a subscription."""
    return db.execute(COUNT).scalar_one()


def _opened(keys: Keys, index: bytes, revision: int, sealed: bytes) -> Subscription | None:
    try:
        return unpack(keys.open(TABLE, index, sealed), revision)
    except (Sealed, ValueError):
        log.warning("subscription-unreadable")
        return None
