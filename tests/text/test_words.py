import re
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from jinja2 import UndefinedError

from bot.domain.defects import BOOK
from bot.domain.facts import Facts
from bot.domain.result import LABELS, is_call_in, outcome_of, say_aloud
from bot.domain.values import Button
from bot.text import dates
from bot.text.environment import make_environment
from bot.text.words import Words
from tests.text.on_paper import all_on_paper
from tests.text.shown import (
    LATER,
    PSEUDO,
    TODAY,
    Shown,
    documents,
    ends,
    everything,
    law,
    offered,
    template_catalog,
    words_of,
    wrapped,
)
from tests.text.web_shown import web_pages

BRACKETS = re.compile(r"⟦([^⟦⟧]*)⟧")
WORD = re.compile(r"[^\W\d_]{2,}")
LANGUAGES = ("en", "es")
# What these say of right or wrong is a verdict, a promise or an order; a bot gives none.
FORBIDDEN = {
    "en": r"\b(in)?valid(ly|ity)?\b|\b(in)?correct(ly)?\b|\b(un)?official(ly)?\b|\bfake\b|\bvoid\b|\bcancell?ed\b"
    r"|\bis illegal\b|you are fine|you should|you must|you need to|will win|you will be|guarantee|definitely"
    r"|no problem|(don't|do not) worry|\bsafe to\b|stay (at )?home",
    "es": r"\b(in)?v[áa]lid[oa]s?\b|\boficial(es|mente)?\b|\bfals[oa]s?\b|\bnul[oa]s?\b|\bcancelad[oa]s?\b"
    r"|(es|está|son|están) correct[oa]s?\b|\bgarantiz\w+|\bganará\w*|usted debe|debe usted|usted tiene que|debería"
    r"|no se preocupe|sin duda|\breport(e|ar|ó)\b",
}
REOPEN = {"en": r"reopen", "es": r"\breab\w+|\breapert\w+"}


@cache
def data() -> re.Pattern[str]:
    """What is no word of ours: courts, addresses, citations, pages, names of languages, and Babel's dates."""
    courts = [(c.name, c.short, c.street, c.city, c.state) for c in law().courts.values()]
    cited = [(a.citation, a.url) for a in law().authorities.values()]
    babel = Locale.parse(words_of(PSEUDO).language.locale)
    forms = (babel.months["format"]["wide"], babel.days["format"]["wide"], babel.days["format"]["abbreviated"])
    names = [*(v for form in forms for v in form.values()), "de"]
    speakers = map(words_of, offered())  # each language says its state in its own words
    names += [w.block("start/language", "native", {"native": w.language.native}) for w in speakers]
    names += [language.native for language in (*law().languages.values(), words_of(PSEUDO).language)]
    known = {text for row in (*courts, *cited, names) for text in row if text}
    ordered = sorted(known, key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in ordered))


def outside(text: str) -> list[str]:
    """The words that stand in no message and are no data; a label that was cut ends with its bracket open."""
    if text.endswith("…") and text.count("⟦") > text.count("⟧"):
        text += "⟧"
    return WORD.findall(data().sub(" ", BRACKETS.sub(" ", text)))


def test_no_word_that_a_person_reads_stands_outside_a_message() -> None:
    found = {
        (word, shown.name): text
        for shown in everything(PSEUDO)
        for text in (shown.plain, *shown.bare_labels)
        for word in outside(text)
    }
    assert found == {}


def test_a_document_says_in_words_of_its_own_only_ids_and_data() -> None:
    ids = {"kind", "paper", "how", "defect", "checked"}
    for page in documents(PSEUDO):
        text = re.sub(r"<td>[^<⟦]*</td>|<[^>]*>", " ", page)
        assert set(outside(text)) <= ids


def test_a_web_page_says_in_words_of_its_own_only_its_name_and_the_names_of_files() -> None:
    data = r"<dt>[^<]*</dt>|<li><a [^>]*>[a-z-]+\.[a-z]+</a></li>|<code>[^<]*</code>|<[^>]*>"
    pages = (page for page in web_pages(PSEUDO) if page.startswith("<!DOCTYPE"))
    assert {word for page in pages for word in outside(re.sub(data, " ", page))} <= {"Fair", "Hearing"}


