"""More time, a missed hearing and the scam check on the phone page, to the result and from it to a paper."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import expect

from bot.text.dates import write_plain_day
from tests.browser.conftest import OpenPage
from tests.browser.phone import SHARED, Phone, read_words
from tests.browser.steps import COURT, ZIP

pytestmark = pytest.mark.asyncio(loop_scope="module")
WIDTH, HEIGHT = 390, 844
PEOPLE = pytest.mark.parametrize(("name", "code"), [("Sam", "en"), ("Maria", "es")], ids=["english", "spanish"])
MADE = re.compile(r"\.pdf")


async def ready(open_page: OpenPage, address: str, name: str, code: str) -> Phone:
    """Somebody with the menu on the phone, in a chat of their own."""
    page = await open_page(WIDTH, HEIGHT)
    await page.get_by_role("navigation", name="Whose phone").get_by_role("button", name=name).click()
    phone = Phone(page, address, name, read_words(code)[code])
    await phone.begins()
    await phone.presses_value(code)
    await phone.presses(SHARED, "understood", "go-on")
    return phone


def day_in(phone: Phone, days: int) -> str:
    """A day as somebody types it, with its month in words."""
    day = datetime.now(ZoneInfo(COURT.time_zone)).date() + timedelta(days=days)
    return write_plain_day(day, phone.words.language)


async def answers(phone: Phone, *values: str) -> None:
    """Press the buttons of the open questions that send these."""
    for value in values:
        await phone.presses_value(value)


async def print_the_card(phone: Phone) -> None:
    """From a result to the list of its papers, and to the card, which comes as a file."""
    await phone.acts(phone.newest.locator('[data-press^="p:"][data-press$=":list"]'))
    await phone.acts(phone.newest.locator('[data-press$=":card!"]'))
    await expect(phone.log.get_by_text(MADE)).to_have_count(1)


@PEOPLE
async def test_more_time_ends_at_its_papers(open_page: OpenPage, address: str, name: str, code: str) -> None:
    phone = await ready(open_page, address, name, code)
    await phone.says("/moretime", day_in(phone, 150), ZIP)
    await phone.presses_court(COURT)
    await answers(phone, "no", "master", "+find-lawyer", ".", "none", "never")
    assert "g.find-lawyer" in await phone.values()
    await print_the_card(phone)


@PEOPLE
async def test_a_missed_hearing_ends_at_its_papers(open_page: OpenPage, address: str, name: str, code: str) -> None:
    phone = await ready(open_page, address, name, code)
    await phone.says("/missed", day_in(phone, -40), ZIP)
    await phone.presses_court(COURT)
    await answers(phone, "ordered-removed", "no")
    await phone.says(day_in(phone, -40))
    await answers(phone, "+no-notice", ".", "none", "no")
    assert "g.no-notice" in await phone.values()
    await print_the_card(phone)


@PEOPLE
async def test_the_scam_check_ends_with_its_signs(open_page: OpenPage, address: str, name: str, code: str) -> None:
    phone = await ready(open_page, address, name, code)
    await phone.says("/scam")
    await answers(phone, "stranger", "chat", "odd", "no")
    sign = re.sub(r"<[^>]*>", "", phone.words.block("scam-check/result", "odd_money", {})).strip()
    assert sign in await phone.newest.inner_text()
