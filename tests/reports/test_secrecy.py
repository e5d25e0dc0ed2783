"""What the files of the reports tell somebody who takes them."""

import asyncio
import random
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, Table, select

from benchmarks.faults.canaries import forms_of_number
from bot.domain.reports import Line, month_of
from bot.storage.report_buffer import Submission
from bot.storage.report_keys import month_key
from bot.storage.reports_tables import batch_keys, batches, buffer, month_keys, reports, reports_metadata, tags
from bot.storage.store import Store
from tests.reports.office import CHECKED, CHILD, Office, check, defects_in_order

LOW = 0x5EA7C0DE77  # five bytes: long enough to be looked for among random ones
CHAT_IDS = [(k << 40) | LOW for k in range(1, 301)]
KEPT = {
    "reports": {"id", "month", "court", "paper", "defect", "how"},
    "languages": {"month", "language", "n"},
    "releases": {"name", "n"},
    "closed_months": {"month"},
    "month_keys": {"month", "sealed"},
    "tags": {"tag", "month"},
    "batches": {"id", "tag", "month", "entries", "sealed"},
    "batch_keys": {"batch", "sealed"},
    "buffer": {"id", "batch", "sealed"},
}
PIECE = 24


def test_nothing_is_kept_but_what_is_documented() -> None:
    assert {name: {c.name for c in table.columns} for name, table in reports_metadata.tables.items()} == KEPT
    security = (Path(__file__).parents[2] / "SECURITY.md").read_text("utf-8").partition("\n## Reports\n")[2]
    documented = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", security, re.MULTILINE))
    assert {name: set(re.findall(r"`(\w+)`", columns)) for name, columns in documented.items()} == KEPT


def bytes_of(office: Office) -> bytes:
    return b"\0".join(file.read_bytes() for file in sorted(office.folder.iterdir()))


async def sealed_bytes(store: Store, *tables: Table) -> list[bytes]:
    """Parts of all that is sealed, and of every tag, from all over them."""

    def work(db: Connection) -> list[bytes]:
        columns = [table.c.tag if table is tags else table.c.sealed for table in tables]
        return [blob for column in columns for blob in db.execute(select(column)).scalars()]

    return [blob[at : at + PIECE] for blob in await store.run(work) for at in range(0, len(blob) - PIECE + 1, 64)]


def places_of(rows: Sequence[bytes], written: bytes) -> list[list[int]]:
    """Where each of these ids stands in the files, in order: looked for by their first four bytes, then whole."""
    signs = np.frombuffer(written, np.uint8).astype(np.uint32)
    fours = signs[:-3] << 24 | signs[1:-2] << 16 | signs[2:-1] << 8 | signs[3:]
    wanted = np.array([int.from_bytes(row[:4], "big") for row in rows], np.uint32)
    found: dict[bytes, list[int]] = {row: [] for row in rows}
    for at in np.flatnonzero(np.isin(fours, wanted)).tolist():
        found.get(written[at : at + len(rows[0])], []).append(at)
    return list(found.values())


def correlation(order: Sequence[int]) -> float:
    """Spearman's rho between the order of arrival and another one."""
    mean = (len(order) - 1) / 2
    ranks = sorted(range(len(order)), key=order.__getitem__)
    spread = sum((n - mean) ** 2 for n in range(len(order)))
    return sum((n - mean) * (rank - mean) for n, rank in enumerate(ranks)) / spread


async def test_a_thousand_rows_lie_in_no_order_of_arrival(sqlite_office: Office) -> None:
    for start in range(0, 1000, 20):  # those that wait together are committed together, in their order
        some = range(start, start + 20)
        await asyncio.gather(*(sqlite_office.report(n, (Line("miami", "nta", f"d{n}"),)) for n in some))
    sqlite_office.now += timedelta(hours=25)
    await sqlite_office.release()
    found = await sqlite_office.store.run(defects_in_order)
    assert sorted(found) == sorted(f"d{n}" for n in range(1000))
    assert abs(correlation([int(name[1:]) for name in found])) < 0.13

    def ids(db: Connection) -> list[bytes]:
        rows = db.execute(select(reports.c.defect, reports.c.id)).all()
        return [row for _, row in sorted((int(defect[1:]), row) for defect, row in rows)]

    arrived = await sqlite_office.store.run(ids)
    assert await sqlite_office.store.checkpoint()
    places = places_of(arrived, bytes_of(sqlite_office))
    assert all(places)
    assert abs(correlation([found[0] for found in places])) < 0.13
    assert abs(correlation([found[-1] for found in places])) < 0.13


