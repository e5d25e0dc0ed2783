"""The rows of broadcasts, sealed, and the marks of those who were in flight when it was last heard of them."""

from dataclasses import dataclass, field, replace
from typing import Literal

import structlog
from sqlalchemy import Connection, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.broadcasts import Broadcast
from bot.domain.courses import Course
from bot.domain.values import Stale
from bot.storage.broadcast_blob import pack, unpack
from bot.storage.keys import Keys, Sealed
from bot.storage.tables import broadcast_marks, broadcasts

TABLE = "broadcasts"
Mark = Literal["sending", "later", "unknown"]
log = structlog.get_logger()

ONE = broadcasts.c.id == bindparam("name")
FIND = select(broadcasts).where(ONE)
ALL = select(broadcasts)
ADD = insert(broadcasts).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
CHANGE = update(broadcasts).where(ONE & (broadcasts.c.revision == bindparam("read")))
DELETE = delete(broadcasts).where(ONE)
OF = broadcast_marks.c.broadcast == bindparam("name")
THIS = OF & (broadcast_marks.c.index == bindparam("row"))
MARKED = insert(broadcast_marks)
MARK = MARKED.on_conflict_do_update(
    index_elements=[broadcast_marks.c.broadcast, broadcast_marks.c.index], set_={"state": MARKED.excluded.state}
)
UNMARK = delete(broadcast_marks).where(THIS)
UNMARK_ALL = delete(broadcast_marks).where(OF)
STATE = select(broadcast_marks.c.state).where(THIS)
IN_STATE = (
    select(broadcast_marks.c.index)
    .where(OF & (broadcast_marks.c.state == bindparam("as_it_is")))
    .order_by(broadcast_marks.c.index)
    .limit(bindparam("most"))
)
COUNT = (
    select(func.count()).select_from(broadcast_marks).where(OF & (broadcast_marks.c.state == bindparam("as_it_is")))
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A broadcast as it is kept, with how far it has come."""

    broadcast: Broadcast
    course: Course = field(default_factory=Course)


def load_broadcast(db: Connection, keys: Keys, name: str) -> Kept | None:
    """The broadcast of this id; None where there is none, or none that can be opened."""
    row = db.execute(FIND, {"name": name}).first()
    return _opened(keys, row.id, row.revision, row.sealed) if row else None


def all_broadcasts(db: Connection, keys: Keys) -> tuple[Kept, ...]:
    """Every broadcast that can be opened: drafts, those under way, and those of the last thirty days."""
    found = [_opened(keys, row.id, row.revision, row.sealed) for row in db.execute(ALL).all()]
    return tuple([kept for kept in found if kept is not None])


def save_broadcast(db: Connection, keys: Keys, kept: Kept) -> Kept:
    """The broadcast as it is kept from now on; raises Stale where the row has changed since."""
    read = kept.broadcast.revision
    saved = replace(kept, broadcast=replace(kept.broadcast, revision=read + 1))
    name = kept.broadcast.id
    row = {"revision": read + 1, "sealed": keys.seal(TABLE, name.encode(), pack(saved.broadcast, saved.course))}
    if read:
        changed = db.execute(CHANGE.values(**row), {"name": name, "read": read}).rowcount
    else:
        changed = db.execute(ADD, row | {"id": name}).rowcount
    if not changed:
        raise Stale
    return saved


def delete_broadcast(db: Connection, name: str) -> None:
    """Delete a broadcast and its marks."""
    db.execute(DELETE, {"name": name})
    db.execute(UNMARK_ALL, {"name": name})


def mark(db: Connection, name: str, rows: tuple[bytes, ...], state: Mark) -> None:
    """Say of these subscriptions how they stand: in flight, to be tried again, or nobody knows."""
    if rows:
        db.execute(MARK, [{"broadcast": name, "index": row, "state": state} for row in rows])


def unmark(db: Connection, name: str, row: bytes) -> None:
    """The outcome of this one is known."""
    db.execute(UNMARK, {"name": name, "row": row})


def mark_of(db: Connection, name: str, row: bytes) -> str:
    """How this one stands; empty where it has no mark."""
    return db.execute(STATE, {"name": name, "row": row}).scalar() or ""


def marked(db: Connection, name: str, state: Mark, *, most: int) -> tuple[bytes, ...]:
    """The subscriptions that stand so, at most so many."""
    asked = {"name": name, "as_it_is": state, "most": most}
    return tuple(db.execute(IN_STATE, asked).scalars())


def count_marked(db: Connection, name: str, state: Mark) -> int:
    """How many stand so."""
    return db.execute(COUNT, {"name": name, "as_it_is": state}).scalar_one()


def _opened(keys: Keys, name: str, revision: int, sealed: bytes) -> Kept | None:
    try:
        return Kept(*unpack(keys.open(TABLE, name.encode(), sealed), name, revision))
    except (Sealed, ValueError):
        log.warning("broadcast-unreadable")
        return None
