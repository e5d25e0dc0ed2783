"""What is known of the reports as files: tables as CSV or JSON, and a page that explains them.

The bytes follow from the released reports and the law data alone: no day of writing, every row in its order.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass

import orjson

from bot.domain.answers import KEYS
from bot.domain.defects import BOOK
from bot.domain.partition import COURT, ELSEWHERE, NO_COURT, STATE
from bot.domain.publishing import (
    EVERYWHERE,
    SMALL,
    Cell,
    Count,
    Published,
    by_defect,
    by_place,
)
from bot.domain.reports import CHECKED, HAND, MAIL, NOT_KNOWN
from bot.law.values import Law
from bot.text.documents import Documents

PAGE, WORDS = "export", "export_words"
COUNTS = "counts"
KINDS = (COURT, NO_COURT, STATE, ELSEWHERE, SMALL, EVERYWHERE)
WAYS = (HAND, MAIL, NOT_KNOWN)
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would work out such a cell


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its columns, its rows in order."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def volunteers_tables(counts: Iterable[Count]) -> tuple[Table, ...]:
    """What volunteers get."""
    columns = ("month", "court", "paper", "defect", "how", "n")
    return (Table(COUNTS, columns, tuple(astuple(count) for count in counts)),)


def public_tables(published: Published) -> tuple[Table, ...]:
    """What everybody may get."""
    cells = published.cells
    places: dict[tuple[str, str, str], dict[str, int]] = {}
    for cell in by_place(cells):
        places.setdefault((cell.month, cell.kind, cell.place), {})[cell.defect] = cell.at_least
    rows = tuple((*place, told.get(CHECKED, 0), told.get("", 0)) for place, told in places.items())
    return (
        Table("cells", ("month", "kind", "place", "defect", "at_least"), tuple(astuple(cell) for cell in cells)),
        Table("by-defect", ("month", "defect", "at_least"), tuple(_without_place(c) for c in by_defect(cells))),
        Table("by-place", ("month", "kind", "place", "checks", "found"), rows),
        Table("languages", ("month", "language", "at_least"), tuple(astuple(one) for one in published.languages)),
    )


def files_of(tables: tuple[Table, ...], form: str, *, documents: Documents, law: Law, least: int) -> dict[str, bytes]:
    """The files by their names: each table as `csv` or `json`, and the page that explains them."""
    note = documents.block(WORDS, "note")
    write = {"csv": write_csv, "json": write_json}[form]
    files = {f"{table.name}.{form}": write(table, note) for table in tables}
    values: Mapping[str, object] = {
        "public": tables[0].name != COUNTS,
        "least": least,
        "tables": tables,
        "columns": list(dict.fromkeys(column for table in tables for column in table.columns)),
        "kinds": KINDS,
        "papers": sorted(KEYS["document"].words),
        "ways": WAYS,
        "defects": [rule.id for rule in BOOK if rule.counted != "no"],
        "courts": sorted(law.courts.values(), key=lambda court: court.id),
    }
    return files | {"dictionary.html": documents.page(PAGE, values).encode()}


def saved_as(name: str, *, made_up: bool) -> str:
    """The name under which a file is kept: one of made-up reports says so wherever it goes."""
    return f"made-up-{name}" if made_up else name


def write_csv(table: Table, note: str) -> bytes:
    """The table as CSV (RFC 4180): the note is the name of a last column, so that it is there without any row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(word) for word in (*table.columns, note)])
    writer.writerows([*(harmless(cell) for cell in row), "1"] for row in table.rows)
    return out.getvalue().encode()


def write_json(table: Table, note: str) -> bytes:
    """The table as one JSON object: the note, and the rows as objects."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return orjson.dumps({"note": note, "rows": rows}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def harmless(cell: str | int) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    text = str(cell)
    return "'" + text if text.startswith(FORMULA) else text


def _without_place(cell: Cell) -> tuple[str | int, ...]:
    return (cell.month, cell.defect, cell.at_least)
