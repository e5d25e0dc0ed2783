import os
from collections.abc import AsyncIterator
from datetime import date

import pytest

from bot.storage.keys import Keys
from bot.storage.store import Store
from tests.postgres import NewDatabase

TODAY = date(2026, 11, 24)


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def keys() -> Keys:
    return Keys.of(os.urandom(32))


@pytest.fixture
def url(new_database: NewDatabase) -> str:
    """A database of the main schema, once of each kind."""
    return new_database()


@pytest.fixture
def sqlite_url(new_sqlite_database: NewDatabase) -> str:
    return new_sqlite_database()


@pytest.fixture
def postgres_url(new_postgres_database: NewDatabase) -> str:
    return new_postgres_database()


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = Store.open(url, busy_milliseconds=None if url.startswith("postgres") else 1)
    yield store
    store.close()


@pytest.fixture
async def sqlite_store(sqlite_url: str) -> AsyncIterator[Store]:
    store = Store.open(sqlite_url, busy_milliseconds=1)
    yield store
    store.close()
