"""Words typed below the consent to reminders: a yes is a yes, and what is not understood is said."""

import pytest

from bot.local_api import Person
from tests.conversations.phone import kept, to_the_result
from tests.conversations.test_reminders import TO_THE_CONSENT, after_a_check, subscription
from tests.world import World

NOT_UNDERSTOOD = "I did not understand that"
STOP_ALL = "r:stop:all"


def data(person: Person) -> list[str]:
    return [button.data for button in person.last.buttons]


async def to_the_consent(world: World, person: Person) -> None:
    await to_the_result(world, person)
    await world.presses(person, "Remind me", *TO_THE_CONSENT)


@pytest.mark.parametrize("typed", ["yes", "Yes.", "ok", "yes remind me"])
async def test_a_typed_yes_turns_them_on(world: World, sam: Person, typed: str) -> None:
    await to_the_consent(world, sam)
    await world.says(sam, typed)
    assert "One more question" in sam.last.text
    assert await subscription(world, sam) is not None


async def test_a_typed_no_keeps_nothing(world: World, sam: Person) -> None:
    await to_the_consent(world, sam)
    await world.says(sam, "no")
    assert "I will not remind you" in sam.last.text
    assert "remind" not in (await kept(world, sam)).runs


async def test_a_typed_yes_in_spanish(world: World, maria: Person) -> None:
    await world.says(maria, "/start")
    await world.presses(maria, "Español", "Entiendo")
    await world.says(maria, "/remind", "15 de marzo de 2027", "8:30 am", "Miami")
    await world.presses(maria, "1.", "1.", "Mía", "1.", "1.")
    await world.says(maria, "sí")
    assert await subscription(world, maria) is not None


@pytest.mark.parametrize("typed", ["maybe later", "what is that", "7 days before"])
async def test_other_words_are_said_to_be_not_understood_and_turn_nothing_on(
    world: World, sam: Person, typed: str
) -> None:
    await to_the_consent(world, sam)
    await world.says(sam, typed)
    assert NOT_UNDERSTOOD in sam.last.text
    assert "Shall I remind you?" in sam.last.text
    assert await subscription(world, sam) is None


async def test_a_yes_anywhere_else_turns_nothing_on(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.says(sam, "yes")
    assert NOT_UNDERSTOOD in sam.last.text
    assert await subscription(world, sam) is None


async def test_who_asks_again_comes_back_to_the_consent(world: World, sam: Person) -> None:
    await to_the_consent(world, sam)
    await world.says(sam, "/remind")
    assert "Shall I remind you?" in sam.last.text


async def test_a_day_that_is_over_and_no_date_at_all_are_asked_nothing_more(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English", "I understand")
    await world.says(sam, "/remind", "1/1/2020")
    await world.presses(sam, "Yes, the paper says that")
    assert "nothing to remind you of" in sam.last.text
    await world.presses(sam, "Back", "I have no date yet", "No")
    assert "Remind me" not in sam.last.labels
    assert sam.last.labels[-1] == "Menu"


@pytest.mark.parametrize("typed", ["please stop", "stop reminding me", "cancel my reminders!"])
async def test_who_asks_to_stop_in_a_sentence_is_shown_what_can_be_stopped(
    world: World, sam: Person, typed: str
) -> None:
    await after_a_check(world, sam)
    await world.says(sam, typed)
    assert "Stop everything" in sam.last.labels
    assert await subscription(world, sam) is not None


async def test_the_same_in_the_midst_of_a_question_and_in_spanish(world: World, maria: Person) -> None:
    await world.says(maria, "/start")
    await world.presses(maria, "Español", "Entiendo")
    await world.says(maria, "/remind", "15 de marzo de 2027", "8:30 am", "Miami")
    await world.presses(maria, "1.", "1.", "Mía", "1.", "1.", "Sí, recuérdeme", "No")
    await world.says(maria, "/check", "por favor pare")
    assert "Parar todo" in maria.last.labels


async def test_a_word_that_only_begins_like_stop_is_not_stop(world: World, sam: Person) -> None:
    """In Hindi "I am detained" begins with "stop", since a vowel sign is no letter to a regular expression's word."""
    await after_a_check(world, sam)
    await world.says(sam, "/language")
    await world.presses(sam, "हिन्दी")
    await world.says(sam, "मैं बंदी हूँ")
    assert STOP_ALL not in data(sam)
    await world.says(sam, "कृपया बंद")
    assert STOP_ALL in data(sam)


async def test_who_gets_nothing_is_not_asked_what_to_stop(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.says(sam, "please stop")
    assert NOT_UNDERSTOOD in sam.last.text