def test_a_word_outside_a_message_would_be_found() -> None:
    assert outside("⟦Court: ⟧Miami Immigration Court. Press here, ⟦now⟧ 31 de agosto") == ["Press", "here"]


def test_what_fills_a_placeholder_counts_as_outside() -> None:
    assert outside(wrapped("Go on %(d)s to <b>%(name)s</b>.") % {"d": "lunes", "name": "some-id"}) == ["some", "id"]


def test_every_message_of_the_templates_is_on_some_screen() -> None:
    """So that the screens looked at are all there are, and nobody translates what nobody sees."""
    said = [t for s in everything(PSEUDO) for t in (s.message.text, *s.message.labels)]
    pieces = {
        p for t in (*said, *all_on_paper(PSEUDO), *documents(PSEUDO), *web_pages(PSEUDO)) for p in BRACKETS.findall(t)
    }
    pieces |= {p.replace("&#39;", "'").replace("&#34;", '"') for p in pieces}
    unseen = [
        entry.msgid
        for entry in template_catalog()
        if not all(p in pieces for p in BRACKETS.findall(wrapped(entry.msgid) + wrapped(entry.msgid_plural)))
        and not all(_is_a_table(place) for place, _ in entry.occurrences)
        and entry.msgid not in NOT_ON_A_TRANSLATED_SCREEN
    ]
    assert unseen == []


# Said where a catalog has a gap (test_catalogs), on the English page behind a translated one, or of a law whose
# state is in doubt (below).
NOT_ON_A_TRANSLATED_SCREEN = (
    "<i>A part of this is in English: it has not been translated yet.</i>",
    "Show it in my language",
    "This may have changed: check with the court or a lawyer.",
)


def _is_a_table(place: str) -> bool:
    """Whether the words stand in a table that is complete whether or not a screen needs each row."""
    return place.endswith(("authorities.toml", "states.html", "zones.html", "echo.html", "courts/notes.html"))


def test_the_walks_looked_at_show_every_finding() -> None:
    assert {f.id for here in ends() for f in outcome_of(here.place).findings} == {rule.id for rule in BOOK}


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_gives_a_verdict_a_promise_or_an_order(code: str) -> None:
    forbidden = re.compile(FORBIDDEN[code], re.IGNORECASE)
    found = {(m[0], s.name) for s in everything(code) for m in forbidden.finditer(s.all_words)}
    assert found == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_reopening_is_spoken_of_only_where_an_order_may_exist(code: str) -> None:
    speaks = {
        shown.name
        for shown in everything(code)
        if shown.facts is not None
        and not shown.facts.order_may_exist
        and re.search(REOPEN[code], shown.all_words, re.IGNORECASE)
    }
    assert speaks == set()


def test_reopening_is_spoken_of_where_an_order_may_exist() -> None:
    assert any("reopen" in s.plain for s in everything("en") if s.facts is not None and s.facts.order_may_exist)


def results(code: str) -> list[Shown]:
    return [s for s in everything(code) if s.kind in ("result", "text", "way", "scam")]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_result_says_go_what_it_is_who_reviewed_it_and_when_the_law_was_checked(code: str) -> None:
    words = words_of(code)
    go = words.block("general/go", "body", {})
    for shown in results(code):
        assert shown.facts is not None
        values = {"checked": law().checked, "old": law().is_old(shown.facts.today)}
        assert words.block(LABELS, "body", values) in shown.message.text
        assert is_call_in(shown.facts) or go in shown.message.text


