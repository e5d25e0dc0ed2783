"""What the tests share: the running bot and two people, and new databases of either kind."""

import gc
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from bot.local_api import Person
from bot.storage.migrate import MAIN, Schema
from tests.postgres import NewDatabase, NoPostgresError, Postgres, running_postgres
from tests.world import World, live

LONG = 5_000
OBJECTS_A_COLLECTION = 100_000
settings.register_profile("long", max_examples=LONG, deadline=None, print_blob=True)  # `make fuzz`

FIRST = ("text", "faults", "browser")
"""The folders to begin with: whose tests share what takes long to work out, and whose single tests take long."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what is long: of two processes one has the texts whole, since only the end of a list is stolen."""
    items.sort(key=lambda item: (*FIRST, item.path.parent.name).index(item.path.parent.name))


def pytest_collection_finish() -> None:
    """Spare the garbage collector what was collected, as the bot spares it what was built: a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_A_COLLECTION, 50, 100)


@pytest.fixture(scope="session")
def postgres_or_why() -> Iterator[Postgres | str]:
    """A PostgreSQL server, else why there is none."""
    try:
        with running_postgres() as server:
            yield server
    except NoPostgresError as error:
        yield str(error)


@pytest.fixture
def postgres(postgres_or_why: Postgres | str) -> Postgres:
    """A PostgreSQL server; where it cannot be started, the test is skipped."""
    if isinstance(postgres_or_why, str):
        pytest.skip(f"PostgreSQL: {postgres_or_why}")
    return postgres_or_why


@pytest.fixture
def new_sqlite_database(tmp_path: Path) -> NewDatabase:
    """Gives the address of a SQLite file that is not there yet: opening it makes the tables."""
    numbers = count()
    return lambda _schema=MAIN: f"sqlite:///{tmp_path}/database{next(numbers)}.db"


@pytest.fixture
def new_postgres_database(postgres: Postgres) -> Iterator[NewDatabase]:
    """Gives the address of a PostgreSQL database with the tables of a schema; None: without tables."""
    made: list[str] = []

    def new(schema: Schema | None = MAIN) -> str:
        made.append(postgres.new_database(schema))
        return made[-1]

    yield new
    for url in made:
        postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest) -> NewDatabase:
    """Gives the address of a new database for a schema: the test runs on SQLite and again on PostgreSQL."""
    kind = "new_sqlite_database" if request.param == "sqlite" else "new_postgres_database"
    new: NewDatabase = request.getfixturevalue(kind)
    return new


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The bot by webhook."""
    async with live(tmp_path) as made:
        yield made


@pytest.fixture
async def sam(world: World) -> Person:
    """Somebody whose Telegram is in English."""
    return world.telegram.person("Sam")


@pytest.fixture
async def maria(world: World) -> Person:
    """Somebody whose Telegram is in Spanish."""
    return world.telegram.person("Maria")
