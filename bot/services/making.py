"""From an order to the files of a paper: its sheets in words, the workshop, and the names that the files get."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from bot.domain.about_papers import about_sheet
from bot.domain.court_papers import filed_sheet
from bot.domain.own_papers import own_sheet
from bot.domain.papers import CALENDAR, FILED, PLAIN, Order
from bot.domain.sheets import Legal, Sheet
from bot.services.desk import Desk
from bot.services.workshop import Workshop
from bot.text.calendar_file import write_calendar
from bot.text.catalog import SOURCE
from bot.text.sheets import Scribe


@dataclass(frozen=True, slots=True)
class PaperFile:
    """One file as it is sent: its name, its bytes, and the block of papers/sent that stands under it."""

    name: str
    content: bytes
    caption: str = ""


def sheets_of(desk: Desk, order: Order, language: str) -> tuple[Sheet, ...]:
    """The sheets of a paper: what is filed and the page that explains it, or the one that is kept."""
    legal = Legal(
        desk.law.checked,
        desk.law.is_old(order.facts.today),
        desk.law.fees,
        translated=language != SOURCE,
        reviewed=desk.words[language].catalog.is_reviewed,
    )
    if order.paper not in FILED:
        return (own_sheet(order, legal),)
    filed = filed_sheet(order)
    return (filed, about_sheet(order, filed, legal))


async def make_files(desk: Desk, workshop: Workshop, order: Order, language: str) -> tuple[PaperFile, ...]:
    """The files of a paper in the reader's language; raises NotMade or Full. Nothing is written to a disk."""
    if order.paper == CALENDAR:
        title = "title_plain" if PLAIN in order.chosen else "title_neutral"
        content = write_calendar(desk.words[language], order, now=desk.clock(), title=title)
        return (PaperFile("calendar.ics", content),)
    scribe = Scribe(desk.words[language], desk.words[SOURCE], desk.law)
    sheets = sheets_of(desk, order, language)
    made = [await workshop.make(sheet.layout, partial(scribe.write, sheet)) for sheet in sheets]
    return tuple(_named(sheets, made))


def _named(sheets: tuple[Sheet, ...], made: list[bytes]) -> Iterator[PaperFile]:
    for sheet, content in zip(sheets, made, strict=True):
        caption = "caption_filed" if sheet.layout == "court" else "caption_explained" if sheet.notice else ""
        yield PaperFile(f"{sheet.name}.pdf", content, caption)
