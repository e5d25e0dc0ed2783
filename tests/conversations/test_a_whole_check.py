"""Whole checks as a person does them, by webhook and by polling."""

from pathlib import Path

import pytest

from bot.local_api import Person
from tests.world import World, live

COMPLETE = ("For me", "Notice to Appear", "None of these")


async def reach_the_result(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.presses(sam, *COMPLETE)
    await world.says(sam, "March 15, 2027", "8:30 AM", "33130")
    await world.presses(sam, "1. Miami", "Yes, it is right", "No, never", "None of these", "The same date")


async def test_a_complete_notice_ends_with_a_sentence_to_say_aloud(world: World, sam: Person) -> None:
    await reach_the_result(world, sam)
    assert "Go on Monday, 15 March 2027, at 8:30 in the morning, to Miami Immigration Court" in sam.last.text
    assert "none of the signs" in sam.last.text
    assert "Go to every hearing" in sam.last.text


@pytest.mark.parametrize("webhook", [True, False], ids=["webhook", "polling"])
async def test_both_ways_of_getting_updates_give_the_same_result(tmp_path: Path, *, webhook: bool) -> None:
    async with live(tmp_path, webhook=webhook) as world:
        sam = world.telegram.person("Sam")
        await reach_the_result(world, sam)
        assert "Monday, 15 March 2027" in sam.last.text
