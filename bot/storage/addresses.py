"""Addresses of databases: which of the two kinds, where it is, and what may be said of it."""

import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.storage.errors import StoreError

DRIVER = "postgresql+psycopg"
POSTGRES = {"postgres", "postgresql", DRIVER}
KINDS = "must be sqlite:///folder/file.db or postgresql://user:password@host/database"
UNREADABLE = "cannot be read as an address: signs such as @ / : % in a password are written %40 %2F %3A %25"


def address(url: str) -> URL:
    """The address, PostgreSQL's with our driver; raises StoreError for another kind, without what it holds."""
    try:
        found = make_url(url)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number, perhaps a piece of a password
        raise StoreError(f"database address: {UNREADABLE}") from None
    if found.drivername in POSTGRES:
        return _server(found)
    if found.get_backend_name() != "sqlite" or not found.database or found.database == ":memory:":
        raise StoreError(f"{found.get_backend_name()} database: {KINDS}")
    return found


def is_server(url: URL) -> bool:
    """Whether a PostgreSQL server has the database, rather than SQLite a file."""
    return url.get_backend_name() == "postgresql"


def called(url: URL) -> str:
    """What messages call the database: its file, or its host and name; never its user or password."""
    if not is_server(url):
        return str(Path(str(url.database)).absolute())
    host = url.host or url.query.get("host") or "local"
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{host if isinstance(host, str) else ','.join(host)}{port}/{url.database}"


def database_file(url: URL) -> Path:
    """The file of a SQLite address; raises StoreError where there can be no database that we may write."""
    path = Path(called(url))
    for wrong, reason in _reasons(path):
        if wrong():
            raise StoreError(f"{path}: {reason}")
    return path


def _server(url: URL) -> URL:
    # An unescaped @ in a password moves its end into the host, which every error of connecting repeats
    if not url.database or "@" in f"{url.host or ''}{url.database}":
        raise StoreError(f"database address: {UNREADABLE if url.database else KINDS}")
    return url.set(drivername=DRIVER)


def _reasons(path: Path) -> tuple[tuple[Callable[[], bool], str], ...]:
    return (
        (path.is_dir, "is a folder, not a database"),
        (lambda: not path.parent.is_dir(), "there is no such folder"),
        (lambda: not os.access(path.parent, os.W_OK | os.X_OK), "its folder cannot be written to"),
        (lambda: path.exists() and not os.access(path, os.R_OK | os.W_OK), "cannot be read and written"),
    )
