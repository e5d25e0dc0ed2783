import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import Connection, text

from bot.domain.values import Unavailable
from bot.storage.leases import give_up_lease, holds, take_lease
from bot.storage.store import Store

NAME, ONE, OTHER = "sender", "process-1", "process-2"
A_DAY = 86_400


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """A replica that waits for the other's lock as long as it does at work."""
    store = Store.open(url)
    yield store
    store.close()


@pytest.fixture
async def second(url: str) -> AsyncIterator[Store]:
    """Another replica on the same database."""
    store = Store.open(url)
    yield store
    store.close()


def taking(holder: str, now: float | None = None, seconds: float = 10) -> Callable[[Connection], int | None]:
    return lambda db: take_lease(db, NAME, holder, seconds=seconds, now=now)


def holding(epoch: int, now: float | None = None) -> Callable[[Connection], bool]:
    return lambda db: holds(db, NAME, epoch, now=now)


async def test_a_free_lease_is_taken_and_another_is_refused_until_it_runs_out(store: Store, second: Store) -> None:
    assert await store.run(taking(ONE, 1000)) == 1
    assert await second.run(taking(OTHER, 1009.9)) is None
    assert await second.run(taking(OTHER, 1010)) == 2
    assert await store.run(taking(ONE, 1015)) is None


async def test_renewing_keeps_the_epoch_and_moves_the_end(store: Store) -> None:
    assert [await store.run(taking(ONE, now)) for now in (1000, 1003, 1012.9)] == [1, 1, 1]
    assert await store.run(taking(OTHER, 1022.8)) is None
    assert await store.run(taking(OTHER, 1022.9)) == 2


async def test_a_lease_that_ran_out_is_taken_anew_with_another_epoch_by_its_own_holder_too(store: Store) -> None:
    assert await store.run(taking(ONE, 1000)) == 1
    assert await store.run(taking(ONE, 1010)) == 2
    assert not await store.run(holding(1, 1011))


async def test_an_old_epoch_holds_nothing_any_more(store: Store, second: Store) -> None:
    assert await store.run(taking(ONE, 1000)) == 1
    assert await store.run(holding(1, 1009.9))
    assert not await store.run(holding(1, 1010))  # run out, though nobody took it
    assert await second.run(taking(OTHER, 1010)) == 2
    assert not await store.run(holding(1, 1011))
    assert await second.run(holding(2, 1011))
    assert not await store.run(holding(3, 1011))


async def test_what_is_given_up_can_be_taken_at_once_and_the_epoch_still_grows(store: Store, second: Store) -> None:
    assert not await store.run(lambda db: give_up_lease(db, NAME, ONE))
    assert await store.run(taking(ONE, 1000)) == 1
    assert not await second.run(lambda db: give_up_lease(db, NAME, OTHER))
    assert await second.run(taking(OTHER, 1001)) is None
    assert await store.run(lambda db: give_up_lease(db, NAME, ONE))
    assert not await store.run(holding(1, 1001))
    assert await second.run(taking(OTHER, 1001)) == 2


async def test_a_lease_that_a_clock_a_day_ahead_left_behind_is_free_as_soon_as_any_other(
    store: Store, second: Store
) -> None:
    assert await store.run(taking(ONE, 1000 + A_DAY)) == 1
    assert await second.run(taking(OTHER, 1000)) is None  # its holder may live: it renews within the ten seconds
    assert await second.run(taking(OTHER, 1003)) is None
    assert await store.run(holding(1, 1003))
    assert await second.run(taking(OTHER, 1010)) == 2


async def test_a_holder_whose_clock_was_set_back_keeps_its_lease(store: Store, second: Store) -> None:
    assert await store.run(taking(ONE, 1000 + A_DAY)) == 1
    assert await second.run(taking(OTHER, 1000)) is None
    assert await store.run(taking(ONE, 1002)) == 1
    assert await second.run(taking(OTHER, 1011.9)) is None


async def test_leases_of_different_names_know_nothing_of_each_other(store: Store) -> None:
    assert await store.run(taking(ONE, 1000)) == 1
    assert await store.run(lambda db: take_lease(db, "housekeeper", OTHER, now=1000)) == 1
    assert not await store.run(lambda db: holds(db, "nobody", 1, now=1000))


async def test_without_a_given_time_the_databases_own_clock_counts(store: Store) -> None:
    assert await store.run(taking(ONE)) == 1
    assert await store.run(taking(OTHER)) is None
    assert await store.run(holding(1))
    # the clock is this machine's here, and in seconds
    until = await store.run(lambda db: db.execute(text("SELECT until FROM leases")).scalar_one())
    assert await store.run(taking(OTHER, until - 0.001)) is None
    assert await store.run(taking(ONE, seconds=-1)) == 1  # held until a second ago
    assert not await store.run(holding(1))
    assert await store.run(taking(OTHER)) == 2


async def test_of_many_who_ask_at_once_one_gets_it(store: Store, second: Store) -> None:
    for now in range(1000, 1200, 20):
        asked = [(replica, f"process-{n}") for n in range(6) for replica in (store, second)]
        epochs = await asyncio.gather(*(replica.run(taking(holder, now)) for replica, holder in asked))
        assert len({holder for (_, holder), epoch in zip(asked, epochs, strict=True) if epoch}) == 1
        assert {epoch for epoch in epochs if epoch} == {(now - 1000) // 20 + 1}


async def test_nobody_takes_the_lease_inside_a_transaction_that_saw_it_held(url: str, store: Store) -> None:
    """The old holder's last unit ends before the new holder begins, even where the time ran out meanwhile."""
    impatient = Store.open(url, busy_milliseconds=50)
    seen, go_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def last(db: Connection) -> bool:
        held = holds(db, NAME, 1, now=1009)
        loop.call_soon_threadsafe(seen.set)
        go_on.wait(10)
        return held

    assert await store.run(taking(ONE, 1000)) == 1
    sending: asyncio.Task[Any] = asyncio.create_task(store.run(last))
    await seen.wait()
    with pytest.raises(Unavailable):
        await impatient.run(taking(OTHER, 1011))
    go_on.set()
    assert await sending is True
    assert await impatient.run(taking(OTHER, 1011)) == 2
    impatient.close()
