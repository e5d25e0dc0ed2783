"""Old buttons, double taps, and updates that Telegram sends more than once: nothing is done twice."""

import asyncio
from pathlib import Path

import pytest

from bot.local_api import Message, Person
from tests.conversations.phone import (
    A_TAP,
    answers_of,
    kept,
    rows,
    run_of,
    tap,
    three_times,
    to_the_court,
    to_the_date,
    to_the_hour,
    to_the_result,
)
from tests.world import World, live

STALE = "That was an earlier question. Here is the one that is open now."


async def test_a_typed_number_that_comes_three_times_answers_one_question(world: World, sam: Person) -> None:
    await world.begins(sam)
    await three_times(world, sam.says("1"))
    assert await answers_of(world, sam) == {"for_whom": "me"}


async def test_back_that_comes_three_times_goes_back_once(world: World, sam: Person) -> None:
    await to_the_court(world, sam)
    await three_times(world, sam.presses("Back"))
    assert "What hour does the paper give?" in sam.last.text
    assert "hearing_date" in await answers_of(world, sam)


async def test_a_typed_back_that_comes_three_times_goes_back_once(world: World, sam: Person) -> None:
    await to_the_court(world, sam)
    await three_times(world, sam.says("back"))
    assert "hearing_date" in await answers_of(world, sam)
    assert "hearing_time" not in await answers_of(world, sam)


