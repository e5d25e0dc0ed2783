"""The page for somebody who does not see it, does not use a mouse, needs large letters, or has never seen it."""

from itertools import pairwise
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.domain.steps import NONE_TICKED
from tests.browser.conftest import OpenPage
from tests.browser.phone import Phone, read_words
from tests.browser.steps import (
    COURT,
    PAPER,
    get_to_the_date,
    get_to_the_paper,
    give_the_hearing,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

NEED_NAMES = {"button", "link", "textbox", "combobox", "log", "dialog", "region", "navigation", "article", "image"}
SMALLEST_TARGET = 24
LOWEST_CONTRAST = 4.5

SMALL_TARGETS = """least => [...document.querySelectorAll("button, a[href], input, select, textarea")]
  .filter(node => node.checkVisibility() && !node.matches(".skip, .words *"))
  .filter(node => Math.min(node.getBoundingClientRect().width, node.getBoundingClientRect().height) < least)
  .map(node => node.outerHTML)"""
CUT_OFF = """() => [...document.querySelectorAll("button, .words, h1, h2, p, .log, .bottom")]
  .filter(node => node.checkVisibility() && !node.closest(".what, .skip"))
  .filter(node => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== "inline")
  .map(node => node.outerHTML)"""
FAINT = """least => {
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = node => {
    const colour = numbers(getComputedStyle(node).backgroundColor);
    return colour[3] === 0 ? behind(node.parentElement) : colour;
  };
  const contrast = node => {
    const two = [light(numbers(getComputedStyle(node).color)), light(behind(node))].sort((a, b) => b - a);
    return (two[0] + 0.05) / (two[1] + 0.05);
  };
  const written = node => [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
  return [...document.body.querySelectorAll("*")]
    .filter(node => node.checkVisibility() && written(node) && !node.matches(".skip"))
    .filter(node => contrast(node) < least)
    .map(node => `${contrast(node).toFixed(2)} ${node.outerHTML}`);
}"""


async def named(page: Page) -> list[tuple[str, str]]:
    """Role and name of what the page shows, as the browser tells them to a screen reader."""
    session = await page.context.new_cdp_session(page)
    tree: dict[str, Any] = await session.send("Accessibility.getFullAXTree")
    nodes = [node for node in tree["nodes"] if not node.get("ignored")]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", "").strip()) for node in nodes if "role" in node
    ]


async def phone_of_sam(open_page: OpenPage, address: str, width: int, **more: Any) -> Phone:
    page = await open_page(width, **more)
    return Phone(page, address, "Sam", read_words("en")["en"])


async def expect_nothing_is_cut(page: Page) -> None:
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    assert await page.evaluate(CUT_OFF) == []


async def test_the_first_view_says_what_this_is_and_what_to_press_first(open_page: OpenPage) -> None:
    for width in (1280, 390):
        page = await open_page(width)
        await expect(page).to_have_title("Fair Hearing Bot: try it on this machine")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Fair Hearing Bot")
        phone = page.get_by_role("region", name="Phone of Sam")
        await expect(page.get_by_text("Press Start on a phone", exact=True)).to_be_in_viewport(ratio=1)
        await expect(phone.get_by_text("What can this bot do?")).to_be_in_viewport(ratio=1)
        await expect(phone.get_by_role("button", name="Start", exact=True)).to_be_in_viewport(ratio=1)
        await expect(page.get_by_text("The bot is ready")).to_be_in_viewport(ratio=1)
        await expect_nothing_is_cut(page)


async def test_the_made_up_paper_names_a_court_as_the_law_data_has_it(open_page: OpenPage) -> None:
    page = await open_page(390)
    await page.get_by_role("button", name="Paper", exact=True).click()
    paper = page.get_by_role("article", name="The made-up paper")
    await expect(paper.get_by_text("Made up, to try with")).to_be_visible()
    await expect(paper.get_by_text(f"{COURT.street}, {COURT.city}, {COURT.state} {COURT.zip}")).to_be_visible()
    await expect(page.get_by_role("region", name="Phone of Sam")).to_be_hidden()


async def test_a_screen_reader_is_told_the_name_of_everything(open_page: OpenPage, address: str) -> None:
    phone = await phone_of_sam(open_page, address, 1280)
    await get_to_the_paper(phone)
    await phone.node.get_by_role("button", name="Menu", exact=True).click()
    shown = await named(phone.page)
    assert {role for role, _ in shown} >= {"button", "textbox", "log", "region", "article"}
    assert [role for role, name in shown if role in NEED_NAMES and not name] == []


async def test_what_the_bot_writes_is_announced_and_the_focus_stays_on_the_phone(
    open_page: OpenPage, address: str
) -> None:
    phone = await phone_of_sam(open_page, address, 390)
    phone.keyboard = True
    await phone.begins()
    await expect(phone.log).to_have_attribute("aria-live", "polite")
    await expect(phone.log).to_have_accessible_name("Chat of Sam with the bot")
    await expect(phone.page.get_by_role("status").filter(has_text="The bot is ready")).to_be_visible()
    await expect(phone.node.get_by_role("status")).to_have_count(1)
    await expect(phone.log).to_be_focused()
    await phone.presses_label(phone.exactly("English"))
    assert await phone.newest.evaluate("node => node.contains(document.activeElement)")


async def expect_keys_one_below_the_other(phone: Phone) -> None:
    boxes = await phone.newest.locator(".key").evaluate_all(
        "nodes => nodes.map(n => n.getBoundingClientRect().toJSON())"
    )
    assert len({(box["left"], box["width"]) for box in boxes}) == 1
    assert all(above["bottom"] < below["top"] for above, below in pairwise(boxes))


async def test_no_label_is_cut_off_on_a_phone_or_at_200_percent(open_page: OpenPage, address: str) -> None:
    phone = await phone_of_sam(open_page, address, 390)
    large = Phone(await open_page(640, 400, device_scale_factor=2), address, "Sam", phone.words)
    await get_to_the_paper(phone)
    large.person = phone.person
    for value in ("nta", NONE_TICKED, "~", "~2027", "~2027-12"):
        for view in (phone, large):
            await view.settles()
            await expect_nothing_is_cut(view.page)
            assert await view.page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == []
            if not value.startswith("~2"):
                await expect_keys_one_below_the_other(view)
        await phone.presses_value(value)
    await expect_nothing_is_cut(phone.page)


async def test_all_that_is_written_stands_out_from_what_is_behind_it(open_page: OpenPage, address: str) -> None:
    phone = await phone_of_sam(open_page, address, 1280)
    await get_to_the_paper(phone)
    await get_to_the_date(phone)
    await give_the_hearing(phone)
    await phone.presses(PAPER + "address", "right")
    await phone.node.get_by_role("button", name="Menu", exact=True).click()
    faint = await phone.page.evaluate(FAINT, LOWEST_CONTRAST)
    await phone.page.emulate_media(color_scheme="dark")
    assert faint + await phone.page.evaluate(FAINT, LOWEST_CONTRAST) == []