def test_the_last_line_of_a_result_says_all_of_it_in_english() -> None:
    for shown in results("en"):
        assert "General information, not legal advice. No lawyer has reviewed these texts." in shown.plain
        assert f"Law last checked: {dates.write_plain_day(law().checked, law().languages['en'])}." in shown.plain


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_paper_that_calls_to_ice_is_never_told_to_go_to_every_hearing(code: str) -> None:
    words = words_of(code)
    go = words.block("general/go", "body", {})
    command = re.findall(r"<b>(.*?)</b>", go)[0].rstrip(".").lower()
    called = [s for s in everything(code) if s.facts is not None and is_call_in(s.facts)]
    assert any(s.kind == "result" for s in called)
    for shown in called:
        assert command not in shown.plain.lower()
        if shown.kind in ("result", "text"):
            assert words.block("general/ice-call-in", "body", {}) in shown.message.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_law_older_than_180_days_says_so_on_the_result_and_on_the_law(code: str) -> None:
    old = re.search(r"[^.]+\.$", words_of(code).block(LABELS, "body", {"checked": TODAY, "old": True}))
    assert old is not None
    kinds = {"result", "text", "law", "finding", "date", "objection", "way", "ground", "way-page", "scam"}
    for shown in (s for s in everything(code) if s.kind in kinds):
        assert shown.facts is not None
        assert (old[0].strip() in shown.message.text) == (shown.facts.today == LATER), shown.name


def test_the_law_turns_old_after_180_days_and_not_before() -> None:
    assert not law().is_old(law().checked + timedelta(days=180))
    assert law().is_old(law().checked + timedelta(days=181))


@pytest.mark.parametrize(("state", "said"), [("in-force", False), ("may-have-changed", True), ("conflict", True)])
def test_a_law_in_doubt_says_that_it_may_have_changed(state: str, *, said: bool) -> None:
    cited = (replace(law().authorities["ina-239-b-1"], state=state),)  # type: ignore[arg-type]
    text = words_of("en").block("shared/law", "body", {"cited": cited, "checked": TODAY, "old": False})
    assert ("This may have changed" in text) == said


MARCH = date(2027, 3, 15)


def test_a_day_is_written_with_its_weekday_and_its_month_in_words() -> None:
    assert dates.write_day(MARCH, law().languages["en"]) == "Monday, 15 March 2027"
    assert dates.write_day(MARCH, law().languages["es"]) == "lunes, 15 de marzo de 2027"


def test_a_day_on_a_button_has_a_short_weekday() -> None:
    assert words_of("en").value(MARCH) == "Mon, 15 March 2027"
    assert re.fullmatch(r"lun\.?, 15 de marzo de 2027", words_of("es").value(MARCH))


@pytest.mark.parametrize(
    ("clock", "english", "block"),
    [
        (time(0, 0), "12:00 at night", "night"),
        (time(3, 59), "3:59 at night", "night"),
        (time(4, 0), "4:00 in the morning", "morning"),
        (time(8, 30), "8:30 in the morning", "morning"),
        (time(11, 59), "11:59 in the morning", "morning"),
        (time(12, 0), "12:00 at noon", "noon"),
        (time(12, 1), "12:01 in the afternoon", "afternoon"),
        (time(13, 15), "1:15 in the afternoon", "afternoon"),
        (time(17, 59), "5:59 in the afternoon", "afternoon"),
        (time(18, 0), "6:00 in the evening", "evening"),
        (time(20, 59), "8:59 in the evening", "evening"),
        (time(21, 0), "9:00 at night", "night"),
    ],
    ids=str,
)
def test_an_hour_is_written_with_its_part_of_the_day(clock: time, english: str, block: str) -> None:
    assert words_of("en").clock(clock) == english
    own = words_of("es")
    assert own.clock(clock) == own.block("shared/clock", block, {"hour": dates.twelve_hours(clock)}).strip()
    assert own.clock(clock).find(dates.twelve_hours(clock)) >= 0


def test_a_month_stands_in_the_readers_language() -> None:
    assert [dates.write_month(9, law().languages[c]) for c in LANGUAGES] == ["September", "septiembre"]


def test_a_date_is_never_written_with_numbers_alone() -> None:
    numeric = re.compile(r"\b\d{1,4}[/-]\d{1,2}[/-]\d{1,4}\b")
    for shown in everything("en"):
        without_examples = re.sub(r"<code>.*?</code>", "", shown.message.text)
        assert numeric.search(re.sub(r"1-800-898-7180|\d{3}-\d{3}-\d{4}", "", without_examples)) is None, shown.name


