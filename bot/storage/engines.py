"""SQLite databases opened the way the store needs them, and which of their errors pass by themselves."""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, RootTransaction, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, PendingRollbackError, ResourceClosedError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_MILLISECONDS = 5000
OUR_MISTAKES = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_MISUSE,
                sqlite3.SQLITE_RANGE, sqlite3.SQLITE_TOOBIG}  # fmt: skip
INSTRUCTIONS_A_LOOK = 10_000  # of SQLite's machine, between two looks at the clock: well under a millisecond

WRITER = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
)
READER = ("PRAGMA query_only=ON",)


class StoreError(Exception):
    """A database cannot be opened; the message is one line with the file and the reason."""


def writing_engine(path: Path, busy_milliseconds: int = BUSY_MILLISECONDS) -> Engine:
    """The engine of the one writer: durable, and overwriting what is deleted."""
    return _engine(URL.create("sqlite", database=str(path)), WRITER, busy_milliseconds)


def reading_engine(path: Path) -> Engine:
    """The engine of the reader: it can write nothing."""
    url = URL.create("sqlite", database=f"file:{quote(str(path))}", query={"mode": "ro", "uri": "true"})
    return _engine(url, READER, BUSY_MILLISECONDS)


def begin_writing(db: Connection) -> RootTransaction:
    """A transaction that has the write lock: a deferred one that reads first cannot get it after another's commit."""
    return _begin(db, "BEGIN IMMEDIATE")


def begin_reading(db: Connection) -> RootTransaction:
    """A transaction that sees one state of the database."""
    return _begin(db, "BEGIN")


def _begin(db: Connection, statement: str) -> RootTransaction:
    # SQLAlchemy's documentation does this in its "begin" event, but one listener makes every execute ask for
    # listeners of all events.
    transaction = db.begin()
    db.exec_driver_sql(statement)
    return transaction


def _engine(url: URL, pragmas: tuple[str, ...], busy_milliseconds: int) -> Engine:
    # Each thread keeps one connection for itself; without a pool a closed one is really closed.
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # BEGIN is said by us, above
        connection.execute(f"PRAGMA busy_timeout={busy_milliseconds}")
        for pragma in pragmas:
            connection.execute(pragma)

    return engine


def raw(db: Connection) -> sqlite3.Connection:
    """The SQLite connection under this one."""
    found = db.connection.dbapi_connection
    if not isinstance(found, sqlite3.Connection):
        raise ResourceClosedError("no SQLite connection")
    return found


def stop_after(db: Connection, seconds: float) -> None:
    """Interrupt whatever runs on this connection `seconds` from now."""
    end = monotonic() + seconds
    raw(db).set_progress_handler(lambda: monotonic() >= end, INSTRUCTIONS_A_LOOK)


def may_pass(error: SQLAlchemyError) -> bool:
    """Whether the same unit may work later: full, locked, unwritable, damaged or gone, not a mistake in our SQL."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, (ResourceClosedError, PendingRollbackError))
    if error.connection_invalidated:
        return True
    code = getattr(error.orig, "sqlite_errorcode", None)  # None: the driver refused, for example a closed connection
    if code is None:
        return "closed" in str(error.orig)
    return code & 0xFF not in OUR_MISTAKES


def reason(error: BaseException) -> str:
    """SQLite's name for what went wrong, for example SQLITE_FULL; else the kind of error. No content."""
    found = error.orig if isinstance(error, DBAPIError) else error
    return getattr(found, "sqlite_errorname", None) or type(found).__name__


def database_file(url: str) -> Path:
    """The file an address names; raises StoreError where there can be no database that we may write."""
    found = make_url(url)
    if found.get_backend_name() != "sqlite" or not found.database or found.database == ":memory:":
        raise StoreError(f"{found.render_as_string()}: must name a file: sqlite:///folder/file.db")
    path = Path(found.database).absolute()
    for wrong, reason in _reasons(path):
        if wrong():
            raise StoreError(f"{path}: {reason}")
    return path


def _reasons(path: Path) -> tuple[tuple[Callable[[], bool], str], ...]:
    return (
        (path.is_dir, "is a folder, not a database"),
        (lambda: not path.parent.is_dir(), "there is no such folder"),
        (lambda: not os.access(path.parent, os.W_OK | os.X_OK), "its folder cannot be written to"),
        (lambda: path.exists() and not os.access(path, os.R_OK | os.W_OK), "cannot be read and written"),
    )
