"""The charts of a release: drawn once in a process of their own, as SVG for the page and as PNG for the chat."""

import asyncio
import sys
from collections.abc import Mapping
from functools import partial
from itertools import islice

from bot.domain.monitor import TOP, Row, by_defect, by_month, open_months
from bot.services.figures import Figures
from bot.services.workshop import LONGEST, Workshop
from bot.text.catalog import SOURCE
from bot.text.chart import SVG
from bot.text.documents import Documents
from bot.text.places import data_folder
from bot.text.words import Words

FAULTS, MONTHS, OPEN = "faults", "months", "open"
NAMES = (FAULTS, MONTHS, OPEN)
COMMAND = (sys.executable, "-m", "bot.text.chart")
WORDS = "picture_words"


def new_workshop() -> Workshop:
    """The process that draws; it starts with the first picture."""
    return Workshop(longest=3 * LONGEST, command=COMMAND)


class Pictures:
    """The pictures of the newest release, by name, language and kind."""

    def __init__(self, words: Mapping[str, Words], workshop: Workshop) -> None:
        """Draw in this workshop."""
        self._words = words
        self._workshop = workshop
        self._number = -1
        self._asking = 0
        self._made: dict[tuple[str, str, str], bytes] = {}
        self._turn = asyncio.Lock()

    async def of(self, figures: Figures, name: str, language: str, kind: str = SVG) -> bytes | None:
        """The picture; None for an unknown name, or where there is nothing to draw. Raises NotMade."""
        rows = rows_of(figures, name)
        if not any(row.found for row in rows):
            return None
        code = language if language in self._words else SOURCE
        self._asking += 1
        try:
            return await self._drawn(figures, rows, (name, code, kind))
        finally:
            self._asking -= 1
            if not self._asking:
                await asyncio.shield(self.close())  # a request that is given up still ends the process

    async def _drawn(self, figures: Figures, rows: tuple[Row, ...], which: tuple[str, str, str]) -> bytes:
        async with self._turn:  # the first who asks after a release waits for the process, the others for the first
            if figures.number != self._number:
                self._number, self._made = figures.number, {}
            known = self._made.get(which)
            if known is None:
                name, code, kind = which
                write = partial(told, rows, name, self._words[code], made_up=figures.made_up)
                known = self._made[which] = await self._workshop.make("chart", write, kind)
        return known

    async def close(self) -> None:
        """End the process, which holds 160 MB: the next release starts another."""
        await self._workshop.close()


def rows_of(figures: Figures, name: str) -> tuple[Row, ...]:
    """What a picture shows."""
    if name == FAULTS:
        return tuple(islice(by_defect(figures.counts), TOP))
    if name == MONTHS:
        return by_month(figures.counts)
    return open_months(figures.published.cells) if name == OPEN else ()


def told(rows: tuple[Row, ...], name: str, words: Words, *, made_up: bool = False) -> Mapping[str, object]:
    """What the drawing process is given: a title, what the numbers are, and the rows with their labels.

    A number that is not shown is a gap: it may be small, or zero.
    """
    documents = Documents(words, data_folder("templates"))
    label = partial(_fault, words) if name == FAULTS else words.month
    return {
        "kind": "bars" if name == FAULTS else "line",
        "title": documents.block(WORDS, name),
        "subtitle": [documents.block(WORDS, one) for one in (("made_up", "sample") if made_up else ("sample",))],
        "backwards": words.language.direction == "rtl",
        "rows": [{"label": label(row.key), "n": row.found or None} for row in rows],
    }


def _fault(words: Words, defect: str) -> str:
    return words.block(f"findings/{defect}", "title", {}).strip()
