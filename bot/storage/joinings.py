"""Who took an invitation and waits until the inviter confirms it: both sides see one number, and compare it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.roles import Helper, Role
from bot.storage.keys import Keys
from bot.storage.roles import ASKED, free_number, give_role, hour_of, open_chat, seal_chat
from bot.storage.tables import invites, joinings

TABLE = "joinings"
LASTS = timedelta(hours=24)
TAKE = delete(invites).where(ASKED & invites.c.inviter.is_not(None)).returning(invites.c.role, invites.c.inviter)
ADDED = insert(joinings)
PUT = ADDED.on_conflict_do_update(
    index_elements=[joinings.c.index],
    set_={name: ADDED.excluded[name] for name in ("role", "inviter", "number", "until", "sealed")},
)
WAITING = select(joinings).where(joinings.c.inviter == bindparam("by"), joinings.c.until > bindparam("hour"))
REMOVE = delete(joinings).where(joinings.c.index == bindparam("row"))
PURGE = delete(joinings).where(joinings.c.until <= bindparam("hour"))


@dataclass(frozen=True, slots=True)
class Joining:
    """A chat that took an invitation: the role, who has to confirm, and the number that both sides see."""

    role: Role
    inviter: int
    number: int
    chat_id: int = field(repr=False)


def begin_joining(db: Connection, keys: Keys, chat_id: int, code_hash: bytes, *, now: datetime) -> Joining | None:
    """Take an invitation that somebody has to confirm; None where the code is wrong, used or old."""
    row = db.execute(TAKE, {"code": code_hash, "hour": hour_of(now)}).first()
    if row is None:
        return None
    joining = Joining(cast("Role", row.role), row.inviter, free_number(db), chat_id)
    index = keys.indexes(chat_id)[0]
    kept = {"index": index, "role": joining.role, "inviter": joining.inviter, "number": joining.number}
    until = hour_of(now + LASTS) + 1
    db.execute(PUT, kept | {"until": until, "sealed": seal_chat(keys, TABLE, index, chat_id)})
    return joining


def joinings_for(db: Connection, keys: Keys, inviter: int, *, now: datetime) -> tuple[Joining, ...]:
    """Who waits for this helper to confirm."""
    rows = db.execute(WAITING, {"by": inviter, "hour": hour_of(now)}).all()
    chats = [(row, open_chat(keys, TABLE, row[0], row.sealed)) for row in rows]  # a row's `index` is a tuple's
    return tuple([Joining(r.role, r.inviter, r.number, chat) for r, chat in chats if chat is not None])


def end_joining(db: Connection, keys: Keys, joining: Joining, *, confirmed: datetime | None) -> None:
    """End the waiting: with the role from that moment on, or without."""
    for index in keys.indexes(joining.chat_id):
        db.execute(REMOVE, {"row": index})
    if confirmed is not None:
        give_role(db, keys, joining.chat_id, Helper(joining.number, joining.role, confirmed))


def purge_joinings(db: Connection, now: datetime) -> int:
    """Delete those that nobody confirmed in a day; how many."""
    return db.execute(PURGE, {"hour": hour_of(now)}).rowcount
