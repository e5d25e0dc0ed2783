"""The schema of the main database brought to the newest revision."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from bot.storage.engines import StoreError

FOLDER = Path(__file__).parent / "migrations"


def config(db: Connection) -> Config:
    """Alembic's settings for this connection: no file of settings, the scripts as they lie in the package."""
    found = Config()
    found.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    found.set_main_option("path_separator", "os")
    found.attributes["connection"] = db
    return found


def migrate(db: Connection, revision: str = "head") -> None:
    """Bring the schema to a revision; raises StoreError where it is newer than this version knows."""
    try:
        command.upgrade(config(db), revision)
    except CommandError:
        raise StoreError(f"{db.engine.url.database}: was made by a newer version of the program") from None