def test_the_correlation_shows_an_order_that_is_there() -> None:
    assert correlation(range(1000)) == 1
    assert abs(correlation(random.Random(1).sample(range(1000), 1000))) < 0.13  # noqa: S311 - a null


async def test_the_waiting_entries_lie_in_no_order_of_arrival_once_the_log_is_emptied(sqlite_office: Office) -> None:
    arrived: list[bytes] = []
    for n in range(300):
        await sqlite_office.report(n)

        def new(db: Connection) -> Iterable[bytes]:
            return set(db.execute(select(tags.c.tag)).scalars())

        arrived += set(await sqlite_office.store.run(new)) - set(arrived)
    assert await sqlite_office.store.checkpoint()
    places = places_of(arrived, bytes_of(sqlite_office))
    assert abs(correlation([found[0] for found in places])) < 0.23  # four standard deviations of chance


async def test_the_files_alone_tell_nobody_and_nothing_that_waits(sqlite_office: Office) -> None:
    await sqlite_office.all_report(CHAT_IDS, (*check("miami", "no-time"), Line("", "nta", CHILD)))
    written = bytes_of(sqlite_office)
    assert set(await sealed_bytes(sqlite_office.store, buffer)) & {
        written[at : at + PIECE] for at in range(len(written))
    }, "the search does not find what is there"
    low = [LOW.to_bytes(5, order) for order in ("big", "little")]
    told = [form for chat_id in CHAT_IDS[::10] for form in forms_of_number(chat_id)]
    words = [b"miami", b"no-time", CHECKED.encode(), CHILD.encode(), b'"es"']
    secret = await sqlite_office.store.run(
        lambda db: month_key(db, sqlite_office.keys, month_of(sqlite_office.now), bytes)
    )
    for form in (*low, *told, *words, secret, sqlite_office.keys.live[0].root):
        assert form not in written


async def test_two_batches_do_not_tell_which_of_them_has_a_court(sqlite_office: Office) -> None:
    await sqlite_office.report(5)
    rows = await sqlite_office.store.run(lambda db: db.execute(select(batches)).all())
    assert len({(row.month, row.entries, len(row.tag), len(row.sealed)) for row in rows}) == 1


async def test_a_released_batch_and_its_key_are_in_no_file(sqlite_office: Office) -> None:
    await sqlite_office.all_report(range(300), (*check("miami", "no-time"), Line("", "nta", CHILD)))
    looked_for = await sealed_bytes(sqlite_office.store, buffer, batches, batch_keys)
    sqlite_office.now += timedelta(hours=25)
    assert await sqlite_office.release()
    assert await sqlite_office.store.compact()
    written = bytes_of(sqlite_office)
    assert not [piece for piece in looked_for if piece in written]


async def test_after_the_close_nobody_with_every_key_can_test_a_person(sqlite_office: Office) -> None:
    await sqlite_office.all_report(CHAT_IDS)
    looked_for = await sealed_bytes(sqlite_office.store, month_keys, tags)
    secret = await sqlite_office.store.run(lambda db: month_key(db, sqlite_office.keys, "2026-11", bytes))
    sqlite_office.now = datetime(2026, 12, 2, tzinfo=UTC)
    assert await sqlite_office.close() == ["2026-11"]
    assert await sqlite_office.store.compact()
    written = bytes_of(sqlite_office)
    assert not [piece for piece in (*looked_for, secret) if piece in written]
    assert [await sqlite_office.size(table) for table in (month_keys, tags, buffer, batches, batch_keys)] == [0] * 5


def test_a_submission_does_not_show_whose_it_is() -> None:
    assert "5512345678" not in repr(Submission(5_512_345_678, check(), "es"))
