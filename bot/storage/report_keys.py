"""The keys of months and batches: random, kept sealed under the root key, and destroyed.

What is destroyed is gone from a SQLite file after `Store.compact()`; on PostgreSQL its table is truncated, which
gives the whole file back.
"""

from collections.abc import Callable
from typing import Any

import structlog
from sqlalchemy import Column, Connection, Table, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.values import Stale
from bot.storage.keys import Keys, Sealed
from bot.storage.reports_tables import batch_keys, month_keys

KEY_BYTES = 32
MOST_AT_ONCE = 100
Randomness = Callable[[int], bytes]
log = structlog.get_logger()

NAMES: dict[Table, Column[Any]] = {month_keys: month_keys.c.month, batch_keys: batch_keys.c.batch}
ADD = {table: insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True) for table in NAMES}
FIND = {table: select(table.c.sealed).where(name == bindparam("row")) for table, name in NAMES.items()}
DROP = {table: delete(table).where(name == bindparam("row")) for table, name in NAMES.items()}
ALL = {table: select(name, table.c.sealed) for table, name in NAMES.items()}
AGAIN = {
    table: update(table).where(name == bindparam("row"), table.c.sealed == bindparam("old"))
    for table, name in NAMES.items()
}


def share(db: Connection, table: Table) -> None:
    """Hold off whoever would destroy a key of this table until this unit ends; on SQLite nobody else can write."""
    _lock(db, table, "ROW EXCLUSIVE")


def exclude(db: Connection, table: Table) -> None:
    """Wait for everybody who shares the keys of this table, and hold off the others until this unit ends."""
    _lock(db, table, "ACCESS EXCLUSIVE")


def month_key(db: Connection, keys: Keys, month: str, randomness: Randomness) -> bytes:
    """The month's key, made where there is none.

    One that no live root key opens helps nobody: another takes its place, and `report-key-unreadable` is logged.
    """
    sealed = db.execute(FIND[month_keys], {"row": month}).scalar()
    if sealed is not None:
        try:
            return keys.open(month_keys.name, month.encode(), sealed)
        except Sealed:
            log.warning("report-key-unreadable")
            db.execute(DROP[month_keys], {"row": month})
    key = randomness(KEY_BYTES)
    row = {"month": month, "sealed": keys.seal(month_keys.name, month.encode(), key)}
    if not db.execute(ADD[month_keys], row).rowcount:
        raise Stale  # another process made it meanwhile
    return key


def add_batch_key(db: Connection, keys: Keys, batch: bytes, key: bytes) -> None:
    """Keep the key of a new batch."""
    db.execute(ADD[batch_keys], {"batch": batch, "sealed": keys.seal(batch_keys.name, batch, key)})


def batch_key(db: Connection, keys: Keys, batch: bytes) -> bytes:
    """The key of a batch; raises Sealed where there is none, or no live root key opens it."""
    sealed = db.execute(FIND[batch_keys], {"row": batch}).scalar()
    if sealed is None:
        raise Sealed
    return keys.open(batch_keys.name, batch, sealed)


def destroy(db: Connection, table: Table, row: bytes | str) -> None:
    """Destroy one key: `Store.compact()` has to follow on SQLite.

    PostgreSQL keeps what is deleted until a vacuum, so there the keys that stay are written anew into an empty table.
    """
    if db.dialect.name == "sqlite":
        db.execute(DROP[table], {"row": row})
        return
    exclude(db, table)
    name = NAMES[table].name
    kept = [{name: found, "sealed": sealed} for found, sealed in db.execute(ALL[table]) if found != row]
    db.exec_driver_sql(f"TRUNCATE TABLE {table.name}")
    if kept:
        db.execute(ADD[table], kept)


def rewrap(db: Connection, keys: Keys) -> int:
    """Seal the keys that an older root key sealed under the newest, at most a hundred; how many. Call it until 0."""
    changed = 0
    for table in NAMES:
        old = [row for row in db.execute(ALL[table]).all() if not keys.is_newest(row.sealed)]
        for name, sealed in old[: MOST_AT_ONCE - changed]:
            bound = name.encode() if isinstance(name, str) else name
            try:
                key = keys.open(table.name, bound, sealed)
            except Sealed:
                continue
            again = {"row": name, "old": sealed, "sealed": keys.seal(table.name, bound, key)}
            changed += db.execute(AGAIN[table], again).rowcount
    return changed


def _lock(db: Connection, table: Table, mode: str) -> None:
    if db.dialect.name != "sqlite":
        db.exec_driver_sql(f"LOCK TABLE {table.name} IN {mode} MODE")