def test_a_court_is_named_by_its_short_name_on_a_button() -> None:
    court = next(iter(law().courts.values()))
    assert words_of("es").value(court) == court.short


@pytest.mark.parametrize(
    ("clock", "written"),
    [
        (time(9, 0), "3:00 (9:00 AM)"),
        (time(13, 30), "7:30 (1:30 PM)"),
        (time(6, 0), "12:00 (6:00 AM)"),
        (time(0, 5), "6:05 (12:05 AM)"),
    ],
)
def test_where_hours_count_from_sunrise_both_hours_are_written(clock: time, written: str) -> None:
    """A reader of Amharic takes a bare 9:00 for 3 in the afternoon."""
    assert dates.write_hour(clock, law().languages["am"]) == written
    assert dates.write_hour(clock, law().languages["es"]) == dates.twelve_hours(clock)


def test_a_template_is_compiled_once_for_all_languages() -> None:
    english, spanish = (words_of(code).environment.get_template("start/menu.html") for code in LANGUAGES)
    assert english.blocks["body"].__code__ is spanish.blocks["body"].__code__


def test_a_template_that_changed_is_compiled_anew(tmp_path: Path) -> None:
    for said in ("one", "two"):
        (tmp_path / "a.html").write_text(said)
        environment = make_environment((tmp_path,), law().languages["en"], words_of("en").catalog)
        assert environment.get_template("a.html").render() == said


def test_a_block_is_written_once_unless_it_reads_what_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "chat").mkdir()
    (tmp_path / "chat" / "a.html").write_text(
        "{% block same %}Go.{% endblock %}"
        "{% block reads %}{% if facts.order %}no{% else %}{{ which|month }}{% endif %}{% endblock %}"
        "{% block inside %}{% trans n=count %}one{% pluralize %}{{ n }}{% endtrans %}{% endblock %}"
    )
    words = Words(law().languages["en"], words_of("en").catalog, tmp_path)
    values = {"facts": {"order": False}, "count": 2}
    assert words.block("a", "same", values) == words.block("a", "same", {}) == "Go."
    assert [words.block("a", "inside", {**values, "count": n}) for n in (2, 1, 7)] == ["2", "one", "7"]
    assert [words.block("a", "reads", {**values, "which": m}) for m in (3, 4)] == [
        "March",
        "April",
    ]
    assert list(words.fixed) == [("a", "same")]


def test_a_label_that_reads_nothing_is_the_same_whatever_it_is_given() -> None:
    words = words_of("es")
    plain, given = (words.label(Button("x", "shared/buttons", "back", values=v)) for v in ({}, {"court": "Miami"}))
    assert plain == given != ""
    with pytest.raises(UndefinedError):
        words.label(Button("x", "shared/buttons", "keep"))


FOR = {
    "es": "Para", "ht": "Pou", "pt_BR": "Para", "ru": "Для", "fr": "Pour", "pa": "ਲਈ", "hi": "लिए", "vi": "Cho",
    "uk": "Для", "tr": "için",
}  # fmt: skip


@pytest.mark.parametrize("code", FOR)
def test_a_reminder_says_for_whom_in_one_form_whoever_it_is(code: str) -> None:
    """On a check the same English answers "Whose paper is it?", which other languages say with another word."""
    for whom in ("me", "child", "helped"):
        values = {"whom": whom, "number": 1, "ahead": 0, "on": date(2027, 3, 15), "at": None, "court": None}
        said = words_of(code).block("remind/message", "hearing", {**values, "typed": date(2027, 1, 4)})
        assert FOR[code] in said.partition(":")[0].removeprefix("<b>").split(), whom


def test_only_a_walk_that_asks_for_the_hour_says_that_it_is_not_known() -> None:
    facts = Facts(TODAY, court=law().courts["miami"], hearing_date=LATER)
    check, more_time = (
        words_of("en").part(say_aloud(replace(facts, walk=walk))) for walk in ("notice-check", "more-time")
    )
    assert "Ask the court for the hour" in check
    assert "The hour is on the paper, or look in ACIS." in more_time
