"""Answers by button, by number and by typed words; ticks; Back and Keep."""

import pytest

from bot.local_api import Person
from tests.conversations.phone import answers_of, facts_of, newcomer, run_of, to_the_date, to_the_hour
from tests.world import World


async def test_a_choice_is_answered_by_its_number_or_its_words(world: World) -> None:
    answers = {
        "1": "me",
        "2": "child-under-14",
        "For me": "me",
        "for my CHILD, under 14": "child-under-14",
        "for someone i help": "helped",
        "2.": "child-under-14",
        "4. For someone I help": "helped",
        "#3": "child-14-17",
        "٢": "child-under-14",
    }
    for typed, answer in answers.items():
        person = newcomer(world)
        await world.begins(person)
        await world.says(person, typed)
        assert await answers_of(world, person) == {"for_whom": answer}, typed


@pytest.mark.parametrize("typed", ["I don't know", "not sure"])
async def test_who_does_not_know_which_paper_it_is_has_another_paper(world: World, sam: Person, typed: str) -> None:
    await world.begins(sam)
    await world.says(sam, "1", typed)
    assert (await answers_of(world, sam))["document"] == "other-paper"


async def test_a_choice_is_answered_by_each_of_its_buttons(world: World) -> None:
    for number in range(6):
        person = newcomer(world)
        await world.begins(person)
        await world.presses(person, person.last.labels[number])
        assert "Which paper is it?" in person.last.text
        assert len(person.from_bot) == 1


async def test_what_is_no_answer_changes_nothing_and_asks_again(world: World, sam: Person) -> None:
    await world.begins(sam)
    for typed in ("0", "7", "99", "me and my child", "???", "¯\\_(ツ)_/¯", "1 2"):
        await world.says(sam, typed)
        assert "I did not understand that" in sam.last.text, typed
        assert "Whose paper is it?" in sam.last.text, typed
        assert (await run_of(world, sam)).answers == {}, typed


@pytest.mark.parametrize(("typed", "paper"), [("nta", "nta"), ("I-862", "nta"), ("hearing notice", "hearing-notice")])
async def test_the_fields_own_words_name_a_paper(world: World, sam: Person, typed: str, paper: str) -> None:
    await world.begins(sam)
    await world.presses(sam, "For me")
    await world.says(sam, typed)
    assert (await facts_of(world, sam)).document == paper


async def test_a_child_of_ten_whose_paper_no_adult_got_is_a_finding(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.presses(sam, "For my child, under 14", "Notice to Appear")
    await world.presses(sam, next(b.data for b in sam.last.buttons if b.data.endswith("+no-adult")), "That is all")
    facts = await facts_of(world, sam)
    assert (facts.who, facts.adult_served) == ("under-14", "no")


async def test_a_tick_is_set_cleared_and_taken(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.presses(sam, "For me", "Notice to Appear")
    assert sam.last.labels[-2] == "None of these"
    await world.presses(sam, "Held by ICE")
    assert sam.last.labels[0].startswith("[x]")
    assert sam.last.labels[-2] == "That is all"
    await world.presses(sam, "Held by ICE")
    assert sam.last.labels[0].startswith("[  ]")
    await world.presses(sam, "A hearing was missed", "That is all")
    assert (await answers_of(world, sam))["status"] == "missed"


async def test_ticks_can_be_typed_by_number_and_by_words(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.presses(sam, "For me", "Notice to Appear")
    await world.says(sam, "1", "a judge ordered removal", "that is all")
    assert (await answers_of(world, sam))["status"] == "held,ordered"


async def test_a_missed_hearing_says_at_once_to_see_a_lawyer_today(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.presses(sam, "For me", "Notice to Appear", "A hearing was missed", "That is all")
    assert "talk to a lawyer today" in sam.last.text
    assert "Free legal help" in sam.last.text


async def test_back_goes_all_the_way_and_keep_takes_every_answer_again(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    before = await answers_of(world, sam)
    for _ in before:
        await world.presses(sam, "Back")
    assert "Whose paper is it?" in sam.last.text
    assert "Back" not in " ".join(sam.last.labels)
    for _ in before:
        await world.presses(sam, "Keep")
    assert await answers_of(world, sam) == before
    assert "What hour does the paper give?" in sam.last.text


async def test_back_can_be_typed(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await world.says(sam, "back")
    assert "What date does the paper give" in sam.last.text


@pytest.mark.parametrize("typed", ["I don't know", "i dont know", "not sure", "unsure", "?"])
async def test_i_do_not_know_can_be_typed_at_a_date(world: World, sam: Person, typed: str) -> None:
    await to_the_date(world, sam)
    await world.says(sam, typed)
    assert (await answers_of(world, sam)).get("hearing_date") == "skipped"


async def test_a_whole_check_can_be_typed(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.says(
        sam,
        "for me",
        "notice to appear",
        "none of these",
        "March 15, 2027",
        "8:30 AM",
        "33130",
        "1",
        "yes",
        "no",
        "none of these",
        "the same date",
    )
    assert "Go on Monday, 15 March 2027, at 8:30 in the morning, to Miami Immigration Court" in sam.last.text


@pytest.mark.parametrize("typed", ["never", "no never", "No"])
async def test_never_before_a_judge_can_be_typed(world: World, sam: Person, typed: str) -> None:
    await to_the_hour(world, sam)
    await world.says(sam, "8:30 AM", "33130", "1", "yes", typed)
    assert (await facts_of(world, sam)).before_judge == "never"


async def test_an_answer_typed_far_below_is_answered_below(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.says(sam, "1")
    assert len(sam.from_bot) == 2
    assert sam.from_bot[0].labels == []
    assert "Which paper is it?" in sam.last.text


async def test_typing_on_makes_no_call_that_telegram_refuses(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.says(sam, "1", "1", "none of these", "March 15, 2027")
    await world.bot.replies.drain()
    assert [c for c in world.telegram.calls if c.status >= 400] == []
