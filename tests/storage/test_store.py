import asyncio
import os
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any, NoReturn

import pytest
from sqlalchemy import URL, Connection, event, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from structlog.testing import capture_logs

from bot.domain.values import Stale, Unavailable
from bot.storage.engines import StoreError, raw
from bot.storage.lane import MOST_WAITING
from bot.storage.store import Store
from bot.storage.tables import chats
from bot.storage.writer import Writer


def row(number: int) -> dict[str, Any]:
    return {"index": number.to_bytes(32, "big"), "revision": 1, "day": "2026-11-24", "sealed": bytes(300)}


def adding(number: int) -> Callable[[Connection], int]:
    def work(db: Connection) -> int:
        db.execute(insert(chats), row(number))
        return number

    return work


def found(db: Connection) -> set[int]:
    return {int.from_bytes(index, "big") for index in db.scalars(select(chats.c.index))}


def committed(store: Store) -> set[int]:
    """What another process would see."""
    with closing(sqlite3.connect(store.path)) as db:
        return {int.from_bytes(index, "big") for (index,) in db.execute('SELECT "index" FROM chats')}


@asynccontextmanager
async def held(store: Store) -> AsyncIterator[list[str]]:
    """The writer's thread stands still inside, so that what is asked for becomes one batch; gives its statements."""
    entered, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()
    said: list[str] = []

    def work(db: Connection) -> None:
        raw(db).set_trace_callback(said.append)
        loop.call_soon_threadsafe(entered.set)
        go_on.wait()

    holding = asyncio.create_task(store.run(work))
    await entered.wait()
    try:
        yield said
    finally:
        go_on.set()
        await holding


async def asked(store: Store, *works: Callable[[Connection], Any]) -> list["asyncio.Task[Any]"]:
    """The units, all waiting for the writer."""
    tasks = [asyncio.create_task(store.run(work)) for work in works]
    await asyncio.sleep(0)  # each task runs up to its waiting
    assert store._writing._waiting.qsize() == len(tasks)
    return tasks


async def test_what_waits_together_is_committed_together_in_order(store: Store) -> None:
    async with held(store) as said:
        tasks = await asked(store, *(adding(n) for n in range(100)))
        said.clear()
    assert await asyncio.gather(*tasks) == list(range(100))
    assert committed(store) == set(range(100))
    # the unit that held the writer, then 64, then 36
    assert [line for line in said if line.startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT"))] == [
        "COMMIT", "BEGIN IMMEDIATE", "COMMIT", "BEGIN IMMEDIATE", "COMMIT",
    ]  # fmt: skip


@pytest.mark.parametrize("place", [0, 31, 63])
@pytest.mark.parametrize("error", [ValueError, KeyError, StopIteration, asyncio.CancelledError])
async def test_a_unit_that_raises_is_undone_and_disturbs_none_of_the_others(
    store: Store, place: int, error: type[BaseException]
) -> None:
    def failing(db: Connection) -> None:
        adding(place)(db)
        raise error

    async with held(store):
        tasks = await asked(store, *(failing if n == place else adding(n) for n in range(64)))
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert isinstance(outcomes.pop(place), (error, RuntimeError) if error is StopIteration else error)
    assert outcomes == [n for n in range(64) if n != place]
    assert committed(store) == set(range(64)) - {place}


async def test_a_mistake_in_a_statement_is_told_to_its_unit_without_the_values(store: Store) -> None:
    await store.run(adding(1))
    async with held(store):
        works = (adding(1), adding(2), lambda db: db.execute(text("SELECT something")))
        twice, other, unknown = await asked(store, *works)
    with pytest.raises(IntegrityError) as refused:
        await twice
    assert "2026-11-24" not in str(refused.value)
    with pytest.raises(OperationalError, match="no such column"):
        await unknown
    assert await other == 2
    assert committed(store) == {1, 2}


async def test_a_stale_unit_runs_again_and_another_only_once_more(store: Store) -> None:
    runs = {"stale": 0, "other": 0}

    def stale(_db: Connection) -> str:
        runs["stale"] += 1
        if runs["stale"] < 5:
            raise Stale
        return "saved"

    def other(_db: Connection) -> None:
        runs["other"] += 1

    async with held(store):
        tasks = await asked(store, other, stale)
    assert await tasks[1] == "saved"
    await tasks[0]
    assert runs == {"stale": 5, "other": 2}


async def test_a_unit_that_stays_stale_is_unavailable_after_four_runs(store: Store) -> None:
    runs: list[int] = []

    def work(_db: Connection) -> None:
        runs.append(1)
        raise Stale

    with pytest.raises(Unavailable):
        await store.run(work)
    assert len(runs) == 4


