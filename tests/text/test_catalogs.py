import io
from collections.abc import Iterator
from dataclasses import replace
from gettext import GNUTranslations
from pathlib import Path

import polib
import pytest

from bot.domain.result import outcome_of
from bot.domain.values import Button, Part, Screen
from bot.services.desk import Desk
from bot.services.showing import show_result_page
from bot.text.catalog import Catalog, CatalogError, noting_missing, read_catalog
from bot.text.lint import complaints
from bot.text.messages import faults_of, merge, missing_in
from bot.text.places import data_folder
from bot.text.words import Words
from tests.text.shown import desk, law, one_end, words_of

GAP = "A part of this is in English"
HEADERS = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
    "X-Review": "reviewed 2026-10-01 by a court interpreter",
}


def entry(msgid: str, msgstr: str, **more: object) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, **more)


def catalog(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.metadata = dict(HEADERS)
    made.extend(entries)
    return made


def spanish(*entries: polib.POEntry) -> Words:
    """Spanish with these messages and no others."""
    messages = GNUTranslations(io.BytesIO(catalog(*entries).to_binary()))
    return Words(law().languages["es"], Catalog("es", "machine-drafted", messages), data_folder("templates"))


def menu(words: Words) -> str:
    return words.render(Screen("menu", (Part("start/menu"),))).text


def test_a_missing_message_is_said_in_english_and_the_screen_says_so() -> None:
    text = menu(spanish())
    assert text.startswith("<b>What would you like to do?</b>")
    assert GAP in text


def test_a_gap_in_a_label_alone_is_said_too() -> None:
    words = spanish(entry("<b>What would you like to do?</b>", "<b>¿Qué quiere hacer?</b>"))
    message = words.render(Screen("menu", (Part("start/menu"),), (Button("g:help", "start/menu", "help"),)))
    assert message.labels == ("How this works",)
    assert GAP in message.text
    assert GAP not in menu(words)


def test_the_note_of_a_gap_is_in_the_readers_language_where_it_is_translated() -> None:
    note = "<i>A part of this is in English: it has not been translated yet.</i>"
    assert "<i>Una parte está en inglés.</i>" in menu(spanish(entry(note, "<i>Una parte está en inglés.</i>")))


def test_a_gap_is_said_every_time_the_screen_is_shown() -> None:
    words = spanish()
    assert menu(words) == menu(words)


def test_english_needs_no_catalog_and_never_says_that_it_has_a_gap() -> None:
    english = words_of("en")
    assert GAP not in menu(english)
    assert english.catalog.is_reviewed


def test_a_message_that_is_alike_in_both_languages_is_no_gap() -> None:
    words = spanish(entry("Alabama", "Alabama"))
    with noting_missing() as noted:
        assert words.label(Button("", "shared/states", "AL")) == "Alabama"
    assert noted == []


def test_a_plural_that_is_missing_falls_back_to_the_english_form() -> None:
    found = spanish().catalog
    with noting_missing() as noted:
        assert [found.ngettext("one sign", "%(n)s signs", n) for n in (1, 2)] == ["one sign", "%(n)s signs"]
    assert noted == ["one sign", "one sign"]


def test_a_fuzzy_message_counts_as_missing() -> None:
    fuzzy = entry("<b>What would you like to do?</b>", "<b>¿Quién es?</b>", flags=["fuzzy"])
    assert menu(spanish(fuzzy)).startswith("<b>What would you like to do?</b>")


def test_a_broken_catalog_is_refused_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match=r"es/LC_MESSAGES/messages\.po"):
        read_catalog(tmp_path, "es")
    path = tmp_path / "es" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "a"\nmsgstr "b"\nthis is no catalog\n', encoding="utf-8")
    with pytest.raises(CatalogError, match=r"es/LC_MESSAGES/messages\.po"):
        read_catalog(tmp_path, "es")


