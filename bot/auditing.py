"""The command `audit verify`: whether the team's log is as it was written, and a head that was told is in it."""

import asyncio
from datetime import UTC, datetime

from sqlalchemy import Connection

from bot.app import open_keys
from bot.domain.audit import Broken, Head, is_part
from bot.settings import Settings
from bot.storage.audit import examine_log, read_log
from bot.storage.keys import Keys
from bot.storage.store import Store

Examined = tuple[int, Broken, Head, bool]


def verify(settings: Settings, told: str) -> tuple[bool, str]:
    """Whether the log is whole, and one line about it; raises StoreError, BadSetting, BadKey."""
    keys = open_keys(settings, datetime.now(UTC).date())
    number, broken, head, known = asyncio.run(_examine(settings, keys, told))
    if broken == "head" and not number:
        return False, "the key of the log cannot be opened, or nothing is left of it"
    if broken:
        return False, f"the log is not as it was written: entry {number} ({broken})"
    if not known:
        return False, f"the head {told} is no place of this log"
    return True, f"whole: {head.n} entries, head {head.told}"


def lines(settings: Settings) -> list[str]:
    """The log, one line an entry; raises StoreError."""
    return asyncio.run(_lines(settings))


async def _lines(settings: Settings) -> list[str]:
    store = Store.open(settings.main_database)
    try:
        found = await store.read(lambda db: [linked.entry for linked in read_log(db)])
    finally:
        store.close()
    return [" ".join((str(e.n), e.day, e.actor, e.action, e.about)).rstrip() for e in found]


async def _examine(settings: Settings, keys: Keys, told: str) -> Examined:
    store = Store.open(settings.main_database)

    def look(db: Connection) -> Examined:
        number, broken, head = examine_log(db, keys)
        return number, broken, head, not told or is_part(read_log(db), told)

    try:
        return await store.read(look)
    finally:
        store.close()