async def test_a_cancelled_caller_changes_nothing_for_the_others(store: Store) -> None:
    async with held(store):
        first, second = await asked(store, adding(1), adding(2))
        first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert await second == 2
    assert await store.run(found) == {1, 2}


async def test_a_lock_of_another_process_is_unavailable_for_all_and_passes(store: Store) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other, capture_logs() as logged:
        other.execute("BEGIN IMMEDIATE")
        outcomes = await asyncio.gather(*(store.run(adding(n)) for n in range(64)), return_exceptions=True)
        assert {type(outcome) for outcome in outcomes} == {Unavailable}
        other.execute("ROLLBACK")
        assert await store.run(adding(7)) == 7
    assert committed(store) == {7}
    assert logged == [
        {"event": "store-unavailable", "reason": "SQLITE_BUSY", "log_level": "warning"},
        {"event": "store-available", "log_level": "info"},
    ]


def limit_pages(store: Store, pages: int) -> Callable[[], None]:
    """Let the database have no more pages, on every connection of the writer; gives what lifts that."""
    writer = store._writing._finish.__self__  # type: ignore[attr-defined]
    assert isinstance(writer, Writer)

    def on_connect(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(writer._engine, "connect", on_connect)
    writer._discard()

    def lift() -> None:
        event.remove(writer._engine, "connect", on_connect)
        writer._discard()

    return lift


async def test_a_full_database_loses_nothing_acknowledged_and_is_used_again_once_there_is_room(store: Store) -> None:
    lift = limit_pages(store, 12)
    outcomes = await asyncio.gather(*(store.run(adding(n)) for n in range(256)), return_exceptions=True)
    acknowledged = {outcome for outcome in outcomes if isinstance(outcome, int)}
    refused = [outcome for outcome in outcomes if not isinstance(outcome, int)]
    assert acknowledged
    assert refused
    assert {type(outcome) for outcome in refused} == {Unavailable}
    assert committed(store) == acknowledged
    lift()
    missing = set(range(256)) - acknowledged
    assert set(await asyncio.gather(*(store.run(adding(n)) for n in missing))) == missing
    assert committed(store) == set(range(256))


async def test_a_unit_that_swallows_a_full_database_is_not_acknowledged(store: Store) -> None:
    limit_pages(store, 12)

    def careless(db: Connection) -> str:
        adding(1)(db)
        for n in range(2, 500):
            try:
                adding(n)(db)
            except OperationalError:  # SQLite has rolled everything back
                break
        return "done"

    with pytest.raises(Unavailable):
        await store.run(careless)
    assert committed(store) == set()


async def test_a_log_that_cannot_be_written_does_not_undo_or_repeat_what_is_committed(store: Store) -> None:
    def refuse(*_: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    lift = limit_pages(store, 12)
    with capture_logs(processors=[refuse]):
        outcomes = await asyncio.gather(*(store.run(adding(n)) for n in range(256)), return_exceptions=True)
        lift()
        assert await store.run(adding(1000)) == 1000
    assert {type(outcome) for outcome in outcomes} == {int, Unavailable}
    assert committed(store) == {outcome for outcome in outcomes if isinstance(outcome, int)} | {1000}


async def test_a_lost_connection_is_unavailable_once_and_made_anew(store: Store) -> None:
    def losing(db: Connection) -> set[int]:
        raw(db).close()
        return found(db)

    await store.run(adding(1))
    with pytest.raises(Unavailable):
        await store.run(losing)
    assert await store.run(found) == {1}


async def test_a_damaged_file_is_unavailable_until_it_is_whole_again(store: Store) -> None:
    await store.run(adding(1))
    await store.checkpoint()
    whole = store.path.read_bytes()
    store.path.write_bytes(b"no database " * (len(whole) // 12))
    with pytest.raises(Unavailable):
        await store.run(lambda db: (raw(db).execute("PRAGMA shrink_memory"), adding(2)(db)))
    store.path.write_bytes(whole)
    assert await store.run(adding(3)) == 3
    assert committed(store) == {1, 3}


async def test_too_many_waiting_are_turned_away(store: Store) -> None:
    async with held(store):
        tasks = await asked(store, *[lambda _db: None] * MOST_WAITING)
        with pytest.raises(Unavailable):
            await store.run(found)
    await asyncio.gather(*tasks)
    assert await store.run(found) == set()


async def test_a_read_sees_what_is_committed_and_can_write_nothing(store: Store) -> None:
    await store.run(adding(1))
    assert await store.read(found) == {1}
    with pytest.raises(Unavailable):
        await store.read(adding(2))
    assert await store.read(found) == {1}


async def test_a_read_sees_one_state_while_the_writer_goes_on(store: Store) -> None:
    await store.run(adding(1))
    entered, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def work(db: Connection) -> tuple[set[int], set[int]]:
        before = found(db)
        loop.call_soon_threadsafe(entered.set)
        go_on.wait()
        return before, found(db)

    reading = asyncio.create_task(store.read(work))
    await entered.wait()
    await store.run(adding(2))
    go_on.set()
    assert await reading == ({1}, {1})
    assert await store.read(found) == {1, 2}


async def test_a_read_that_takes_too_long_is_ended_and_the_next_one_is_served(url: str) -> None:
    endless = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
    store = Store.open(url, seconds_of_reading=0)
    with pytest.raises(Unavailable):
        await store.read(lambda db: db.execute(endless).scalar())
    assert await store.read(found) == set()
    store.close()


async def test_an_error_of_a_read_is_told_and_the_next_one_is_served(store: Store) -> None:
    def failing(_db: Connection) -> None:
        raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        await store.read(failing)
    assert await store.read(found) == set()


async def test_a_checkpoint_leaves_no_log_and_says_when_a_reader_was_in_the_way(store: Store) -> None:
    log = store.path.with_name(store.path.name + "-wal")
    await store.run(adding(1))
    assert log.stat().st_size
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM chats").fetchall()
        await store.run(adding(2))
        assert await store.checkpoint() is False
    assert await store.checkpoint() is True
    assert log.stat().st_size == 0
    assert await store.run(found) == {1, 2}


async def test_closing_serves_what_waits_and_takes_no_more(url: str) -> None:
    store = Store.open(url)
    async with held(store):
        tasks = await asked(store, *(adding(n) for n in range(10)))
    store.close()
    assert await asyncio.gather(*tasks) == list(range(10))
    assert [found.name for found in store.path.parent.iterdir()] == ["chats.db"]
    with pytest.raises(Unavailable):
        await store.run(adding(11))
    store.close()


def test_a_store_outlives_the_event_loop_of_its_callers(url: str) -> None:
    store = Store.open(url)

    async def leave() -> None:
        async with held(store):
            await asked(store, adding(1))

    asyncio.run(leave())
    assert asyncio.run(store.run(found)) == {1}
    store.close()


async def test_what_is_open_is_durable_and_overwrites_what_it_deletes(store: Store) -> None:
    def settings(db: Connection) -> dict[str, Any]:
        names = ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        return {name: db.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}

    expected = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}
    assert await store.run(settings) == expected


async def test_only_the_owner_can_read_the_files(store: Store) -> None:
    await store.run(adding(1))
    assert {file.stat().st_mode & 0o777 for file in store.path.parent.iterdir()} == {0o600}


def no_database(folder: Path) -> Path:
    path = folder / "text.db"
    path.write_text("This is a text of more than one hundred characters, and no database at all. " * 3)
    return path


def newer(folder: Path) -> Path:
    path = folder / "newer.db"
    Store.open(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE alembic_version SET version_num = 'z999'")
        db.commit()
    return path


def in_a_file(folder: Path) -> Path:
    return no_database(folder) / "chats.db"


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (no_database, "file is not a database"),
        (newer, "was made by a newer version"),
        (in_a_file, "no such folder"),
        (lambda folder: folder, "is a folder"),
        (lambda folder: folder / "none" / "chats.db", "no such folder"),
    ],
)
def test_what_cannot_be_opened_is_told_in_one_line(
    tmp_path: Path, place: Callable[[Path], Path], reason: str
) -> None:
    path = place(tmp_path)
    with pytest.raises(StoreError) as refused:
        Store.open(f"sqlite:///{path}")
    assert str(refused.value).startswith(f"{path}: ")
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_told_in_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be written to"):
        Store.open(f"sqlite:///{tmp_path}/chats.db")
    tmp_path.chmod(0o700)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://user:secret@host/db"])
def test_an_address_that_names_no_file_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(StoreError, match="must name a file") as refused:
        Store.open(url)
    assert "secret" not in str(refused.value)


async def test_a_path_with_special_characters_is_opened_for_reading_too(tmp_path: Path) -> None:
    folder = tmp_path / "a b%20c#d"
    folder.mkdir()
    store = Store.open(URL.create("sqlite", database=f"{folder}/e?%f.db").render_as_string())
    assert store.path == folder / "e?%f.db"
    await store.run(adding(1))
    assert await store.read(found) == {1}
    store.close()
