"""Two real processes on one PostgreSQL database, behind a proxy, with the local Telegram before it."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.faults.database import Place
from benchmarks.faults.lost_replica import lose_one
from benchmarks.faults.reminders import go_on
from benchmarks.faults.replica_kills import kill_either
from benchmarks.faults.replicas import press_at_once, take_turns
from bot.storage.migrate import REPORTS
from tests.postgres import NewDatabase


@pytest.fixture
def urls(new_postgres_database: NewDatabase) -> tuple[str, str]:
    """The main database and the reports', with their tables."""
    return new_postgres_database(), new_postgres_database(REPORTS)


async def test_updates_of_one_chat_in_turn_at_two_replicas(tmp_path: Path, urls: tuple[str, str]) -> None:
    assert (await take_turns(tmp_path, *urls, people=2)).losses == ()


async def test_two_updates_of_one_chat_at_once_at_two_replicas(tmp_path: Path, urls: tuple[str, str]) -> None:
    assert (await press_at_once(tmp_path, *urls, people=2)).losses == ()


async def test_one_of_two_replicas_is_killed_and_the_other_keeps_house_and_goes_on_with_broadcasts_and_reminders(
    tmp_path: Path, new_postgres_database: NewDatabase
) -> None:
    """Two trials at once, since both wait most of their time for a lease to end."""
    places = [(tmp_path / name, new_postgres_database(), new_postgres_database(REPORTS)) for name in ("a", "b")]
    for folder, _, _ in places:
        folder.mkdir()
    both = await asyncio.gather(lose_one(*places[0], people=4, readers=80), go_on(*places[1], people=60))
    assert [found.losses for found in both] == [(), ()]


async def test_either_of_two_replicas_is_killed_again_and_again(tmp_path: Path, urls: tuple[str, str]) -> None:
    assert (await kill_either(Place(tmp_path, *urls), people=3, kills=2, seed=20261124)).losses == ()
