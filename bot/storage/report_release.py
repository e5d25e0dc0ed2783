"""Batches become rows without a person or an order; months are closed, and their keys destroyed.

After either, `Store.compact()` takes what was destroyed out of a SQLite file.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

import structlog
from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.reports import Waiting, is_over
from bot.storage.keys import Keys, Sealed
from bot.storage.report_buffer import HOUR, last_closed
from bot.storage.report_counts import count_release
from bot.storage.report_entry import Entry, Head, open_entry, open_head
from bot.storage.report_keys import Randomness, batch_key, destroy, exclude
from bot.storage.reports_tables import (
    RANDOM_BYTES,
    batch_keys,
    batches,
    buffer,
    closed_months,
    languages,
    month_keys,
    reports,
    tags,
)

MOST_TAGS = 2000  # deleted in one unit
log = structlog.get_logger()

WAITING = select(batches.c.id, batches.c.month, batches.c.entries, batches.c.sealed).order_by(batches.c.id)
HOLD = select(batches.c.id).where(batches.c.id == bindparam("found")).with_for_update()
ENTRIES = select(buffer.c.id, buffer.c.sealed).where(buffer.c.batch == bindparam("found")).order_by(buffer.c.id)
EMPTY = delete(buffer).where(buffer.c.batch == bindparam("found"))
DROP = delete(batches).where(batches.c.id == bindparam("found"))
WRITE = insert(reports)
SPEAK = insert(languages)
SPEAK = SPEAK.on_conflict_do_update(
    index_elements=[languages.c.month, languages.c.language], set_={"n": languages.c.n + SPEAK.excluded.n}
)
OPEN_MONTHS = select(month_keys.c.month).order_by(month_keys.c.month)
STILL_WAITING = select(batches.c.id).where(batches.c.month == bindparam("found")).limit(1)
CLOSE = insert(closed_months).on_conflict_do_nothing()
OLD_TAGS = select(tags.c.tag).where(tags.c.month <= bindparam("closed")).limit(MOST_TAGS)
DROP_TAGS = delete(tags).where(tags.c.tag.in_(OLD_TAGS))


@dataclass(frozen=True, slots=True)
class Chance:
    """What a release leaves to chance: the ids of the rows, and their order."""

    randomness: Randomness
    shuffle: Callable[[list[Any]], None]


@dataclass(frozen=True, slots=True)
class _Batch:
    """A row of the batches."""

    id: bytes
    month: str
    entries: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class _Opened:
    """What opens a batch, and what it is."""

    key: bytes
    head: Head


def release_due(db: Connection, keys: Keys, now: datetime, *, waiting: Waiting, chance: Chance) -> int:
    """Release one batch that may be: 1, and 0 where there is none. Call it until 0, then `Store.compact()`.

    A batch may be released when enough people are in it and enough hours are over, or when its month is.
    """
    for batch in [_Batch(*row) for row in db.execute(WAITING)]:
        over = is_over(batch.month, now)
        opened = _opened(db, keys, batch)
        if opened is None and over:
            log.warning("report-batch-unreadable")
        if over or (opened and _is_ripe(db, batch, opened, now=now, waiting=waiting)):
            _release(db, keys, batch, chance)
            return 1
    return 0


def close_months(db: Connection, now: datetime) -> int:
    """Close one month that is over and all released, or delete some tags of closed ones; 0 where nothing is left.

    Call it until 0 once `release_due` gives 0, then `Store.compact()`: from then on nobody can test a person.
    """
    for month in db.execute(OPEN_MONTHS).scalars().all():
        if is_over(month, now):
            exclude(db, month_keys)
            if db.execute(STILL_WAITING, {"found": month}).first() is None:
                destroy(db, month_keys, month)
                db.execute(CLOSE, {"month": month})
                count_release(db)
                return 1
    return db.execute(DROP_TAGS, {"closed": last_closed(db)}).rowcount


def _opened(db: Connection, keys: Keys, batch: _Batch) -> _Opened | None:
    """The batch's key and head; None where no live root key opens it: it may be put back until the month is over."""
    try:
        key = batch_key(db, keys, batch.id)
        return _Opened(key, open_head(key, batch.id, batch.sealed))
    except Sealed:
        return None


def _entries(db: Connection, batch: _Batch, opened: _Opened) -> Iterator[Entry]:
    """What was put into the batch; an entry that does not open is left out."""
    for row, sealed in db.execute(ENTRIES, {"found": batch.id}):
        try:
            yield open_entry(opened.key, row, sealed, opened.head.court)
        except Sealed:
            log.warning("report-entry-unreadable")


def _is_ripe(db: Connection, batch: _Batch, opened: _Opened, *, now: datetime, waiting: Waiting) -> bool:
    """Whether it has been open long enough whatever minute it was opened in, and enough people are in it."""
    minutes = HOUR if waiting.hours else 0
    open_for = now.timestamp() - opened.head.opened * HOUR - minutes
    if open_for < waiting.hours * HOUR or batch.entries < waiting.people:
        return False
    return len({entry.mark for entry in _entries(db, batch, opened)}) >= waiting.people


def _release(db: Connection, keys: Keys, batch: _Batch, chance: Chance) -> None:
    """Write what is in the batch as rows, in an order that tells nothing, and destroy the batch with its key."""
    if db.execute(HOLD, {"found": batch.id}).first() is None:
        return  # another process released it meanwhile
    opened = _opened(db, keys, batch)
    entries = list(_entries(db, batch, opened)) if opened else []  # now that nobody else can add to it
    lines = [line for entry in entries for line in entry.lines]
    chance.shuffle(lines)
    if lines:
        rows = [{"id": chance.randomness(RANDOM_BYTES), "month": batch.month} | asdict(line) for line in lines]
        db.execute(WRITE, sorted(rows, key=itemgetter("id")))
    for language, n in sorted(Counter(entry.language for entry in entries if entry.language).items()):
        db.execute(SPEAK, {"month": batch.month, "language": language, "n": n})
    db.execute(EMPTY, {"found": batch.id})
    db.execute(DROP, {"found": batch.id})
    count_release(db)
    destroy(db, batch_keys, batch.id)
