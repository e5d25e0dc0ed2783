"""A volunteer's way through the monitor in a browser: link, filter, chart, file, sign-out; and what axe finds."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from bot.local_api import NewPerson
from tests.browser.demo import Seen
from tests.monitor.desk import fills, gives, token_of
from tests.world import World, live

pytestmark = pytest.mark.asyncio(loop_scope="module")
PAGES = ("", "/courts", "/courts/miami", "/faults", "/faults/no-time", "/months", "/languages", "/files", "/health")
SERIOUS = ("serious", "critical")
PEOPLE = {"English": "Sam", "Español": "Maria", "العربية": "Zara"}
IS_WIDE = "names => [...document.querySelectorAll(names)].some(one => one.scrollWidth > one.clientWidth)"
WIDTHS = (320, 390, 640)  # a phone or 400 %, an old phone, 200 %


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def monitor(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """The bot with months of made-up reports, and an administrator for each of three languages."""
    people = (NewPerson("Sam", "en"), NewPerson("Maria", "es"), NewPerson("Zara", "ar"))
    async with live(tmp_path_factory.mktemp("monitor"), people=people) as world:
        await fills(world, 4000)
        for language, name in PEOPLE.items():
            person = world.telegram.person(name)
            await world.says(person, "/start")
            await world.presses(person, language)
            await gives(world, person, "administrator")
        yield world


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, monitor: World) -> AsyncIterator[Page]:
    """A page of the monitor; errors, and requests to anywhere else, are looked for at the end."""
    context = await browser.new_context(viewport={"width": 1100, "height": 800}, accept_downloads=True)
    seen = Seen(monitor.settings.public_url)
    page = await context.new_page()
    seen.watch(page)
    yield page
    await context.close()
    assert seen.elsewhere == []
    assert [line for line in seen.errors if "status of 40" not in line] == []


async def sign_in(page: Page, world: World, language: str = "English") -> None:
    """Open the link of the chat and press the button."""
    token = await token_of(world, world.telegram.person(PEOPLE[language]))
    await page.goto(f"{world.settings.public_url}/monitor/enter#{token}")
    assert "#" not in page.url
    await page.locator("main button").click()
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
    await page.wait_for_url("**/monitor/enter?lang=en")
    await page.goto(f"{monitor.settings.public_url}/monitor/courts")
    assert await page.get_by_role("heading", level=1).inner_text() == "Sign in"


async def test_a_script_is_needed_for_nothing(browser: Browser, monitor: World) -> None:
    """Without scripts the code is typed or pasted."""
    token = await token_of(monitor, monitor.telegram.person("Sam"))
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

    async def look(path: str, kind: str = "") -> None:
        await page.goto(base + path)
        results = await Axe().run(page)
        found[kind + path] = [v["id"] for v in results.response["violations"] if v["impact"] in SERIOUS]

    for path in ("/open", "/open?lang=es", "/monitor/enter", "/monitor/months"):
        await look(path)
    await sign_in(page, monitor)
    for path in (*PAGES, "?court=miami&state=CA"):
        await look("/monitor" + path)
    await page.emulate_media(color_scheme="dark")
    await page.set_viewport_size({"width": 390, "height": 800})
    await sign_in(page, monitor, "العربية")
    for path in ("", "/courts", "/courts/miami"):
        await look("/monitor" + path, "dark, from right to left: ")
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("language", ["Español", "العربية"])
async def test_nothing_is_cut_off_on_a_phone_or_at_twice_the_size(page: Page, monitor: World, language: str) -> None:
    """The page is never wider than the window; neither is a table from 390 pixels on, where all columns are seen."""
    await sign_in(page, monitor, language)
    wide = []
    for path in PAGES:
        await page.goto(f"{monitor.settings.public_url}/monitor{path}")
        for width in WIDTHS:
            await page.set_viewport_size({"width": width, "height": 700})
            looked_at = "html" if width == WIDTHS[0] else "html, .scroll"
            wide += [(path, width)] if await page.evaluate(IS_WIDE, looked_at) else []
    assert wide == []


async def test_the_keyboard_reaches_everything_and_skips_to_the_content(page: Page, monitor: World) -> None:
    await sign_in(page, monitor)
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    seen = set()
    for _ in range(60):
        await page.keyboard.press("Tab")
        seen.add(await page.evaluate("document.activeElement.tagName + document.activeElement.textContent.trim()"))
    assert {"BUTTONSign out", "BUTTONShow", "ACourts"} <= seen
