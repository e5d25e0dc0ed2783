"""Make the pictures of the documents from the running demo: `python -m tools.pictures`, with the development set-up.

Those of results in other languages come from `python -m tools.every_language`.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page

from tests.browser.demo import browsing, demo
from tests.browser.phone import Phone, read_words
from tests.browser.steps import get_to_the_date, get_to_the_paper, give_the_hearing, give_the_rest

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"


async def open_page(browser: Browser, address: str, *, width: int, height: int) -> Page:
    """The page in light mode, in a window of this size."""
    page = await browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce", locale="en-US"
    )
    await page.goto(address)
    return page


async def draw_both(browser: Browser, address: str) -> None:
    """Two phones side by side: a result in English, a question in Spanish."""
    words = read_words("en", "es")
    page = await open_page(browser, address, width=1280, height=1000)
    sam = Phone(page, address, "Sam", words["en"])
    await get_to_the_paper(sam)
    await get_to_the_date(sam)
    await give_the_hearing(sam)
    await give_the_rest(sam)
    maria = Phone(page, address, "Maria", words["es"])
    await get_to_the_paper(maria)
    await page.mouse.move(0, 0)
    await page.screenshot(path=FOLDER / "phone.png")


async def draw_narrow(browser: Browser, address: str) -> None:
    """The result as a phone of 390 px shows the page."""
    page = await open_page(browser, address, width=390, height=844)
    await page.get_by_role("region", name="Phone of Sam").locator(".key").last.wait_for()
    await page.screenshot(path=FOLDER / "phone-390.png")


async def draw_list(browser: Browser, address: str) -> None:
    """The list of languages as somebody new sees it, on a phone of 390 px."""
    page = await open_page(browser, address, width=390, height=900)
    await page.request.post(address + "phone/people", data={"name": "Fatou", "language": "fr"})
    await page.reload()
    await page.get_by_role("navigation", name="Whose phone").get_by_role("button", name="Fatou").click()
    await Phone(page, address, "Fatou", read_words("fr")["fr"]).begins()
    await page.mouse.move(0, 0)
    await page.screenshot(path=FOLDER / "languages.png")
    await page.close()


async def draw() -> None:
    """All pictures, of one demo."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with demo(Path(folder)) as address, browsing() as browser:
            if browser is None:
                sys.exit("pictures: no Chromium was found ($CHROMIUM, chromium, google-chrome, playwright's own)")
            await draw_both(browser, address)
            await draw_narrow(browser, address)
            await draw_list(browser, address)


if __name__ == "__main__":
    asyncio.run(draw())
