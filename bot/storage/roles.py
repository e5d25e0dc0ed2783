"""The rows of roles and invitations: taken once, found by blind index, ended but not forgotten.

That a chat held a role is kept after its end: reports of such chats are never counted.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, cast

import structlog
from sqlalchemy import Connection, LargeBinary, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.roles import Helper, Role
from bot.storage.keys import HEAD_BYTES, NONCE_BYTES, Keys, Sealed
from bot.storage.tables import invites, roles

TABLE = "roles"
CHAT_ID_BYTES = 8
SECONDS_AN_HOUR = 3600
MOST_AT_ONCE = 500
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Member:
    """A helper and the chat to write to."""

    helper: Helper
    chat_id: int = field(repr=False)


HEAD = func.substr(roles.c.sealed, 1, HEAD_BYTES - NONCE_BYTES, type_=LargeBinary)
VALID = invites.c.until > bindparam("hour")
ASKED = (invites.c.code_hash == bindparam("code")) & VALID
TAKE = delete(invites).where(ASKED & invites.c.inviter.is_(None)).returning(invites.c.role)
PURGE = delete(invites).where(~VALID)
GIVEN = insert(roles)
GIVE = GIVEN.on_conflict_do_update(
    index_elements=[roles.c.index],
    set_={name: GIVEN.excluded[name] for name in ("role", "ended", "sealed", "number", "since")},
)
MOVE = GIVEN.on_conflict_do_nothing()
THESE = roles.c.index.in_(bindparam("rows", expanding=True))
FIND = select(roles.c.role, roles.c.ended, roles.c.number, roles.c.since).where(THESE)
END = update(roles).where(THESE & roles.c.ended.is_(None)).values(ended=bindparam("day"))
DELETE = delete(roles).where(THESE)
HELD = select(roles).where(roles.c.ended.is_(None) & roles.c.number.is_not(None))
KNOWN = select(roles.c.number).where(roles.c.number == bindparam("one"))
END_ONE = update(roles).where((roles.c.number == bindparam("one")) & roles.c.ended.is_(None))
FIRST_NUMBER, NUMBERS = 100_000, 900_000
OLD = select(roles).where(HEAD.in_(bindparam("heads", expanding=True))).limit(MOST_AT_ONCE)


def make_invite(db: Connection, role: Role, code_hash: bytes, *, until: datetime, inviter: int | None = None) -> None:
    """Keep an invitation to a role until the end of that hour; of its code only the hash.

    With an inviter it gives nothing by itself: that helper has to confirm who took it (`bot.storage.joinings`).
    """
    row = {"code_hash": code_hash, "role": role, "until": hour_of(until) + 1, "inviter": inviter}
    db.execute(insert(invites), row)


def take_invite(db: Connection, keys: Keys, chat_id: int, code_hash: bytes, *, now: datetime) -> Role | None:
    """The role that the chat has from now on, in place of any other; None where the code is wrong, used or too old.

    Of two who take one invitation at once, one gets it.
    """
    role = db.execute(TAKE, {"code": code_hash, "hour": hour_of(now)}).scalar()
    if role is None:
        return None
    give_role(db, keys, chat_id, Helper(free_number(db), cast("Role", role), now))
    return cast("Role", role)


def give_role(db: Connection, keys: Keys, chat_id: int, helper: Helper) -> None:
    """The chat is this helper's from now on, in place of any other role."""
    index, *older = keys.indexes(chat_id)
    if older:
        db.execute(DELETE, {"rows": older})
    row = {"index": index, "role": helper.role, "ended": None, "sealed": seal_chat(keys, TABLE, index, chat_id)}
    db.execute(GIVE, row | {"number": helper.number, "since": hour_of(helper.since)})


def free_number(db: Connection) -> int:
    """A number of six digits, by chance, that no helper has or had."""
    while True:
        number = FIRST_NUMBER + secrets.randbelow(NUMBERS)
        if db.execute(KNOWN, {"one": number}).first() is None:
            return number


def purge_invites(db: Connection, now: datetime) -> int:
    """Delete the invitations whose time is over; how many."""
    return db.execute(PURGE, {"hour": hour_of(now)}).rowcount


def helper_of(db: Connection, keys: Keys, chat_id: int) -> Helper | None:
    """Who this chat is among the helpers now."""
    rows = db.execute(FIND, {"rows": keys.indexes(chat_id)}).all()
    return next((_helper(row) for row in rows if row.ended is None and row.number is not None), None)


def team_of(db: Connection, keys: Keys) -> tuple[Member, ...]:
    """Everybody who holds a role, by number; a row that cannot be opened is left out and `role-unreadable` logged."""
    members = (_member(keys, row) for row in db.execute(HELD).all())
    return tuple(sorted((m for m in members if m is not None), key=lambda m: m.helper.number))


def revoke_number(db: Connection, number: int, *, today: date) -> bool:
    """End the role of the helper with this number; whether there was one."""
    return bool(db.execute(END_ONE.values(ended=today.isoformat()), {"one": number}).rowcount)


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
    old_index, role, ended, sealed, number, since = row
    chat_id = open_chat(keys, TABLE, old_index, sealed)
    if chat_id is None:
        return False
    index = keys.indexes(chat_id)[0]
    db.execute(DELETE, {"rows": [old_index]})
    moved = {"role": role, "ended": ended, "number": number, "since": since}
    db.execute(MOVE, moved | {"index": index, "sealed": seal_chat(keys, TABLE, index, chat_id)})
    return True


def _member(keys: Keys, row: Any) -> Member | None:
    chat_id = open_chat(keys, TABLE, row[0], row.sealed)  # a row's `index` is a tuple's
    return None if chat_id is None else Member(_helper(row), chat_id)


def _helper(row: Any) -> Helper:
    """The row as a helper: since the end of the hour, so that no role counts as older than it is."""
    return Helper(row.number, row.role, datetime.fromtimestamp((row.since + 1) * SECONDS_AN_HOUR, UTC))


def seal_chat(keys: Keys, table: str, index: bytes, chat_id: int) -> bytes:
    """A chat id, sealed for its row."""
    return keys.seal(table, index, chat_id.to_bytes(CHAT_ID_BYTES, "big", signed=True))


def open_chat(keys: Keys, table: str, index: bytes, sealed: bytes) -> int | None:
    """The chat id of a row; None, and `role-unreadable` logged, where it cannot be opened."""
    try:
        return int.from_bytes(keys.open(table, index, sealed), "big", signed=True)
    except Sealed:
        log.warning("role-unreadable")
        return None


def hour_of(moment: datetime) -> int:
    """Whole hours since 1970."""
    return int(moment.timestamp()) // SECONDS_AN_HOUR
