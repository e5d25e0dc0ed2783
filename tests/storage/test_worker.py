"""What PostgreSQL's workers do when its server, another connection or another replica is in the way."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, text
from structlog.testing import capture_logs

from bot.domain.values import Unavailable
from bot.storage.chats import load_chat, save_chat
from bot.storage.keys import Keys
from bot.storage.store import WORKERS, Store
from tests.postgres import PASSWORD, Postgres
from tests.storage.units import adding, found

CHAT = 5_512_345_678


@pytest.fixture
def url(postgres_url: str) -> str:
    return postgres_url


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = Store.open(url, busy_milliseconds=200)
    yield store
    store.close()


@pytest.fixture
def other(url: str) -> Iterator["psycopg.Connection[Any]"]:
    """Another program's connection to the same database."""
    with closing(psycopg.connect(url, autocommit=True)) as db:
        yield db


def end_others(db: "psycopg.Connection[Any]") -> int:
    """End every other connection of the database, as an operator or a restart of the server does."""
    ended = db.execute(
        b"SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        b" WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    return len(ended.fetchall())


async def test_four_units_run_side_by_side(store: Store) -> None:
    together = threading.Barrier(WORKERS)

    def work(db: Connection) -> int:
        number: int = db.execute(text("SELECT pg_backend_pid()")).scalar_one()
        together.wait(10)
        return number

    assert len(set(await asyncio.gather(*(store.run(work) for _ in range(WORKERS))))) == WORKERS


async def test_the_transactions_are_what_the_units_count_on(store: Store) -> None:
    names = ("transaction_isolation", "transaction_read_only", "lock_timeout", "statement_timeout")

    def settings(db: Connection) -> list[Any]:
        return [db.execute(text(f"SHOW {name}")).scalar_one() for name in names]

    assert await store.run(settings) == ["read committed", "off", "200ms", "5s"]
    isolation, read_only, *_ = await store.read(settings)
    assert (isolation, read_only) == ("repeatable read", "on")


async def test_a_replica_of_its_own_waits_two_seconds_for_a_lock(url: str) -> None:
    store = Store.open(url)
    assert await store.run(lambda db: db.execute(text("SHOW lock_timeout")).scalar_one()) == "2s"
    store.close()


async def test_a_connection_that_was_ended_is_unavailable_once_and_made_anew(
    store: Store, other: "psycopg.Connection[Any]"
) -> None:
    with capture_logs() as logged:
        pids = set()
        for n in range(8):
            pids.add(await store.run(lambda db: db.execute(text("SELECT pg_backend_pid()")).scalar_one()))
            assert await store.read(found) == set(range(n))
            assert await store.run(adding(n)) == n
        assert end_others(other) >= 2
        outcomes = [await asyncio.gather(store.run(adding(n)), return_exceptions=True) for n in range(8, 24)]
        assert {type(outcome) for [outcome] in outcomes} == {int, Unavailable}
        with pytest.raises(Unavailable):
            await store.read(found)
        assert [await store.run(adding(n)) for n in range(100, 108)] == list(range(100, 108))
    acknowledged = {outcome for [outcome] in outcomes if isinstance(outcome, int)}
    assert await store.read(found) == set(range(8)) | acknowledged | set(range(100, 108))
    assert {line["reason"] for line in logged if line["event"] == "store-unavailable"} == {"AdminShutdown"}
    assert PASSWORD not in str(logged)


async def test_a_unit_whose_connection_is_ended_in_the_middle_changes_nothing(
    store: Store, other: "psycopg.Connection[Any]"
) -> None:
    def work(db: Connection) -> set[int]:
        adding(1)(db)
        end_others(other)
        return found(db)

    with pytest.raises(Unavailable):
        await store.run(work)
    assert await store.run(found) == set()


async def test_a_lock_that_is_held_too_long_is_unavailable_and_passes(
    store: Store, other: "psycopg.Connection[Any]"
) -> None:
    await store.run(adding(1))
    change = text("UPDATE chats SET revision = revision + 1")
    with capture_logs() as logged:
        with other.transaction():
            other.execute(b"SELECT * FROM chats FOR UPDATE")
            with pytest.raises(Unavailable):
                await store.run(lambda db: db.execute(change).rowcount)
        assert [await store.run(lambda db: db.execute(change).rowcount) for _ in range(8)] == [1] * 8
    assert logged[0] == {"event": "store-unavailable", "reason": "LockNotAvailable", "log_level": "warning"}


async def test_a_statement_that_takes_too_long_is_unavailable(store: Store) -> None:
    def work(db: Connection) -> None:
        db.execute(text("SET LOCAL statement_timeout = 50"))
        db.execute(text("SELECT pg_sleep(60)"))

    with pytest.raises(Unavailable):
        await store.run(work)
    assert await store.run(found) == set()


async def test_a_read_of_many_short_statements_ends_as_well(url: str) -> None:
    def work(db: Connection) -> None:
        while True:
            db.execute(text("SELECT 1"))

    store = Store.open(url, seconds_of_reading=0.3)
    with pytest.raises(Unavailable):
        await store.read(work)
    assert await store.read(found) == set()
    store.close()


async def test_a_database_that_takes_no_writes_is_unavailable_until_it_does(
    store: Store, other: "psycopg.Connection[Any]"
) -> None:
    def read_only(db: Connection) -> None:
        db.execute(text("SET TRANSACTION READ ONLY"))
        adding(1)(db)

    with pytest.raises(Unavailable):
        await store.run(read_only)
    assert await store.run(adding(1)) == 1
    assert other.execute(b"SELECT count(*) FROM chats").fetchone() == (1,)


async def test_a_server_without_room_for_another_connection_is_unavailable_until_there_is(
    postgres: Postgres, url: str
) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    postgres.says(f"CREATE ROLE poor_{name} LOGIN PASSWORD '{PASSWORD}' CONNECTION LIMIT 0")
    postgres.says(f"GRANT pg_read_all_data TO poor_{name}")
    with pytest.raises(psycopg.OperationalError, match="too many connections"):
        psycopg.connect(url.replace("fairhearing:", f"poor_{name}:"))
    postgres.says(f"ALTER ROLE poor_{name} CONNECTION LIMIT -1")
    poor = Store.open(url.replace("fairhearing:", f"poor_{name}:"))
    postgres.says(f"ALTER ROLE poor_{name} CONNECTION LIMIT 0")
    with pytest.raises(Unavailable):
        await poor.run(found)
    postgres.says(f"ALTER ROLE poor_{name} CONNECTION LIMIT -1")
    assert await poor.run(found) == set()
    poor.close()
    postgres.says(f"DROP ROLE poor_{name}")


async def test_a_deadlock_is_run_again_and_both_are_done(store: Store) -> None:
    await asyncio.gather(store.run(adding(1)), store.run(adding(2)))
    together, runs = threading.Barrier(2), []
    change = text("UPDATE chats SET revision = revision + 1 WHERE index = :row")

    def crossing(*numbers: int) -> Callable[[Connection], None]:
        def work(db: Connection) -> None:
            runs.append(numbers)
            first, second = [number.to_bytes(32, "big") for number in numbers]
            db.execute(text("SET LOCAL lock_timeout = 0"))
            db.execute(text("SET LOCAL deadlock_timeout = '20ms'"))
            db.execute(change, {"row": first})
            if len(runs) <= 2:
                together.wait(10)
            db.execute(change, {"row": second})

        return work

    await asyncio.gather(store.run(crossing(1, 2)), store.run(crossing(2, 1)))
    assert len(runs) >= 3  # who runs again may be faster than who was let through, and meet the other once more
    assert await store.run(lambda db: db.execute(text("SELECT revision FROM chats")).scalars().all()) == [3, 3]


async def test_a_row_that_two_replicas_change_at_once_loses_nothing(url: str, keys: Keys, today: date) -> None:
    """Both have read the row before either writes: the slower one is Stale, and runs again."""
    stores, together, runs = (Store.open(url), Store.open(url)), threading.Barrier(2), []

    def work(db: Connection) -> int:
        chat = load_chat(db, keys, CHAT)
        runs.append(chat.revision)
        if len(runs) <= 2:
            together.wait(10)
        return save_chat(db, keys, CHAT, replace(chat, messages=(*chat.messages, (1, 1))), today=today).revision

    await stores[0].run(lambda db: save_chat(db, keys, CHAT, load_chat(db, keys, CHAT), today=today))
    assert sorted(await asyncio.gather(*(store.run(work) for store in stores))) == [2, 3]
    assert sorted(runs) == [1, 1, 2]
    assert len((await stores[0].run(lambda db: load_chat(db, keys, CHAT))).messages) == 2
    for store in stores:
        store.close()


async def test_the_password_is_in_no_error_and_in_no_log(
    store: Store, url: str, other: "psycopg.Connection[Any]", postgres: Postgres
) -> None:
    name = url.partition("?")[0].rpartition("/")[2]
    with capture_logs() as logged:
        assert await store.run(found) == set()
        end_others(other)
        postgres.says(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        outcomes = await asyncio.gather(*(store.run(found) for _ in range(8)), return_exceptions=True)
        postgres.says(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert {type(outcome) for outcome in outcomes} == {Unavailable}
    assert logged
    assert PASSWORD not in f"{outcomes} {logged} {store!r}"
