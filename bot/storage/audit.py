"""The rows of the team's log: only ever added to, and the key, the head and the last day it was told, sealed.

The database itself refuses to change or delete a row. The head is sealed with the key, so that rows cut off at the
end are missed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.audit import (
    CONSOLE,
    FIRST,
    KEY_BYTES,
    LINK_BYTES,
    Broken,
    Entry,
    Head,
    Linked,
    actor_of,
    first_break,
    follow,
)
from bot.domain.values import Stale
from bot.storage.keys import Keys, Sealed
from bot.storage.report_keys import Randomness
from bot.storage.tables import audit, audit_state

STATE, ROW = "audit_state", "head"
NUMBER_BYTES = 8
NEVER = ""
ADD = insert(audit)
FIND = select(audit_state.c.sealed).where(audit_state.c.name == ROW)
HOLD = FIND.with_for_update()
BEGIN = insert(audit_state).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
KEEP = update(audit_state).where(audit_state.c.name == ROW).values(sealed=bindparam("state"))
TELL = (
    update(audit_state)
    .where(audit_state.c.name == ROW, audit_state.c.told < bindparam("day"))
    .values(told=bindparam("day"))
)
ALL = select(audit.c.n, audit.c.day, audit.c.actor, audit.c.action, audit.c.about, audit.c.link).order_by(audit.c.n)
SIZE = select(func.count()).select_from(audit)


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody of the team did; `chat_id` is None for whoever runs the command line."""

    chat_id: int | None
    action: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class _State:
    """What is sealed: the key of the chain and its head."""

    key: bytes
    head: Head

    @property
    def plain(self) -> bytes:
        return self.key + self.head.n.to_bytes(NUMBER_BYTES, "big") + self.head.link

    @classmethod
    def of(cls, plain: bytes) -> "_State":
        key, rest = plain[:KEY_BYTES], plain[KEY_BYTES:]
        return cls(key, Head(int.from_bytes(rest[:NUMBER_BYTES], "big"), rest[NUMBER_BYTES:][:LINK_BYTES]))


def note_deed(db: Connection, keys: Keys, deed: Deed, *, today: date, randomness: Randomness) -> None:
    """Add a deed to the log, in the unit of work that does it: both are on the disk, or neither.

    Raises Sealed where no live root key opens the log's own key, ValueError for an action or a thing too long.
    """
    state = _state(db, keys, randomness)
    actor = CONSOLE if deed.chat_id is None else actor_of(state.key, deed.chat_id)
    linked = follow(state.key, state.head, Entry(state.head.n + 1, today.isoformat(), actor, deed.action, deed.about))
    entry = linked.entry
    row = {"n": entry.n, "day": entry.day, "actor": entry.actor, "action": entry.action, "about": entry.about}
    db.execute(ADD, row | {"link": linked.link})
    db.execute(KEEP, {"state": _sealed(keys, _State(state.key, Head(entry.n, linked.link)))})


def examine_log(db: Connection, keys: Keys) -> tuple[int, Broken, Head]:
    """Where the log is not as it was written and what is wrong there (0 and "" where it is whole), and its head."""
    sealed = db.execute(FIND).scalar()
    if sealed is None:
        return (1, "head", Head()) if db.execute(SIZE).scalar() else (0, "", Head())
    try:
        state = _State.of(keys.open(STATE, ROW.encode(), sealed))
    except Sealed:
        return 0, "head", Head()
    number, broken = first_break(state.key, read_log(db), state.head)
    return number, broken, state.head


def read_log(db: Connection) -> Iterator[Linked]:
    """The whole log, in order."""
    for n, day, actor, action, about, link in db.execute(ALL):
        yield Linked(Entry(n, day, actor, action, about), bytes(link))


def head_to_tell(db: Connection, keys: Keys, *, today: date) -> Head | None:
    """The head, once a day for whoever asks first; None for everybody else, and while the log is empty."""
    if not db.execute(TELL, {"day": today.isoformat()}).rowcount:
        return None
    return examine_head(db, keys)


def examine_head(db: Connection, keys: Keys) -> Head | None:
    """The head alone; None while the log is empty, or where no live key opens it."""
    sealed = db.execute(FIND).scalar()
    try:
        return None if sealed is None else _State.of(keys.open(STATE, ROW.encode(), sealed)).head
    except Sealed:
        return None


def reseal_log(db: Connection, keys: Keys) -> int:
    """Seal the log's key and head under the newest root key: 1 where an older one had sealed them, else 0."""
    sealed = db.execute(HOLD).scalar()
    if sealed is None or keys.is_newest(sealed):
        return 0
    try:
        state = _State.of(keys.open(STATE, ROW.encode(), sealed))
    except Sealed:
        return 0
    db.execute(KEEP, {"state": _sealed(keys, state)})
    return 1


def _state(db: Connection, keys: Keys, randomness: Randomness) -> _State:
    """The state, held until this unit ends, so that of two who add at once one waits; made where there is none."""
    sealed = db.execute(HOLD).scalar()
    if sealed is not None:
        return _State.of(keys.open(STATE, ROW.encode(), sealed))
    made = _State(randomness(KEY_BYTES), Head(0, FIRST))
    if not db.execute(BEGIN, {"name": ROW, "told": NEVER, "sealed": _sealed(keys, made)}).rowcount:
        raise Stale  # another process began it meanwhile
    return made


def _sealed(keys: Keys, state: _State) -> bytes:
    return keys.seal(STATE, ROW.encode(), state.plain)
