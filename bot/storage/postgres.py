"""PostgreSQL connections as the store needs them: short patience, and a limit on what a transaction may do."""

from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import ResourceClosedError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.domain.values import Unavailable

if TYPE_CHECKING:  # SQLAlchemy loads it when it is needed: it takes 9 MB
    import psycopg

LOCK_MILLISECONDS = 2000
STATEMENT_MILLISECONDS = 5000
IDLE_MILLISECONDS = 5000  # inside a transaction: a process that was stopped must not hold its locks for long
MIGRATION_LOCK_MILLISECONDS = 60_000
END = "end"  # of a read, in a connection's notes
# A server that is gone without a word is noticed within seconds, not after TCP's fifteen minutes
CONNECTING = {
    "connect_timeout": 5,
    "tcp_user_timeout": 8000,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "application_name": "fairhearing",
}


def working_engine(url: URL, lock_milliseconds: int = LOCK_MILLISECONDS) -> Engine:
    """The engine of the workers: READ COMMITTED, so that a lock that was waited for shows the newest row."""
    return _engine(
        url,
        default_transaction_isolation="read committed",
        lock_timeout=lock_milliseconds,
        statement_timeout=STATEMENT_MILLISECONDS,
        idle_in_transaction_session_timeout=IDLE_MILLISECONDS,
    )


def reading_engine(url: URL, seconds: float) -> Engine:
    """The engine of the reader: it can write nothing, and sees one state; each statement gets what time is left."""
    engine = _engine(
        url,
        default_transaction_isolation="repeatable read",
        default_transaction_read_only="on",
        statement_timeout=max(1, int(seconds * 1000)),
        idle_in_transaction_session_timeout=IDLE_MILLISECONDS,
    )

    @event.listens_for(engine, "before_cursor_execute")
    def _limit(db: Connection, cursor: "psycopg.Cursor[Any]", *_: object) -> None:
        if END not in db.info:
            return
        left = int((db.info[END] - monotonic()) * 1000)
        if left <= 0:
            raise Unavailable
        cursor.execute(f"SET LOCAL statement_timeout = {left}".encode())

    return engine


def migrating_engine(url: URL) -> Engine:
    """The engine of `fairhearing migrate`: a revision may take as long as it takes."""
    return _engine(url, lock_timeout=MIGRATION_LOCK_MILLISECONDS, statement_timeout=0)


def raw_postgres(db: Connection) -> "psycopg.Connection[Any]":
    """The psycopg connection under this one."""
    found = db.connection.dbapi_connection
    if found is None:
        raise ResourceClosedError("no PostgreSQL connection")
    return cast("psycopg.Connection[Any]", found)


def has_failed(db: Connection) -> bool:
    """Whether a statement of the open transaction failed: its COMMIT would undo it without a word."""
    return raw_postgres(db).info.transaction_status.name == "INERROR"


def _engine(url: URL, **settings: str | int) -> Engine:
    # Each thread keeps one connection for itself; without a pool a closed one is really closed.
    engine = create_engine(
        url,
        poolclass=NullPool,
        hide_parameters=True,
        use_native_hstore=False,
        connect_args={name: value for name, value in CONNECTING.items() if name not in url.query},
    )
    # Said after connecting: many poolers take no settings in the start of a connection
    said = "; ".join(f"SET {name} = '{value}'" for name, value in settings.items()).encode()

    @event.listens_for(engine, "connect")
    def _connect(connection: "psycopg.Connection[Any]", _entry: ConnectionPoolEntry) -> None:
        connection.autocommit = True
        connection.execute(said)
        connection.autocommit = False

    return engine
