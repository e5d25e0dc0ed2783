"""Leases: which process does what only one may do, by the database's own clock.

Not an advisory lock: after its connection died the old holder still claimed rows, and a pooler breaks it. What is
done under a lease carries its epoch, so that a process that lost it without noticing cannot go on.
"""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Double, Select, bindparam, case, literal, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.functions import FunctionElement

from bot.storage.tables import leases

LEASE_SECONDS = 10.0
RENEW_SECONDS, STAND_BY_SECONDS = 3.0, 1.0  # between two questions of who holds the lease, and of who does not


class DatabaseClock(FunctionElement[float]):
    """Seconds since 1970 by the clock of the database, at this moment and not at the transaction's begin."""

    type = Double()
    inherit_cache = True


@compiles(DatabaseClock, "postgresql")
def _on_postgres(_element: DatabaseClock, _compiler: SQLCompiler, **_options: Any) -> str:
    return "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)"


@compiles(DatabaseClock, "sqlite")
def _on_sqlite(_element: DatabaseClock, _compiler: SQLCompiler, **_options: Any) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"  # unixepoch('subsec') is NULL before SQLite 3.42


def _take(now: ColumnElement[float]) -> ReturningInsert[Any]:
    end = now + bindparam("seconds", type_=Double)
    asked = insert(leases).values(name=bindparam("lease"), holder=bindparam("mine"), epoch=1, until=end)
    held = leases.c.until > now
    own = leases.c.holder == asked.excluded.holder
    too_long = leases.c.until > end  # the clock was ahead: a dead holder would keep it until then
    return asked.on_conflict_do_update(
        index_elements=[leases.c.name],
        set_={
            "holder": case((~own & held, leases.c.holder), else_=asked.excluded.holder),
            "until": asked.excluded.until,
            "epoch": case((held, leases.c.epoch), else_=leases.c.epoch + 1),
        },
        where=own | ~held | too_long,
    ).returning(leases.c.epoch, leases.c.holder)


def _held(now: ColumnElement[float]) -> Select[int]:
    same = (leases.c.name == bindparam("lease")) & (leases.c.epoch == bindparam("as_taken"))
    return select(literal(1)).where(same, leases.c.until > now).with_for_update(read=True, of=leases)


NOW = bindparam("now", type_=Double)
TAKE, TAKE_AT = _take(DatabaseClock()), _take(NOW)
HELD, HELD_AT = _held(DatabaseClock()), _held(NOW)
OWN = (leases.c.name == bindparam("lease")) & (leases.c.holder == bindparam("mine"))
GIVE_UP = update(leases).where(OWN).values(until=0.0)


def take_lease(
    db: Connection, name: str, holder: str, *, seconds: float = LEASE_SECONDS, now: float | None = None
) -> int | None:
    """The lease's epoch where the holder has it from now on, for so many seconds; None where another has it.

    Renewing keeps the epoch. A lease that ran out, its own too, is taken with the next one. Another's that reaches
    farther than it can, because the clock was set back, is cut to these seconds, in which a living holder renews it.
    `now` replaces the database's clock, for tests.
    """
    asked = {"lease": name, "mine": holder, "seconds": seconds}
    kept = db.execute(*_by_clock(TAKE, TAKE_AT, asked, now)).first()
    return kept.epoch if kept is not None and kept.holder == holder else None


def holds(db: Connection, name: str, epoch: int, *, now: float | None = None) -> bool:
    """Whether the lease is still held under this epoch, and nobody can take it before this transaction ends.

    On PostgreSQL that locks the row, which a read-only transaction cannot: for units that change something.
    """
    asked = {"lease": name, "as_taken": epoch}
    return db.execute(*_by_clock(HELD, HELD_AT, asked, now)).first() is not None


def give_up_lease(db: Connection, name: str, holder: str) -> bool:
    """Let another take the lease at once; whether it was this holder's. The row stays, for its epoch has to grow."""
    return bool(db.execute(GIVE_UP, {"lease": name, "mine": holder}).rowcount)


def _by_clock(clock: Any, given: Any, asked: dict[str, Any], now: float | None) -> tuple[Any, dict[str, Any]]:
    return (clock, asked) if now is None else (given, asked | {"now": now})
