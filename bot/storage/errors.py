"""What a database refused: a refusal to open it, and which errors of a statement pass by themselves."""

import sqlite3
from typing import TypeGuard

from sqlalchemy.exc import (
    DBAPIError,
    InterfaceError,
    OperationalError,
    PendingRollbackError,
    ResourceClosedError,
    SQLAlchemyError,
)

SQLITE_MISTAKES = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_MISUSE,
                   sqlite3.SQLITE_RANGE, sqlite3.SQLITE_TOOBIG}  # fmt: skip
# Classes of SQLSTATE: not supported, wrong data, a constraint, a statement that is wrong or not allowed
POSTGRES_MISTAKES = ("0A", "21", "22", "23", "42")
WRONG_DATA = "22"  # its texts repeat the value
RUNS_AGAIN = {"40001", "40P01"}  # serialization failure, deadlock


class StoreError(Exception):
    """A database cannot be opened; the message is one line with its name and the reason, never its password."""


def may_pass(error: SQLAlchemyError) -> bool:
    """Whether the same unit may work later: full, locked, unwritable, damaged or gone, not a mistake in our SQL."""
    if not isinstance(error, DBAPIError):
        return isinstance(error, (ResourceClosedError, PendingRollbackError))
    if error.connection_invalidated:
        return True
    if _is_postgres(error):
        return _postgres_may_pass(error)
    code = getattr(error.orig, "sqlite_errorcode", None)  # None: the driver refused, for example a closed connection
    if code is None:
        return "closed" in str(error.orig)
    return code & 0xFF not in SQLITE_MISTAKES


def runs_again(error: SQLAlchemyError) -> bool:
    """Whether PostgreSQL gave the transaction up for another's sake, so that it is worth running at once."""
    return _is_postgres(error) and _state(error) in RUNS_AGAIN


def reason(error: BaseException) -> str:
    """The database's name for what went wrong, for example SQLITE_FULL or LockNotAvailable. No content."""
    found = error.orig if isinstance(error, DBAPIError) else error
    return getattr(found, "sqlite_errorname", None) or type(found).__name__


def without_values(error: SQLAlchemyError) -> SQLAlchemyError:
    """The error without the row that PostgreSQL repeats in it: its details, and the texts about wrong data."""
    if _is_postgres(error) and _state(error):
        said = "" if _state(error).startswith(WRONG_DATA) else _primary(error)
        if error.orig is not None:
            error.orig.args = (said,)
        error.args = (f"({reason(error)}) {said}",)
    return error


def in_one_line(error: SQLAlchemyError | OSError) -> str:
    """What the database said, without the statement."""
    found = error.orig if isinstance(error, DBAPIError) else error
    return " ".join(str(found).split())


def _is_postgres(error: SQLAlchemyError) -> TypeGuard[DBAPIError]:
    # Not by psycopg's classes: whoever uses SQLite need not load it, and it takes 9 MB
    return isinstance(error, DBAPIError) and hasattr(error.orig, "sqlstate")


def _state(error: DBAPIError) -> str:
    """The SQLSTATE; empty for an error of the driver's own."""
    return getattr(error.orig, "sqlstate", None) or ""


def _primary(error: DBAPIError) -> str:
    return getattr(getattr(error.orig, "diag", None), "message_primary", None) or ""


def _postgres_may_pass(error: DBAPIError) -> bool:
    if not _state(error):  # no connection, or a wrong use of it
        return isinstance(error, (OperationalError, InterfaceError))
    return not _state(error).startswith(POSTGRES_MISTAKES)
