import asyncio
import threading
import traceback
from contextlib import suppress

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.domain.values import Stale, Unavailable
from bot.storage.store import Store
from tests.storage.units import adding, found


async def test_a_unit_that_stays_stale_is_unavailable_after_four_runs(store: Store) -> None:
    runs: list[int] = []

    def work(_db: Connection) -> None:
        runs.append(1)
        raise Stale

    with pytest.raises(Unavailable):
        await store.run(work)
    assert len(runs) == 4


async def test_a_unit_that_never_ends_does_not_keep_the_store_open_for_ever(store: Store) -> None:
    answers = threading.Event()
    silent = asyncio.create_task(store.run(lambda _: answers.wait()))
    await asyncio.sleep(0)  # a thread has it
    store.close(seconds=0)
    answers.set()
    assert await silent


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
    store = Store.open(url, seconds_of_reading=0.3)
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


async def test_a_unit_that_raises_is_undone(store: Store) -> None:
    def failing(db: Connection) -> None:
        adding(1)(db)
        raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        await store.run(failing)
    assert await store.run(found) == set()


async def test_a_stale_unit_runs_again_over_nothing_it_did_before(store: Store) -> None:
    runs: list[set[int]] = []

    def work(db: Connection) -> str:
        runs.append(found(db))
        adding(len(runs))(db)
        if len(runs) < 4:
            raise Stale
        return "saved"

    assert await store.run(work) == "saved"
    assert runs == [set()] * 4
    assert await store.run(found) == {4}


async def test_a_broken_constraint_is_told_to_its_unit_without_the_row(store: Store) -> None:
    await store.run(adding(1))
    with pytest.raises(IntegrityError) as refused:
        await store.run(adding(1))
    told = "".join(traceback.format_exception(refused.value))
    assert not [word for word in ("2026-11-24", "0000000000000000") if word in told]
    assert await store.run(adding(2)) == 2


async def test_a_wrong_statement_is_told_to_its_unit(store: Store) -> None:
    for ask in (store.run, store.read):
        assert await ask(found) == set()
        with pytest.raises(DBAPIError, match="something"):
            await ask(lambda db: db.execute(text("SELECT something")))
        assert await ask(found) == set()


async def test_a_unit_that_swallows_an_error_of_the_database_is_not_acknowledged(store: Store) -> None:
    def careless(db: Connection) -> str:
        adding(1)(db)
        with suppress(DBAPIError):
            db.execute(text("SELECT something"))
        with suppress(DBAPIError):
            adding(2)(db)
        return "done"

    if await store.run(lambda db: db.dialect.name) == "postgresql":
        with pytest.raises(Unavailable):
            await store.run(careless)
        assert await store.run(found) == set()
    else:  # SQLite undoes the statement alone
        assert await store.run(careless) == "done"
        assert await store.run(found) == {1, 2}


async def test_a_closed_store_serves_what_waits_and_takes_no_more(store: Store) -> None:
    tasks = [asyncio.create_task(store.run(adding(n))) for n in range(50)]
    await asyncio.sleep(0)  # each task runs up to its waiting
    store.close()
    assert await asyncio.gather(*tasks) == list(range(50))
    for ask in (store.run, store.read):
        with pytest.raises(Unavailable):
            await ask(found)


async def test_there_is_nothing_to_clear_up_or_it_is_done(store: Store) -> None:
    await store.run(adding(1))
    assert await store.checkpoint() is True
    assert await store.compact() is True
    assert await store.run(found) == {1}
