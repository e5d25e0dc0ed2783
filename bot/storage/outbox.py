"""The reminders of the next hour: one sealed row each, found by nothing that tells whom or when."""

import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime

import orjson
import structlog
from sqlalchemy import Connection, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.reminders import Reminder
from bot.storage.keys import Keys, Sealed
from bot.storage.tables import outbox

TABLE = "outbox"
MOST_AT_ONCE = 500
log = structlog.get_logger()

ADD = insert(outbox).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
DELETE = delete(outbox).where(outbox.c.id.in_(bindparam("rows", expanding=True)))
SCAN = select(outbox).where(outbox.c.id > bindparam("after")).order_by(outbox.c.id).limit(bindparam("most"))
COUNT = select(func.count()).select_from(outbox)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reminder that waits to be sent; `id` is its row's."""

    id: bytes
    chat_id: int = field(repr=False)
    reminder: Reminder


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in the order of their ids; `cursor` is where the next page begins, None after the last."""

    found: tuple[Waiting, ...]
    cursor: bytes | None
    unreadable: tuple[bytes, ...] = ()


def put_out(db: Connection, keys: Keys, given: list[tuple[int, Reminder]]) -> int:
    """Let these reminders wait; how many did not wait yet. One reminder of one chat has one row."""
    secret = keys.derive(TABLE)
    return sum([_put(db, keys, secret, chat_id, reminder) for chat_id, reminder in given])


def _put(db: Connection, keys: Keys, secret: bytes, chat_id: int, reminder: Reminder) -> int:
    told = orjson.dumps([chat_id, reminder.kind, reminder.of, reminder.mark, reminder.not_after.date().isoformat()])
    row = hmac.digest(secret, told, "sha256")
    moments = (int(reminder.at.timestamp()), int(reminder.not_after.timestamp()))
    plain = orjson.dumps([chat_id, reminder.kind, reminder.of, reminder.mark, *moments])
    return db.execute(ADD, {"id": row, "sealed": keys.seal(TABLE, row, plain)}).rowcount


def look_through(db: Connection, keys: Keys, after: bytes = b"", *, most: int = MOST_AT_ONCE) -> Page:
    """The next waiting reminders behind a cursor; rows that cannot be opened are named, to be dropped."""
    rows = db.execute(SCAN, {"after": after, "most": most}).all()
    opened = [(row[0], _opened(keys, row[0], row[1])) for row in rows]
    found = tuple([one for _, one in opened if one is not None])
    closed = tuple([row for row, one in opened if one is None])
    return Page(found, rows[-1][0] if len(rows) == most else None, closed)


def drop(db: Connection, *rows: bytes) -> int:
    """Delete rows; how many there were."""
    return db.execute(DELETE, {"rows": rows}).rowcount if rows else 0


def drop_of(db: Connection, keys: Keys, chat_id: int) -> int:
    """Delete what waits for one chat; how many there were. All rows are opened, since none tells whose it is."""
    found, after = 0, b""
    while True:
        page = look_through(db, keys, after)
        found += drop(db, *(one.id for one in page.found if one.chat_id == chat_id))
        if page.cursor is None:
            return found
        after = page.cursor


def count_waiting(db: Connection) -> int:
    """How many reminders wait."""
    return db.execute(COUNT).scalar_one()


def _opened(keys: Keys, row: bytes, sealed: bytes) -> Waiting | None:
    try:
        chat_id, kind, of, mark, at, not_after = orjson.loads(keys.open(TABLE, row, sealed))
    except (Sealed, ValueError):
        log.warning("reminder-unreadable")
        return None
    at, not_after = (datetime.fromtimestamp(moment, UTC) for moment in (at, not_after))
    return Waiting(row, chat_id, Reminder(kind, of, mark, at, not_after))
