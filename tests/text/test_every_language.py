"""Every catalog on every screen: what fits a phone, what is in its language, how days and hours stand."""

import re
from collections.abc import Iterable
from datetime import date, time
from functools import cache
from gettext import c2py
from pathlib import Path

import polib
import pytest

from bot.text import dates
from bot.text.bidi import END, START
from bot.text.catalog_file import catalog_file, has_catalog
from bot.text.lint_rules import ENGLISH, english_left
from bot.text.messages import FORMS, PLACEHOLDER, faults_of, missing_in
from tests.text.remembering import width
from tests.text.shown import LOCALES, LOOKED_AT, Shown, everything, law, offered, template_catalog, unmarked, words_of

LANGUAGES = tuple(code for code in offered() if code not in LOOKED_AT)
EVERY = pytest.mark.parametrize("code", LANGUAGES, scope="module")  # one language after the other
LONGEST = {"card": 500, "toast": 200, "command": 256, "about": 512} | dict.fromkeys(("text", "mydata", "case"), 4096)
LONGEST["broadcast-stands"] = 1000  # whoever agrees to a broadcast has to see all of it on one screen
LONGEST_SCREEN, LONGEST_ABOUT = 900, 120
TAGS = {"b", "i", "code", "a"}
# A day begins with its weekday in the nominative: words that ask for another case, or bring an article twice.
ASKS_FOR_A_CASE = {
    "ru": r"(?i)(?<!\w)(?:в|во|на|до|к|с|от|по|после|перед|не позже|показывает|приходите|слушание)",
    "uk": r"(?i)(?<!\w)(?:в|у|на|до|з|від|по|після|перед|не пізніше|показує|ідіть|слухання)",
    "pt_BR": r"(?i)(?<!\w)(?:em|no|na|do|da|ao|à)",
    "fr": r"(?i)(?<!\w)(?:en|à|de|dans)",
}
DAYS = tuple(date(2027, month, day) for month in (1, 3, 8) for day in range(1, 8))
HOURS = (time(1), time(8, 30), time(12), time(13), time(13, 15), time(19), time(23, 30))
AFTER_PORTUGUESE_AS = re.compile(r"\bàs 1:|\bà (?!1:)\d")


@cache
def catalog(code: str) -> polib.POFile:
    return polib.pofile(str(catalog_file(LOCALES, code)))


@cache
def said(code: str) -> tuple[Shown, ...]:
    """All that is shown in the language: not what says that a part is in English, or is the English itself."""
    note = words_of(code).block("shared/state", "in_english", {})
    return tuple(s for s in everything(code) if note not in s.message.text and unmarked(s.plain) not in english())


@cache
def english() -> frozenset[str]:
    """All that is shown in English."""
    return frozenset(unmarked(shown.plain) for shown in everything("en"))


def names(faulty: Iterable[Shown]) -> set[str]:
    return {shown.name for shown in faulty}


def test_all_fourteen_languages_are_on_offer() -> None:
    assert [code for code in law().languages if not has_catalog(LOCALES, code)] == []


@EVERY
def test_every_message_is_translated(code: str) -> None:
    assert missing_in(catalog(code), template_catalog()) == []


@EVERY
def test_its_placeholders_and_tags_are_those_of_the_english(code: str) -> None:
    assert list(faults_of(catalog(code))) == []


@EVERY
def test_a_screen_fits_a_phone(code: str) -> None:
    sizes = ((len(s.plain), LONGEST.get(s.kind, LONGEST_SCREEN), s.name) for s in said(code))
    assert {(name, size) for size, most, name in sizes if size > most} == set()
    assert all(len(s.plain) <= LONGEST_ABOUT for s in said(code) if s.name == "about short")


@EVERY
def test_every_label_fits_its_button(code: str) -> None:
    language = words_of(code).language
    assert {x for x in {x for s in said(code) for x in s.bare_labels} if width(x, language) > 1} == set()


@EVERY
def test_two_buttons_of_a_screen_never_say_the_same_and_none_is_empty(code: str) -> None:
    assert names(s for s in said(code) if len(set(s.bare_labels)) < len(s.bare_labels)) == set()
    assert names(s for s in said(code) if not all(x.strip() for x in s.bare_labels)) == set()


@EVERY
def test_every_text_is_html_that_telegram_reads(code: str) -> None:
    """`plain` raises where a tag is unknown or not closed."""
    escaped = re.compile(r"&#?\w+;|[<>]|%\(\w+\)|\{\{|\}\}")
    assert names(s for s in said(code) if not s.plain.strip() or escaped.search(s.all_words)) == set()
    assert {t for s in said(code) for t in re.findall(r"</?(\w+)", s.message.text)} <= TAGS
    assert names(s for s in said(code) if re.search(r"\n{3}|[ \t]\n|\n[ \t]| {2}", s.plain)) == set()


@cache
def ids() -> frozenset[str]:
    """Ids of the code with a hyphen: a raw key would look like one."""
    places = (path.stem for folder in ("findings", "dates", "grounds") for path in _templates(folder))
    return frozenset(name for name in places if "-" in name)


def _templates(folder: str) -> Iterable[Path]:
    return (LOCALES.parent / "templates" / "chat" / folder).glob("*.html")


@EVERY
def test_no_raw_key_is_shown(code: str) -> None:
    key = re.compile(rf"(?<![\w/.-])(?:{'|'.join(sorted(ids()))})(?![\w-])")
    assert {m[0] for s in said(code) for m in key.finditer(s.all_words)} == set()


