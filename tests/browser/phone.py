"""A phone on the page, used as a person uses it. What to press is named by its template, never by its words."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Locator, Page, Response, expect

from bot.domain.values import Button, Court
from bot.law.load import load_law
from bot.text.places import data_folder
from bot.text.words import Words, load_words

# a number or a tick box before a label, and the signs that set numbers apart where a text runs from right to left
PREFIX = r"^\u200f?(\u2066?\d+\u2069?\. |\S? ?\[.*\] ?|\S )?\u200f?"
SHARED = "shared/buttons"
MOST_TABS = 80
IS_FOCUSED = "node => node === document.activeElement"
UNSEEN_FOCUS = """() => {
  const node = document.activeElement, box = node.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const ring = node.matches(":focus-visible") && getComputedStyle(node).outlineStyle !== "none";
  return node !== document.body && inside && ring ? "" : `${inside} ${ring} ${node.outerHTML.slice(0, 300)}`;
}"""
DATA = "nodes => nodes.map(node => node.dataset.press)"
COMES_LATER = (
    "node => Boolean(document.activeElement.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)"
)


def is_deed(response: Response) -> bool:
    """Whether the server has taken what the person did."""
    return "/phone/people/" in response.url


def read_words(*codes: str) -> dict[str, Words]:
    """The words of these languages, as the bot reads them."""
    languages = {code: load_law().languages[code] for code in codes}
    return load_words(languages, templates=data_folder("templates"), locales=data_folder("locales"))


@dataclass
class Phone:
    """One person's phone on an open page; with `keyboard`, no mouse is used; `look` sees each message that comes."""

    page: Page
    address: str
    name: str
    words: Words
    keyboard: bool = False
    person: int = 0
    look: "Callable[[Phone], Awaitable[None]] | None" = None

    @property
    def node(self) -> Locator:
        """The phone itself."""
        return self.page.get_by_role("region", name=f"Phone of {self.name}")

    @property
    def log(self) -> Locator:
        """The chat."""
        return self.node.get_by_role("log")

    @property
    def newest(self) -> Locator:
        """The newest message."""
        return self.log.locator("article").last

    def label(self, template: str, block: str) -> re.Pattern[str]:
        """A button's label in the language of this phone, with or without a number or a box before it."""
        return self.exactly(self.words.label(Button("", template, block)))

    def exactly(self, words: str) -> re.Pattern[str]:
        """A label of these words."""
        written = re.escape(words).replace("/", r"\/")  # a slash ends a pattern where the browser reads it
        return re.compile(PREFIX + written + "$")

    async def is_met(self) -> None:
        """Learn the number of the person's chat."""
        state = await (await self.page.request.get(self.address + "phone/state")).json()
        self.person = next(one["id"] for one in state["people"] if one["name"] == self.name)

    async def begins(self) -> None:
        """Press Start."""
        await self.is_met()
        await self.acts(self.node.get_by_role("button", name="Start", exact=True))

    async def presses(self, template: str, *blocks: str) -> None:
        """Press the buttons of a template one after the other, each answered before the next."""
        for block in blocks:
            await self.presses_label(self.label(template, block))

    async def presses_court(self, court: Court) -> None:
        """Press a court's button."""
        await self.presses_label(self.exactly(self.words.value(court)))

    async def presses_label(self, label: re.Pattern[str]) -> None:
        """Press the newest button with this label."""
        await self.acts(self.newest.get_by_role("button", name=label))

    async def presses_value(self, value: str) -> None:
        """Press the newest button that sends this value, for labels that depend on the facts."""
        await self.acts(self.newest.locator(f'[data-press$=":{value}"]'))

    async def says(self, *texts: str) -> None:
        """Type one text after the other, each answered before the next."""
        for text in texts:
            await self.reaches(self.node.get_by_label(f"Message from {self.name}"))
            await self.page.keyboard.type(text)
            async with self.page.expect_response(is_deed):
                await self.page.keyboard.press("Enter")
            await self.settles()

    async def acts(self, control: Locator) -> None:
        """Press a control that does something in the chat, and wait for what comes of it."""
        async with self.page.expect_response(is_deed):
            await self.hits(control)
        await self.settles()

    async def hits(self, control: Locator) -> None:
        """Press a control, by mouse or by keyboard."""
        await expect(control).to_have_count(1)
        await self.reaches(control)
        if self.keyboard:
            await self.page.keyboard.press("Enter")

    async def reaches(self, control: Locator) -> None:
        """Come to a control: a click, or the Tab key as often as it takes."""
        if not self.keyboard:
            await control.click()
            return
        for _ in range(MOST_TABS):
            if await control.evaluate(IS_FOCUSED):
                return
            await self.page.keyboard.press("Tab" if await control.evaluate(COMES_LATER) else "Shift+Tab")
        raise AssertionError(f"the Tab key does not reach {control}")

    async def settles(self) -> None:
        """Wait until the bot has answered and the page shows what the chat holds, nothing less and nothing more.

        What is made beside an answer, such as a paper, may come while the two are compared: then they are once more.
        """
        await self.page.request.post(self.address + "phone/idle", data={"taps_answered": True})
        shown: list[dict[str, Any]] = []
        while shown != (shown := await self.messages()):
            try:
                await self._shows(shown)
            except AssertionError:
                if shown == await self.messages():
                    raise
        if self.keyboard:
            assert await self.page.evaluate(UNSEEN_FOCUS) == ""
        if self.look:
            await self.look(self)

    async def _shows(self, shown: list[dict[str, Any]]) -> None:
        """Wait until the page shows these messages, and the newest one's words and buttons."""
        articles = self.log.locator("article")
        await expect(articles).to_have_count(len(shown))
        await expect(articles.last.locator(".words")).to_have_text(shown[-1]["text"])
        keyboard = shown[-1].get("reply_markup", {}).get("inline_keyboard", [])
        labels = [key["text"] for row in keyboard for key in row if "callback_data" in key]
        await expect(articles.last.locator("button.key")).to_have_text(labels)

    async def messages(self) -> list[dict[str, Any]]:
        """The messages of the chat as the server holds them."""
        chat = await (await self.page.request.get(f"{self.address}phone/chats/{self.person}")).json()
        return [one["wire"] for one in chat["messages"]]

    async def values(self) -> list[str]:
        """What the newest buttons would send, without the run and the step."""
        return [v.rpartition(":")[2] for v in await self.newest.locator("[data-press]").evaluate_all(DATA)]
