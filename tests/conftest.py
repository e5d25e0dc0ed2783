"""What the tests share: the running bot and two people."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local_api import Person
from tests.world import World, live


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
