"""The rows of broadcasts, sealed; how many had which outcome; the marks of those who have none that is known."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import structlog
from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.broadcasts import Broadcast
from bot.domain.courses import Course
from bot.domain.tallies import Tally
from bot.domain.values import Stale
from bot.storage.broadcast_blob import pack, unpack
from bot.storage.keys import Keys, Sealed
from bot.storage.tables import broadcast_counts, broadcast_marks, broadcasts

TABLE = "broadcasts"
Mark = Literal["sending", "later", "unknown"]
KEPT_AFTER = timedelta(days=30)
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
IN_FLIGHT = THIS & (broadcast_marks.c.state == "sending")
LAND = delete(broadcast_marks).where(IN_FLIGHT)
TURN = update(broadcast_marks).where(IN_FLIGHT).values(state=bindparam("as_it_is"))
LOST = update(broadcast_marks).where(OF & (broadcast_marks.c.state == "sending")).values(state="unknown")
UNMARK = delete(broadcast_marks).where(THIS)
UNMARK_EVERYWHERE = delete(broadcast_marks).where(
    broadcast_marks.c.index.in_(bindparam("rows", expanding=True)), broadcast_marks.c.state != "sending"
)
UNMARK_ALL = delete(broadcast_marks).where(OF)
COUNTED = insert(broadcast_counts)
ADD_TO = COUNTED.on_conflict_do_update(
    index_elements=[broadcast_counts.c.broadcast, broadcast_counts.c.outcome],
    set_={"n": broadcast_counts.c.n + COUNTED.excluded.n},
)
COUNTS_OF = broadcast_counts.c.broadcast == bindparam("name")
COUNTS = select(broadcast_counts.c.outcome, broadcast_counts.c.n).where(COUNTS_OF)
UNCOUNT_ALL = delete(broadcast_counts).where(COUNTS_OF)
IN_STATE = (
    select(broadcast_marks.c.index)
    .where(OF & (broadcast_marks.c.state == bindparam("as_it_is")))
    .order_by(broadcast_marks.c.index)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A broadcast as it is kept, with how far it has come and what became of those it met."""

    broadcast: Broadcast
    course: Course = field(default_factory=Course)
    tally: Tally = field(default_factory=Tally)


def load_broadcast(db: Connection, keys: Keys, name: str) -> Kept | None:
    """The broadcast of this id; None where there is none, or none that can be opened."""
    row = db.execute(FIND, {"name": name}).first()
    return _opened(db, keys, row) if row else None


def all_broadcasts(db: Connection, keys: Keys) -> tuple[Kept, ...]:
    """Every broadcast that can be opened: drafts, those under way, and those of the last thirty days."""
    found = [_opened(db, keys, row) for row in db.execute(ALL).all()]
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
    """Delete a broadcast, its marks and its counts."""
    for deletion in (DELETE, UNMARK_ALL, UNCOUNT_ALL):
        db.execute(deletion, {"name": name})


def purge_broadcasts(db: Connection, keys: Keys, now: datetime) -> int:
    """Delete what was over thirty days ago, and what was drafted so long ago and never sent; how many."""
    old = [k.broadcast.id for k in all_broadcasts(db, keys) if now - _last_of(k.broadcast, k.course) > KEPT_AFTER]
    for name in old:
        delete_broadcast(db, name)
    return len(old)


def mark(db: Connection, name: str, rows: tuple[bytes, ...], state: Mark) -> None:
    """Say of these subscriptions how they stand: in flight, to be tried again, or nobody knows."""
    if rows:
        db.execute(MARK, [{"broadcast": name, "index": row, "state": state} for row in rows])


def unmark(db: Connection, name: str, row: bytes) -> None:
    """Wait for this one no longer."""
    db.execute(UNMARK, {"name": name, "row": row})


def unmark_everywhere(db: Connection, keys: Keys, chat_id: int) -> int:
    """Delete what any broadcast notes of this chat under any live key; how many notes there were.

    Not of a message that is on its way: that note goes with its outcome.
    """
    return db.execute(UNMARK_EVERYWHERE, {"rows": keys.indexes(chat_id)}).rowcount


def land(db: Connection, name: str, row: bytes, outcome: str) -> None:
    """Count the outcome of one that was in flight, once: nothing where it is not in flight any more."""
    if db.execute(LAND, {"name": name, "row": row}).rowcount:
        count_outcome(db, name, outcome, 1)


def turn(db: Connection, name: str, row: bytes, state: Mark) -> bool:
    """One that was in flight stands so from now on; whether it was in flight."""
    return bool(db.execute(TURN, {"name": name, "row": row, "as_it_is": state}).rowcount)


def lose(db: Connection, name: str) -> int:
    """Whatever is still in flight is unknown from now on; how many."""
    return db.execute(LOST, {"name": name}).rowcount


def count_outcome(db: Connection, name: str, outcome: str, number: int) -> None:
    """So many more, or fewer, with this outcome."""
    if number:
        db.execute(ADD_TO, {"broadcast": name, "outcome": outcome, "n": number})


def marked(db: Connection, name: str, state: Mark, *, most: int) -> tuple[bytes, ...]:
    """The subscriptions that stand so, at most so many."""
    asked = {"name": name, "as_it_is": state, "most": most}
    return tuple(db.execute(IN_STATE, asked).scalars())


def _last_of(one: Broadcast, course: Course) -> datetime:
    return one.until or datetime.fromordinal(course.made.toordinal()).replace(tzinfo=UTC)


def _opened(db: Connection, keys: Keys, row: Any) -> Kept | None:
    name = row.id
    try:
        broadcast, course = unpack(keys.open(TABLE, name.encode(), row.sealed), name, row.revision)
    except (Sealed, ValueError):
        log.warning("broadcast-unreadable")
        return None
    counts = {outcome: n for outcome, n in db.execute(COUNTS, {"name": name}) if n}
    return Kept(broadcast, course, Tally(course.meant, counts))
