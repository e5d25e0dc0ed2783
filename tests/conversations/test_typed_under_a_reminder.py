"""Words typed below a message that the bot sent by itself: its buttons, as on every other screen."""

import pytest

from bot.local_api import Person
from tests.conversations.phone import kept, to_the_result
from tests.conversations.test_reminders import after_a_check, at, subscription
from tests.world import World


async def reminded(world: World, person: Person) -> None:
    await after_a_check(world, person)
    await at(world, "2027-03-08 09:00")


async def test_read_it_is_typed_as_well_as_pressed_and_so_is_what_stands_below_it(world: World, sam: Person) -> None:
    await reminded(world, sam)
    await world.says(sam, "read it")
    assert "For me: the hearing is coming" in sam.last.text
    await world.says(sam, "I saw this!")
    assert "Good" in sam.last.text
    await world.says(sam, "the date was moved")
    assert "On what day is the hearing" in sam.last.text


async def test_the_labels_are_read_while_a_question_is_open(world: World, sam: Person) -> None:
    await reminded(world, sam)
    await world.says(sam, "/check")
    await world.presses(sam, "Start a new check")
    await world.says(sam, "Read it")
    assert "For me: the hearing is coming" in sam.last.text
    await world.says(sam, "/check")
    assert "paper" in sam.last.text


@pytest.mark.parametrize("typed", ["I missed it", "i missed it."])
async def test_i_missed_it_leads_on(world: World, sam: Person, typed: str) -> None:
    await after_a_check(world, sam)
    await at(world, "2027-03-15 12:30")
    await world.says(sam, typed)
    assert await subscription(world, sam) is None
    assert (await kept(world, sam)).active == "missed-hearing"


async def test_the_question_about_news_takes_typed_words(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Remind me", "I don't know", "Mine", "Like that", "Say nothing openly", "Yes, remind me")
    assert "One more question" in sam.last.text
    await world.says(sam, "No, only reminders")
    found = await subscription(world, sam)
    assert found is not None
    assert found.purposes == {"reminders"}
    assert "did not understand" not in sam.last.text


async def test_what_is_kept_is_changed_by_typed_words(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    await world.says(sam, "/myreminders", "Change my clock")
    assert "Pacific time" in sam.last.labels
    await world.says(sam, "/myreminders", "change what others see")
    found = await subscription(world, sam)
    assert found is not None
    assert not found.discreet


async def test_other_words_mean_what_they_meant(world: World, sam: Person) -> None:
    await reminded(world, sam)
    await world.says(sam, "I missed my hearing")
    assert await subscription(world, sam) is not None
    await world.says(sam, "what is this about")
    assert await subscription(world, sam) is not None
