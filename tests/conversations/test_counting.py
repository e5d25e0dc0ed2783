"""May this check be counted: asked once after a result, default no; exactly the lines that were shown are kept."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from bot.app import invite_link
from bot.domain.publishing import Count
from bot.domain.reports import CHECKED, lines_of
from bot.domain.roles import Role
from bot.local_api import Person
from bot.storage.report_counts import released
from bot.storage.reports_tables import buffer, reports_metadata
from tests.conversations.phone import buttons, facts_of, kept, run_of, tap, three_times, to_the_court, to_the_result
from tests.world import World

NO, YES = "No, do not count it", "Yes, count it"
TWO_ENTRIES = 2  # one for the court, one for what is counted without a court


async def waiting(world: World) -> int:
    """How many sealed entries wait."""
    return await world.bot.reports.store.run(
        lambda db: db.execute(select(func.count()).select_from(buffer)).scalar_one()
    )


async def rows_of_reports(world: World) -> int:
    """How many rows the database of the reports has, in all its tables."""
    tables = reports_metadata.sorted_tables
    return await world.bot.reports.store.run(
        lambda db: sum(db.execute(select(func.count()).select_from(t)).scalar_one() for t in tables)
    )


async def after_the_month(world: World) -> list[Count]:
    """What is released once the month is over."""
    world.clock.passes(days=70)
    await world.bot.reports.keep()
    return list(await world.bot.reports.store.run(released))


async def with_signs(world: World, person: Person) -> None:
    """Finish a check with a missing hour and an old address."""
    await world.begins(person)
    await world.presses(person, "For me", "Notice to Appear", "None of these")
    await world.says(person, "March 15, 2027")
    await world.presses(person, "No hour is printed")
    await world.says(person, "33130")
    await world.presses(person, "1. Miami", "It is an old address", "No", "I don't know", "No, never")
    await world.presses(person, "None of these", "The same date", "By mail")


async def join(world: World, person: Person, role: Role) -> None:
    """Open a one-time link of that role."""
    link = await invite_link(world.settings, role, world.clock)
    await world.says(person, f"/start {link.rpartition('=')[2]}")


async def test_whoever_leaves_a_result_is_asked_once_and_the_first_button_says_no(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Menu")
    assert sam.last.text.startswith("May we count this check?")
    assert sam.last.labels[:2] == [NO, YES]
    await world.presses(sam, NO)
    assert sam.last.text.startswith("Not counted.")
    await world.presses(sam, "Back to the result")
    assert not any("count" in label for label in sam.last.labels)
    await world.presses(sam, "Menu")
    assert "Check a hearing paper" in " ".join(sam.last.labels)


async def test_another_paper_is_asked_about_as_well(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Check another paper", NO, "Check another paper")
    assert "paper" in sam.last.text
    assert (await run_of(world, sam)).asked is False


async def test_no_leaves_nothing_in_the_database_of_the_reports(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "May we count this check?", NO)
    assert await rows_of_reports(world) == 0


async def test_exactly_the_lines_that_were_shown_are_kept(world: World, sam: Person) -> None:
    await with_signs(world, sam)
    await world.presses(sam, "May we count this check?")
    shown = [line.removeprefix("– ") for line in sam.last.text.splitlines() if line.startswith("–")]
    assert "November 2026 · Miami" in sam.last.text
    assert len(shown) == 3
    assert "(came by mail)" in sam.last.text
    await world.presses(sam, YES)
    assert sam.last.text.startswith("Thank you.")
    assert await waiting(world) == TWO_ENTRIES
    found = await after_the_month(world)
    assert {(c.defect, c.how, c.n) for c in found} == {
        (CHECKED, "", 1),
        ("no-time", "", 1),
        ("old-address", "mail", 1),
    }
    assert {(c.month, c.court, c.paper) for c in found} == {("2026-11", "miami", "nta")}


async def test_a_check_without_a_finding_is_counted_as_a_check(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Menu", YES)
    assert [(c.defect, c.n) for c in await after_the_month(world)] == [(CHECKED, 1)]


async def test_what_the_person_said_is_not_kept_in_the_chat(world: World, sam: Person, maria: Person) -> None:
    for person, said in ((sam, YES), (maria, NO)):
        await to_the_result(world, person)
        await world.presses(person, "Menu", said)
    assert (await run_of(world, sam)).asked is (await run_of(world, maria)).asked is True
    assert not any("counted" in text for text in (await kept(world, sam)).runs["notice-check"].answers)


async def test_an_update_that_comes_three_times_is_counted_once(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Menu")
    await three_times(world, sam.presses(YES))
    assert await waiting(world) == TWO_ENTRIES
    assert [(c.defect, c.n) for c in await after_the_month(world)] == [(CHECKED, 1)]


async def test_an_update_that_comes_again_in_the_next_month_is_counted_once(world: World, sam: Person) -> None:
    world.clock.now = datetime(2026, 11, 30, 23, 59, 50, tzinfo=UTC)
    await to_the_result(world, sam)
    facts, language = await facts_of(world, sam), (await kept(world, sam)).language
    lines = lines_of(facts, ())
    assert await world.bot.reports.submit(sam.id, lines, language, update_id=7) == 1
    world.clock.passes(seconds=20)
    assert await world.bot.reports.submit(sam.id, lines, language, update_id=7) == 0
    assert await world.bot.reports.submit(sam.id, lines, language, update_id=8) == 1
    assert [(c.month, c.n) for c in await after_the_month(world)] == [("2026-11", 1), ("2026-12", 1)]


async def test_the_same_paper_checked_again_this_month_adds_nothing(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Menu", YES, "Check another paper")
    await world.presses(sam, "For me", "Notice to Appear", "None of these")
    await world.says(sam, "March 15, 2027", "8:30 AM", "33130")
    await world.presses(sam, "1. Miami", "Yes, it is right", "No, never", "None of these", "The same date")
    await world.presses(sam, "Menu", YES)
    assert await waiting(world) == TWO_ENTRIES


async def test_a_button_of_a_question_that_was_answered_changes_nothing(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Menu")
    yes = buttons(sam.last)[YES]
    await world.presses(sam, NO)
    await tap(world, sam, yes)
    assert await rows_of_reports(world) == 0
    assert "That was an earlier question" in sam.toasts[-1].text


async def test_a_yes_to_a_check_that_is_open_again_counts_nothing(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Menu")
    yes, question = buttons(sam.last)[YES], sam.last
    await world.presses(sam, "Back to the result", "Back")
    await tap(world, sam, yes, question)
    assert await rows_of_reports(world) == 0


async def test_a_chat_that_holds_a_role_is_never_counted(world: World, sam: Person) -> None:
    await join(world, sam, "volunteer")
    assert "volunteer" in sam.last.text
    await to_the_result(world, sam)
    await world.presses(sam, "Menu", YES)
    assert "helper" in sam.last.text
    assert await rows_of_reports(world) == 0


async def test_the_question_is_asked_and_answered_in_spanish(world: World, maria: Person) -> None:
    await world.begins(maria, "Español")
    await world.presses(maria, "Es mío", "Notice to Appear", "Nada de esto")
    await world.says(maria, "15 de marzo de 2027", "8:30 de la mañana", "33130")
    await world.presses(maria, "1. Miami", "está bien", "nunca", "Nada de esto", "La misma fecha")
    await world.presses(maria, "¿Contamos esta revisión?", "Sí, cuéntenla")
    assert maria.last.text.startswith("Gracias.")


async def test_a_typed_yes_is_no_consent(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Menu")
    await world.says(sam, "yes")
    assert await rows_of_reports(world) == 0
    assert "May we count this check?" in sam.last.labels


async def test_forgetting_the_chat_leaves_the_counts(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Menu", YES)
    await world.says(sam, "/forget")
    assert [(c.defect, c.n) for c in await after_the_month(world)] == [(CHECKED, 1)]


async def test_a_long_list_of_lines_is_shown_whole_behind_a_button(world: World, sam: Person) -> None:
    await to_the_court(world, sam)
    await world.says(sam, "33130")
    await world.presses(sam, "1. Miami", "It is wrong", "No", "No, never")
    await world.presses(sam, "Name, number, country", "Signature or delivery", "That is all")
    everything = [b.label for b in sam.last.buttons if b.label.startswith("[  ]")]
    await world.presses(sam, *everything, "That is all", "The same date")
    await world.presses(sam, "May we count this check?")
    assert "More lines:" in sam.last.text
    await world.presses(sam, "See all the lines")
    lines = [line for line in sam.last.text.splitlines() if line.startswith("–")]
    assert len(lines) == len(everything) + 2
    await world.presses(sam, "Back to the question")
    assert sam.last.text.startswith("May we count this check?")
