"""The forty grave sentences: what docs/back-translation.md quotes is what the bot says."""

import re
from pathlib import Path

import polib
import pytest

from bot.text.catalog_file import catalog_file
from bot.text.places import data_folder

DOCUMENT = Path(__file__).parents[2] / "docs" / "back-translation.md"
SENTENCES = 40
HEAD = re.compile(r"^## .+ \(`(\w+)`\)$")


def rows() -> dict[str, list[list[str]]]:
    """The rows of each language: number, English, translation, translated back."""
    found: dict[str, list[list[str]]] = {}
    code = ""
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if head := HEAD.match(line):
            code = head[1]
        elif code and re.match(r"\| \d+ \|", line):
            found.setdefault(code, []).append([cell.strip() for cell in line.strip("|").split(" | ")])
    return found


@pytest.mark.parametrize("code", list(rows()))
def test_the_sentences_quoted_are_those_of_the_catalog(code: str) -> None:
    catalog = polib.pofile(str(catalog_file(data_folder("locales"), code)))
    said = {(" / ".join(e.msgid.split("\n")), " / ".join(e.msgstr.split("\n"))) for e in catalog}
    assert [row[0] for row in rows()[code] if (row[1], row[2]) not in said] == []


def test_each_language_has_the_same_forty_sentences_each_translated_back() -> None:
    english = {code: [row[1] for row in table] for code, table in rows().items()}
    assert len(english) == 13
    assert all(len(table) == SENTENCES for table in english.values())
    assert len({tuple(table) for table in english.values()}) == 1
    assert all(len(row) == 4 and len(row[3]) > 10 for table in rows().values() for row in table)


def test_no_language_is_called_reviewed_because_of_it() -> None:
    assert "Nothing is marked as reviewed because of it" in DOCUMENT.read_text(encoding="utf-8")
    for code in rows():
        assert polib.pofile(str(catalog_file(data_folder("locales"), code))).metadata["X-Review"] == "machine-drafted"
