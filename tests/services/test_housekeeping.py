"""The two loops that keep house, with a sleep that ends them instead of waiting."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.app import invite_link
from bot.domain.chat import Chat
from bot.domain.reports import CHECKED, Line
from bot.domain.values import Unavailable
from bot.local_api import Person
from bot.services.housekeeping import LOOK_SECONDS, LOOKS_AN_HOUR, House, keep_logs_short
from bot.storage.chats import count_chats, save_chat
from bot.storage.report_counts import released
from bot.storage.tables import invites
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


def house(world: World, *epochs: int | None) -> House:
    """The house as this process sees it, whose lease has these epochs at its looks; the last one stays."""
    given = [*epochs] or [1]
    return House(world.bot.desk, world.bot.reports, lambda: given.pop(0) if len(given) > 1 else given[0])


async def rows(world: World) -> int:
    return await world.bot.desk.store.run(count_chats)


async def test_a_chat_is_deleted_30_days_after_its_last_answer_and_not_before(world: World, sam: Person) -> None:
    await world.begins(sam)
    for days, left in ((30, 1), (1, 0)):
        world.clock.passes(days=days)
        with pytest.raises(EnoughError):
            await house(world).keep(Naps(world, 1))
        assert await rows(world) == left


async def test_more_rows_than_one_unit_takes_are_all_deleted(world: World) -> None:
    desk = world.bot.desk
    long_ago = desk.today_utc() - timedelta(days=40)
    await desk.store.run(
        lambda db: [save_chat(db, desk.keys, number, Chat(), today=long_ago) for number in range(1, 702)] and None
    )
    with pytest.raises(EnoughError):
        await house(world).keep(Naps(world, 1))
    assert await rows(world) == 0


async def kept_at(world: World, made: House, looks: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """At which looks of so many the house is kept."""
    found: list[int] = []
    naps = Naps(world, looks)

    async def note(_: House) -> None:
        found.append(len(naps.taken))

    monkeypatch.setattr(House, "keep_once", note)
    with pytest.raises(EnoughError):
        await made.keep(naps)
    assert set(naps.taken) == {float(LOOK_SECONDS)}
    return found


async def test_the_house_is_kept_at_once_and_every_hour(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = await kept_at(world, house(world), 3 * LOOKS_AN_HOUR, monkeypatch)
    assert looks == [0, LOOKS_AN_HOUR, 2 * LOOKS_AN_HOUR]
    assert LOOKS_AN_HOUR * LOOK_SECONDS == 3600


async def test_who_has_no_lease_does_not_keep_house(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await kept_at(world, house(world, None), 2 * LOOKS_AN_HOUR, monkeypatch) == []


async def test_who_gets_the_lease_keeps_house_at_its_next_look(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await kept_at(world, house(world, None, None, 4), 10, monkeypatch) == [2]


async def test_who_gets_the_lease_back_keeps_house_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await kept_at(world, house(world, 4, None, None, 6), 10, monkeypatch) == [0, 3]


async def test_the_log_is_emptied_every_60_seconds(world: World, sam: Person) -> None:
    await world.begins(sam)
    log = world.settings.data / "fairhearing.sqlite3-wal"
    before = log.stat().st_size
    naps = Naps(world, 2)
    with pytest.raises(EnoughError):
        await keep_logs_short(world.bot.desk.store, world.bot.reports.store, sleep=naps)
    assert naps.taken == [60.0, 60.0]
    assert log.stat().st_size < before / 4  # the lease may have been renewed since


async def test_a_store_that_is_away_puts_the_housekeeping_off_and_does_not_end_it(world: World) -> None:
    world.bot.desk.store.close()
    with pytest.raises(Unavailable):
        await rows(world)
    made = house(world)
    await made.keep_once()
    await made.keep_once()
    assert made.rewritten is None


async def test_a_store_of_chats_that_is_away_does_not_hold_the_reports_up(world: World) -> None:
    await world.bot.reports.submit(7, (Line("miami", "nta", CHECKED),), "en", update_id=1)
    world.clock.passes(days=40)
    world.bot.desk.store.close()
    await house(world).keep_once()
    assert [count.n for count in await world.bot.reports.store.run(released)] == [1]


async def test_invitations_that_are_over_are_deleted(world: World) -> None:
    await invite_link(world.settings, "volunteer", world.clock)
    world.clock.passes(hours=26)
    await house(world).keep_once()
    left = select(func.count()).select_from(invites)
    assert await world.bot.desk.store.run(lambda db: db.execute(left).scalar_one()) == 0
