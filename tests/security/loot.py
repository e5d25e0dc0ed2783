"""What somebody holds who took the files: every row of every table, and what a key opens of it."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.storage.keys import Keys, Sealed

SEALED_UNDER_KEYS_OF_THEIR_OWN = {"batches", "buffer"}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Loot:
    """The rows of both databases by table, read without any of the bot's code."""

    tables: Mapping[str, list[Row]]

    def sealed(self) -> Iterator[tuple[str, Row]]:
        """Every row that holds something sealed under a root key, and its table."""
        for name, rows in self.tables.items():
            if name not in SEALED_UNDER_KEYS_OF_THEIR_OWN:
                yield from ((name, row) for row in rows if "sealed" in row)

    def in_clear(self) -> set[str]:
        """Every value that stands there as text or as a number."""
        rows = (row for rows in self.tables.values() for row in rows)
        return {str(value) for row in rows for value in row.values() if isinstance(value, str | int)}

    def opened(self, keys: Keys) -> dict[str, list[bytes]]:
        """What these keys open, by table; Sealed where they do not open a row."""
        found: dict[str, list[bytes]] = {}
        for name, row in self.sealed():
            found.setdefault(name, []).append(_opened(keys, name, row))
        return found


def take(folder: Path, to: Path) -> Loot:
    """Copy what lies in the folder, as it lies there, and read it."""
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("loot*"))
    tables: dict[str, list[Row]] = {}
    for file in ("fairhearing.sqlite3", "reports.sqlite3"):
        with closing(sqlite3.connect(to / file)) as db:
            db.row_factory = sqlite3.Row
            names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            for name in names:
                rows = db.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - the name of a table
                tables[name] = [dict(row) for row in rows]
    return Loot(tables)


def _opened(keys: Keys, table: str, row: Row) -> bytes:
    """What is sealed in a row, for whichever of its columns it was bound to."""
    for value in row.values():
        bound = value.encode() if isinstance(value, str) else value
        if isinstance(bound, bytes):
            try:
                return keys.open(table, bound, row["sealed"])
            except Sealed:
                continue
    raise Sealed
