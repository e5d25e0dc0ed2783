"""Reminders from the consent to the end: in English and in Spanish, over the real local Bot API."""

from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from bot.domain.subscriptions import Subscription
from bot.local_api import Person
from bot.services.due import DueReminders
from bot.services.silence import look
from bot.storage.leases import take_lease
from bot.storage.outbox import count_waiting
from bot.storage.subscriptions import count_subscriptions, load_subscription
from tests.conversations.phone import kept, newcomer, run_of, tap, to_the_result
from tests.world import World

TO_THE_CONSENT = ("I don't know", "Mine", "Like that", "Say nothing openly")
LOCKED = "A reminder that you asked for"


async def subscription(world: World, person: Person) -> Subscription | None:
    desk = world.bot.desk
    return await desk.store.run(lambda db: load_subscription(db, desk.keys, person.id))


async def at(world: World, moment: str, zone: str = "America/New_York") -> None:
    """Let it be that time there, and let the pump run."""
    world.clock.now = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    await pump(world)


async def pump(world: World) -> None:
    await world.bot.leader.renew()
    await world.bot.pump.round()
    await world.telegram.idle()


async def after_a_check(world: World, person: Person) -> None:
    """Agree to reminders from the result of a check; the hearing is on 15 March 2027 at 8:30 in Miami."""
    await to_the_result(world, person)
    await world.presses(person, "Remind me", *TO_THE_CONSENT, "Yes, remind me", "No, only reminders")


async def test_after_a_check_the_hearing_is_known_and_four_questions_lead_to_the_consent(
    world: World, sam: Person
) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Remind me")
    for words in ("From your check", "15 March 2027", "8:30", "Miami", "What kind of hearing"):
        assert words in sam.last.text
    await world.presses(sam, *TO_THE_CONSENT)
    for words in ("For me: Monday, 15 March 2027", "Miami", "locked", "STOP", "deleted"):
        assert words in sam.last.text
    assert await subscription(world, sam) is None
    await world.presses(sam, "Yes, remind me")
    assert "One more question" in sam.last.text
    await world.presses(sam, "No, only reminders")
    found = await subscription(world, sam)
    assert found is not None
    [hearing] = found.hearings
    assert (hearing.on, hearing.at, hearing.label) == (date(2027, 3, 15), time(8, 30), "me")
    assert found.purposes == {"reminders"}
    assert "remind" not in (await kept(world, sam)).runs


