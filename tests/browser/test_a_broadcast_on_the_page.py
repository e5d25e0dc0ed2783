"""A whole broadcast on the phone page of the demo: two organizers, and two readers with two languages."""

import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.demo import demo
from tests.browser.phone import Phone, read_words

pytestmark = pytest.mark.asyncio(loop_scope="module")
DRAFT, PROGRESS, TEXT, FOOT = "broadcast/draft", "broadcast/progress", "broadcast/look-again", "broadcast/message"
PEOPLE = {"Ana": "en", "Bo": "es", "Omar": "en", "Rosa": "es"}
WIDTH, SECONDS = 1280, 20_000


@pytest_asyncio.fixture(loop_scope="module")
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """A demo in which a broadcast can be stopped for three seconds."""
    async with demo(tmp_path, "--window", "3") as address:
        yield address


async def phones(page: Page, address: str) -> Mapping[str, Phone]:
    words = read_words("en", "es")
    found = {name: Phone(page, address, name, words[code]) for name, code in PEOPLE.items()}
    for phone in found.values():
        await phone.is_met()
    return found


def said(phone: Phone, template: str, block: str = "body", **values: object) -> str:
    """The first line of a block as this phone shows it."""
    plain = re.sub(r"<[^>]*>", "", phone.words.block(template, block, values))
    return plain.strip().splitlines()[0]


async def prepare(ana: Phone, bo: Phone) -> None:
    """From the command to the question to a second organizer, after a look at it in both languages and a test."""
    await ana.says("/broadcast")
    await ana.presses_value("new")
    await ana.presses_value("look-again")
    for value, reader in (("see", ana), ("see.es", bo), ("see.en", ana)):
        await ana.presses_value(value)
        await expect(ana.newest).to_contain_text(said(reader, TEXT))
    await ana.presses(DRAFT, "back", "test")
    await expect(ana.log.locator("article").nth(-2)).to_contain_text(said(ana, TEXT))
    await ana.presses(DRAFT, "submit")


async def agree(bo: Phone) -> None:
    await expect(bo.newest).to_contain_text(said(bo, "broadcast/told", "submitted", author=""))
    await bo.presses(DRAFT, "look", "see")
    await bo.presses(DRAFT, "back", "approve")


def bar(phone: Phone, tenths: int) -> str:
    return said(phone, PROGRESS, "bar", tenths=tenths, bar="")


async def test_a_broadcast_from_the_draft_to_the_final_counts(open_page: OpenPage, address: str) -> None:
    ana, bo, omar, rosa = (await phones(await open_page(WIDTH), address)).values()
    await prepare(ana, bo)
    await agree(bo)
    await expect(ana.newest).to_contain_text(said(ana, "broadcast/told", "waiting", author="", approver=""))
    await expect(ana.newest.get_by_role("button", name=ana.label(DRAFT, "stop"))).to_be_visible()
    await expect(omar.newest).to_contain_text(said(omar, TEXT), timeout=SECONDS)
    await expect(rosa.newest).to_contain_text(said(rosa, FOOT, "teaser"), timeout=SECONDS)
    await rosa.presses(FOOT, "read")
    await expect(rosa.newest).to_contain_text(said(rosa, TEXT))
    for helper in (ana, bo):
        await expect(helper.newest).to_contain_text(bar(helper, 10), timeout=SECONDS)
        line = {"what": "accepted", "number": 0, "some": True}
        await expect(helper.newest).to_contain_text(said(helper, PROGRESS, "line", **line))
        progress = [one for one in await helper.messages() if "#" in one["text"]]
        assert ["edit_date" in one for one in progress] == [True]
    await ana.hits(ana.newest.get_by_role("button", name=ana.label(DRAFT, "csv")))
    await expect(ana.log.get_by_text("broadcast.csv")).to_have_count(1)