async def test_a_tick_that_comes_three_times_is_set_once_and_a_typed_one_too(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.presses(sam, "For me", "Notice to Appear")
    await three_times(world, sam.presses("Held by ICE"))
    assert (await run_of(world, sam)).ticks == ("held",)
    await three_times(world, sam.says("2"))
    assert (await run_of(world, sam)).ticks == ("held", "ordered")
    await three_times(world, sam.presses("Held by ICE"))
    assert (await run_of(world, sam)).ticks == ("ordered",)


async def test_another_paper_that_comes_three_times_begins_one_run(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Check another paper", "No, do not count it")
    await three_times(world, sam.presses("Check another paper"))
    assert (await run_of(world, sam)).answers == {}
    assert "Whose paper is it?" in sam.last.text


async def test_a_page_of_the_result_that_comes_three_times_stays_on_the_screen(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Menu")
    question = sam.last.text
    await world.presses(sam, "Back to the result")
    assert sam.last.text != question
    await three_times(world, sam.presses("May we count this check?"))
    assert sam.last.text == question


async def test_forget_that_comes_three_times_is_harmless(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await three_times(world, sam.says("/forget"))
    assert await rows(world) == 0


async def test_an_update_that_comes_again_after_others_changes_nothing(world: World, sam: Person) -> None:
    await world.begins(sam)
    await sam.presses("For me")
    update = next(reversed(world.telegram.updates.pending.values()))
    await world.telegram.idle(taps_answered=True)
    await world.presses(sam, "Notice to Appear", "None of these")
    before = await answers_of(world, sam)
    world.telegram.updates.pending[update.id] = update
    world.telegram.webhook.enqueue(update)
    await world.telegram.idle()
    assert await answers_of(world, sam) == before
    assert "What date does the paper give" in sam.last.text


@pytest.mark.parametrize(
    ("label", "answers"),
    [("For me", {"for_whom": "me"}), ("For my child, under 14", {"for_whom": "child-under-14"})],
)
async def test_two_quick_taps_on_one_button_answer_one_question(
    world: World, sam: Person, label: str, answers: dict[str, str]
) -> None:
    await world.begins(sam)
    message, button = sam.button(label)
    await asyncio.gather(*(sam.taps(button.data, message) for _ in range(2)))
    await world.telegram.idle(taps_answered=True)
    assert await answers_of(world, sam) == answers
    assert STALE in [t.text for t in sam.toasts]


async def test_two_quick_taps_on_two_buttons_take_the_first(world: World, sam: Person) -> None:
    await world.begins(sam)
    message = sam.last
    for label in ("For me", "For my child"):
        await sam.presses(label, message=message)
    await world.telegram.idle(taps_answered=True)
    assert await answers_of(world, sam) == {"for_whom": "me"}


async def test_ten_quick_taps_on_back_go_back_once(world: World, sam: Person) -> None:
    await to_the_court(world, sam)
    message, button = sam.button("Back")
    for _ in range(10):
        await sam.taps(button.data, message)
    await world.telegram.idle(taps_answered=True)
    assert set(await answers_of(world, sam)) == {"for_whom", "document", "status", "hearing_date"}


async def test_a_tick_pressed_twice_from_one_drawing_is_set_and_stays(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.presses(sam, "For me", "Notice to Appear")
    message, button = sam.button("Held by ICE")
    for _ in range(2):
        await sam.taps(button.data, message)
    await world.telegram.idle(taps_answered=True)
    assert (await run_of(world, sam)).ticks == ("held",)


async def test_a_button_of_an_earlier_question_changes_nothing_and_says_so(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    before = await answers_of(world, sam)
    await sam.presses(
        "Order of removal", message=earlier(sam, "Which paper is it?"), version=version(sam, "Which paper")
    )
    await world.telegram.idle(taps_answered=True)
    assert await answers_of(world, sam) == before
    assert sam.toasts[-1].text == STALE


def earlier(person: Person, words: str) -> Message:
    """The message that showed these words once."""
    return next(m for m in person.from_bot if any(words in w.get("text", "") for w in [*m.versions, m.wire]))


def version(person: Person, words: str) -> int:
    """Which of that message's drawings it was."""
    message = earlier(person, words)
    drawings = [*message.versions, message.wire]
    return next(i for i, w in enumerate(drawings) if words in w.get("text", ""))


async def test_a_button_of_an_old_run_changes_nothing_in_the_new_one(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    old = next(b.data for b in sam.last.buttons if b.data.endswith("to-be-set"))
    await world.says(sam, "/check")
    await world.presses(sam, "Start a new check", "For me", "Notice to Appear", "None of these")
    before = await answers_of(world, sam)
    await tap(world, sam, old)
    assert await answers_of(world, sam) == before
    assert sam.toasts[-1].text == STALE
    assert "What date does the paper give" in sam.last.text


async def test_another_paper_on_an_old_result_does_not_erase_the_check_that_is_open(
    world: World, sam: Person
) -> None:
    await to_the_result(world, sam)
    result = sam.last
    drawing = len(result.versions)
    await world.presses(sam, "Check another paper", "No, do not count it", "Check another paper")
    await world.presses(sam, "For my child", "Notice of hearing", "None of these")
    await world.says(sam, "March 15, 2027")
    before = await answers_of(world, sam)
    await sam.presses("Check another paper", message=result, version=drawing)
    await world.telegram.idle(taps_answered=True)
    assert await answers_of(world, sam) == before


async def test_start_a_new_check_pressed_again_later_does_not_erase_the_new_one(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    await world.says(sam, "/check")
    choice = sam.last
    drawing = len(choice.versions)
    await world.presses(sam, "Start a new check", "For my child", "Notice of hearing")
    before = await answers_of(world, sam)
    await sam.presses("Start a new check", message=choice, version=drawing)
    await world.telegram.idle(taps_answered=True)
    assert await answers_of(world, sam) == before


async def test_every_tap_of_a_whole_check_is_answered_exactly_once(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(
        sam, "Dates that matter", "Back to the result", "Change an answer", "Which paper", "Keep", "Menu"
    )
    await world.bot.replies.drain()
    answered = [c.params["callback_query_id"] for c in world.telegram.calls_of(A_TAP)]
    assert sorted(answered) == sorted(world.telegram.taps)


async def test_every_tap_edits_its_own_message(world: World, sam: Person) -> None:
    await world.begins(sam)
    message = sam.last
    await world.presses(sam, "For me", "Notice to Appear", "None of these", "No date is printed")
    assert sam.last is message
    assert len(sam.from_bot) == 1


async def test_a_bot_whose_polling_breaks_says_so_and_does_not_go_on_as_if_it_were_well(tmp_path: Path) -> None:
    async with live(tmp_path, webhook=False) as world:
        world.telegram.fail("getUpdates", status=401, description="Unauthorized")
        await world.telegram.person("Sam").says("/start")
        await world.broken.wait()


async def test_a_tap_on_a_message_that_is_gone_is_answered_by_a_new_one(tmp_path: Path) -> None:
    async with live(tmp_path, webhook=False) as world:
        sam = world.telegram.person("Sam")
        await world.begins(sam)
        message, button = sam.button("For me")
        await sam.deletes(message)
        await tap(world, sam, button.data, message)
        assert "Which paper is it?" in sam.last.text
        assert sam.last.id != message.id


async def test_a_tap_on_a_message_too_old_to_be_shown_is_answered_by_a_new_one(world: World, sam: Person) -> None:
    await world.begins(sam)
    message, button = sam.button("For me")
    await tap(world, sam, button.data, message, too_old=True)
    assert await answers_of(world, sam) == {"for_whom": "me"}
    assert sam.last.id != message.id
    assert "Which paper is it?" in sam.last.text


async def test_two_people_at_once_never_mix(world: World, sam: Person, maria: Person) -> None:
    await world.begins(sam)
    await world.says(maria, "/start")
    await world.presses(maria, "l:es", "g:understood", "g:menu", "g:check")
    for mine, hers in (("1", "2"), ("1", "2"), ("2", "4")):
        await asyncio.gather(sam.says(mine), maria.says(hers))
        await world.telegram.idle()
    assert await answers_of(world, sam) == {"for_whom": "me", "document": "nta"}
    assert (await run_of(world, sam)).ticks == ("ordered",)
    assert await answers_of(world, maria) == {
        "for_whom": "child-under-14",
        "document": "hearing-notice",
        "status": "none",
    }
    assert (await kept(world, maria)).language == "es"


async def test_somebody_elses_button_does_nothing(world: World, sam: Person, maria: Person) -> None:
    await world.begins(sam)
    await world.says(maria, "/start")
    await world.presses(maria, "l:en", "g:understood", "g:menu", "g:check")
    theirs = sam.button("For me")[1].data
    await tap(world, maria, theirs)
    assert await answers_of(world, maria) == {}
    assert await answers_of(world, sam) == {}
