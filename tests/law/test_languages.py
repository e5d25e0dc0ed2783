"""What each language must bring, so that a gap is named before a person meets it."""

from collections.abc import Iterator

import pytest
from babel import Locale

from bot.law.load import load_law
from bot.law.values import Language
from bot.text.dates import locale_of
from bot.text.folding import fold
from bot.text.typed_words import words_of

LANGUAGES = load_law().languages
SAYS = ("yes", "no", "stop", "back", "menu", "unknown")
MUST_TYPE = ("today", "tomorrow", "yesterday", "months_also", "weekdays_also", "morning", "numbers", "tens", "turned")
# Left out on purpose: CLDR has the Turkish months and weekdays as people type them, Brazilian months too.
SPARED = {("tr", "months_also"), ("tr", "weekdays_also"), ("pt_BR", "months_also")}
SPARED |= {("hi", "tens"), ("pa", "tens")}  # their numbers to sixty are each a word of its own
SIXTY = 60
COUNTS = range(201)
# CLDR has no rule for Haitian Creole (Babel lends the French); nouns do not change there.
PLURALS_OF_OUR_OWN = {"ht"}


def gaps(language: Language) -> Iterator[str]:
    """What a language lacks of all that people may type."""
    yield from (f"says no {word}" for word in SAYS if not language.says[word])
    yield from (
        f"has no {key}" for key in MUST_TYPE if not language.typed[key] and (language.code, key) not in SPARED
    )
    words = words_of(language.code)
    if {month for months in words.months.values() for month in months} != set(range(1, 13)):
        yield "lacks a month"
    if set(words.weekdays.values()) != set(range(7)):
        yield "lacks a weekday"
    parts = set(words.periods.values())
    yield from (f"has no word for {part}" for part in ("noon", "midnight", "afternoon") if part not in parts)
    if not language.typed["half"] and not language.typed["half_before"] and language.code != "en":
        yield "has no half hour"
    if not any(len(code) == 2 for code in language.telegram):
        yield "has no two-letter code, which the commands need"


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_lacks_nothing_that_people_type(code: str) -> None:
    assert list(gaps(LANGUAGES[code])) == []


def test_the_fourteen_languages_stand_in_the_order_of_need() -> None:
    assert " ".join(LANGUAGES) == "en es ht pt_BR zh_Hans ru fr ar pa hi vi uk tr am"


def test_no_word_of_a_language_means_two_answers() -> None:
    """Vietnamese "đúng" (right) and "dừng" (stop) are one word without accents, so neither is on the list."""
    for language in LANGUAGES.values():
        said = {(fold(word), key) for key in SAYS for word in language.says[key]}
        assert len({word for word, _ in said}) == len(said), language.code


def test_a_code_of_telegrams_leads_to_one_language() -> None:
    codes = [code for language in LANGUAGES.values() for code in language.telegram]
    assert len(codes) == len(set(codes))
    assert all(code == code.lower() for code in codes)


def plural_of(header: str, number: int) -> int:
    """The form that a header Plural-Forms chooses, read by the library that reads the catalogs."""
    from gettext import c2py

    return int(c2py(header.partition("plural=")[2].rstrip(";"))(number))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_plural_header_tells_apart_what_cldr_tells_apart(code: str) -> None:
    header = LANGUAGES[code].plural
    forms = {plural_of(header, number) for number in COUNTS}
    assert forms == set(range(int(header[len("nplurals=")])))
    if code in PLURALS_OF_OUR_OWN:
        return
    rule = Locale.parse(code).plural_form
    pairs = {(str(rule(number)), plural_of(header, number)) for number in COUNTS if number < 1_000_000}
    assert len(pairs) == len(forms), pairs


@pytest.mark.parametrize("code", LANGUAGES)
def test_babel_knows_the_locale_a_language_writes_with(code: str) -> None:
    lent = {"ht": "fr"}  # CLDR has nothing for Haitian Creole: only what languages.toml brings is written
    assert locale_of(LANGUAGES[code].locale).language == lent.get(code, code.partition("_")[0])
    assert code not in lent or (LANGUAGES[code].months and LANGUAGES[code].weekdays)


def test_numbers_and_tens_say_all_minutes_of_an_hour() -> None:
    from bot.text.typed_numbers import small_words

    for code in LANGUAGES:
        missing = set(range(1, SIXTY)) - set(small_words(code).numbers.values())
        # Creole "de" is two, and of
        assert missing <= ({2} if code == "ht" else set()), (code, sorted(missing))
