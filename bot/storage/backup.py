"""What of a database goes into a backup, row by row, and back into an empty one, of either kind."""

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Connection, LargeBinary, Table, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.addresses import address, called, database_file, is_server
from bot.storage.backup_file import Frame
from bot.storage.engines import begin_reading, begin_writing, reading_engine, writing_engine
from bot.storage.errors import StoreError, in_one_line
from bot.storage.migrate import Schema, check_schema, migrate_database, revision_of
from bot.storage.postgres import migrating_engine
from bot.storage.postgres import reading_engine as reading_server

LEFT_OUT = frozenset({"leases", "outbox", "month_keys", "batch_keys", "tags", "batches", "buffer"}) | frozenset(
    {"joinings", "broadcasts", "broadcast_marks", "broadcast_counts"}
)
"""Leases are of running processes, and what waits in the outbox is found anew within ten minutes.

A broadcast that came back would go out a second time; whoever took an invitation takes another.

The others tell who reported what until a month closes: they are never copied.
"""

ROWS_A_FRAME = 500
SECONDS = 3600.0  # a backup may take as long as this on a server


def kept_tables(schema: Schema) -> tuple[Table, ...]:
    """The tables that a backup keeps, in the order in which they can be filled."""
    return tuple(table for table in schema.metadata.sorted_tables if table.name not in LEFT_OUT)


def dump(url: str, name: str, schema: Schema) -> Iterator[Frame]:
    """A database as frames, all of one moment: its schema's revision, rows, and how many there were of each table."""
    with _reading(url, schema) as db:
        yield {"database": name, "revision": revision_of(db)}
        counts: dict[str, int] = {}
        for table in kept_tables(schema):
            found = db.execution_options(yield_per=ROWS_A_FRAME).execute(select(table))
            for rows in found.partitions():
                counts[table.name] = counts.get(table.name, 0) + len(rows)
                yield {"database": name, "table": table.name, "rows": [_plain(row) for row in rows]}
        yield {"database": name, "counts": counts}


def refuse_full(url: str, schema: Schema) -> None:
    """Raise StoreError where a database has rows already, or another schema than this version's."""
    with _writing(url, schema) as db:
        _refuse_rows(db, kept_tables(schema), called(address(url)))


def fill(url: str, schema: Schema, frames: Iterable[Frame]) -> int:
    """Put a database's frames into an empty one, all or nothing; gives the number of rows.

    Raises StoreError where the database is not empty, has another schema, or counts other rows afterwards.
    """
    with _writing(url, schema) as db:
        tables = {table.name: table for table in kept_tables(schema)}
        _refuse_rows(db, tables.values(), called(address(url)))
        counts: dict[str, int] = {}
        for frame in frames:
            _put(db, tables, frame)
            counts |= cast("dict[str, int]", frame.get("counts", {}))
        for name, table in tables.items():
            if _count(db, table) != counts.get(name, 0):
                raise StoreError(f"backup: table {name} has other rows than were written")
        return sum(counts.values())


@contextmanager
def _reading(url: str, schema: Schema) -> Iterator[Connection]:
    """A connection that sees one state and can write nothing."""
    found = address(url)
    if is_server(found):
        engine = reading_server(found, SECONDS)
    else:
        path = database_file(found)
        if not path.exists():
            raise StoreError(f"{path}: there is no database")
        engine = reading_engine(path)
    with _said(url), engine.connect() as db:
        check_schema(db, schema)
        with begin_reading(db):
            yield db


@contextmanager
def _writing(url: str, schema: Schema) -> Iterator[Connection]:
    """A connection in a transaction that is committed at the end; a SQLite file is made first."""
    found = address(url)
    if is_server(found):
        engine = migrating_engine(found)
    else:
        migrate_database(url, schema)
        engine = writing_engine(database_file(found))
    with _said(url), engine.connect() as db:
        check_schema(db, schema)
        with begin_writing(db):
            yield db


@contextmanager
def _said(url: str) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(f"{called(address(url))}: {in_one_line(error)}") from None


def _put(db: Connection, tables: dict[str, Table], frame: Frame) -> None:
    if "revision" in frame and frame["revision"] != revision_of(db):
        raise StoreError(
            f"backup: its schema is {frame['revision']}, the database's {revision_of(db)}: "
            "restore with the version that made it, then migrate"
        )
    if "table" in frame:
        table = tables[str(frame["table"])]
        names = [column.name for column in table.columns]
        rows: Any = frame["rows"]
        db.execute(insert(table), [dict(zip(names, _stored(table, row), strict=True)) for row in rows])


def _plain(row: Iterable[Any]) -> list[Any]:
    return [base64.b64encode(value).decode() if isinstance(value, bytes) else value for value in row]


def _stored(table: Table, row: list[Any]) -> list[Any]:
    return [
        base64.b64decode(v) if isinstance(c.type, LargeBinary) and v is not None else v
        for v, c in zip(row, table.columns, strict=True)
    ]


def _refuse_rows(db: Connection, tables: Iterable[Table], name: str) -> None:
    for table in tables:
        if _count(db, table):
            raise StoreError(f"{name}: is not empty (table {table.name}); restore into new databases only")


def _count(db: Connection, table: Table) -> int:
    return db.execute(select(func.count()).select_from(table)).scalar_one()
