from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from bot.storage.engines import writing_engine
from bot.storage.migrate import MAIN, REPORTS, Schema, config, migrate


@pytest.fixture(params=[MAIN, REPORTS], ids=["main", "reports"])
def schema(request: pytest.FixtureRequest) -> Schema:
    found: Schema = request.param
    return found


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Connection]:
    with writing_engine(tmp_path / "chats.db").connect() as db:
        yield db


def differences(db: Connection, schema: Schema) -> list[object]:
    with db.begin():
        return list(compare_metadata(MigrationContext.configure(db), schema.metadata))


def tables(db: Connection) -> set[str]:
    with db.begin():
        return set(inspect(db).get_table_names())


def created(db: Connection) -> dict[str, str]:
    with db.begin():
        found = db.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {name: " ".join(sql.split()) for name, sql in found if name != "alembic_version"}


def test_the_tables_are_what_the_revisions_make(db: Connection, schema: Schema, tmp_path: Path) -> None:
    migrate(db, schema)
    assert differences(db, schema) == []
    with writing_engine(tmp_path / "models.db").connect() as models:
        with models.begin():
            schema.metadata.create_all(models)
        assert created(db) == created(models)


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
    assert tables(db) <= {"alembic_version"}


def test_migrating_again_changes_nothing(db: Connection, schema: Schema) -> None:
    migrate(db, schema)
    before = created(db)
    migrate(db, schema)
    assert created(db) == before


def test_no_table_keeps_the_order_of_arrival(db: Connection, schema: Schema) -> None:
    migrate(db, schema)
    assert {
        name for name, sql in created(db).items() if "CREATE TABLE" in sql and "WITHOUT ROWID" not in sql
    } == set()