def test_a_catalog_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "es" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    for said in ("uno", "dos", "uno"):
        path.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "a"\nmsgstr "{said}"\n')
        assert read_catalog(tmp_path, "es").gettext("a") == said


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A made-up project: one template of three messages, one law, and a Spanish catalog that has all."""
    chat = tmp_path / "templates" / "chat"
    chat.mkdir(parents=True)
    (chat / "page.html").write_text(
        "{# translators: a greeting #}{% trans %}Good day{% endtrans %}\n"
        "{% trans name=x %}Go to <b>{{ name }}</b>.{% endtrans %}\n"
        "{% trans n=x %}one sign{% pluralize %}{{ n }} signs{% endtrans %}\n",
        encoding="utf-8",
    )
    law_data = tmp_path / "bot" / "law"
    law_data.mkdir(parents=True)
    (law_data / "authorities.toml").write_text('[a]\ncitation = "1 USC 1"\nsays = "It says so."\n', encoding="utf-8")
    save(tmp_path, *complete())
    return tmp_path


def complete() -> list[polib.POEntry]:
    signs = polib.POEntry(
        msgid="one sign", msgid_plural="%(n)s signs", msgstr_plural={0: "una señal", 1: "%(n)s señales"}
    )
    return [
        entry("It says so.", "Lo dice."),
        entry("Good day", "Buenos días"),
        entry("Go to <b>%(name)s</b>.", "Vaya a <b>%(name)s</b>."),
        signs,
    ]


def save(root: Path, *entries: polib.POEntry, headers: dict[str, str] | None = None) -> Path:
    path = root / "locales" / "es" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    made = catalog(*entries)
    made.metadata = headers or dict(HEADERS)
    made.save(str(path))
    return path


def test_a_complete_catalog_has_no_complaint(root: Path) -> None:
    assert list(complaints(root)) == []


def test_merging_keeps_translations_and_the_state_of_review_and_drops_what_is_gone(root: Path) -> None:
    path = save(root, *complete(), entry("Gone", "Ido"))
    assert merge(root) == ["es"]
    merged = polib.pofile(str(path))
    assert merged.metadata["X-Review"] == HEADERS["X-Review"]
    assert {e.msgid for e in merged} == {e.msgid for e in complete()}
    assert list(complaints(root)) == []
    assert read_catalog(root / "locales", "es").is_reviewed


def test_merging_brings_a_new_message_empty_with_its_note_and_place(root: Path) -> None:
    path = save(root, *(e for e in complete() if e.msgid != "Good day"))
    merge(root)
    new = polib.pofile(str(path)).find("Good day")
    assert new is not None
    assert (new.msgstr, new.comment, new.fuzzy) == ("", "a greeting", False)
    assert new.occurrences[0][0].endswith("page.html")


def test_merging_twice_changes_nothing(root: Path) -> None:
    path = save(root, *complete())
    merge(root)
    once = path.read_text(encoding="utf-8")
    merge(root)
    assert path.read_text(encoding="utf-8") == once


def without(msgid: str, *added: polib.POEntry) -> list[polib.POEntry]:
    return [*(e for e in complete() if e.msgid != msgid), *added]


def red() -> Iterator[tuple[str, list[polib.POEntry], str]]:
    go = "Go to <b>%(name)s</b>."
    yield "missing", without("Good day"), "es: missing: 'Good day'"
    yield "empty", without("Good day", entry("Good day", "")), "es: missing: 'Good day'"
    yield "fuzzy", without("Good day", entry("Good day", "Hola", flags=["fuzzy"])), "es: fuzzy: 'Good day'"
    yield "placeholder lost", without(go, entry(go, "Vaya <b>ya</b>.")), f"es: placeholders differ: {go!r}"
    yield (
        "placeholder renamed",
        without(go, entry(go, "Vaya a <b>%(nombre)s</b>.")),
        f"es: placeholders differ: {go!r}",
    )
    yield "tag lost", without(go, entry(go, "Vaya a %(name)s.")), f"es: tags differ: {go!r}"
    yield "tag changed", without(go, entry(go, "Vaya a <i>%(name)s</i>.")), f"es: tags differ: {go!r}"
    yield "tag open", without(go, entry(go, "Vaya a <b>%(name)s<b>.")), f"es: tags differ: {go!r}"
    many = polib.POEntry(msgid="one sign", msgid_plural="%(n)s signs", msgstr_plural={0: "una", 1: "%(m)s señales"})
    yield "plural form", without("one sign", many), "es: placeholders differ: 'one sign'"


@pytest.mark.parametrize(("entries", "said"), [pytest.param(e, s, id=name) for name, e, s in red()])
def test_the_lint_is_red(root: Path, entries: list[polib.POEntry], said: str) -> None:
    save(root, *entries)
    assert said in list(complaints(root))


def test_a_catalog_without_its_state_of_review_is_red(root: Path) -> None:
    save(root, *complete(), headers={k: v for k, v in HEADERS.items() if k != "X-Review"})
    assert list(complaints(root)) == ["es: the header X-Review is missing"]


def test_a_number_left_out_of_the_singular_is_no_fault() -> None:
    assert list(faults_of(catalog(*complete()))) == []


def test_a_message_with_another_context_is_still_missing() -> None:
    template = catalog(polib.POEntry(msgid="Back", msgctxt="button"))
    assert missing_in(catalog(entry("Back", "Atrás")), template) == ["Back"]


def test_the_catalogs_as_they_are_have_no_complaint() -> None:
    assert list(complaints(data_folder("templates").parent)) == []


@pytest.mark.parametrize(
    ("review", "reviewed"),
    [("machine-drafted", False), ("reviewed 2026-10-01 by a court interpreter", True), ("", False)],
)
def test_the_header_tells_whether_a_native_reader_has_read_it(root: Path, review: str, *, reviewed: bool) -> None:
    save(root, *complete(), headers={**HEADERS, "X-Review": review})
    assert read_catalog(root / "locales", "es").is_reviewed is reviewed


def with_review(state: str) -> Desk:
    """A desk whose Spanish is in this state."""
    own = words_of("es")
    words = Words(own.language, replace(own.catalog, review=state), data_folder("templates"))
    return replace(desk(), words={"en": words_of("en"), "es": words})


def pages_of_a_result() -> list[str]:
    finding = next(f for f in outcome_of(one_end().place).findings if f.authorities).id
    return ["list", f"f.{finding}", f"law.{finding}", "dates", "unseen", "acis", "free-help", "text", "d.check-acis"]


@pytest.mark.parametrize("page", pages_of_a_result())
def test_an_unreviewed_page_says_so_and_leads_to_the_english_and_back(page: str) -> None:
    here, at = one_end(), with_review("machine-drafted")
    own, language = show_result_page(at, here.run, here.place, page, "es")
    assert language == "es"
    assert own.parts[-1] == Part("shared/state", "machine_drafted")
    (there,) = (b for b in own.buttons if b.data.endswith(f":en.{page}"))
    english, shown = show_result_page(at, here.run, here.place, there.data.split(":", 3)[3], "es")
    assert shown == "en"
    assert at.words["en"].render(english).text
    assert [b.data for b in english.buttons if b.value == "Español"] == [f"w:{here.run.nonce}:result:{page}"]


@pytest.mark.parametrize("page", pages_of_a_result())
def test_a_reviewed_page_says_nothing_of_it(page: str) -> None:
    here = one_end()
    screen, _ = show_result_page(with_review(HEADERS["X-Review"]), here.run, here.place, page, "es")
    assert Part("shared/state", "machine_drafted") not in screen.parts
    assert [b for b in screen.buttons if b.block == "english" or b.value == "Español"] == []
