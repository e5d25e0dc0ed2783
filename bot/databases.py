"""The databases that the settings name, each with its schema, and how all of them are brought up to date."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.settings import PREFIX, BadSetting, Settings
from bot.storage.addresses import address, called
from bot.storage.migrate import MAIN, REPORTS, Schema, migrate_database


@dataclass(frozen=True, slots=True)
class Database:
    """One database: what lines about it call it, its address, and what it holds."""

    name: str
    url: str
    schema: Schema


def databases(settings: Settings) -> tuple[Database, ...]:
    """Every database there is; raises BadSetting where two would be one, StoreError for a wrong address."""
    if called(address(settings.main_database)) == called(address(settings.reports_database)):
        raise BadSetting(f"{PREFIX}REPORTS_URL: must be another database than {PREFIX}DATABASE_URL")
    return (
        Database("database", settings.main_database, MAIN),
        Database("reports", settings.reports_database, REPORTS),
    )


def migrate_all(settings: Settings) -> Iterator[str]:
    """Bring each database to its newest schema and give its name; raises StoreError, BadSetting, OSError."""
    settings.data.mkdir(parents=True, exist_ok=True)
    for database in databases(settings):
        migrate_database(database.url, database.schema)
        yield database.name
