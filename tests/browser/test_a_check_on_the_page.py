"""A whole check on the phone page of the real demo, in a real browser, with mistakes on the way."""

from dataclasses import dataclass

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.phone import SHARED, Phone, read_words
from tests.browser.steps import (
    EXPECTED,
    PAPER,
    day_on_the_paper,
    get_to_the_date,
    get_to_the_paper,
    give_the_hearing,
    give_the_rest,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def types_nonsense(phone: Phone) -> None:
    """What cannot be read as a date is said, and the question stays."""
    before = await phone.values()
    await phone.says("qwerty")
    assert await phone.values() == before
    await expect(phone.log.get_by_text("qwerty", exact=True)).to_be_visible()


async def goes_back(phone: Phone) -> None:
    """Back shows the question before; the same answer leads to where it was."""
    before = await phone.values()
    await phone.presses(SHARED, "back")
    assert await phone.values() != before
    await phone.presses(PAPER + "address", "right")
    assert await phone.values() == before


async def presses_an_old_button(phone: Phone) -> None:
    """A button that the phone has not yet taken away changes nothing."""
    before = (await phone.messages())[-1]["text"]
    article = phone.log.locator("article", has=phone.page.locator(".key")).last
    await phone.hits(article.get_by_role("button", name="Options for this message"))
    await phone.hits(phone.node.get_by_role("button", name="How it looked before"))
    past = phone.page.get_by_role("dialog", name="How this message looked before")
    await phone.acts(past.locator("[data-press]").first)
    assert (await phone.messages())[-1]["text"] == before


async def reads_the_findings(phone: Phone) -> None:
    """Each finding opens under its title and leads back to the result."""
    found = [value for value in await phone.values() if value.startswith("f.")]
    assert {value.removeprefix("f.") for value in found} >= EXPECTED
    result = (await phone.messages())[-1]["text"]
    for finding in sorted(EXPECTED):
        title = phone.words.block(f"findings/{finding}", "title", {})
        await phone.presses_value("f." + finding)
        await expect(phone.newest.locator("strong").first).to_have_text(title)
        await phone.presses(SHARED, "to-result")
        assert (await phone.messages())[-1]["text"] == result


async def reads_the_dates_and_the_text(phone: Phone) -> None:
    """The dates that matter, and the whole as one text, which a person can copy."""
    day = str((await day_on_the_paper(phone)).day)
    await phone.presses(PAPER + "result", "dates")
    await phone.presses(SHARED, "to-result")
    await phone.presses(PAPER + "result", "text")
    text = (await phone.messages())[-1]["text"]
    assert day in text
    for finding in EXPECTED:
        assert phone.words.block(f"findings/{finding}", "title", {}) in text


async def checks_a_paper(phone: Phone) -> None:
    await get_to_the_paper(phone)
    await get_to_the_date(phone)
    await types_nonsense(phone)
    await give_the_hearing(phone)
    await phone.presses(PAPER + "address", "right")
    await goes_back(phone)
    await phone.presses(SHARED, "back")
    await presses_an_old_button(phone)
    await give_the_rest(phone)
    await reads_the_findings(phone)
    await reads_the_dates_and_the_text(phone)


@dataclass(frozen=True, slots=True)
class Way:
    """Who checks the paper, and how."""

    name: str
    language: str
    width: int
    keyboard: bool


WIDE = Way("Sam", "en", 1280, keyboard=False)
NARROW = Way("Maria", "es", 390, keyboard=True)


@pytest.mark.parametrize("way", [WIDE, NARROW], ids=["english, wide, mouse", "spanish, narrow, keyboard alone"])
async def test_a_person_checks_the_made_up_paper_from_start_to_text(
    open_page: OpenPage, address: str, way: Way
) -> None:
    page = await open_page(way.width)
    phone = Phone(page, address, way.name, read_words(way.language)[way.language], way.keyboard)
    tab = page.get_by_role("navigation", name="Whose phone").get_by_role("button", name=way.name)
    if await tab.is_visible():
        await phone.hits(tab)
    await checks_a_paper(phone)
    assert await page.evaluate("document.documentElement.scrollWidth") == way.width
