"""The readers of a broadcast, found by looking through the subscriptions: some at a time, behind a cursor."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.domain.subscriptions import Subscription
from bot.storage.keys import Keys, Sealed
from bot.storage.subscription_blob import unpack
from bot.storage.subscriptions import FIND, SCAN, TABLE

ROWS_A_LOOK = 500
ROWS_A_QUERY = 100
Row = tuple[bytes, Subscription]


@dataclass(frozen=True, slots=True)
class Found:
    """Who was found, with their rows, and where to go on; None: there is nobody behind."""

    readers: tuple[Row, ...]
    cursor: bytes | None


def next_readers(
    db: Connection, keys: Keys, after: bytes, wanted: Callable[[Subscription], bool], *, most: int
) -> Found:
    """The next who are wanted, at most so many, after a look at no more than 500 rows."""
    found: list[Row] = []
    for _ in range(ROWS_A_LOOK // ROWS_A_QUERY):
        rows = db.execute(SCAN, {"after": after, "most": ROWS_A_QUERY}).all()
        for index, revision, sealed in rows:
            after = index
            reader = _opened(keys, index, revision, sealed)
            if reader is not None and wanted(reader):
                found.append((index, reader))
                if len(found) == most:
                    return Found(tuple(found), after)
        if len(rows) < ROWS_A_QUERY:
            return Found(tuple(found), None)
    return Found(tuple(found), after)


def readers_at(db: Connection, keys: Keys, rows: tuple[bytes, ...]) -> Iterator[Row]:
    """Those of these rows who are still there."""
    for index in rows:
        row = db.execute(FIND, {"row": index}).first()
        reader = _opened(keys, index, row.revision, row.sealed) if row else None
        if reader is not None:
            yield index, reader


def _opened(keys: Keys, index: bytes, revision: int, sealed: bytes) -> Subscription | None:
    """The subscription of a row; None where it cannot be opened, which the daily look at them logs."""
    try:
        return unpack(keys.open(TABLE, index, sealed), revision)
    except (Sealed, ValueError):
        return None
