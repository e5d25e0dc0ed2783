"""The court: found by city, ZIP code, street or a list by state; its notes shown."""

import pytest

from bot.local_api import Person
from tests.conversations.phone import answers_of, facts_of, to_the_court
from tests.world import World


@pytest.mark.parametrize(
    ("typed", "press", "court"),
    [
        ("Miami", "1. Miami", "miami"),
        ("miami fl", "1. Miami", "miami"),
        ("33130", "1. Miami", "miami"),
        ("333 S Miami Avenue", "1. Miami", "miami"),
        ("26 Federal Plaza", "New York, Federal Plaza", "new-york-federal-plaza"),
    ],
)
async def test_a_court_is_found_by_city_zip_or_street(
    world: World, sam: Person, typed: str, press: str, court: str
) -> None:
    await to_the_court(world, sam)
    await world.says(sam, typed)
    await world.presses(sam, press)
    assert (await answers_of(world, sam))["hearing_place"] == court
    found = (await facts_of(world, sam)).court
    assert found is not None
    assert found.street in sam.last.text


async def test_a_court_is_shown_with_its_street_before_it_counts(world: World, sam: Person) -> None:
    await to_the_court(world, sam)
    await world.says(sam, "33130")
    assert "Is it this court?" in sam.last.text
    assert "333 S. Miami Avenue" in sam.last.text
    assert "hearing_place" not in await answers_of(world, sam)


async def test_every_court_of_the_list_can_be_reached_by_its_state(world: World, sam: Person) -> None:
    await to_the_court(world, sam)
    await world.presses(sam, "Pick from a list")
    states = [b.data for b in sam.last.buttons if ":~" in b.data and not b.data.endswith("~other")]
    seen: set[str] = set()
    for state in states:
        await world.presses(sam, state)
        seen |= {b.data.rpartition(":")[2] for b in sam.last.buttons} - {"~other"}
        await world.presses(sam, "Back to the question", "Pick from a list")
    assert seen == {c.id for c in world.bot.desk.law.courts.values() if c.status != "old"}


async def test_a_court_is_picked_from_its_state(world: World, sam: Person) -> None:
    await to_the_court(world, sam)
    await world.presses(sam, "Pick from a list", "Florida", "Miami")
    assert (await answers_of(world, sam))["hearing_place"] == "miami"


async def test_the_notes_of_a_court_are_shown_when_it_is_chosen(world: World, sam: Person) -> None:
    await to_the_court(world, sam)
    await world.says(sam, "100 Montgomery Street")
    await world.presses(sam, "San Francisco, Montgomery")
    assert "This court is closing" in sam.last.text
    assert "Concord" in sam.last.text


async def test_a_note_about_a_phone_number_stands_only_where_the_number_is_shown(world: World, sam: Person) -> None:
    await to_the_court(world, sam)
    await world.says(sam, "10278")
    await world.presses(sam, "New York, Federal Plaza")
    court = (await facts_of(world, sam)).court
    assert court is not None
    assert court.phone in sam.last.text or "phone number" not in sam.last.text


@pytest.mark.parametrize("typed", ["zzzz", "00000", "Paris", "🏛️"])
async def test_no_court_is_said_to_be_none(world: World, sam: Person, typed: str) -> None:
    await to_the_court(world, sam)
    await world.says(sam, typed)
    assert "I found no court by that" in sam.last.text


async def test_none_of_these_courts_asks_again(world: World, sam: Person) -> None:
    await to_the_court(world, sam)
    await world.says(sam, "Miami")
    await world.presses(sam, "None of these")
    assert "At which court is the hearing?" in sam.last.text


async def test_a_street_in_chicago_or_elsewhere_that_is_no_court_can_be_said(world: World, sam: Person) -> None:
    await to_the_court(world, sam)
    await world.presses(sam, "I cannot find it in the list")
    assert (await facts_of(world, sam)).hearing_place == "not-listed"
