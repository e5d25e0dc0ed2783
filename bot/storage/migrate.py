"""Each database's schema: brought to its newest revision, or compared with it. One Alembic environment a database."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.addresses import address, called, database_file, is_server
from bot.storage.engines import BUSY_MILLISECONDS, is_postgres, writing_engine
from bot.storage.errors import StoreError, in_one_line
from bot.storage.postgres import migrating_engine
from bot.storage.reports_tables import reports_metadata
from bot.storage.tables import metadata

HERE = Path(__file__).parent
ONE_AT_A_TIME = 0x66616972  # the number of an advisory lock, the same for every process that migrates
NEWER = "was made by a newer version of the program"
OLDER = "its schema is not up to date: run `fairhearing migrate`"


@dataclass(frozen=True, slots=True)
class Schema:
    """What a database holds: its tables, and the folder of the revisions that lead to them."""

    metadata: MetaData
    folder: Path


MAIN = Schema(metadata, HERE / "migrations")
REPORTS = Schema(reports_metadata, HERE / "reports_migrations")


def config(db: Connection, schema: Schema) -> Config:
    """Alembic's settings for this connection: no file of settings, the scripts as they lie in the package."""
    found = Config()
    found.set_main_option("script_location", str(schema.folder).replace("%", "%%"))
    found.set_main_option("path_separator", "os")
    found.attributes |= {"connection": db, "metadata": schema.metadata}
    return found


def migrate(db: Connection, schema: Schema = MAIN, *, revision: str = "head") -> None:
    """Bring the schema to a revision; raises StoreError where it is newer than this version knows."""
    try:
        command.upgrade(config(db, schema), revision)
    except CommandError:
        raise StoreError(f"{called(db.engine.url)}: {NEWER}") from None


def migrate_database(url: str, schema: Schema, *, busy_milliseconds: int = BUSY_MILLISECONDS) -> None:
    """Bring a database to the newest schema, a SQLite file made first; raises StoreError.

    Of several processes that do it at once on one PostgreSQL database, one works and the others then find it done.
    """
    found = address(url)
    try:
        if is_server(found):
            engine = migrating_engine(found)
        else:
            path = database_file(found)
            path.touch(mode=0o600)  # SQLite gives the files beside it the same mode
            engine = writing_engine(path, busy_milliseconds)
        with engine.connect() as db:
            if is_postgres(db):
                _wait_for_turn(db)
            migrate(db, schema)
    except (SQLAlchemyError, OSError) as error:
        raise StoreError(f"{called(found)}: {in_one_line(error)}") from None


def revision_of(db: Connection) -> str:
    """The revision of the schema that a database has, in an open transaction."""
    return ",".join(MigrationContext.configure(db).get_current_heads())


def check_schema(db: Connection, schema: Schema) -> None:
    """Raise StoreError where the database's schema is not the newest that this version knows."""
    scripts = ScriptDirectory.from_config(config(db, schema))
    with db.begin():
        found = set(MigrationContext.configure(db).get_current_heads())
    if found == set(scripts.get_heads()):
        return
    known = {script.revision for script in scripts.walk_revisions()}
    raise StoreError(f"{called(db.engine.url)}: {OLDER if found <= known else NEWER}")


def _wait_for_turn(db: Connection) -> None:
    """Hold what only one connection of the database can hold, until this one is closed."""
    with db.begin():
        db.exec_driver_sql(f"SELECT pg_advisory_lock({ONE_AT_A_TIME})")
