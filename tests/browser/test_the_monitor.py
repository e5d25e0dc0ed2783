"""A volunteer's way through the monitor in a browser: link, filter, chart, file, sign-out; and what axe finds."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page

from tests.browser.demo import Seen
from tests.monitor.desk import fills, gives, token_of
from tests.world import World, live

pytestmark = pytest.mark.asyncio(loop_scope="module")
PAGES = ("", "/courts", "/courts/miami", "/faults", "/faults/no-time", "/months", "/languages", "/files", "/health")
SERIOUS = ("serious", "critical")


@pytest_asyncio.fixture(loop_scope="module")
async def monitor(tmp_path: Path) -> AsyncIterator[World]:
    """The bot with months of made-up reports."""
    async with live(tmp_path) as world:
        await fills(world, 4000)
        yield world


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, monitor: World) -> AsyncIterator[Page]:
    """A page of the monitor; errors, and requests to anywhere else, are looked for at the end."""
    context = await browser.new_context(viewport={"width": 1100, "height": 800}, accept_downloads=True)
    async for one in opened(context, monitor):
        yield one


async def opened(context: BrowserContext, world: World) -> AsyncIterator[Page]:
    seen = Seen(world.settings.public_url)
    page = await context.new_page()
    seen.watch(page)
    yield page
    await context.close()
    assert seen.elsewhere == []
    assert [line for line in seen.errors if "status of 40" not in line] == []


async def sign_in(page: Page, world: World) -> None:
    """Open the link of the chat and press the button."""
    sam = world.telegram.person("Sam")
    await world.says(sam, "/start")
    await gives(world, sam, "administrator")
    token = await token_of(world, sam)
    await page.goto(f"{world.settings.public_url}/monitor/enter#{token}")
    assert "#" not in page.url
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url("**/monitor")


async def test_the_way_from_the_link_to_signing_out(page: Page, monitor: World) -> None:
    await sign_in(page, monitor)
    await page.get_by_label("State").select_option("FL")
    await page.get_by_role("button", name="Show").click()
    assert "state=FL" in page.url
    await page.get_by_role("link", name="Without filters").click()
    picture = page.locator("figure img").first
    await picture.scroll_into_view_if_needed()
    await picture.evaluate("image => image.decode()")
    assert await picture.get_attribute("alt")
    await page.get_by_role("link", name="Courts", exact=True).click()
    assert await page.locator("svg circle").count() > 10
    await page.get_by_role("link", name="Miami, FL").click()
    await page.get_by_role("link", name="Files", exact=True).click()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="counts.csv").click()
    assert (await download.value).suggested_filename == "counts.csv"
    await page.get_by_role("button", name="Sign out", exact=True).click()
    await page.wait_for_url("**/monitor/enter")
    await page.goto(f"{monitor.settings.public_url}/monitor/courts")
    assert await page.get_by_role("heading", level=1).inner_text() == "Sign in"


async def test_a_script_is_needed_for_nothing(browser: Browser, monitor: World) -> None:
    """Without scripts the code is typed or pasted."""
    sam = monitor.telegram.person("Sam")
    await monitor.says(sam, "/start")
    await gives(monitor, sam, "volunteer")
    token = await token_of(monitor, sam)
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(f"{monitor.settings.public_url}/monitor/enter")
    await page.get_by_label("Code from the link").fill(token)
    await page.get_by_role("button", name="Sign in").click()
    assert await page.get_by_role("heading", level=1).inner_text() == "Overview"
    await context.close()


async def test_axe_finds_no_serious_fault_on_any_page(page: Page, monitor: World) -> None:
    base = monitor.settings.public_url
    found: dict[str, list[str]] = {}

    async def look(path: str) -> None:
        await page.goto(base + path)
        results = await Axe().run(page)
        found[path] = [v["id"] for v in results.response["violations"] if v["impact"] in SERIOUS]

    for path in ("/open", "/open?lang=es", "/monitor/enter", "/monitor/months"):
        await look(path)
    await sign_in(page, monitor)
    for path in PAGES:
        await look("/monitor" + path)
    await page.emulate_media(color_scheme="dark")
    for path in ("", "/courts", "/courts/miami"):
        await look("/monitor" + path)
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("width", [320, 640], ids=["a phone, or 400 %", "200 %"])
async def test_nothing_is_cut_off_on_a_phone_or_at_twice_the_size(
    browser: Browser, monitor: World, width: int
) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 700})
    async for page in opened(context, monitor):
        await sign_in(page, monitor)
        for path in PAGES:
            await page.goto(f"{monitor.settings.public_url}/monitor{path}")
            wide = await page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, path


async def test_the_keyboard_reaches_everything_and_skips_to_the_content(page: Page, monitor: World) -> None:
    await sign_in(page, monitor)
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    seen = set()
    for _ in range(60):
        await page.keyboard.press("Tab")
        seen.add(await page.evaluate("document.activeElement.tagName + document.activeElement.textContent.trim()"))
    assert {"BUTTONSign out", "BUTTONShow", "ACourts"} <= seen
