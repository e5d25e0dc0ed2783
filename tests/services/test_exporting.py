import csv
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.publishing import Cell, Count, Published, Spoken
from bot.law.load import load_law
from bot.services.exporting import Table, files_of, harmless, public_tables, volunteers_tables, write_csv, write_json
from bot.text.documents import Documents
from bot.text.places import data_folder
from tests.text.shown import words_of

NOTE = {"en": "self-reported, not a sample", "es": "lo cuentan las propias personas; no es una muestra"}
M = "2026-11"
PUBLISHED = Published(
    (
        Cell(M, "court", "miami", "checked", 30),
        Cell(M, "court", "miami", "no-time", 15),
        Cell(M, "state", "TX", "checked", 10),
        Cell(M, "state", "TX", "no-time", 10),
    ),
    (Spoken(M, "es", 40),),
)
COUNTS = (Count(M, "miami", "nta", "late-notice", "mail", 7),)


def files(form: str, locale: str = "en", *, public: bool = True) -> dict[str, bytes]:
    tables = public_tables(PUBLISHED) if public else volunteers_tables(COUNTS)
    documents = Documents(words_of(locale), data_folder("templates"))
    return files_of(tables, form, documents=documents, law=load_law(), least=11 if public else 5)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_the_public_tables_and_their_sums() -> None:
    found = files("csv")
    assert sorted(found) == ["by-defect.csv", "by-place.csv", "cells.csv", "dictionary.html", "languages.csv"]
    note = {NOTE["en"]: "1"}
    assert rows(found["cells.csv"])[0] == {
        "month": M, "kind": "court", "place": "miami", "defect": "checked", "at_least": "30", **note
    }  # fmt: skip
    assert [(row["defect"], row["at_least"]) for row in rows(found["by-defect.csv"])] == [
        ("checked", "40"),
        ("no-time", "25"),
    ]
    assert [(row["place"], row["checks"], row["found"]) for row in rows(found["by-place.csv"])] == [
        ("miami", "30", "15"),
        ("TX", "10", "10"),
    ]
    assert rows(found["languages.csv"]) == [{"month": M, "language": "es", "at_least": "40", **note}]


def test_the_table_of_the_volunteers() -> None:
    found = files("json", public=False)
    assert sorted(found) == ["counts.json", "dictionary.html"]
    assert json.loads(found["counts.json"]) == {
        "note": NOTE["en"],
        "rows": [{"month": M, "court": "miami", "paper": "nta", "defect": "late-notice", "how": "mail", "n": 7}],
    }


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("public", [True, False])
def test_every_file_says_that_it_is_self_reported(form: str, locale: str, *, public: bool) -> None:
    for content in files(form, locale, public=public).values():
        assert NOTE[locale] in content.decode().casefold()


@pytest.mark.parametrize("write", [write_csv, write_json])
def test_a_table_without_rows_says_so_as_well(write: Callable[[Table, str], bytes]) -> None:
    assert NOTE["en"] in write(Table("cells", ("month",), ()), NOTE["en"]).decode()


@pytest.mark.parametrize("public", [True, False])
def test_the_page_explains_every_column_and_every_id(*, public: bool) -> None:
    page = files("csv", public=public)["dictionary.html"].decode()
    tables = public_tables(PUBLISHED) if public else volunteers_tables(COUNTS)
    ids = {column for table in tables for column in table.columns} | {table.name for table in tables}
    ids |= {"no-time", "late-notice", "money-asked", "checked", "miami"}
    ids |= {"small", "elsewhere", "everywhere"} if public else {"hand", "hearing-notice"}
    assert [name for name in sorted(ids) if f"<td>{name}</td>" not in page] == []
    assert ("11 people" in page) is public


def test_the_page_is_in_the_language_that_was_asked_for() -> None:
    page = files("csv", "es")["dictionary.html"].decode()
    assert '<html lang="es"' in page
    assert "Qué significan las tablas" in page


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    table = Table("cells", (start + "x",), ((start + "1+1",), (3,)))
    assert [row[0] for row in csv.reader(io.StringIO(write_csv(table, start).decode(), newline=""))] == [
        f"'{start}x",
        f"'{start}1+1",
        "3",
    ]


@given(cell=st.text())
def test_whatever_a_cell_holds_it_begins_harmlessly_and_keeps_its_words(cell: str) -> None:
    written = harmless(cell)
    assert written[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert written.removeprefix("'") == cell.removeprefix("'")


def test_the_same_numbers_are_the_same_bytes() -> None:
    assert files("csv") == files("csv")
    assert files("json") == files("json")
