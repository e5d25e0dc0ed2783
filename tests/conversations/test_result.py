"""The result: the sentence to say aloud, its pages, changing an answer, another paper."""

import re

from bot.local_api import Person
from tests.conversations.phone import (
    answers_of,
    buttons,
    facts_of,
    run_of,
    tap,
    to_the_court,
    to_the_date,
    to_the_result,
)
from tests.world import World

LONGEST_TEXT = 4096


async def with_findings(world: World, sam: Person) -> None:
    """Finish a check of a Notice to Appear that comes with several signs."""
    await to_the_court(world, sam)
    await world.says(sam, "33130")
    await world.presses(sam, "1. Miami", "It is an old address", "No", "I don't know", "No, never")
    await world.presses(sam, "Signature or delivery", "That is all", "No officer signed it", "That is all")
    await world.presses(sam, "Another date or court", "I don't know", "By mail", "I don't know")


async def test_each_sign_is_a_button_that_opens_why_and_what_people_do(world: World, sam: Person) -> None:
    await with_findings(world, sam)
    signs = [b for b in sam.last.buttons if ":result:f." in b.data]
    assert f"{len(signs)} signs" in sam.last.text
    for sign in signs:
        await world.presses(sam, sign.data)
        assert sam.last.text.startswith(sign.label)
        assert "People in this situation" in sam.last.text
        await world.presses(sam, "Back to the result")


async def test_every_button_of_the_result_and_behind_it_visibly_answers(world: World, sam: Person) -> None:
    await with_findings(world, sam)
    top = sam.last.text
    for data in buttons(sam.last).values():
        if not re.search(r":result:(?!<)", data):
            continue
        await world.presses(sam, data)
        page = sam.last.text
        assert page != top, data
        for deeper in buttons(sam.last).values():
            if not re.search(r":result:(?!list$|count\.(yes|no)$)", deeper):
                continue
            await world.presses(sam, deeper)
            assert sam.last.text != page, deeper
            await tap(world, sam, data)
        await world.presses(sam, "Back to the result")
        assert sam.last.text == top


async def test_the_law_behind_a_sign_is_shown_on_request_with_the_day_it_was_checked(
    world: World, sam: Person
) -> None:
    await with_findings(world, sam)
    await world.presses(sam, "No officer signed it", "The law behind it")
    assert "Last checked:" in sam.last.text
    assert "§" in sam.last.text
    await world.presses(sam, "Back to this sign")
    assert sam.last.text.startswith("No officer signed it")


async def test_an_objection_that_is_open_is_said_to_be_open(world: World, sam: Person) -> None:
    await with_findings(world, sam)
    assert (await facts_of(world, sam)).objection_open is True
    await world.presses(sam, "No officer signed it")
    assert "before you answer the charges" in sam.last.text
    await world.presses(sam, "How to object")
    assert "charges" in sam.last.text


