"""Who helps: invitations that the inviter confirms, the end of a role, and the clinics that broadcasts may name."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local_api import NewPerson, Person
from tests.conversations.phone import nothing_went_wrong
from tests.conversations.test_broadcast import joins, who
from tests.world import World, live

NUMBER = re.compile(r"\b\d{6}\b")
CODE = re.compile(r"/start ([A-Za-z0-9_-]{43})")


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[World]:
    """Two administrators with roles of two days, and two people without any."""
    async with live(tmp_path, people=tuple(NewPerson(n, "en") for n in ("Ada", "Ben", "Cleo", "Dan"))) as world:
        for name in ("Ada", "Ben"):
            await joins(world, who(world, name), "administrator")
        world.clock.passes(days=2)
        yield world
        await nothing_went_wrong(world)


async def invited(world: World, inviter: Person, role: str) -> str:
    """The code of an invitation."""
    await world.says(inviter, "/invite")
    await world.presses(inviter, role)
    found = CODE.search(inviter.last.text)
    assert found is not None
    return found[1]


def number_of(person: Person) -> str:
    found = NUMBER.search(person.last.text)
    assert found is not None
    return found[0]


async def confirmed(world: World, inviter: Person, new: Person, role: str) -> str:
    """Let somebody new have the role; the number."""
    code = await invited(world, inviter, role)
    await world.says(new, f"/start {code}")
    number = number_of(new)
    await world.presses(inviter, number)
    return number


async def test_a_new_helper_has_the_role_once_the_inviter_pressed_the_number_that_they_see(team: World) -> None:
    ada, ben, cleo = (who(team, n) for n in ("Ada", "Ben", "Cleo"))
    code = await invited(team, ada, "organizer")
    await team.says(cleo, f"/start {code}")
    assert "Almost done" in cleo.last.text
    await team.says(cleo, "/broadcast")
    assert "Only organizers" in cleo.last.text
    first = next(m for m in reversed(cleo.from_bot) if "Almost done" in m.text)
    number = NUMBER.search(first.text)
    assert number is not None
    assert number[0] in ada.last.labels
    assert len(ada.last.labels) == 5
    await team.presses(ada, number[0])
    assert "This chat is now an organizer's." in cleo.last.text
    assert number[0] in ben.last.text
    await team.says(cleo, "/team")
    assert f"{number[0]}: organizer" in cleo.last.text
    assert cleo.last.labels == ["End my own role", "Menu"]


@pytest.mark.parametrize("press", ["another", "None of these"])
async def test_a_wrong_number_gives_nobody_the_role_and_ends_the_invitation(team: World, press: str) -> None:
    ada, cleo = who(team, "Ada"), who(team, "Cleo")
    code = await invited(team, ada, "administrator")
    await team.says(cleo, f"/start {code}")
    number = number_of(cleo)
    asked = ada.last
    wrong = next(label for label in asked.labels if label != number) if press == "another" else press
    await team.presses(ada, wrong)
    assert "nobody got a role" in ada.last.text
    assert "was not confirmed" in cleo.last.text
    right = next(b.data for b in asked.buttons if b.label == number) if number in asked.labels else "t:join.0.0"
    await ada.taps(right, ada.last)
    await team.telegram.idle(taps_answered=True)
    await team.says(cleo, "/team")
    assert "This chat has no role." in cleo.last.text
    await team.says(cleo, f"/start {code}")
    assert "does not work any more" in cleo.last.text


async def test_only_administrators_invite_and_revoke_and_only_of_the_team(team: World) -> None:
    ada, ben, cleo, dan = (who(team, n) for n in ("Ada", "Ben", "Cleo", "Dan"))
    await confirmed(team, ada, cleo, "organizer")
    await team.says(ben, "/team")
    bens = re.search(r"(\d{6}): administrator, since [^\n]* \(this chat\)", ben.last.text)
    assert bens is not None
    await team.says(dan, "/start")
    for data in ("t:invite", "t:invite.organizer", "t:revoke", f"t:end.{bens[1]}", "t:join.00000000.1"):
        await cleo.taps(data, cleo.last)
        await team.telegram.idle(taps_answered=True)
        assert "does not have the role for this" in cleo.last.text
        await dan.taps(data, dan.last)
        await team.telegram.idle(taps_answered=True)
        assert "This chat has no role." in dan.last.text
    await team.says(ben, "/team")
    assert bens[0] in ben.last.text
    await team.says(dan, "/revoke", "/invite", "/clinics")
    assert "does not have the role" in dan.last.text


async def test_a_role_that_is_revoked_ends_at_once(team: World) -> None:
    ada, ben, cleo = (who(team, n) for n in ("Ada", "Ben", "Cleo"))
    number = await confirmed(team, ada, cleo, "organizer")
    await team.says(ben, "/revoke")
    await team.presses(ben, f"{number}: organizer", "Yes, end it")
    assert "no role any more" in cleo.last.text
    assert number in ada.last.text
    await team.says(cleo, "/broadcast")
    assert "Only organizers" in cleo.last.text
    assert {c["command"] for c in cleo.commands}.isdisjoint({"broadcast", "team"})


async def test_a_helper_ends_the_own_role(team: World) -> None:
    ada, cleo = who(team, "Ada"), who(team, "Cleo")
    await confirmed(team, ada, cleo, "volunteer")
    await team.says(cleo, "/team")
    await team.presses(cleo, "End my own role", "Yes, end it")
    assert "no role any more" in cleo.last.text


async def test_a_clinic_can_be_named_once_two_administrators_confirmed_it(team: World) -> None:
    ada, ben = who(team, "Ada"), who(team, "Ben")
    await team.says(ada, "/clinics Legal Aid House; 12 Main Street, Miami")
    await team.presses(ada, "Eastern time", "Legal Aid House")
    assert "needs a second administrator" in ada.last.text
    assert "I know it: confirm" not in ada.last.labels
    await team.says(ada, "/broadcast")
    await team.presses(ada, "Prepare a new one", "A free clinic", "Choose the clinic")
    assert ada.last.labels == ["Back to the broadcast"]
    await team.says(ben, "/clinics")
    await team.presses(ben, "Legal Aid House", "I know it: confirm")
    assert "Two administrators confirmed it." in ben.last.text
    await team.presses(ada, "Back to the broadcast", "Choose the clinic", "Legal Aid House")
    assert "Clinic: Legal Aid House, 12 Main Street, Miami" in ada.last.text
    await team.presses(ada, "Choose the day")
    await team.presses(ada, ada.last.labels[0])
    await team.presses(ada, "Choose the hour", "5:00 in the afternoon", "See it as readers do")
    assert "at 5:00 in the afternoon (Eastern time)" in ada.last.text
    await team.says(ben, "/clinics")
    await team.presses(ben, "Legal Aid House", "Take it out")
    await team.says(ada, "/broadcast")
    await team.presses(ada, "A free clinic: draft", "Send a test to me")
    assert "not chosen yet, or is not confirmed any more" in ada.last.text


@pytest.mark.parametrize(
    "line",
    [
        "Legal Aid House",
        "Legal Aid; www.example.org",
        "Legal Aid; call 305-555-0100",
        "Your hearing is cancelled; stay home",
        "Write to @someone; Miami",
        "House; t.me/joinus",
        "x" * 61 + "; Miami",
        "Legal; Miami!\nGo now",
    ],
)
async def test_a_line_that_is_no_place_is_refused(team: World, line: str) -> None:
    ada = who(team, "Ada")
    await team.says(ada, f"/clinics {line}")
    assert "That is no place" in ada.last.text
    assert ada.last.labels == ["Menu"]
