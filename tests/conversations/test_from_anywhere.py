"""Commands in the middle of a check keep the place; a change of language too."""

import pytest

from bot.local_api import Person
from tests.conversations.phone import answers_of, kept, run_of, to_the_date, to_the_hour, to_the_result
from tests.world import World


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/help", "How this works"),
        ("/privacy", "What is never kept"),
        ("/mydata", "all that is kept"),
        ("/cancel", "Stopped."),
        ("/start", "What would you like to do?"),
        ("/language", "Choose your language"),
    ],
)
async def test_a_command_in_mid_check_answers_and_the_check_can_go_on(
    world: World, sam: Person, command: str, words: str
) -> None:
    await to_the_hour(world, sam)
    before = await answers_of(world, sam)
    await world.says(sam, command)
    assert words in sam.last.text
    assert await answers_of(world, sam) == before
    await world.says(sam, "/check")
    await world.presses(sam, "Go on with it")
    assert "What hour does the paper give?" in sam.last.text


@pytest.mark.parametrize("command", ["/help", "/privacy", "/mydata", "/cancel"])
async def test_each_page_leads_back_to_the_menu(world: World, sam: Person, command: str) -> None:
    await to_the_hour(world, sam)
    await world.says(sam, command)
    await world.presses(sam, "Menu", "Go on with my check")
    assert "What hour does the paper give?" in sam.last.text


async def test_help_leaves_the_question_open_for_typed_words(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await world.says(sam, "/help", "8:30 AM")
    assert "At which court is the hearing?" in sam.last.text


async def test_the_commands_that_help_names_are_the_commands_there_are(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English", "I understand")
    await world.says(sam, "/help")
    for command in sam.commands:
        if command["command"] not in ("start", "help"):
            assert "/" + command["command"] in sam.last.text


async def test_a_change_of_language_in_mid_check_keeps_the_place(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    before = await run_of(world, sam)
    await world.says(sam, "/language")
    await world.presses(sam, "Español")
    after = await run_of(world, sam)
    assert after.answers == before.answers
    words = world.bot.desk.words["es"]
    assert sam.last.labels[1] == words.block("notice-check/hearing_time", "missing", {}).strip()
    await world.says(sam, "8:30 AM", "/language")
    await world.presses(sam, "English")
    assert "At which court is the hearing?" in sam.last.text
    assert (await answers_of(world, sam))["hearing_time"] == "08:30"


async def test_a_change_of_language_at_the_result_shows_the_result(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.says(sam, "/language")
    await world.presses(sam, "Español")
    assert "Miami" in sam.last.text
    assert any(b.data.endswith(":result:dates") for b in sam.last.buttons)


async def test_a_text_that_no_native_reader_has_reviewed_offers_its_english(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.says(sam, "/language")
    await world.presses(sam, "Español")
    words = world.bot.desk.words["es"]
    if words.catalog.is_reviewed:
        pytest.skip("Spanish has been reviewed")
    await world.presses(sam, words.block("shared/buttons", "english", {}).strip())
    assert "Go on Monday, 15 March 2027" in sam.last.text


async def test_cancel_with_nothing_open_says_so(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English", "I understand", "Go on")
    await world.says(sam, "/cancel")
    assert "nothing open to stop" in sam.last.text


async def test_an_unknown_command_asks_the_open_question_again(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    await world.says(sam, "/remindme")
    assert "What date does the paper give" in sam.last.text


async def test_a_command_with_words_behind_it_is_the_command(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    await world.says(sam, "/help me please")
    assert "How this works" in sam.last.text
    await world.says(sam, "/start abc123")
    assert "What would you like to do?" in sam.last.text


async def test_a_command_addressed_to_this_bot_is_the_command(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    await world.says(sam, "/help@local_bot")
    assert "How this works" in sam.last.text


async def test_start_in_mid_check_loses_nothing(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await world.says(sam, "/start")
    assert "Go on with my check" in sam.last.labels
    assert (await kept(world, sam)).runs
    await world.presses(sam, "Go on with my check")
    assert "What hour does the paper give?" in sam.last.text
