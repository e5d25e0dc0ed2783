"""The rows of roles and invitations: taken once, found by blind index, ended but not forgotten.

That a chat held a role is kept after its end: reports of such chats are never counted.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

import structlog
from sqlalchemy import Connection, LargeBinary, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.roles import Role
from bot.storage.keys import HEAD_BYTES, NONCE_BYTES, Keys, Sealed
from bot.storage.tables import invites, roles

TABLE = "roles"
CHAT_ID_BYTES = 8
SECONDS_AN_HOUR = 3600
MOST_AT_ONCE = 500
log = structlog.get_logger()

HEAD = func.substr(roles.c.sealed, 1, HEAD_BYTES - NONCE_BYTES, type_=LargeBinary)
VALID = invites.c.until > bindparam("hour")
TAKE = delete(invites).where((invites.c.code_hash == bindparam("code")) & VALID).returning(invites.c.role)
PURGE = delete(invites).where(~VALID)
GIVEN = insert(roles)
GIVE = GIVEN.on_conflict_do_update(
    index_elements=[roles.c.index],
    set_={"role": GIVEN.excluded.role, "ended": None, "sealed": GIVEN.excluded.sealed},
)
MOVE = GIVEN.on_conflict_do_nothing()
THESE = roles.c.index.in_(bindparam("rows", expanding=True))
FIND = select(roles.c.role, roles.c.ended).where(THESE)
END = update(roles).where(THESE & roles.c.ended.is_(None)).values(ended=bindparam("day"))
DELETE = delete(roles).where(THESE)
OLD = select(roles).where(HEAD.in_(bindparam("heads", expanding=True))).limit(MOST_AT_ONCE)


def make_invite(db: Connection, role: Role, code_hash: bytes, *, until: datetime) -> None:
    """Keep an invitation to a role until the end of that hour; of its code only the hash."""
    db.execute(insert(invites), {"code_hash": code_hash, "role": role, "until": _hour(until) + 1})


def take_invite(db: Connection, keys: Keys, chat_id: int, code_hash: bytes, *, now: datetime) -> Role | None:
    """The role that the chat has from now on, in place of any other; None where the code is wrong, used or too old.

    Of two who take one invitation at once, one gets it.
    """
    role = db.execute(TAKE, {"code": code_hash, "hour": _hour(now)}).scalar()
    if role is None:
        return None
    index, *older = keys.indexes(chat_id)
    if older:
        db.execute(DELETE, {"rows": older})
    db.execute(GIVE, {"index": index, "role": role, "ended": None, "sealed": _sealed(keys, index, chat_id)})
    return cast("Role", role)


def purge_invites(db: Connection, now: datetime) -> int:
    """Delete the invitations whose time is over; how many."""
    return db.execute(PURGE, {"hour": _hour(now)}).rowcount


def role_of(db: Connection, keys: Keys, chat_id: int) -> Role | None:
    """The role that the chat holds now."""
    held = [row.role for row in db.execute(FIND, {"rows": keys.indexes(chat_id)}) if row.ended is None]
    return held[0] if held else None


def ever_held(db: Connection, keys: Keys, chat_id: int) -> bool:
    """Whether the chat holds a role or held one."""
    return db.execute(FIND, {"rows": keys.indexes(chat_id)}).first() is not None


def revoke(db: Connection, keys: Keys, chat_id: int, *, today: date) -> bool:
    """End the chat's role; whether there was one."""
    return bool(db.execute(END, {"rows": keys.indexes(chat_id), "day": today.isoformat()}).rowcount)


def reindex_roles(db: Connection, keys: Keys) -> int:
    """Rewrite rows of older live keys under the newest, at most 500; how many. Call it again until none.

    A role has no last visit that would rewrite it, and with a dead key its row could never be found again.
    A row that cannot be opened stays as it is until its key dies, and `role-unreadable` is logged.
    """
    _, *heads = keys.heads
    return sum([_moved(db, keys, row) for row in db.execute(OLD, {"heads": heads}).all()])


def _moved(db: Connection, keys: Keys, row: Sequence[Any]) -> bool:
    old_index, role, ended, sealed = row
    try:
        chat_id = int.from_bytes(keys.open(TABLE, old_index, sealed), "big", signed=True)
    except Sealed:
        log.warning("role-unreadable")
        return False
    index = keys.indexes(chat_id)[0]
    db.execute(DELETE, {"rows": [old_index]})
    db.execute(MOVE, {"index": index, "role": role, "ended": ended, "sealed": _sealed(keys, index, chat_id)})
    return True


def _sealed(keys: Keys, index: bytes, chat_id: int) -> bytes:
    return keys.seal(TABLE, index, chat_id.to_bytes(CHAT_ID_BYTES, "big", signed=True))


def _hour(moment: datetime) -> int:
    return int(moment.timestamp()) // SECONDS_AN_HOUR
