"""Who holds a role now: their chats, for what is told to all of them."""

from sqlalchemy import Connection, bindparam, select

from bot.domain.roles import Role
from bot.storage.keys import Keys, Sealed
from bot.storage.roles import TABLE
from bot.storage.tables import roles

HOLDERS = select(roles.c.index, roles.c.sealed).where(roles.c.role == bindparam("held"), roles.c.ended.is_(None))


def holders(db: Connection, keys: Keys, role: Role) -> list[int]:
    """The chats that hold the role; one that no live key opens is left out."""
    found = []
    for index, sealed in db.execute(HOLDERS, {"held": role}).all():
        try:
            found.append(int.from_bytes(keys.open(TABLE, index, sealed), "big", signed=True))
        except Sealed:
            continue
    return sorted(found)
