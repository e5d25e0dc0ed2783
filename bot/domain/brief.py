"""The brief: one page of what is published of a court, with the law behind it, to send to others."""

from collections.abc import Iterable, Iterator
from itertools import islice

from bot.domain.defects import BOOK
from bot.domain.monitor import open_defects, open_months
from bot.domain.partition import COURT
from bot.domain.publishing import Cell
from bot.domain.sheets import Legal, Piece, Sheet, Writer
from bot.domain.values import Court, Part

TEMPLATE = "brief"
MOST_MONTHS, MOST_FAULTS, MOST_AUTHORITIES = 6, 6, 2


def cells_of(cells: Iterable[Cell], court: str) -> tuple[Cell, ...]:
    """What is published of a court by itself; empty where its numbers are told with others' alone."""
    return tuple(cell for cell in cells if cell.kind == COURT and cell.place == court)


def brief_sheet(court: Court, cells: tuple[Cell, ...], legal: Legal, *, made_up: bool = False) -> Sheet:
    """The page: what the numbers are and are not, the last months, the faults with their authorities."""
    writer = Writer(TEMPLATE, {"court": court})
    pieces = (*_head(writer, made_up=made_up), *_months(cells), *_faults(cells), *legal.foot())
    return Sheet(TEMPLATE, "page", "reader", writer.words("title"), pieces)


def _head(writer: Writer, *, made_up: bool) -> Iterator[Piece]:
    if made_up:
        yield writer.piece("strong", "made_up")
    yield writer.piece("strong", "sample")
    yield from writer.all("text", "what", "numbers")


def _months(cells: tuple[Cell, ...]) -> Iterator[Piece]:
    yield Piece("heading", Part(TEMPLATE, "months"))
    for row in open_months(cells)[-MOST_MONTHS:]:
        year, _, month = row.key.partition("-")
        values = {"year": int(year), "month": int(month), "checks": row.checks, "found": row.found}
        yield Piece("item", Part(TEMPLATE, "month", values))


def _faults(cells: tuple[Cell, ...]) -> Iterator[Piece]:
    rows = open_defects(cells)
    if rows:
        yield Piece("heading", Part(TEMPLATE, "faults"))
    for row in islice(rows, MOST_FAULTS):
        values = {"defect": row.key, "n": row.found}
        yield Piece("item", Part(TEMPLATE, "fault", values), BOOK.rules[row.key].authorities[:MOST_AUTHORITIES])
