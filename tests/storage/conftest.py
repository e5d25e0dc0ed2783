import os
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.storage.keys import Keys
from bot.storage.store import Store

TODAY = date(2026, 11, 24)


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def keys() -> Keys:
    return Keys.of(os.urandom(32))


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/chats.db"


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = Store.open(url, busy_milliseconds=1)
    yield store
    store.close()
