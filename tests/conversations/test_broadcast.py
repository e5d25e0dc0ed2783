"""A whole broadcast over the real local Bot API: two organizers, readers of two languages, and what is refused."""

from collections.abc import AsyncIterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bot.domain.roles import Role
from bot.domain.subscriptions import Hearing, Subscription
from bot.local_api import NewPerson, Person
from bot.services.team import invite
from bot.storage.audit import head_to_tell
from bot.storage.subscriptions import save_subscription
from tests.conversations.phone import nothing_went_wrong
from tests.world import World, live

READERS = 12
HELPERS = (NewPerson("Ana", "en"), NewPerson("Bo", "en"), NewPerson("Chen", "en"))
PEOPLE = (*HELPERS, *(NewPerson(f"Reader {n}", "es" if n % 3 == 0 else "en") for n in range(READERS)))


async def joins(world: World, person: Person, role: Role) -> None:
    """Take a role by a link of the command line."""
    desk = world.bot.desk
    code = await invite(desk.store, desk.keys, role, now=desk.clock())
    await world.says(person, f"/start {code}")


async def heads_are_told(world: World) -> None:
    """Let nobody be told the head of the team's log today, so that it stands between no press and its answer."""
    desk = world.bot.desk
    await desk.store.run(partial(head_to_tell, keys=desk.keys, today=desk.today_utc()))


async def subscribes(world: World, person: Person, *, discreet: bool = False) -> None:
    """Ask for news."""
    await world.says(person, "/start")
    desk = world.bot.desk
    asked = Subscription(
        person.id,
        person.language,
        "America/New_York",
        desk.today_utc(),
        hearings=(Hearing("me", date(2026, 12, 1), court="miami"),),
        discreet=discreet,
        purposes=frozenset({"news"}),
    )
    await desk.store.run(partial(save_subscription, keys=desk.keys, subscription=asked))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[World]:
    """Two organizers and an administrator, whose roles are two days old, and twelve readers."""
    async with live(tmp_path, people=PEOPLE) as world:
        roles: tuple[Role, ...] = ("organizer", "organizer", "administrator")
        for helper, role in zip(HELPERS, roles, strict=True):
            await joins(world, world.telegram.person(helper.name), role)
        world.clock.passes(days=2)
        await heads_are_told(world)
        for number in range(READERS):
            await subscribes(world, reader(world, number), discreet=number == 1)
        yield world
        await nothing_went_wrong(world)


def who(world: World, name: str) -> Person:
    return world.telegram.person(name)


def reader(world: World, number: int) -> Person:
    return world.telegram.person(f"Reader {number}")


async def sends(world: World) -> None:
    """Let the pump send all there is."""
    await world.bot.pump.round()
    await world.telegram.idle()


async def to_the_approval(world: World) -> None:
    """Ana prepares a broadcast, Bo agrees."""
    ana, bo = who(world, "Ana"), who(world, "Bo")
    await world.says(ana, "/broadcast")
    await world.presses(ana, "Prepare a new one", "Look in ACIS again", "Send a test to me", "Ask a second organizer")
    await world.presses(bo, "Look at it", "I agree: send exactly this")


async def test_a_whole_broadcast_reaches_everybody_in_their_language(office: World) -> None:
    ana, bo, chen = (who(office, h.name) for h in HELPERS)
    await office.says(ana, "/broadcast")
    assert "Nothing is under way" in ana.last.text
    await office.presses(ana, "Prepare a new one", "Look in ACIS again")
    assert "People now: 10 or a few more." in ana.last.text
    await office.presses(ana, "See it as readers do", "Español")
    assert "ACIS" in ana.last.text
    assert "1-800-898-7180" in ana.last.text
    assert ana.last.labels[-1] == "Back to the broadcast"
    await office.says(ana, "/broadcast")
    await office.presses(ana, "Look in ACIS again: draft", "Send a test to me")
    assert "Never stay away from a hearing because of this message." in ana.from_bot[-2].text
    assert ana.last.labels == ["Ask a second organizer", "Back to the broadcast"]
    await office.presses(ana, "Ask a second organizer")
    assert "waits for a second organizer" in bo.last.text
    await office.presses(bo, "Look at it", "I agree: send exactly this")
    assert "goes out in ten minutes" in chen.last.text
    assert "Stop it" in chen.last.labels
    await sends(office)
    assert "look up your hearing" not in reader(office, 2).last.text
    office.clock.passes(minutes=10)
    await sends(office)
    for number in range(READERS):
        text = reader(office, number).last.text
        expected = "There is news" if number == 1 else "Nunca falte" if number % 3 == 0 else "Never stay away"
        assert expected in text, number
    await office.presses(reader(office, 1), "Read it")
    assert "Never stay away" in reader(office, 1).last.text
    await sends(office)
    for helper in (ana, bo):
        assert "Sent: 10 of 10 parts." in helper.last.text
        assert "Telegram took it: 10 or a few more" in helper.last.text
        assert "Telegram tells nothing about reading" in helper.last.text
        assert helper.last.labels == ["Counts as a table (CSV)", "All broadcasts"]
    await office.presses(ana, "Counts as a table")
    assert office.telegram.calls_of("sendDocument")


