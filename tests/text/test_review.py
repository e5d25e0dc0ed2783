"""A review is recorded message by message, and what changed after it is in English again, and said to be."""

import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from bot.domain.values import Part, Screen
from bot.law.load import load_law
from bot.text import review
from bot.text.catalog import read_catalog
from bot.text.catalog_file import STATE, catalog_file
from bot.text.places import data_folder
from bot.text.review import is_changed, is_reviewed
from bot.text.state import states
from bot.text.words import Words
from tests.text.shown import template_catalog

ASKED, TITLE = "What would you like to do?", "<b>What would you like to do?</b>"
ROOT = data_folder("templates").parent
SPANISH = load_law().languages["es"]


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    """The folder of catalogs in a project with the real templates; the Spanish one was read by a reviewer."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    folder = tmp_path / "locales"
    path = catalog_file(folder, "es")
    path.parent.mkdir(parents=True)
    path.write_bytes(catalog_file(data_folder("locales"), "es").read_bytes())
    review.main(["es", "two court interpreters"], locales=folder)
    return folder


def change(locales: Path, how: Callable[[polib.POEntry], None]) -> None:
    path = catalog_file(locales, "es")
    catalog = polib.pofile(str(path), wrapwidth=110)
    entry = catalog.find(TITLE)
    assert entry is not None
    how(entry)
    catalog.save(str(path))


def menu(locales: Path) -> str:
    words = Words(SPANISH, read_catalog(locales, "es"), data_folder("templates"))
    return words.render(Screen("menu", (Part("start/menu"),))).text


def figures(locales: Path) -> tuple[int, int, int]:
    (found,) = states(locales.parent, {"es": SPANISH}, ())
    return found.messages - found.translated, found.messages - found.reviewed, found.changed


def test_a_recorded_review_covers_every_translated_message_and_says_who_and_when(locales: Path) -> None:
    catalog = polib.pofile(str(catalog_file(locales, "es")))
    assert all(map(is_reviewed, catalog))
    assert STATE.fullmatch(catalog.metadata["X-Review"])
    assert catalog.metadata["X-Review"].endswith(" by two court interpreters")
    assert read_catalog(locales, "es").is_reviewed
    assert "¿" in menu(locales)
    assert "not been translated" not in menu(locales)
    assert figures(locales) == (0, 0, 0)


def another_translation(entry: polib.POEntry) -> None:
    entry.msgstr = "<b>¿Qué quiere?</b>"


def a_guess_carried_over(entry: polib.POEntry) -> None:
    """What Weblate does with a changed English text: the nearest old message lends its translation and comments."""
    entry.previous_msgid, entry.msgid = entry.msgid, "<b>What would you like to do now?</b>"


def a_stamp_taken_off(entry: polib.POEntry) -> None:
    entry.tcomment = ""


@pytest.mark.parametrize("how", [another_translation, a_stamp_taken_off])
def test_a_message_changed_after_the_review_is_in_english_and_the_screen_says_so(
    locales: Path, how: Callable[[polib.POEntry], None]
) -> None:
    change(locales, how)
    text = menu(locales)
    assert ASKED in text
    assert text.count("<i>") == 1
    assert figures(locales) == (0, 1, int(how is another_translation))


def test_a_changed_english_text_falls_back_though_its_old_translation_was_carried_over(locales: Path) -> None:
    change(locales, a_guess_carried_over)
    catalog = polib.pofile(str(catalog_file(locales, "es")))
    (carried,) = filter(is_changed, catalog)
    assert carried.msgid != TITLE
    assert carried.msgstr
    assert read_catalog(locales, "es").gettext(carried.msgid) == carried.msgid
    assert ASKED in menu(locales)


def test_merging_and_saving_keep_the_record_of_the_review(locales: Path) -> None:
    path = catalog_file(locales, "es")
    catalog = polib.pofile(str(path), wrapwidth=78)
    catalog.merge(template_catalog())
    catalog.save(str(path))
    assert all(map(is_reviewed, polib.pofile(str(path))))


def test_a_second_review_takes_the_place_of_the_first(locales: Path) -> None:
    change(locales, another_translation)
    review.main(["es", "a third reader"], locales=locales)
    catalog = polib.pofile(str(catalog_file(locales, "es")))
    assert all(map(is_reviewed, catalog))
    assert all(entry.tcomment.count("reviewed: ") == 1 for entry in catalog)


def test_a_header_alone_makes_no_message_reviewed(locales: Path) -> None:
    path = catalog_file(locales, "es")
    catalog = polib.pofile(str(catalog_file(data_folder("locales"), "es")))
    catalog.metadata["X-Review"] = "reviewed 2027-01-15 by nobody in particular"
    catalog.save(str(path))
    assert ASKED in menu(locales)


@pytest.mark.parametrize(
    "state", ["reviewed", "reviewed by Ana", "reviewed 2027-01-15", "reviewed 2027-01-15 by ", "checked", ""]
)
def test_a_state_without_its_day_or_its_reader_is_no_state(state: str) -> None:
    assert STATE.fullmatch(state) is None
