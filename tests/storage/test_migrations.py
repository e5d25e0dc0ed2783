import sqlite3
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, inspect

from bot.storage.addresses import address, database_file, is_server
from bot.storage.engines import writing_engine
from bot.storage.migrate import MAIN, REPORTS, Schema, config, migrate, migrate_database
from bot.storage.postgres import migrating_engine
from bot.storage.store import Store
from tests.postgres import NewDatabase

Shape = dict[str, list[tuple[str, str, bool]]]


@pytest.fixture(params=[MAIN, REPORTS], ids=["main", "reports"])
def schema(request: pytest.FixtureRequest) -> Schema:
    found: Schema = request.param
    return found


@pytest.fixture
def db(new_database: NewDatabase) -> Iterator[Connection]:
    """An empty database."""
    url = address(new_database(None))
    engine = migrating_engine(url) if is_server(url) else writing_engine(database_file(url))
    with engine.connect() as db:
        yield db


def differences(db: Connection, schema: Schema) -> list[object]:
    with db.begin():
        return list(compare_metadata(MigrationContext.configure(db), schema.metadata))


def shape(db: Connection) -> Shape:
    """The tables as the database knows them: columns, keys and indexes."""
    with db.begin():
        found = inspect(db)
        return {
            name: [
                *((column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)),
                ("primary key", str(found.get_pk_constraint(name)), False),
                *(("index", str(index), False) for index in found.get_indexes(name)),
            ]
            for name in found.get_table_names()
            if name != "alembic_version"
        }


def test_the_tables_are_what_the_revisions_make(db: Connection, new_database: NewDatabase, schema: Schema) -> None:
    migrate(db, schema)
    assert differences(db, schema) == []
    with create_engine(address(new_database(None)), poolclass=NullPool).connect() as models:
        with models.begin():
            schema.metadata.create_all(models)
        assert shape(db) == shape(models)


def test_a_table_that_no_revision_makes_would_be_noticed(db: Connection, schema: Schema) -> None:
    assert differences(db, schema)


def test_every_revision_goes_up_down_and_up_again(db: Connection, schema: Schema) -> None:
    scripts = ScriptDirectory.from_config(config(db, schema))
    revisions = [script.revision for script in scripts.walk_revisions()][::-1]
    for revision in revisions:
        command.upgrade(config(db, schema), revision)
        command.downgrade(config(db, schema), "-1")
        command.upgrade(config(db, schema), revision)
    assert differences(db, schema) == []
    command.downgrade(config(db, schema), "base")
    assert shape(db) == {}


def test_migrating_again_changes_nothing(db: Connection, schema: Schema) -> None:
    migrate(db, schema)
    before = shape(db)
    migrate(db, schema)
    assert shape(db) == before


def test_migrations_at_once_are_done_once(new_database: NewDatabase, schema: Schema) -> None:
    url = new_database(None)
    # Processes, as it happens: Alembic can migrate only one database at a time in one process
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        assert list(pool.map(migrate_database, [url] * 2, [schema] * 2)) == [None] * 2
    Store.open(url, schema).close()


def test_no_table_keeps_the_order_of_arrival(new_sqlite_database: NewDatabase, schema: Schema) -> None:
    url = new_sqlite_database(None)
    migrate_database(url, schema)
    with closing(sqlite3.connect(database_file(address(url)))) as db:
        found = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    assert {name for name, sql in found if "WITHOUT ROWID" not in sql} == {"alembic_version"}
    assert len(found) > 1
