"""Dates and hours as people type and pick them: two buttons where they can mean two things, read back where odd."""

from datetime import date, time

import pytest

from bot.local_api import Person
from tests.conversations.phone import answers_of, facts_of, run_of, to_the_court, to_the_date, to_the_hour
from tests.world import World

YES = "Yes, the paper says that"


@pytest.mark.parametrize(
    "typed", ["March 15, 2027", "03/15/2027", "15 March 2027", "2027-03-15", "Mar. 15 2027", "Monday, March 15, 2027"]
)
async def test_a_plain_date_is_taken_and_said_back_with_its_weekday(world: World, sam: Person, typed: str) -> None:
    await to_the_hour(world, sam, typed)
    assert (await facts_of(world, sam)).hearing_date == date(2027, 3, 15)
    assert "Date on the paper: Monday, 15 March 2027." in sam.last.text


@pytest.mark.parametrize(("press", "day"), [("1", date(2027, 3, 4)), ("2", date(2027, 4, 3))])
async def test_an_ambiguous_date_is_two_buttons_with_the_month_spelled_out_and_the_us_reading_first(
    world: World, sam: Person, press: str, day: date
) -> None:
    await to_the_hour(world, sam, "3/4/27")
    assert [label.partition(", ")[2] for label in sam.last.labels[:2]] == ["4 March 2027", "3 April 2027"]
    assert (await facts_of(world, sam)).hearing_date is None
    await world.presses(sam, sam.last.labels[int(press) - 1])
    if day.weekday() > 4:
        await world.presses(sam, YES)
    assert (await facts_of(world, sam)).hearing_date == day


async def test_an_ambiguous_date_can_be_settled_by_its_number(world: World, sam: Person) -> None:
    await to_the_hour(world, sam, "3/4/27")
    await world.says(sam, "1")
    assert (await facts_of(world, sam)).hearing_date == date(2027, 3, 4)


async def test_another_date_can_be_typed_over_two_buttons(world: World, sam: Person) -> None:
    await to_the_hour(world, sam, "3/4/27")
    await world.says(sam, "March 15, 2027")
    assert (await facts_of(world, sam)).hearing_date == date(2027, 3, 15)


async def test_no_i_will_type_it_again_asks_again(world: World, sam: Person) -> None:
    await to_the_hour(world, sam, "3/4/27")
    await world.presses(sam, "No, I will type it again")
    assert (await run_of(world, sam)).offered == ()
    await world.says(sam, "March 15, 2027")
    assert (await facts_of(world, sam)).hearing_date == date(2027, 3, 15)


@pytest.mark.parametrize(
    ("typed", "read", "why"),
    [
        ("March 14, 2027", "Sunday, 14 March 2027", "Courts mostly do not work on that day"),
        ("December 25, 2026", "Friday, 25 December 2026", "federal holiday"),
        ("November 23, 2026", "Monday, 23 November 2026", "That day is over"),
        ("September 31, 2027", "31 September 2027", "No calendar has that day"),
        ("32/13/2027", "a date that no calendar has", "does it say so?"),
    ],
)
async def test_what_would_be_a_finding_is_read_back_first(
    world: World, sam: Person, typed: str, read: str, why: str
) -> None:
    await to_the_hour(world, sam, typed)
    assert read in sam.last.text
    assert why in sam.last.text
    assert "hearing_date" not in await answers_of(world, sam)
    await world.says(sam, "yes")
    assert "hearing_date" in await answers_of(world, sam)


async def test_no_to_what_was_read_back_asks_again(world: World, sam: Person) -> None:
    await to_the_hour(world, sam, "March 14, 2027")
    await world.says(sam, "no")
    assert "What date does the paper give" in sam.last.text
    assert "hearing_date" not in await answers_of(world, sam)


async def test_31_september_is_what_the_paper_says_and_a_finding(world: World, sam: Person) -> None:
    await to_the_hour(world, sam, "9/31/2027")
    await world.presses(sam, YES)
    assert (await facts_of(world, sam)).hearing_date == "impossible"
    await world.presses(sam, "I could not look")
    await world.says(sam, "8:30 AM", "33130", "1", "yes", "no", "none of these")
    while "Back to the result" not in sam.last.labels and "Change an answer" not in sam.last.labels:
        await world.says(sam, "I don't know")
    words = world.bot.desk.words["en"].block("findings/impossible-date", "title", {}).strip()
    assert words in sam.last.labels[0]


@pytest.mark.parametrize(
    ("typed", "said"), [("2/31/2027", "31 February 2027"), ("32/13/2027", "This date does not exist")]
)
async def test_the_list_of_answers_has_an_impossible_date_as_it_was_given(
    world: World, sam: Person, typed: str, said: str
) -> None:
    await to_the_hour(world, sam, typed)
    await world.presses(sam, YES)
    await world.says(sam, "/mydata")
    assert f"Date on the paper: {said}" in sam.last.text


async def test_a_date_that_no_calendar_has_is_said_where_the_check_gives_it_on(world: World, sam: Person) -> None:
    await to_the_hour(world, sam, "2/31/2027")
    await world.presses(sam, YES)
    await world.says(sam, "/moretime")
    assert "From your check:" in sam.last.text
    assert "Day of the hearing: This date does not exist" in sam.last.text