async def test_forget_takes_the_message_back_and_its_button_can_be_typed(office: World) -> None:
    discreet, open_ = reader(office, 1), reader(office, 2)
    await office.presses(discreet, "English", "I understand")
    await to_the_approval(office)
    office.clock.passes(minutes=10)
    await sends(office)
    office.clock.passes(days=-2)  # Telegram here has the machine's clock, and lets take back what is two days old
    await office.says(discreet, "read it")
    assert "Never stay away" in discreet.last.text
    assert "Never stay away" in open_.last.text
    for person in (discreet, open_):
        await office.says(person, "/forget")
        left = [m.text for m in person.from_bot]
        assert not [text for text in left if "There is news" in text]
    assert not [m for m in open_.from_bot if "Never stay away" in m.text]


async def test_any_organizer_stops_it_within_the_ten_minutes(office: World) -> None:
    await to_the_approval(office)
    await office.presses(who(office, "Chen"), "Stop it")
    assert "was stopped" in who(office, "Ana").last.text
    office.clock.passes(minutes=11)
    await sends(office)
    assert not any("look up your hearing" in reader(office, n).last.text for n in range(2, READERS))


async def test_the_author_cannot_agree_and_neither_can_somebody_new(office: World) -> None:
    ana = who(office, "Ana")
    await office.says(ana, "/broadcast")
    await office.presses(
        ana, "Prepare a new one", "Look in ACIS again", "Send a test to me", "Ask a second organizer"
    )
    told = next(m for m in who(office, "Bo").from_bot if "second organizer" in m.text)
    name = told.buttons[0].data.split(":")[1]
    await office.presses(who(office, "Bo"), "Look at it")
    agree = next(b.data for b in who(office, "Bo").last.buttons if ":approve." in b.data)
    await ana.taps(agree, ana.last)
    await office.telegram.idle(taps_answered=True)
    assert "Another organizer has to agree" in ana.last.text
    dora = office.telegram.add_person(NewPerson("Dora", "en"))
    await joins(office, dora, "organizer")
    await office.says(dora, "/broadcast")
    await office.presses(dora, "Look in ACIS again", "I agree")
    assert "less than a day old" in dora.last.text
    stranger = reader(office, 4)
    for data in (agree, f"b:{name}:show", "b:new:look-again", f"b:{name}:stop"):
        await stranger.taps(data, stranger.last)
        await office.telegram.idle(taps_answered=True)
        assert "Only organizers" in stranger.last.text


async def test_a_change_makes_it_a_draft_again_and_the_old_button_agrees_to_nothing(office: World) -> None:
    ana = who(office, "Ana")
    await to_the_approval(office)
    await office.says(ana, "/broadcast")
    await office.presses(ana, "Look in ACIS again: waiting")
    name = ana.last.buttons[0].data.split(":")[1]
    await ana.taps(f"b:{name}:=courts=+miami", ana.last)
    await office.telegram.idle(taps_answered=True)
    office.clock.passes(minutes=11)
    await sends(office)
    assert not any("look up your hearing" in reader(office, n).last.text for n in range(2, READERS))


async def test_the_commands_of_a_role_are_in_its_menu_and_nobody_elses(office: World) -> None:
    def has(name: str) -> set[str]:
        return {c["command"] for c in who(office, name).commands} & {
            "broadcast",
            "team",
            "invite",
            "revoke",
            "clinics",
        }

    assert has("Ana") == {"broadcast", "team"}
    assert has("Chen") == {"broadcast", "team", "invite", "revoke", "clinics"}
    assert has("Reader 1") == set()
