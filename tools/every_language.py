"""Finish both walks on the demo's page in every language, or in some: `python -m tools.every_language [code …]`.

Somebody is added in each language on offer, on a phone of 390 by 844, finishes the notice check and then more time.
Every message is looked at as it comes. One line a language; exit 1 where anything is wrong. Both results are kept as
pictures: of six languages in docs/pictures, of the others in build/languages.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Error, Page

from tests.browser.both_walks import HEIGHT, WIDTH, ask_for_more_time, come_in, finish_the_check
from tests.browser.demo import Seen, browsing, demo
from tests.browser.phone import Phone
from tests.text.shown import offered
from tools.pictures import FOLDER, open_page

KEPT = ("ht", "pt_BR", "zh_Hans", "ru", "ar", "am")
OTHERS = FOLDER.parent.parent / "build" / "languages"
AROUND = 16
LACKING = "node => node.offsetHeight - node.closest('.log').clientHeight"


@asynccontextmanager
async def phone_page(browser: Browser, address: str) -> AsyncIterator[Page]:
    """A page in a window of this phone's size, closed at the end."""
    page = await open_page(browser, address, width=WIDTH, height=HEIGHT)
    try:
        yield page
    finally:
        await page.close()


async def keep_picture(phone: Phone, name: str) -> None:
    """The newest message whole, on a phone that is as high as it needs."""
    folder = FOLDER if phone.words.language.code in KEPT else OTHERS
    higher = await phone.newest.evaluate(LACKING) + AROUND
    await phone.page.set_viewport_size({"width": WIDTH, "height": HEIGHT + higher})
    await phone.page.mouse.move(0, 0)
    await phone.newest.evaluate("node => node.scrollIntoView({ block: 'center' })")
    await phone.page.screenshot(path=folder / f"{name}-{phone.words.language.code}.png")
    await phone.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})


async def go_through(browser: Browser, address: str, code: str) -> tuple[int, list[str]]:
    """Both walks in one language: how many messages were looked at, and what was wrong."""
    seen = Seen(address)
    async with phone_page(browser, address) as page:
        seen.watch(page)
        phone, looks = await come_in(page, address, code)
        faults = []
        try:
            faults += await finish_the_check(phone)
            await keep_picture(phone, "result")
            faults += await ask_for_more_time(phone)
            await keep_picture(phone, "more-time")
        except (AssertionError, Error) as problem:
            faults.append(f"stopped after {looks.messages} messages: {str(problem).splitlines()[0]}")
    return looks.messages, faults + looks.faults + seen.errors + seen.elsewhere


async def go_through_all(codes: tuple[str, ...]) -> bool:
    """Every language, one line each; whether all was well."""
    for folder in (FOLDER, OTHERS):
        folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        async with demo(Path(folder)) as address, browsing() as browser:
            if browser is None:
                sys.exit("languages: no Chromium was found ($CHROMIUM, chromium, google-chrome, playwright's own)")
            for code in codes:
                messages, faults = await go_through(browser, address, code)
                wrong += len(faults)
                said = "; ".join(faults) or "check and more time finished, nothing wrong"
                sys.stdout.write(f"{code:8} {messages} messages: {said}\n")
                sys.stdout.flush()
    return not wrong


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(go_through_all(tuple(sys.argv[1:]) or offered())) else 1)