async def test_the_dates_that_matter_open_each_its_own_page(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Dates that matter")
    dates = [b for b in sam.last.buttons if ":result:d." in b.data]
    assert dates
    for one in dates:
        await world.presses(sam, one.data)
        assert sam.last.text.startswith(one.label)
        await world.presses(sam, "Back to the dates")


async def test_what_was_not_known_is_named_among_what_could_not_be_seen(world: World, sam: Person) -> None:
    await with_findings(world, sam)
    await world.presses(sam, "What I could not see")
    assert "You did not know:" in sam.last.text
    assert "Date in ACIS" in sam.last.text


async def test_nothing_found_is_said_with_care(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    assert "none of the signs" in sam.last.text
    assert "That does not mean that all is well" in sam.last.text
    for words in ("valid", "you are fine", "you should", "official", "correct"):
        assert words not in sam.last.text.lower()
    await world.presses(sam, sam.last.buttons[0].data)
    assert "Back to the result" in sam.last.labels


async def test_every_result_says_what_it_is_and_when_the_law_was_checked(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    for words in (
        "Go to every hearing",
        "not legal advice",
        "No lawyer has reviewed these texts",
        "Law last checked",
    ):
        assert words in sam.last.text


async def test_all_of_it_is_one_text_that_fits_one_message(world: World, sam: Person) -> None:
    await with_findings(world, sam)
    signs = [b.label for b in sam.last.buttons if ":result:f." in b.data]
    await world.presses(sam, "All of it as one text")
    assert len(sam.last.text) <= LONGEST_TEXT
    for words in (*signs, "Go on Monday, 15 March 2027", "Dates that matter", "Go to every hearing"):
        assert words in sam.last.text
    assert sam.last.labels == ["Back to the result"]


async def test_an_answer_is_changed_and_only_it_is_asked_again(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    before = await answers_of(world, sam)
    await world.presses(sam, "Change an answer", "Hour on the paper")
    await world.says(sam, "1:30 PM")
    assert "at 1:30 in the afternoon" in sam.last.text
    assert await answers_of(world, sam) == {**before, "hearing_time": "13:30"}


async def test_keep_takes_the_answer_that_was_to_be_changed(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    before = await answers_of(world, sam)
    await world.presses(sam, "Change an answer", "Court on the paper", "Keep")
    assert "Go on Monday, 15 March 2027" in sam.last.text
    assert await answers_of(world, sam) == before


async def test_keep_says_what_it_keeps(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Change an answer", "Hour on the paper")
    assert "8:30" in sam.last.text + " ".join(sam.last.labels)


async def test_another_kind_of_paper_at_the_result_asks_what_it_needs_and_back_again(
    world: World, sam: Person
) -> None:
    await to_the_result(world, sam)
    result = sam.last.text
    await world.presses(sam, "Change an answer", "Which paper", "Notice of hearing", "In person", "Master hearing")
    assert (await facts_of(world, sam)).document == "hearing-notice"
    assert "Go on Monday, 15 March 2027" in sam.last.text
    await world.presses(sam, "Change an answer", "Which paper", "Notice to Appear")
    assert sam.last.text == result


async def test_back_at_the_result_opens_the_last_question(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Back")
    assert "What does ACIS say?" in sam.last.text
    await world.presses(sam, "The same date")
    assert "Go on Monday" in sam.last.text


async def test_another_paper_is_a_new_run_with_no_answer_of_the_first(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    before = await run_of(world, sam)
    await world.presses(sam, "Check another paper", "No, do not count it", "Check another paper")
    after = await run_of(world, sam)
    assert after.nonce != before.nonce
    assert after.answers == {}
    assert "Whose paper is it?" in sam.last.text


async def test_check_asks_whether_to_go_on_with_what_is_there(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    before = await answers_of(world, sam)
    await world.says(sam, "/check")
    assert "a check that is not finished" in sam.last.text
    await world.presses(sam, "Go on with it")
    assert "What date does the paper give" in sam.last.text
    assert await answers_of(world, sam) == before
    await world.says(sam, "/check")
    await world.presses(sam, "Start a new check")
    assert (await run_of(world, sam)).answers == {}


async def test_a_finished_check_is_found_again_from_the_menu(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Menu", "No, do not count it", "Menu", "See my result")
    assert "Go on Monday, 15 March 2027" in sam.last.text


async def test_words_at_the_result_leave_the_result_on_the_phone(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.says(sam, "thank you")
    assert "Go on Monday, 15 March 2027" in sam.last.text


async def test_a_button_of_the_result_can_be_typed(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.says(sam, "dates that matter")
    assert sam.last.text.startswith("Dates that matter")


async def test_a_court_date_that_acis_shows_is_said_beside_an_ice_paper(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.presses(
        sam, "For me", "Another paper", "Come to an ICE office", "None of these", "It shows a hearing"
    )
    await world.says(sam, "December 21, 2026")
    await world.presses(sam, "None of these")
    assert "A visit or check-in with ICE" in sam.last.text
    assert "Go to every hearing" not in sam.last.text
    assert "Monday, 21 December 2026" in sam.last.text


async def test_a_date_to_be_set_ends_without_a_day_and_says_to_look_each_week(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    await world.presses(sam, 'It says "to be set"', "I could not look", 'It says "to be set"', 'It says "to be set"')
    await world.presses(sam, "Yes, it is right", "No, never", "None of these")
    assert "No day to come is known yet" in sam.last.text
    assert "each week" in sam.last.text


async def test_an_order_of_removal_says_to_see_a_lawyer_today(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.presses(
        sam, "For me", "Order of removal", "None of these", "No, was not there", "It shows a removal order"
    )
    await world.presses(sam, "Yes, it is right", "None of these", "By mail")
    assert "Talk to a lawyer today" in sam.last.text
    assert sam.last.labels[0] == "A removal order may exist"


async def test_a_page_that_does_not_exist_is_the_result_itself(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    run = await run_of(world, sam)
    for page in ("f.nothing-like-it", "d.none", "law.none", "en.", "", "en.en.list", "f.", "x" * 40):
        await tap(world, sam, f"w:{run.nonce}:result:{page}")
        assert "Go on Monday, 15 March 2027" in sam.last.text, page
        assert await run_of(world, sam) == run, page
