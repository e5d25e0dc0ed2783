"""Whether the pump has run lately, and who is to hear that it has not."""

import structlog
from sqlalchemy import Connection, select

from bot.storage.keys import Keys, Sealed
from bot.storage.leases import DatabaseClock
from bot.storage.roles import TABLE
from bot.storage.tables import leases, roles

log = structlog.get_logger()
SILENT = select(leases.c.name).where(leases.c.name == "pump", leases.c.until < DatabaseClock())
ADMINISTRATORS = select(roles.c.index, roles.c.sealed).where(roles.c.role == "administrator", roles.c.ended.is_(None))


def is_silent(db: Connection) -> bool:
    """Whether the pump ran once and has not for five minutes."""
    return db.execute(SILENT).first() is not None


def administrators(db: Connection, keys: Keys) -> tuple[int, ...]:
    """The chats of the administrators."""
    found = []
    for index, sealed in db.execute(ADMINISTRATORS):
        try:
            found.append(int.from_bytes(keys.open(TABLE, index, sealed), "big", signed=True))
        except Sealed:
            log.warning("role-unreadable")
    return tuple(found)
