"""The bot on PostgreSQL, behind a wire that is taken away and cut."""

from pathlib import Path

import pytest

from benchmarks.faults.database import Place, cut_commits, take_away
from bot.storage.migrate import REPORTS
from tests.postgres import NewDatabase


@pytest.fixture
def place(tmp_path: Path, new_postgres_database: NewDatabase) -> Place:
    """The main database and the reports', with their tables."""
    return Place(tmp_path, new_postgres_database(), new_postgres_database(REPORTS))


async def test_while_the_database_is_away_all_is_put_off_and_then_done(place: Place) -> None:
    found = await take_away(place, people=4, seconds=0, seed=20261124)
    assert found.losses == ()


async def test_a_connection_cut_in_the_midst_of_a_commit_applies_nothing_twice(place: Place) -> None:
    found = await cut_commits(place, people=4, seed=20261124)
    assert found.losses == ()
    assert not found.seen[0].startswith("0 of")
