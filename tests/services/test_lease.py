"""One process of several leads; with a sleep that ends the loop instead of waiting."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from bot.services.lease import Leader
from bot.storage.store import Store
from tests.postgres import NewDatabase


class EnoughError(Exception):
    """The loop has slept as often as the test lets it."""


class Watch:
    """A clock that never goes back, moved by hand."""

    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
async def stores(new_database: NewDatabase) -> AsyncIterator[tuple[Store, Store]]:
    url = new_database()
    stores = Store.open(url), Store.open(url)
    yield stores
    for store in stores:
        store.close()


def naps(
    most: int, do: Callable[[], object] = lambda: None, *, each: float = 3.0
) -> Callable[[float], "asyncio.Future[None]"]:
    """A sleep that does something each time, and ends after some naps of so many seconds."""
    taken: list[float] = []

    async def nap(seconds: float) -> None:
        taken.append(seconds)
        do()
        if len(taken) == most:
            assert set(taken) == {each}
            raise EnoughError

    return nap  # type: ignore[return-value]


async def test_the_first_leads_the_second_stands_by_and_follows_when_the_first_stops(
    stores: tuple[Store, Store],
) -> None:
    first, second = Leader(stores[0], "sender", "a"), Leader(stores[1], "sender", "b")
    seen: list[tuple[int | None, int | None]] = []
    await first.renew()
    await second.renew()
    assert (first.epoch, second.epoch) == (1, None)
    leading = Leader(stores[0], "sender", "a", sleep=naps(3, lambda: seen.append((leading.epoch, second.epoch))))
    with pytest.raises(EnoughError):
        await leading.run()
    assert seen == [(1, None)] * 3
    assert leading.epoch is None
    await second.renew()
    assert second.epoch == 2
    await first.renew()
    assert first.epoch is None


async def test_who_stands_by_asks_more_often_than_who_leads(stores: tuple[Store, Store]) -> None:
    await Leader(stores[0], "sender", "a").renew()
    with pytest.raises(EnoughError):
        await Leader(stores[1], "sender", "b", sleep=naps(2, each=1.0)).run()


async def test_a_cancelled_leader_gives_the_lease_up(stores: tuple[Store, Store]) -> None:
    asleep = asyncio.Event()

    async def sleep(_: float) -> None:
        asleep.set()
        await asyncio.Event().wait()

    leader = Leader(stores[0], "sender", "a", sleep=sleep)
    task = asyncio.create_task(leader.run())
    await asleep.wait()
    assert leader.epoch == 1
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert leader.epoch is None
    follower = Leader(stores[1], "sender", "b")
    await follower.renew()
    assert follower.epoch == 2


async def test_who_cannot_renew_stops_believing_after_ten_seconds(stores: tuple[Store, Store]) -> None:
    watch = Watch()
    leader = Leader(stores[0], "sender", "a", clock=watch)
    await leader.renew()
    watch.now += 3
    await leader.renew()
    stores[0].close()
    watch.now += 9.9
    await leader.renew()
    assert leader.epoch == 1
    watch.now += 0.1
    await leader.renew()
    assert leader.epoch is None


async def test_a_store_that_is_away_does_not_end_the_leader(stores: tuple[Store, Store]) -> None:
    stores[0].close()
    leader = Leader(stores[0], "sender", "a", sleep=naps(4, each=1.0))
    with pytest.raises(EnoughError):
        await leader.run()
    assert leader.epoch is None
