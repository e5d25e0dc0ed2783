"""A worker of PostgreSQL: one unit of work is one transaction, and several workers stand side by side.

No batches: two replicas' batches wait for each other's rows and deadlock, and the server puts commits that come
together on the disk together by itself.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.values import Stale, Unavailable
from bot.storage.engines import begin_writing
from bot.storage.errors import may_pass, reason, runs_again, without_values
from bot.storage.lane import Unit, Work
from bot.storage.postgres import has_failed
from bot.storage.writer import RUNS_WHEN_STALE

log = structlog.get_logger()


class _FailedError(Exception):
    """A statement failed, and the unit went on without noticing."""


class Worker:
    """One connection, used by one thread only; after a database error it is closed and made anew."""

    def __init__(self, engine: Engine) -> None:
        """Keep the engine; connect when the first unit comes."""
        self._engine = engine
        self._db: Connection | None = None
        self._well = True

    def serve(self, units: Sequence[Unit]) -> None:
        """Run the units, each in a transaction of its own, and note its result or error.

        Where the connection breaks in the middle of a commit, Unavailable is raised and nobody knows whether it was
        done: that is why a unit can be run again.
        """
        for unit in units:
            try:
                unit.result = self._done(unit.work)
            except BaseException as error:  # noqa: BLE001 - it goes to whoever asked for the unit
                unit.error = error

    def close(self) -> None:
        """Let go of the database."""
        db, self._db = self._db, None
        if db is None:
            return
        with suppress(SQLAlchemyError):
            db.invalidate()
        with suppress(SQLAlchemyError):
            db.close()

    def _done(self, work: Work) -> Any:
        for _ in range(RUNS_WHEN_STALE):
            try:
                return self._commit(work)
            except Stale:
                continue
            except SQLAlchemyError as error:
                if runs_again(error):
                    continue
                self._failed(error)
                if not may_pass(error):
                    raise without_values(error) from None
            except _FailedError as error:
                self._failed(error)
            break
        raise Unavailable

    def _commit(self, work: Work) -> Any:
        if self._db is None:
            self._db = self._engine.connect()
        with begin_writing(self._db):
            result = work(self._db)
            if has_failed(self._db):
                raise _FailedError
        self._noted("store-available", well=True)
        return result

    def _failed(self, error: Exception) -> None:
        """Let go of a connection in an unknown state."""
        self.close()
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
