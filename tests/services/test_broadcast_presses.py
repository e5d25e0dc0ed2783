"""Buttons that nobody made: forged data never raises, never shows a stranger anything, and never skips a step."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.broadcasting import ANNA, BO, Office, reader
from bot.domain.announcements import FIELDS
from bot.domain.broadcast_choices import PAGES, SETTERS
from bot.domain.broadcasts import DEEDS
from bot.storage.keys import Keys
from bot.storage.store import Store

STRANGER = 4_242
NAME = "00000001"
WORDS = st.sampled_from(
    (*DEEDS, *PAGES, *SETTERS, *FIELDS, "pick", "see", "show", "csv", "new", "home", NAME, "miami")
)
MARKS = st.sampled_from((":", ".", "=", "+", "-", "", "b:", f"b:{NAME}:", f"b:{NAME}:pick.", f"b:{NAME}:="))
FORGED = st.lists(st.one_of(WORDS, MARKS, st.text(max_size=8)), min_size=1, max_size=8).map("".join)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    made = Office(Store.open(f"sqlite:///{tmp_path}/a.db"), Keys.of(os.urandom(32)))
    await made.hire()
    await made.subscribe(*map(reader, range(12)))
    await made.presses(ANNA, "b:new:court-status")
    yield made
    made.store.close()


def test_forged_data_raises_nothing_and_only_the_authors_own_draft_changes(tmp_path: Path) -> None:
    office = Office(Store.open(f"sqlite:///{tmp_path}/a.db"), Keys.of(os.urandom(32)))

    @settings(max_examples=150, deadline=None)
    @given(FORGED)
    def press(data: str) -> None:
        loop.run_until_complete(pressed(data))

    async def pressed(data: str) -> None:
        before = await office.kept()
        for who in (STRANGER, BO):
            answer = await office.presses(who, data[:64])
            assert who == BO or answer.screen.name == "no-organizer"
        mine = {k.broadcast.id for k in before}
        assert [k for k in await office.kept() if k.broadcast.id in mine] == [*before]
        await office.presses(ANNA, data[:64])
        assert {k.broadcast.state for k in await office.kept()} <= {"draft", "tested", "submitted", "cancelled"}

    loop = asyncio.new_event_loop()
    loop.run_until_complete(office.hire())
    loop.run_until_complete(office.presses(ANNA, "b:new:court-status"))
    press()
    office.store.close()
    loop.close()


async def test_a_stranger_costs_no_look_at_the_subscriptions(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(_content: object) -> dict[str, int]:
        raise AssertionError

    monkeypatch.setattr(office.newsroom, "count", never)
    for data in (f"b:{NAME}:show", "b:new:look-again", f"b:{NAME}:approve.{'0' * 32}", f"b:{NAME}:=court=miami"):
        assert (await office.presses(STRANGER, data)).screen.name == "no-organizer"


async def test_an_update_that_comes_twice_does_a_deed_once(office: Office) -> None:
    from bot.services.visit import Visit

    visit = Visit(ANNA, 77, hint="en")
    await office.broadcasts.press(visit, f"b:{NAME}:=court=+miami")
    (first,) = await office.kept()
    await office.broadcasts.press(visit, f"b:{NAME}:=court=+el-paso")
    assert await office.kept() == (first,)
