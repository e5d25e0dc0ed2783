"""The store: units of work go in, results come out once they are on the disk."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar, cast

from sqlalchemy import URL, Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.storage import postgres
from bot.storage.addresses import address, called, database_file, is_server
from bot.storage.engines import BUSY_MILLISECONDS, reading_engine, writing_engine
from bot.storage.errors import StoreError, in_one_line
from bot.storage.lane import Lane
from bot.storage.migrate import MAIN, Schema, check_schema, migrate_database
from bot.storage.reader import Reader
from bot.storage.worker import Worker
from bot.storage.writer import Writer, empty_log, rewrite

T = TypeVar("T")
MOST_IN_A_BATCH = 64
WORKERS = 4
SECONDS_OF_READING = 5.0
SECONDS_TO_END = 10.0  # of whatever waits


@dataclass(frozen=True, slots=True)
class Store:
    """One database: `run` changes it, `read` looks at it for long without holding anybody up.

    `path` is SQLite's file; None where a PostgreSQL server has the database.
    """

    path: Path | None
    _writing: Lane
    _reading: Lane

    @classmethod
    def open(
        cls,
        url: str,
        schema: Schema = MAIN,
        *,
        seconds_of_reading: float = SECONDS_OF_READING,
        busy_milliseconds: int | None = None,
    ) -> Self:
        """The store of a database; raises StoreError.

        A SQLite file is made or brought to the newest schema first. A PostgreSQL database has to have it already:
        a replica that starts must not change the tables under the others.
        `busy_milliseconds` is how long a unit waits for another's lock: 5000 on SQLite, 2000 on PostgreSQL.
        It blocks for some milliseconds: call it before the event loop has anything else to do.
        """
        found = address(url)
        if is_server(found):
            busy = postgres.LOCK_MILLISECONDS if busy_milliseconds is None else busy_milliseconds
            return cls(None, *_server_lanes(found, schema, seconds_of_reading, busy))
        busy = BUSY_MILLISECONDS if busy_milliseconds is None else busy_milliseconds
        migrate_database(url, schema, busy_milliseconds=busy)
        path = database_file(found)
        return cls(path, *_file_lanes(path, seconds_of_reading, busy))

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
        On PostgreSQL there is nothing to do: its own vacuum and checkpoints clear up.
        """
        return self.path is None or cast("bool", await self._writing.ask(empty_log, special=True))

    async def compact(self) -> bool:
        """Write the whole database anew, so that nothing deleted is in any file; false where a reader was in the way.

        Nothing else is written meanwhile, and it needs as much room again: for the quiet hours.
        On PostgreSQL there is nothing to do: its own vacuum and checkpoints clear up.
        """
        return self.path is None or cast("bool", await self._writing.ask(rewrite, special=True))

    def close(self, *, seconds: float = SECONDS_TO_END) -> None:
        """Serve what waits, empty the log, and end the threads; after so many seconds they are left to themselves.

        Those who wait get their results when the event loop runs again.
        """
        self._reading.end()
        self._reading.join(seconds)
        self._writing.end()
        self._writing.join(seconds)


def _file_lanes(path: Path, seconds: float, busy_milliseconds: int) -> tuple[Lane, Lane]:
    writer = Writer(writing_engine(path, busy_milliseconds))
    reader = Reader(reading_engine(path), seconds)
    return Lane("store-writer", (writer,), most=MOST_IN_A_BATCH), Lane("store-reader", (reader,), most=1)


def _server_lanes(url: URL, schema: Schema, seconds: float, busy_milliseconds: int) -> tuple[Lane, Lane]:
    reading = postgres.reading_engine(url, seconds)
    try:
        with reading.connect() as db:
            check_schema(db, schema)
    except SQLAlchemyError as error:
        raise StoreError(f"{called(url)}: {in_one_line(error)}") from None
    engine = postgres.working_engine(url, busy_milliseconds)
    workers = [Worker(engine) for _ in range(WORKERS)]
    return Lane("store-worker", workers, most=1), Lane("store-reader", (Reader(reading, seconds),), most=1)
