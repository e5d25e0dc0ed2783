from collections.abc import AsyncIterator

import pytest

from bot.local_api import Person
from tests.monitor.desk import Visitor, gives, visiting
from tests.world import World


@pytest.fixture
async def visitor(world: World) -> AsyncIterator[Visitor]:
    """A browser that knows nobody."""
    async with visiting(world) as visitor:
        yield visitor


@pytest.fixture
async def volunteer(world: World, sam: Person) -> Person:
    """Sam, who speaks English and is a volunteer."""
    await world.says(sam, "/start")
    await world.presses(sam, "English")
    await gives(world, sam, "volunteer")
    return sam


@pytest.fixture
async def member(visitor: Visitor, volunteer: Person) -> Visitor:
    """Sam's browser, signed in."""
    await visitor.signs_in(volunteer)
    return visitor