async def test_a_date_is_picked_as_year_month_and_day(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    await world.presses(sam, "Pick the date")
    assert [b for b in sam.last.labels if b.isdigit()] == ["2025", "2026", "2027", "2028", "2029"]
    await world.presses(sam, "2027")
    assert len(sam.last.rows[0]) == 3
    await world.presses(sam, "March", "15")
    assert (await facts_of(world, sam)).hearing_date == date(2027, 3, 15)
    assert len(sam.from_bot) == 1


async def test_31_september_can_be_picked(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    await world.presses(sam, "Pick the date", "2027", "September", "31")
    assert "No calendar has that day" in sam.last.text
    await world.presses(sam, YES)
    assert (await facts_of(world, sam)).hearing_date == "impossible"


async def test_a_date_can_be_typed_while_the_months_are_shown(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    await world.presses(sam, "Pick the date", "2027")
    await world.says(sam, "March 15, 2027")
    assert (await facts_of(world, sam)).hearing_date == date(2027, 3, 15)


async def test_back_to_the_question_closes_the_picker(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    await world.presses(sam, "Pick the date", "2027", "Back to the question")
    assert "What date does the paper give" in sam.last.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("today", "The hearing is today"),
        ("tomorrow", "The hearing is tomorrow"),
        ("November 20, 2026", "That day is over"),
    ],
)
async def test_the_urgent_thing_is_said_right_after_the_date(
    world: World, sam: Person, typed: str, words: str
) -> None:
    await to_the_hour(world, sam, typed)
    if YES in " ".join(sam.last.labels):
        await world.presses(sam, YES)
    assert words in sam.last.text


async def test_nothing_is_urgent_about_a_day_that_is_far(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    assert "The hearing is" not in sam.last.text


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("yesterday", date(2026, 11, 23)),
        ("today", date(2026, 11, 24)),
        ("November 3", date(2026, 11, 3)),
        ("December 10", date(2025, 12, 10)),
    ],
)
async def test_a_day_that_is_over_is_counted_from_today(world: World, sam: Person, typed: str, day: date) -> None:
    await world.begins(sam)
    await world.presses(sam, "For me", "Order of removal", "None of these", "Yes, was there")
    await world.says(sam, typed)
    assert (await facts_of(world, sam)).order_on == day


async def test_a_day_to_come_is_no_answer_where_a_day_that_is_over_is_asked(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.presses(sam, "For me", "Order of removal", "None of these", "Yes, was there")
    await world.says(sam, "March 15, 2027")
    assert "That day is still to come" in sam.last.text
    assert "order_on" not in await answers_of(world, sam)


@pytest.mark.parametrize("typed", ["soon", "15", "two o'clock", "8:30"])
async def test_what_is_no_date_is_said_to_be_none(world: World, sam: Person, typed: str) -> None:
    await to_the_hour(world, sam, typed)
    assert "I could not read that as a date" in sam.last.text
    assert "hearing_date" not in await answers_of(world, sam)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("8:30 AM", time(8, 30)),
        ("8:30 a.m.", time(8, 30)),
        ("1:30 pm", time(13, 30)),
        ("13:30", time(13, 30)),
        ("noon", time(12)),
    ],
)
async def test_an_hour_is_taken_and_said_back_with_its_part_of_the_day(
    world: World, sam: Person, typed: str, hour: time
) -> None:
    await to_the_hour(world, sam)
    await world.says(sam, typed)
    assert (await facts_of(world, sam)).hearing_time == hour
    assert any(part in sam.last.text for part in ("in the morning", "in the afternoon", "at noon"))


async def test_an_hour_without_am_or_pm_is_two_buttons(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await world.says(sam, "8:30")
    assert [label.partition(" ")[2] for label in sam.last.labels[:2]] == [
        "8:30 in the morning",
        "8:30 in the evening",
    ]
    await world.presses(sam, "8:30 in the morning")
    assert (await facts_of(world, sam)).hearing_time == time(8, 30)


async def test_an_odd_hour_is_read_back(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await world.says(sam, "8:30 PM")
    assert "8:30 in the evening" in sam.last.text
    assert "Courts mostly do not work at that hour" in sam.last.text
    assert "hearing_time" not in await answers_of(world, sam)
    await world.presses(sam, YES)
    assert (await facts_of(world, sam)).hearing_time == time(20, 30)


async def test_an_hour_is_picked_from_the_half_hours(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await world.presses(sam, "Pick the hour", "1:30 in the afternoon")
    assert (await facts_of(world, sam)).hearing_time == time(13, 30)


async def test_the_day_changes_at_midnight_of_the_court_and_not_of_the_server(world: World, sam: Person) -> None:
    await to_the_court(world, sam)
    await world.says(sam, "los angeles")
    await world.presses(sam, sam.last.labels[0])
    world.clock.passes(hours=13)  # 06:00 UTC on the 25th: still the 24th in California
    assert (await facts_of(world, sam)).today == date(2026, 11, 24)
    world.clock.passes(hours=3)
    assert (await facts_of(world, sam)).today == date(2026, 11, 25)
