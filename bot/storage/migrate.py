"""Each database's schema, brought to its newest revision: one Alembic environment a database."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, MetaData

from bot.storage.engines import StoreError
from bot.storage.reports_tables import reports_metadata
from bot.storage.tables import metadata

HERE = Path(__file__).parent


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
        raise StoreError(f"{db.engine.url.database}: was made by a newer version of the program") from None
