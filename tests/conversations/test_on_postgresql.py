"""The whole bot on PostgreSQL: a check, what is kept of it, and that it goes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local_api import Person
from bot.services.housekeeping import CHECKPOINT_SECONDS, keep_logs_short
from bot.storage.migrate import REPORTS
from tests.conversations.phone import answers_of, rows, to_the_result
from tests.postgres import NewDatabase
from tests.world import World, live


class EnoughError(Exception):
    """The loop has slept as often as the test lets it."""


@pytest.fixture
async def world(tmp_path: Path, new_postgres_database: NewDatabase) -> AsyncIterator[World]:
    urls = new_postgres_database(), new_postgres_database(REPORTS)
    async with live(tmp_path, databases=urls) as made:
        yield made


async def test_a_whole_check_is_kept_shown_and_forgotten(world: World, sam: Person, maria: Person) -> None:
    await to_the_result(world, sam)
    await world.begins(maria, "Español")
    assert len(await answers_of(world, sam)) > 5
    assert await rows(world) == 2
    await world.says(sam, "/mydata")
    assert "Miami" in sam.last.text
    await world.says(sam, "/forget")
    assert await rows(world) == 1
    assert not list(world.settings.data.iterdir())


async def test_the_house_is_kept_there_too(world: World, sam: Person) -> None:
    async def sleep(seconds: float) -> None:
        naps.append(seconds)
        if len(naps) == 2:
            raise EnoughError

    naps: list[float] = []
    await world.begins(sam)
    with pytest.raises(EnoughError):
        await keep_logs_short(world.bot.desk.store, world.bot.reports.store, sleep=sleep)
    assert naps == [CHECKPOINT_SECONDS] * 2
    assert await rows(world) == 1
