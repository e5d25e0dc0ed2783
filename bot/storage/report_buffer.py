"""A report on its way: what is new of it is put, sealed, into its court's batch and the batch without a court.

Every submission that adds something writes two entries of one size, one of them often empty, so that the batches do
not tell what kind of defect it was.
"""

import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, case, func, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.reports import Line, counting_month
from bot.domain.values import Stale
from bot.storage.keys import Keys, Sealed
from bot.storage.report_entry import Entry, Head, mark_of, seal_entry, seal_head
from bot.storage.report_keys import KEY_BYTES, Randomness, add_batch_key, batch_key, month_key, share
from bot.storage.reports_tables import RANDOM_BYTES, TAG_BYTES, batches, buffer, closed_months, month_keys, tags

MOST_IN_A_BATCH = 100  # so that its release is one short unit
HOUR = 3600  # seconds

LAST_CLOSED = select(func.max(closed_months.c.month))
MARK = insert(tags).on_conflict_do_nothing().returning(tags.c.tag)
TAKE_PLACE = (
    update(batches)
    .where(batches.c.tag == bindparam("found"))
    .values(
        entries=batches.c.entries + 1,
        # a full batch is found no more, so that the next submission opens another
        tag=case((batches.c.entries + 1 >= MOST_IN_A_BATCH, bindparam("nobodys")), else_=batches.c.tag),
    )
    .returning(batches.c.id)
)
OTHER_MONTHS = select(month_keys.c.month, month_keys.c.sealed).where(month_keys.c.month != bindparam("this"))
KNOWN = select(tags.c.tag).where(tags.c.tag.in_(bindparam("tags", expanding=True)))
OPEN_BATCH = insert(batches).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
PUT = insert(buffer)


@dataclass(frozen=True, slots=True)
class Submission:
    """What one person reports at once: lines of one court at most, and the language the bot spoke.

    `update_id` is Telegram's number of the agreement: when the same update comes again after the month's border,
    it is known by that. 0 is none.
    """

    chat_id: int = field(repr=False)
    lines: tuple[Line, ...]
    language: str
    update_id: int = 0


@dataclass(frozen=True, slots=True)
class _Month:
    """What recording needs: the month that is counted in, its secret, and the hour of now."""

    db: Connection
    keys: Keys
    name: str
    secret: bytes
    hour: int
    randomness: Randomness


@dataclass(frozen=True, slots=True)
class _Batch:
    """A batch in which this unit has a place; its key is None where another unit opened it."""

    id: bytes
    key: bytes | None


def last_closed(db: Connection) -> str:
    """The last month that is closed; "" where none is."""
    return db.execute(LAST_CLOSED).scalar() or ""


def submit(db: Connection, keys: Keys, submission: Submission, *, now: datetime, randomness: Randomness) -> int:
    """Record what is new of a submission and give how many lines that was: a repeat adds nothing.

    A person counts once a month for a court, a paper and a defect, and once for a language. Raises ValueError for
    lines of two courts.
    """
    courts = {line.court for line in submission.lines if line.court}
    if len(courts) > 1:
        raise ValueError("one submission is about one court")
    share(db, month_keys)
    name = counting_month(now, last_closed(db))
    secret = month_key(db, keys, name, randomness)
    month = _Month(db, keys, name, secret, int(now.timestamp()) // HOUR, randomness)
    if submission.update_id and _came_last_month(month, submission):
        return 0
    new, speaks = _new(month, submission)
    if new:
        if submission.update_id:
            db.execute(MARK, [{"tag": _update_tag(secret, submission), "month": name}])
        # both places are taken before a key is read: whoever destroys a key goes the same way
        held = _place_in(month, max(courts, default="")), _place_in(month, "")
        with_court = Entry(b"", tuple(line for line in new if line.court))
        without = Entry(b"", tuple(line for line in new if not line.court), submission.language if speaks else "")
        rows = [
            _sealed(month, batch, entry, chat_id=submission.chat_id)
            for batch, entry in zip(held, (with_court, without), strict=True)
        ]
        db.execute(PUT, rows)
    return len(new)


def _came_last_month(month: _Month, submission: Submission) -> bool:
    """Whether this very update was recorded in another month that is still open."""
    then = []
    for name, sealed in month.db.execute(OTHER_MONTHS, {"this": month.name}):
        try:
            then.append(_update_tag(month.keys.open(month_keys.name, name.encode(), sealed), submission))
        except Sealed:
            continue  # a key that opens nothing was noted when its month was used
    return bool(then) and month.db.execute(KNOWN, {"tags": then}).first() is not None


def _update_tag(secret: bytes, submission: Submission) -> bytes:
    return _tag(secret, "update", submission.chat_id, str(submission.update_id))


def _new(month: _Month, submission: Submission) -> tuple[list[Line], bool]:
    """The lines that this person has not reported this month, and whether their language is not counted yet."""
    person = submission.chat_id
    by_tag = {
        _tag(month.secret, "line", person, line.court, line.paper, line.defect): line for line in submission.lines
    }
    language = _tag(month.secret, "language", person)
    rows = [{"tag": tag, "month": month.name} for tag in sorted({*by_tag, language} if by_tag else ())]
    marked = set(month.db.execute(MARK, rows).scalars()) if rows else set()
    return [line for tag, line in by_tag.items() if tag in marked], language in marked


def _place_in(month: _Month, court: str) -> _Batch:
    """A place in the court's open batch, opened where there is none; raises Stale where others are quicker."""
    tag = _tag(month.secret, "batch", 0, court)
    for _ in range(2):  # once more where another process opened it in between
        nobodys = month.randomness(TAG_BYTES)
        taken = month.db.execute(TAKE_PLACE, {"found": tag, "nobodys": nobodys}).scalar()
        if taken is not None:
            return _Batch(taken, None)
        opened = _opened(month, tag, court)
        if opened is not None:
            return opened
    raise Stale


def _opened(month: _Month, tag: bytes, court: str) -> _Batch | None:
    """A new batch; None where there is one with this tag."""
    batch, key = month.randomness(RANDOM_BYTES), month.randomness(KEY_BYTES)
    head = seal_head(key, batch, Head(court, month.hour))
    row = {"id": batch, "tag": tag, "month": month.name, "entries": 1, "sealed": head}
    return _Batch(batch, key) if month.db.execute(OPEN_BATCH, row).rowcount else None


def _sealed(month: _Month, batch: _Batch, entry: Entry, *, chat_id: int) -> dict[str, bytes]:
    """The row of an entry, marked as this person's and sealed into the batch."""
    key = batch.key
    if key is not None:
        add_batch_key(month.db, month.keys, batch.id, key)
    else:
        key = batch_key(month.db, month.keys, batch.id)
    row = month.randomness(RANDOM_BYTES)
    sealed = seal_entry(key, row, replace(entry, mark=mark_of(key, chat_id)))
    return {"id": row, "batch": batch.id, "sealed": sealed}


def _tag(secret: bytes, kind: str, number: int, *words: str) -> bytes:
    told = "\0".join((kind, str(number), *words))
    return hmac.digest(secret, told.encode(), "sha256")
