"""The reader of a database: long reads beside the writer, each over one state, none longer than a limit."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.values import Unavailable
from bot.storage.engines import begin_reading, stop_after
from bot.storage.errors import may_pass, without_values
from bot.storage.lane import Unit, Work


class Reader:
    """One read-only connection, used by one thread only; after a database error it is closed and made anew."""

    def __init__(self, engine: Engine, seconds: float) -> None:
        """Keep the engine; connect when the first unit comes."""
        self._engine = engine
        self._seconds = seconds
        self._db: Connection | None = None

    def serve(self, units: Sequence[Unit]) -> None:
        """Run the units, each over a state of its own, and note its result or error."""
        for unit in units:
            try:
                unit.result = self._read(unit.work)
            except SQLAlchemyError as error:
                self.close()
                unit.error = Unavailable() if may_pass(error) else without_values(error)
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

    def _read(self, work: Work) -> Any:
        if self._db is None:
            self._db = self._engine.connect()
        stop_after(self._db, self._seconds)
        with begin_reading(self._db):
            return work(self._db)
