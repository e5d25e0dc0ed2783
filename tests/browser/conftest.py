"""The demo, a browser, and pages of it in any size; what no page may do is looked for at the end."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.browser.demo import Seen, browsing, demo

NO_BROWSER = "no Chromium was found ($CHROMIUM, chromium, google-chrome, playwright's own)"
OpenPage = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(loop_scope="module")
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where the demo serves its page."""
    async with demo(tmp_path) as address:
        yield address


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for the tests of a file; skips where there is none."""
    async with browsing() as browser:
        if browser is None:
            pytest.skip(NO_BROWSER)
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def open_page(browser: Browser, address: str) -> AsyncIterator[OpenPage]:
    """Opens the page in a window of a width and, if need be, of a height, a scale or a colour scheme."""
    seen = Seen(address)
    for left_open in browser.contexts:  # by the test before: a demo must end well although a page is open
        await left_open.close()

    async def open_one(width: int, height: int = 800, **more: Any) -> Page:
        page = await browser.new_page(
            viewport={"width": width, "height": height}, reduced_motion="reduce", locale="en-US", **more
        )
        seen.watch(page)
        await page.goto(address)
        await page.locator(".phone").first.wait_for(state="attached")
        return page

    yield open_one
    assert seen.errors == []
    assert seen.elsewhere == []
