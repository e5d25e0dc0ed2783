"""Whether the pump has run lately."""

from sqlalchemy import Connection, select

from bot.storage.leases import DatabaseClock
from bot.storage.tables import leases

SILENT = select(leases.c.name).where(leases.c.name == "pump", leases.c.until < DatabaseClock())


def is_silent(db: Connection) -> bool:
    """Whether the pump ran once and has not for five minutes."""
    return db.execute(SILENT).first() is not None