async def test_no_means_that_nothing_is_kept(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Remind me", *TO_THE_CONSENT, "No")
    assert await subscription(world, sam) is None
    assert "remind" not in (await kept(world, sam)).runs


async def test_a_reminder_says_nothing_on_a_locked_phone_and_all_when_it_is_opened(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    await at(world, "2027-03-08 08:59")
    assert LOCKED not in sam.last.text
    await at(world, "2027-03-08 09:00")
    assert LOCKED in sam.last.text
    assert "STOP" in sam.last.text
    assert not {"court", "hearing", "Miami", "March"} & set(sam.last.text.split())
    await world.presses(sam, "Read it")
    for words in (
        "For me: the hearing is coming",
        "Monday, 15 March 2027, 8:30",
        "Miami",
        "date that you gave me on",
        "earlier day: look today",
        "acis.eoir.justice.gov",
        "1-800-898-7180",
        "The court's phone",
        "Go to every hearing",
        "STOP",
    ):
        assert words in sam.last.text
    await world.presses(sam, "I saw this")
    before = len(sam.from_bot)
    await pump(world)
    assert len(sam.from_bot) == before


async def test_the_whole_way_to_the_hearing_and_after_it(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    for moment in (
        "2027-03-08 09:00",
        "2027-03-12 09:00",
        "2027-03-14 09:00",
        "2027-03-14 20:00",
        "2027-03-15 12:30",
    ):
        before = len(sam.from_bot)
        for _ in range(2):
            await at(world, moment)
        assert len(sam.from_bot) == before + 1, moment
    await world.presses(sam, "Read it")
    assert "how did it go" in sam.last.text
    await at(world, "2027-03-16 12:00")
    assert await subscription(world, sam) is None
    await world.presses(sam, "It is finished")
    assert "not kept any more" in sam.last.text


async def test_finished_is_deleted_and_said(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    await at(world, "2027-03-15 12:30")
    await world.presses(sam, "Read it", "It is finished")
    assert "It is deleted" in sam.last.text
    assert await subscription(world, sam) is None


async def test_who_missed_it_comes_to_the_questions_about_a_missed_hearing(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    await at(world, "2027-03-15 12:30")
    await world.presses(sam, "Read it", "I missed it")
    assert await subscription(world, sam) is None
    assert (await kept(world, sam)).active == "missed-hearing"
    assert "What does ACIS show" in sam.last.text or "On what day" in sam.last.text


async def test_who_missed_it_is_asked_of_this_hearing_and_not_shown_what_was_said_of_another(
    world: World, sam: Person
) -> None:
    await after_a_check(world, sam)
    await world.says(sam, "/missed", "10/20/2026")
    before = (await kept(world, sam)).runs["missed-hearing"]
    assert before.answers["hearing_day"] == "2026-10-20"
    await at(world, "2027-03-15 12:30")
    await world.presses(sam, "Read it", "I missed it")
    answers = (await kept(world, sam)).runs["missed-hearing"].answers
    assert answers == {"hearing_day": "2027-03-15", "hearing_place": "miami"}


async def test_another_clock_takes_no_reminder_that_is_still_to_come(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    await at(world, "2027-03-08 08:30")
    await world.says(sam, "/myreminders")
    await world.presses(sam, "Change my clock", "Puerto Rico")  # where it is half past nine
    for moment in ("2027-03-08 09:01", "2027-03-08 09:12"):
        await at(world, moment)
    assert LOCKED in sam.last.text


async def test_a_moved_date_is_one_press_the_date_and_yes(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    await at(world, "2027-03-08 09:00")
    await world.presses(sam, "Read it", "The date was moved")
    assert "On what day is the hearing" in sam.last.text
    await world.says(sam, "March 10, 2027")
    await world.says(sam, "1:30 PM")  # the hour may be another, too
    await world.presses(sam, "Yes, remind me")
    found = await subscription(world, sam)
    assert found is not None
    [hearing] = found.hearings
    assert (hearing.on, hearing.at) == (date(2027, 3, 10), time(13, 30))
    before = len(sam.from_bot)
    await at(world, "2027-03-09 09:00")
    assert len(sam.from_bot) == before + 1
    await at(world, "2027-03-14 09:00")
    assert await subscription(world, sam) is None


async def test_one_without_a_check_is_asked_everything_in_spanish(world: World, maria: Person) -> None:
    await world.says(maria, "/start")
    await world.presses(maria, "Español", "Entiendo")
    await world.says(maria, "/remind", "15 de marzo de 2027", "8:30 am", "Miami")
    await world.presses(maria, "1.", "1.", "De mi hijo o hija", "2", "Yo elijo")
    await world.presses(maria, "3 días antes", "Esa mañana", "Eso es todo", "Decirlo enseguida", "Sí, recuérdeme")
    await world.presses(maria, "Sí, esos también")
    found = await subscription(world, maria)
    assert found is not None
    assert (found.hearings[0].label, found.hearings[0].days) == ("child-2", (3, 0))
    assert found.purposes == {"reminders", "news"}
    await at(world, "2027-03-12 09:00")
    for words in ("Para mi hijo o hija 2: se acerca la audiencia", "15 de marzo", "Miami", "1-800-898-7180", "ALTO"):
        assert words in maria.last.text
    await world.says(maria, "Alto")
    assert "Parado" in maria.last.text
    assert await subscription(world, maria) is None


async def test_somebody_without_a_date_is_asked_each_week_to_look(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English", "I understand")
    await world.says(sam, "/remind")
    await world.presses(sam, "I have no date yet", "Yes, write each week", "I don't know", "Central time", "Mine")
    await world.presses(sam, "Say it at once", "Yes, remind me", "No, only reminders")
    await at(world, "2026-12-01 10:00", "America/Chicago")
    assert "look if there is a date now" in sam.last.text
    await world.presses(sam, "There is a date now")
    assert "On what day is the hearing" in sam.last.text


async def test_myreminders_shows_all_that_is_kept_and_changes_it(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    await world.says(sam, "/myreminders")
    for words in ("For me: Monday, 15 March 2027, 8:30", "Miami", "nothing openly", "Eastern", "no messages"):
        assert words in sam.last.text
    await world.presses(sam, "For me", "7 days before", "To look in ACIS", "My reminders")
    await world.presses(sam, "Change what others see", "Change my clock", "Pacific time")
    found = await subscription(world, sam)
    assert found is not None
    assert (found.hearings[0].days, found.hearings[0].looks) == ((3, 1, 0), False)
    assert (found.discreet, found.zone) == (False, "America/Los_Angeles")


async def test_an_old_button_of_a_time_changes_nothing_the_second_time(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    for _ in range(2):
        await tap(world, sam, "r:days:me.-7")
    found = await subscription(world, sam)
    assert found is not None
    assert found.hearings[0].days == (3, 1, 0)


async def test_two_hearings_of_one_chat_are_kept_apart_and_one_is_stopped(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    await world.says(sam, "/remind")
    await world.presses(sam, "I don't know", "My child's", "1", "Like that", "Say nothing openly", "Yes, remind me")
    await world.says(sam, "/stop")
    assert {"Stop everything", "For me", "For my child 1"} <= set(sam.last.labels)
    await world.presses(sam, "For my child 1")
    found = await subscription(world, sam)
    assert found is not None
    assert [h.label for h in found.hearings] == ["me"]


async def test_stop_typed_alone_ends_everything_at_once(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    await world.says(sam, "STOP")
    assert "Stopped" in sam.last.text
    assert await subscription(world, sam) is None
    await at(world, "2027-03-08 09:00")
    assert "Stopped" in sam.last.text


async def test_stop_goes_before_what_waits_already(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    await at(world, "2027-03-08 08:30")
    assert await world.bot.desk.store.run(count_waiting) == 1
    await world.says(sam, "stop")
    await at(world, "2027-03-08 09:00")
    assert "Stopped" in sam.last.text
    assert await world.bot.desk.store.run(count_waiting) == 0


async def test_who_blocked_the_bot_is_forgotten_by_the_refusal_alone(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    sam.has_blocked = True  # the update about it has not come
    await at(world, "2027-03-08 09:00")
    assert await world.bot.desk.store.run(count_subscriptions) == 0
    refused = [c for c in world.telegram.calls if c.status == 403]
    assert len(refused) == 1
    world.telegram.calls.remove(refused[0])


async def test_forget_takes_reminders_too_and_mydata_tells_them(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    await world.says(sam, "/mydata")
    assert "Reminders" in sam.last.text
    assert "For me: Monday, 15 March 2027" in sam.last.text
    await world.says(sam, "/forget")
    assert await world.bot.desk.store.run(count_subscriptions) == 0


async def test_another_language_is_the_one_of_the_next_reminder(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    await world.says(sam, "/language")
    await world.presses(sam, "Español")
    await at(world, "2027-03-08 09:00")
    assert "Un recordatorio que usted pidió" in sam.last.text


async def test_a_clock_a_day_ahead_sends_nothing_early(world: World, sam: Person) -> None:
    await after_a_check(world, sam)
    due = cast("DueReminders", world.bot.pump.sources[0])
    steady = due.clock
    await at(world, "2027-03-07 12:00")
    right = world.clock.now
    due.clock.ticks = right.timestamp  # type: ignore[attr-defined]
    before = len(sam.from_bot)
    world.clock.passes(days=1)
    await pump(world)
    assert len(sam.from_bot) == before
    assert due.clock is steady


async def test_administrators_hear_of_a_pump_that_is_silent(world: World, sam: Person) -> None:
    desk = world.bot.desk
    await world.bot.pump.round()
    assert await look(desk, world.bot.sender.send) == 0
    await desk.store.run(lambda db: take_lease(db, "pump", "pump", seconds=-1))
    assert await look(desk, world.bot.sender.send) == 0
    assert sam.from_bot == []


async def test_a_date_that_matters_is_reminded_of_after_its_own_yes(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Dates that matter", "Ask for more time by then", "Remind me of this day")
    assert "until it is over" in sam.last.text
    assert await subscription(world, sam) is None
    await world.presses(sam, "Yes, remind me")
    found = await subscription(world, sam)
    assert found is not None
    [deadline] = found.deadlines
    await at(world, f"{deadline.on} 09:00")
    await world.presses(sam, "Read it")
    assert "Today: Ask for more time by then" in sam.last.text
    await at(world, f"{deadline.on + timedelta(days=1)} 09:00")
    assert await subscription(world, sam) is None


@pytest.mark.parametrize("said", ["/forget", "STOP"])
async def test_a_reminder_that_waits_already_goes_with_whoever_stops_or_is_forgotten(
    world: World, sam: Person, said: str
) -> None:
    for person in (sam, newcomer(world)):
        await after_a_check(world, person)
    await at(world, "2027-03-08 08:30")
    assert await world.bot.desk.store.read(count_waiting) == 2
    await world.says(sam, said)
    assert await world.bot.desk.store.read(count_waiting) == 1


async def test_who_asks_for_a_deadline_first_lives_by_the_clock_of_the_court(world: World, sam: Person) -> None:
    await to_the_result(world, sam, "Honolulu")
    await world.presses(
        sam, "Dates that matter", "Ask for more time by then", "Remind me of this day", "Yes, remind me"
    )
    found = await subscription(world, sam)
    assert found is not None
    assert found.zone == "Pacific/Honolulu"


async def test_a_forged_press_names_no_year_that_nobody_could_type(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English", "I understand")
    await world.says(sam, "/remind")
    run = await run_of(world, sam)
    await tap(world, sam, f"w:{run.nonce}:remind_date:=9999-12-31", sam.last)
    assert (await run_of(world, sam)).answers == {}
