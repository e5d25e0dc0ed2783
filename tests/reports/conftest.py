import os
from collections.abc import AsyncIterator

import pytest

from bot.storage.keys import Keys
from bot.storage.migrate import REPORTS
from bot.storage.store import Store
from tests.postgres import NewDatabase
from tests.reports.office import Office


@pytest.fixture
def keys() -> Keys:
    return Keys.of(os.urandom(32))


@pytest.fixture
def reports_url(new_database: NewDatabase) -> str:
    """A database of the reports, once of each kind."""
    return new_database(REPORTS)


@pytest.fixture
async def store(reports_url: str) -> AsyncIterator[Store]:
    store = Store.open(reports_url, REPORTS)
    yield store
    store.close()


@pytest.fixture
def office(store: Store, keys: Keys) -> Office:
    return Office(store, keys)