@EVERY
def test_no_english_is_left(code: str) -> None:
    done = [e for e in catalog(code) if e.translated()]
    left = [e.msgid for e in done for t in _texts(e) if english_left(e.msgid, t.replace(OFFICE, ""))]
    assert left == []


def _texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@EVERY
def test_no_screen_has_an_english_sentence(code: str) -> None:
    """Names of papers, pages and courts have capitals and stand in quotes or brackets; sentences do not."""
    common = re.compile(rf"{ENGLISH.pattern}.*{ENGLISH.pattern}", re.IGNORECASE)
    shown = {line for s in said(code) for line in s.plain.split("\n")}
    assert {line for line in shown if common.search(line) and not PAPER_WORDS.search(line)} == set()


OFFICE = "Office of the Principal Legal Advisor"
PAPER_WORDS = re.compile(r"YOU ARE ORDERED|In the matter of|Failure to appear")


@EVERY
def test_a_sentence_never_ends_twice_and_a_sign_never_stands_twice(code: str) -> None:
    twice = re.compile(r"(?<!\.)\.\.(?!\.)|,,|::|。。|，，|[,،;]\.|: \.|\( | \)|،،|۔۔")
    assert {(s.name, m[0]) for s in said(code) for m in twice.finditer(s.all_words)} == set()


@pytest.mark.parametrize("code", [code for code in ASKS_FOR_A_CASE if code in LANGUAGES])
def test_no_word_before_a_day_asks_for_another_case_of_its_weekday(code: str) -> None:
    language = words_of(code).language
    weekdays = {dates.write_day(day, language).split(",")[0].split(" ")[0] for day in DAYS}
    asking = re.compile(rf"{ASKS_FOR_A_CASE[code]} (?:{'|'.join(sorted(weekdays))})(?!\w)")
    assert {m[0] for s in said(code) for m in asking.finditer(s.plain)} == set()


@pytest.mark.parametrize("code", [code for code in ("pt_BR",) if code in LANGUAGES])
def test_a_portuguese_hour_follows_no_article_that_fits_only_some_hours(code: str) -> None:
    assert {s.name for s in said(code) if AFTER_PORTUGUESE_AS.search(s.plain)} == set()


@pytest.mark.parametrize(("code", "first"), [("fr", "1er "), ("pt_BR", "1º de ")])
def test_the_first_of_a_month_is_written_as_people_say_it(code: str, first: str) -> None:
    for write in (dates.write_day, dates.write_short_day, dates.write_plain_day):
        assert first in write(date(2027, 1, 1), law().languages[code])
        assert first not in write(date(2027, 1, 11), law().languages[code])


@EVERY
def test_a_day_names_its_month_in_words_and_no_two_days_look_alike(code: str) -> None:
    language = law().languages[code]
    for write in (dates.write_day, dates.write_short_day, dates.write_plain_day):
        written = [write(day, language) for day in DAYS]
        assert len(set(written)) == len(DAYS)
        assert not [text for text in written if re.search(r"\d[/.-]\d", text)]


@EVERY
def test_the_parts_of_the_day_differ_where_the_same_hour_comes_twice(code: str) -> None:
    words = words_of(code)
    assert len({words.clock(hour) for hour in HOURS}) == len(HOURS)
    assert words.clock(time(1)) != words.clock(time(13))
    assert unmarked(words.clock(time(13, 15))).find("1:15") >= 0


@EVERY
def test_each_plural_form_is_said_and_every_form_has_its_number_where_numbers_differ(code: str) -> None:
    """A form for several numbers, such as Russian 1, 21, 31, has to name the number."""
    language = law().languages[code]
    count = int(FORMS.match(language.plural)[1])  # type: ignore[index]
    for entry in (e for e in catalog(code) if e.msgid_plural and e.translated()):
        assert len(entry.msgstr_plural) == count, entry.msgid
        for form, text in entry.msgstr_plural.items():
            numbers = [n for n in range(1, 60) if _form(language.plural, n) == int(form)]
            if len(numbers) > 1:
                assert PLACEHOLDER.search(text), (entry.msgid, form)


def _form(plural: str, number: int) -> int:
    return int(c2py(plural.partition("plural=")[2].rstrip(";"))(number))


@pytest.mark.parametrize("code", [c for c in LANGUAGES if law().languages[c].direction == "rtl"])
def test_numbers_hours_and_latin_words_are_set_apart_where_the_text_runs_from_the_right(code: str) -> None:
    for shown in said(code):
        for text in (shown.message.text, *shown.message.labels):
            bare = re.sub(rf"<[^>]*>|&#?\w+;|{START}[^{END}]*{END}|https?://\S+|(?<![\w/])/[a-z_]+", " ", text)
            assert text.count(START) == text.count(END), shown.name
            assert not re.search(r"[A-Za-z]{2,}|\d", bare), (shown.name, text)


@pytest.mark.parametrize("code", [c for c in LANGUAGES if c == "zh_Hans"])
def test_chinese_has_no_space_between_its_own_signs(code: str) -> None:
    spaced = re.compile(r"[\u4e00-\u9fff，。：；！？] +[\u4e00-\u9fff]")
    assert {m[0] for s in said(code) for m in spaced.finditer(s.all_words)} == set()


@pytest.mark.parametrize("code", [c for c in LANGUAGES if c == "zh_Hans"])
def test_a_chinese_year_stands_before_its_month(code: str) -> None:
    behind = re.compile(r"月 ?\d{4}")
    assert {m[0] for s in said(code) for m in behind.finditer(s.all_words)} == set()
