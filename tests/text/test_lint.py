"""What the lint finds besides broken messages: wide labels, English left, terms of the court; and headers."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import polib
import pytest

from bot.law.load import load_law
from bot.text.catalog_file import catalog_file
from bot.text.lint import GLOSSARY, complaints, counted
from bot.text.lint_rules import SPOKEN_OF, doubts, english_left, has_term, is_label, read_terms
from bot.text.messages import merge, start
from bot.text.places import data_folder
from tests.text.shown import template_catalog

ROOT = data_folder("templates").parent
LANGUAGES = load_law().languages
OTHERS = tuple(code for code in LANGUAGES if code != "en")
TERMS = read_terms(ROOT / GLOSSARY)
# Inflection, pronouns and short labels make some translations do without the term itself.
ALLOWED_WITHOUT_TERM = 0.15


def entry(english: str, translation: str) -> polib.POEntry:
    return polib.POEntry(msgid=english, msgstr=translation)


def rules(english: str, translation: str, code: str = "es") -> list[str]:
    return [doubt.rule for doubt in doubts([entry(english, translation)], LANGUAGES[code], TERMS[code])]


def test_a_label_that_is_too_wide_for_its_language_is_found() -> None:
    assert rules("Go on", "Seguir con la revisión del papel") == ["label wider than 28"]
    assert rules("Go on", "Seguir") == []
    assert rules("Go on", "继续检查这张法院的纸并看看有什么问题", "zh_Hans") == ["label wider than 16"]


@pytest.mark.parametrize(
    ("english", "label"),
    [
        ("Go on", True),
        ("No, I will type it again", True),
        ("This is a sentence.", False),
        ("<b>Go</b>", False),
        ("%(n)s signs", False),
        ("A text that is longer than any label", False),
    ],
)
def test_a_label_is_short_and_no_sentence(english: str, label: bool) -> None:  # noqa: FBT001
    assert is_label(polib.POEntry(msgid=english)) is label


@pytest.mark.parametrize(
    ("english", "translation", "left"),
    [
        ("Go to the court", "Vaya a the court", True),
        ("Free legal help", "Free legal help", True),
        ("Alabama", "Alabama", False),
        ("New York", "New York", False),
        ("A paper (Notice to Appear)", "Un papel (Notice to Appear with the charges)", False),
        ('It says "to be set with the judge"', 'Dice "to be set with the judge"', False),
    ],
)
def test_english_is_found_outside_of_brackets_and_quotes(english: str, translation: str, *, left: bool) -> None:
    assert english_left(english, translation) is left


def test_a_term_of_the_glossary_is_found_whatever_its_ending() -> None:
    assert rules("The hearing is on Monday.", "Las audiencias son el lunes.") == []
    assert rules("The hearing is on Monday.", "La audición es el lunes.") == ["term hearing"]
    assert has_term("на слушании", TERMS["ru"]["hearing"])
    assert has_term("开庭的日期", TERMS["zh_Hans"]["hearing"])


def test_the_glossary_has_each_term_that_is_looked_for_in_every_language() -> None:
    assert set(TERMS) == set(LANGUAGES) - {"en"}
    for code, terms in TERMS.items():
        assert {term for term in SPOKEN_OF if not terms.get(term)} == set(), code


@pytest.mark.parametrize("code", OTHERS)
def test_nearly_all_messages_that_speak_of_a_term_use_it(code: str) -> None:
    catalog = polib.pofile(str(catalog_file(ROOT / "locales", code)))
    found = [doubt for doubt in doubts(catalog, LANGUAGES[code], TERMS[code]) if doubt.rule.startswith("term ")]
    assert len(found) <= ALLOWED_WITHOUT_TERM * len([e for e in catalog if e.translated()]), found


def copied(folder: Path) -> Path:
    """A project with the real templates and no catalog."""
    shutil.copytree(ROOT / "templates", folder / "templates")
    (folder / "docs").mkdir()
    shutil.copy(ROOT / GLOSSARY, folder / GLOSSARY)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Such a project of its own."""
    return copied(tmp_path)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sequence[str]]:
    """A project whose catalogs were all begun and merged, and what is complained of."""
    root = copied(tmp_path_factory.mktemp("begun"))
    for code in OTHERS:
        start(root, LANGUAGES[code])
    assert set(merge(root)) == set(OTHERS)
    return root, tuple(complaints(root))


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalog_that_was_begun_has_its_headers_its_forms_and_every_message(
    begun: tuple[Path, Sequence[str]], code: str
) -> None:
    root, complained = begun
    catalog = polib.pofile(str(catalog_file(root / "locales", code)))
    assert {e.msgid for e in catalog} == {e.msgid for e in template_catalog()}
    assert [c for c in complained if c.startswith(f"{code}: ") and ": missing: " not in c] == []
    with pytest.raises(FileExistsError):
        start(root, LANGUAGES[code])


def test_there_is_nothing_to_look_at_in_catalogs_without_translations(begun: tuple[Path, Sequence[str]]) -> None:
    assert list(counted(begun[0])) == []


def test_a_language_that_is_not_complete_is_red_for_its_form_alone(root: Path) -> None:
    path = start(root, LANGUAGES["fr"])
    merge(root)
    catalog = polib.pofile(str(path))
    for message, said in (("Go on", "Continuer la vérification du papier"), ("Menu", "<b>Menu</b>")):
        found = catalog.find(message)
        assert found is not None
        found.msgstr = said
    catalog.save(str(path))
    assert list(complaints(root)) == ["fr: tags differ: 'Menu'"]
    assert list(counted(root)) == ["fr: look at: label wider than 28: 'Go on'"]


@pytest.mark.parametrize(
    ("header", "value", "said"),
    [
        ("X-Review", "reviewed", "fr: the header X-Review must be machine-drafted"),
        (
            "Plural-Forms",
            "nplurals=2; plural=(n != 1);",
            "fr: the header Plural-Forms must be nplurals=2; plural=(n > 1);",
        ),
        ("Plural-Forms", "nplurals=1; plural=0;", "fr: the header Plural-Forms must be nplurals=2; plural=(n > 1);"),
    ],
)
def test_a_header_that_does_not_fit_is_red(root: Path, header: str, value: str, said: str) -> None:
    path = start(root, LANGUAGES["fr"])
    catalog = polib.pofile(str(path))
    catalog.metadata[header] = value
    catalog.save(str(path))
    assert [c for c in complaints(root) if c.startswith(said)] != []


def test_a_catalog_of_a_language_that_is_not_in_the_list_is_red(root: Path) -> None:
    start(root, LANGUAGES["fr"])
    (root / "locales" / "fr").rename(root / "locales" / "xx")
    assert list(complaints(root)) == ["xx: languages.toml has no table for it"]
