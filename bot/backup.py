"""The commands `backup` and `restore`: all that is kept and may be copied into one sealed file, and back."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from bot.app import open_keys
from bot.databases import Database, databases
from bot.settings import Settings
from bot.storage.backup import dump, fill, refuse_full
from bot.storage.backup_file import Frame, read_frames, write_frames
from bot.storage.errors import StoreError

NAME = "fairhearing-{}.backup"


def backup(settings: Settings, folder: Path, *, today: date, keep: int) -> tuple[Path, list[Path]]:
    """Write today's backup into a folder and delete all but the newest `keep`; gives it and what was deleted.

    A second one on the same day takes the place of the first. Raises StoreError, BadKey, BadSetting, OSError.
    """
    keys = open_keys(settings, today)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME.format(today.isoformat())
    write_frames(path, _frames(databases(settings)), keys)
    old = sorted(folder.glob(NAME.format("????-??-??")))[:-keep]
    for one in old:
        one.unlink()
    return path, old


def restore(settings: Settings, path: Path, *, today: date) -> dict[str, int]:
    """Put a backup into new databases; gives the number of rows of each.

    The whole file is read and checked first. Raises StoreError for a file that is damaged or that no live key opens,
    and for a database that has rows; then nothing was written.
    """
    keys = open_keys(settings, today)
    for _ in read_frames(path, keys):
        pass
    settings.data.mkdir(parents=True, exist_ok=True)
    for database in databases(settings):
        refuse_full(database.url, database.schema)
    known = {database.name: database for database in databases(settings)}
    rows: dict[str, int] = {}
    for name, frames in groupby(read_frames(path, keys), lambda frame: str(frame["database"])):
        if name not in known:
            raise StoreError(f"{path}: holds a database {name}, which this version does not have")
        rows[name] = fill(known[name].url, known[name].schema, frames)
    return rows


def _frames(found: tuple[Database, ...]) -> Iterator[Frame]:
    for database in found:
        yield from dump(database.url, database.name, database.schema)
