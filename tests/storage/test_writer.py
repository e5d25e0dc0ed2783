import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from typing import Any, NoReturn

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import IntegrityError, OperationalError
from structlog.testing import capture_logs

from bot.domain.values import Stale, Unavailable
from bot.storage.engines import raw
from bot.storage.lane import MOST_WAITING
from bot.storage.store import Store
from bot.storage.writer import Writer
from tests.storage.units import adding, file_of, found


@pytest.fixture
def url(sqlite_url: str) -> str:
    """Only SQLite's: a file, a log, a lock of the whole database."""
    return sqlite_url


def committed(store: Store) -> set[int]:
    """What another process would see."""
    with closing(sqlite3.connect(file_of(store))) as db:
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


async def test_a_cancelled_caller_changes_nothing_for_the_others(store: Store) -> None:
    async with held(store):
        first, second = await asked(store, adding(1), adding(2))
        first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert await second == 2
    assert await store.run(found) == {1, 2}


async def test_a_lock_of_another_process_is_unavailable_for_all_and_passes(store: Store) -> None:
    with closing(sqlite3.connect(file_of(store), isolation_level=None)) as other, capture_logs() as logged:
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
    [writer] = store._writing._servers
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
    whole = file_of(store).read_bytes()
    file_of(store).write_bytes(b"no database " * (len(whole) // 12))
    with pytest.raises(Unavailable):
        await store.run(lambda db: (raw(db).execute("PRAGMA shrink_memory"), adding(2)(db)))
    file_of(store).write_bytes(whole)
    assert await store.run(adding(3)) == 3
    assert committed(store) == {1, 3}


async def test_too_many_waiting_are_turned_away(store: Store) -> None:
    async with held(store):
        tasks = await asked(store, *[lambda _db: None] * MOST_WAITING)
        with pytest.raises(Unavailable):
            await store.run(found)
    await asyncio.gather(*tasks)
    assert await store.run(found) == set()


async def test_a_checkpoint_leaves_no_log_and_says_when_a_reader_was_in_the_way(store: Store) -> None:
    log = file_of(store).with_name(file_of(store).name + "-wal")
    await store.run(adding(1))
    assert log.stat().st_size
    with closing(sqlite3.connect(file_of(store), isolation_level=None)) as other:
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
    assert [found.name for found in file_of(store).parent.iterdir()] == [file_of(store).name]
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
    assert {file.stat().st_mode & 0o777 for file in file_of(store).parent.iterdir()} == {0o600}
