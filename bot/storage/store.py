"""The store: units of work go in, results come out once they are on the disk."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.storage.engines import BUSY_MILLISECONDS, StoreError, database_file, reading_engine, writing_engine
from bot.storage.lane import Lane
from bot.storage.migrate import MAIN, Schema, migrate
from bot.storage.reader import Reader
from bot.storage.writer import Writer, empty_log, rewrite

T = TypeVar("T")
MOST_IN_A_BATCH = 64
SECONDS_OF_READING = 5.0


@dataclass(frozen=True, slots=True)
class Store:
    """One database: `run` changes it, `read` looks at it for long without holding anybody up."""

    path: Path
    _writing: Lane
    _reading: Lane

    @classmethod
    def open(
        cls,
        url: str,
        schema: Schema = MAIN,
        *,
        seconds_of_reading: float = SECONDS_OF_READING,
        busy_milliseconds: int = BUSY_MILLISECONDS,
    ) -> Self:
        """The store of a SQLite file, made or brought to the newest schema first; raises StoreError.

        `busy_milliseconds` is how long the writer waits for another process's lock.
        It blocks for some milliseconds: call it before the event loop has anything else to do.
        """
        path = database_file(url)
        engine = writing_engine(path, busy_milliseconds)
        try:
            path.touch(mode=0o600)  # SQLite gives the files beside it the same mode
            with engine.connect() as db:
                migrate(db, schema)
        except (SQLAlchemyError, OSError) as error:
            raise StoreError(f"{path}: {_reason(error)}") from None
        writer = Writer(engine)
        reader = Reader(reading_engine(path), seconds_of_reading)
        return cls(
            path,
            Lane("store-writer", writer.serve, most=MOST_IN_A_BATCH, finish=writer.close),
            Lane("store-reader", reader.serve, most=1, finish=reader.close),
        )

    async def run(self, work: Callable[[Connection], T]) -> T:
        """What the unit of work gives, once it is committed and on the disk.

        An exception of the unit's own undoes it and is raised here. A `Stale` unit runs up to three times more.
        Raises Unavailable when the database cannot take it now (nothing was changed; the same call may work later).
        """
        return cast("T", await self._writing.ask(work))

    async def read(self, work: Callable[[Connection], T]) -> T:
        """What a read of at most five seconds gives, over one state of the database.

        It may miss what waits to be committed. Raises Unavailable where it takes longer or cannot be done.
        """
        return cast("T", await self._reading.ask(work))

    async def checkpoint(self) -> bool:
        """Overwrite in the database what was deleted, and empty the log; false where a reader was in the way.

        SQLite may keep a copy of a row that it once moved to another page: only `compact` is sure to take that away.
        """
        return cast("bool", await self._writing.ask(empty_log, special=True))

    async def compact(self) -> bool:
        """Write the whole database anew, so that nothing deleted is in any file; false where a reader was in the way.

        Nothing else is written meanwhile, and it needs as much room again: for the quiet hours.
        """
        return cast("bool", await self._writing.ask(rewrite, special=True))

    def close(self) -> None:
        """Serve what waits, empty the log, and end the threads.

        Those who wait get their results when the event loop runs again.
        """
        self._reading.end()
        self._reading.join()
        self._writing.end()
        self._writing.join()


def _reason(error: SQLAlchemyError | OSError) -> str:
    """The error in one line, without the statement."""
    found = error.orig if isinstance(error, DBAPIError) else error
    return " ".join(str(found).split())
