"""The real demo as a process of its own, and the browser that looks at it."""

import asyncio
import json
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from playwright.async_api import Browser, Page, Playwright, async_playwright

import bot.text
from tests.cli.command import start_forked

NAMES = ("chromium", "google-chrome")
FLAGS = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# The fonts of the papers beside those of the machine, which seldom has Chinese ones.
FONTS = Path(bot.text.__file__).parent / "fonts"
FONTS_FILE = f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{FONTS}</dir></fontconfig>"""
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


def find_browser(playwright: Playwright) -> str | None:
    """The path of a Chromium: $CHROMIUM, chromium, google-chrome, else playwright's own; None where there is none."""
    named = os.environ.get("CHROMIUM") or next((path for path in map(shutil.which, NAMES) if path), None)
    own = playwright.chromium.executable_path
    return named or (own if Path(own).exists() else None)


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser | None]:
    """A Chromium that talks to nobody by itself; None where the machine has none."""
    async with async_playwright() as playwright:
        path = find_browser(playwright)
        if path is None:
            yield None
            return
        sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
        with tempfile.NamedTemporaryFile("w", suffix=".conf") as fonts:
            fonts.write(FONTS_FILE)
            fonts.flush()
            env: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": fonts.name}
            browser = await playwright.chromium.launch(executable_path=path, args=[*FLAGS, *sandbox], env=env)
            yield browser
            await browser.close()


@asynccontextmanager
async def demo(folder: Path, *options: str) -> AsyncIterator[str]:
    """The address that `fairhearing demo` prints; told to stop, it must end well and have complained of nothing."""
    out, err = folder / "said", folder / "log"
    changed = {"FAIRHEARING_PORT": "0", "FAIRHEARING_DATA": str(folder)}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FAIRHEARING_")}
    os.mkfifo(out)
    process = start_forked(("demo", *options), home=folder, env=inherited | changed, outputs=(out, err))
    said = await asyncio.to_thread(out.open)
    try:
        yield await asyncio.to_thread(read_address, said)
    finally:
        process.terminate()
        await asyncio.to_thread(process.join)
        said.close()
    assert process.exitcode == 0
    events = [json.loads(line)["event"] for line in err.read_text().splitlines()]
    assert [event for event in events if event != "sent"] == ["keeping_house"]


def read_address(said: TextIO) -> str:
    """The address that the demo prints once it is ready."""
    for line in said:
        if found := ADDRESS.search(line):
            return found[0]
    raise AssertionError("the demo ended before it was ready")


@dataclass
class Seen:
    """What a page did that nobody should see: errors, and requests to somewhere else."""

    origin: str
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note what happens on this page."""
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda line: self.errors.append(line.text) if line.type in ("error", "warning") else None)
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith(self.origin):
            self.elsewhere.append(url)
