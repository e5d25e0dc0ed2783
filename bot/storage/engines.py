"""SQLite databases opened the way the store needs them, and how a transaction begins and ends on either database."""

import sqlite3
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, RootTransaction, create_engine, event
from sqlalchemy.exc import ResourceClosedError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage.postgres import END

BUSY_MILLISECONDS = 5000
TRIES = 5
INSTRUCTIONS_A_LOOK = 10_000  # of SQLite's machine, between two looks at the clock: well under a millisecond

WRITER = (
    # A row of a chat has some 1,100 bytes. A table without row ids keeps no more than a quarter of a page of a row
    # with its key (sqlite.org/fileformat2.html, 1.6): in pages of 4,096 bytes each chat took one more of its own.
    # Only a new file takes this; one with a write-ahead log keeps the pages it has.
    "PRAGMA page_size=8192",
    "PRAGMA wal_autocheckpoint=500",  # pages: the log is emptied at 4 MB, as with smaller ones
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
)
READER = ("PRAGMA query_only=ON",)


def writing_engine(path: Path, busy_milliseconds: int = BUSY_MILLISECONDS) -> Engine:
    """The engine of the one writer: durable, and overwriting what is deleted."""
    return _engine(URL.create("sqlite", database=str(path)), WRITER, busy_milliseconds)


def reading_engine(path: Path) -> Engine:
    """The engine of the reader: it can write nothing."""
    url = URL.create("sqlite", database=f"file:{quote(str(path))}", query={"mode": "ro", "uri": "true"})
    return _engine(url, READER, BUSY_MILLISECONDS)


def begin_writing(db: Connection) -> RootTransaction:
    """A transaction that may write.

    On SQLite it has the write lock: a deferred one that reads first cannot get it after another's commit.
    """
    return _begin(db, "BEGIN IMMEDIATE")


def begin_reading(db: Connection) -> RootTransaction:
    """A transaction that sees one state of the database."""
    return _begin(db, "BEGIN")


def stop_after(db: Connection, seconds: float) -> None:
    """Interrupt whatever runs on this reading connection `seconds` from now."""
    end = monotonic() + seconds
    if is_postgres(db):
        db.info[END] = end
    else:
        raw(db).set_progress_handler(lambda: monotonic() >= end, INSTRUCTIONS_A_LOOK)


def is_postgres(db: Connection) -> bool:
    """Whether PostgreSQL is at the other end, rather than SQLite."""
    return db.dialect.name == "postgresql"


def raw(db: Connection) -> sqlite3.Connection:
    """The SQLite connection under this one."""
    found = db.connection.dbapi_connection
    if not isinstance(found, sqlite3.Connection):
        raise ResourceClosedError("no SQLite connection")
    return found


def _begin(db: Connection, statement: str) -> RootTransaction:
    # SQLAlchemy's documentation does this in its "begin" event, but one listener makes every execute ask for
    # listeners of all events. psycopg says BEGIN by itself.
    transaction = db.begin()
    if not is_postgres(db):
        db.exec_driver_sql(statement)
    return transaction


def _say(connection: sqlite3.Connection, pragma: str) -> None:
    """Say a pragma. Of two who turn to WAL at once one gets "locked" without waiting: so wait, and again."""
    for _ in range(TRIES - 1):
        try:
            connection.execute(pragma)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
        else:
            return
    connection.execute(pragma)


def _engine(url: URL, pragmas: tuple[str, ...], busy_milliseconds: int) -> Engine:
    # Each thread keeps one connection for itself; without a pool a closed one is really closed.
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # BEGIN is said by us, above
        connection.execute(f"PRAGMA busy_timeout={busy_milliseconds}")
        for pragma in pragmas:
            _say(connection, pragma)

    return engine
