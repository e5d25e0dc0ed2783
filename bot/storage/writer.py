"""The one writer of a SQLite database: what waits becomes one transaction, and nothing goes out before its commit.

No savepoints: when the disk is full SQLite rolls the whole transaction back, a savepoint's release then fails or
commits by itself, and a unit that was acknowledged is gone. So a batch that fails is rolled back as a whole, and
each of its units runs again in a transaction of its own.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import structlog
from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.values import Stale, Unavailable
from bot.storage.engines import begin_writing, raw
from bot.storage.errors import may_pass, reason
from bot.storage.lane import Unit, Work

RUNS_WHEN_STALE = 4
CHECKPOINT_MILLISECONDS = 250  # of waiting for readers
log = structlog.get_logger()


class _NotBegunError(Exception):
    """No transaction could be begun: no unit has run, and the next would meet the same."""


class _EndedError(Exception):
    """The database ended the transaction by itself, and a unit went on without noticing."""


class Writer:
    """One connection, used by one thread only; after a database error it is closed and made anew."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; connect when the first unit comes."""
        self._engine = engine
        self._db: Connection | None = None
        self._well = True

    def serve(self, units: Sequence[Unit]) -> None:
        """Run the units and note each one's result or error."""
        if units[0].special:
            self._outside(units[0])
            return
        try:
            results = self._commit([unit.work for unit in units]) if len(units) > 1 else None
        except _NotBegunError:
            for unit in units:
                unit.error = Unavailable()
            return
        except BaseException:  # noqa: BLE001 - whose error it is, each unit's own run will tell
            results = None
        if results is None:
            self._one_by_one(units)
            return
        for unit, result in zip(units, results, strict=True):
            unit.result = result

    def close(self) -> None:
        """Empty the log into the database and let go of it."""
        with suppress(SQLAlchemyError, sqlite3.Error):
            empty_log(self._connected())
        self._discard()

    def _one_by_one(self, units: Sequence[Unit]) -> None:
        begun = True
        for unit in units:
            try:
                if not begun:
                    raise Unavailable  # noqa: TRY301 - waiting for the lock once a batch is enough
                unit.result = self._alone(unit.work)
            except _NotBegunError:
                begun = False
                unit.error = Unavailable()
            except BaseException as error:  # noqa: BLE001 - it goes to whoever asked for the unit
                unit.error = error

    def _alone(self, work: Work) -> Any:
        for _ in range(RUNS_WHEN_STALE):
            try:
                return self._commit([work])[0]
            except Stale:
                continue
            except _EndedError:
                break
            except SQLAlchemyError as error:
                if may_pass(error):
                    break
                raise
        raise Unavailable

    def _commit(self, works: Sequence[Work]) -> list[Any]:
        """The results of all of them, committed; else nothing is changed and the error is raised."""
        try:
            db = self._connected()
            transaction = begin_writing(db)
        except SQLAlchemyError as error:
            self._failed(error)
            raise _NotBegunError from error
        try:
            results = [work(db) for work in works]
            if not raw(db).in_transaction:
                raise _EndedError  # noqa: TRY301 - the clause below is what has to happen
            transaction.commit()
        except (SQLAlchemyError, _EndedError) as error:
            self._failed(error)
            raise
        except BaseException:
            self._roll_back(transaction)
            raise
        self._noted("store-available", well=True)
        return results

    def _failed(self, error: Exception) -> None:
        """Let go of a connection in an unknown state."""
        self._discard()
        if not isinstance(error, SQLAlchemyError) or may_pass(error):
            self._noted("store-unavailable", well=False, reason=reason(error))

    def _noted(self, name: str, *, well: bool, **values: str) -> None:
        """Log that the database went away or came back, once each time."""
        if well is self._well:
            return
        self._well = well
        # A full disk may take the log as well, and no error may come between a commit and its results.
        with suppress(Exception):
            (log.info if well else log.warning)(name, **values)

    def _roll_back(self, transaction: RootTransaction) -> None:
        try:
            transaction.rollback()
        except SQLAlchemyError:
            self._discard()

    def _outside(self, unit: Unit) -> None:
        try:
            unit.result = unit.work(self._connected())
        except BaseException as error:  # noqa: BLE001 - it goes to whoever asked for the unit
            self._discard()
            database = isinstance(error, (SQLAlchemyError, sqlite3.Error))
            unit.error = Unavailable() if database else error

    def _connected(self) -> Connection:
        if self._db is None:
            self._db = self._engine.connect()
        return self._db

    def _discard(self) -> None:
        """Close the connection, whatever state it is in; what was not committed is rolled back by that."""
        db, self._db = self._db, None
        if db is None:
            return
        with suppress(SQLAlchemyError):
            db.invalidate()
        with suppress(SQLAlchemyError):
            db.close()


def empty_log(db: Connection) -> bool:
    """Move the write-ahead log into the database and cut it to nothing, so that it holds nothing that was deleted.

    False where a reader kept it from that; the writer is not held up for it.
    """
    connection = raw(db)  # SQLAlchemy would begin a transaction, and a checkpoint cannot be in one
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute(f"PRAGMA busy_timeout={CHECKPOINT_MILLISECONDS}")
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    connection.execute(f"PRAGMA busy_timeout={patience}")
    return not busy


def rewrite(db: Connection) -> bool:
    """Write the database anew without a gap, then empty the log; false where a reader was in the way.

    `secure_delete` overwrites a row where it lies, but when SQLite has moved rows between pages, the old page's gap
    may still hold a copy.
    """
    raw(db).execute("VACUUM")
    return empty_log(db)
