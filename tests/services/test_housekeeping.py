"""The two loops that keep house, with a sleep that ends them instead of waiting."""

from datetime import timedelta

import pytest

from bot.domain.chat import Chat
from bot.domain.values import Unavailable
from bot.local_api import Person
from bot.services.housekeeping import keep_house, keep_log_short
from bot.storage.chats import count_chats, save_chat
from tests.world import World


class EnoughError(Exception):
    """The loop has slept as often as the test lets it."""


class Naps:
    """A sleep that moves the world's clock and ends after some naps."""

    def __init__(self, world: World, most: int) -> None:
        self.world = world
        self.most = most
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)
        if len(self.taken) == self.most:
            raise EnoughError
        self.world.clock.now += timedelta(seconds=seconds)


async def rows(world: World) -> int:
    return await world.bot.desk.store.run(count_chats)


async def test_a_chat_is_deleted_30_days_after_its_last_answer_and_not_before(world: World, sam: Person) -> None:
    await world.begins(sam)
    for days, left in ((30, 1), (1, 0)):
        world.clock.passes(days=days)
        with pytest.raises(EnoughError):
            await keep_house(world.bot.desk, Naps(world, 1))
        assert await rows(world) == left


async def test_more_rows_than_one_unit_takes_are_all_deleted(world: World) -> None:
    desk = world.bot.desk
    long_ago = desk.today_utc() - timedelta(days=40)
    await desk.store.run(
        lambda db: [save_chat(db, desk.keys, number, Chat(), today=long_ago) for number in range(1, 702)] and None
    )
    with pytest.raises(EnoughError):
        await keep_house(desk, Naps(world, 1))
    assert await rows(world) == 0


async def test_the_house_is_kept_every_hour(world: World) -> None:
    naps = Naps(world, 30)
    with pytest.raises(EnoughError):
        await keep_house(world.bot.desk, naps)
    assert naps.taken == [3600.0] * 30


async def test_the_log_is_emptied_every_60_seconds(world: World, sam: Person) -> None:
    await world.begins(sam)
    log = world.settings.data / "fairhearing.sqlite3-wal"
    assert log.stat().st_size > 0
    naps = Naps(world, 2)
    with pytest.raises(EnoughError):
        await keep_log_short(world.bot.desk, naps)
    assert naps.taken == [60.0, 60.0]
    assert log.stat().st_size == 0


async def test_a_store_that_is_away_puts_the_housekeeping_off_and_does_not_end_it(world: World) -> None:
    world.bot.desk.store.close()
    with pytest.raises(Unavailable):
        await rows(world)
    naps = Naps(world, 3)
    with pytest.raises(EnoughError):
        await keep_house(world.bot.desk, naps)
    assert len(naps.taken) == 3
