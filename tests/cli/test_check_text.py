"""The words that `--locale` adds: what they never say, and what they always say."""

import re
from functools import cache

import pytest

from bot.law.load import load_law
from bot.services.case_text import text_of
from bot.text.places import data_folder
from bot.text.words import Words, load_words
from tests.domain.cases import Given, facts
from tests.domain.table import TABLE

REOPENING = re.compile(r"re-?open|reabr|reapert", re.IGNORECASE)
NEVER_SAID = re.compile(r"\b(valid|you are fine|official|fake|void|cancelled|you should)\b", re.IGNORECASE)
LOCALES = ("en", "es")
CASES = [pytest.param(given, id=defect) for defect, _, _, given in TABLE]
EXTREMES: list[Given] = [
    {"today": "0001-01-01", "hearing_date": "0001-01-05", "order_on": "9999-12-31", "walk": "missed-hearing"},
    {"today": "9999-12-31", "hearing_date": "9999-12-31", "hearing_place": "phoenix", "hearing_time": "08:30"},
    {"today": "9999-12-31", "address": "old", "moved_on": "9999-12-31", "acis_date": "0001-01-01"},
]


@cache
def words(locale: str) -> Words:
    chosen = {locale: load_law().languages[locale]}
    return load_words(chosen, templates=data_folder("templates"), locales=data_folder("locales"))[locale]


def text(given: Given, locale: str = "en") -> str:
    return text_of(facts(given), words(locale), load_law())


@pytest.mark.parametrize("given", CASES)
def test_no_words_speak_of_reopening_where_no_order_may_exist(given: Given) -> None:
    for locale in LOCALES:
        for walk in ("notice-check", "more-time"):
            if not facts({**given, "walk": walk}).order_may_exist:
                assert REOPENING.findall(text({**given, "walk": walk}, locale)) == []


@pytest.mark.parametrize("reported", ["yes", "no", "unsure"])
@pytest.mark.parametrize("document", ["nta", "hearing-notice", "no-paper"])
def test_an_old_address_alone_is_not_told_as_a_way_to_reopen(reported: str, document: str) -> None:
    given = {"address": "old", "address_reported": reported, "document": document}
    assert REOPENING.findall(text(given)) == []
    assert REOPENING.findall(text({**given, "ordered": "yes"})) != []


@pytest.mark.parametrize("given", CASES)
def test_the_words_give_no_verdict_and_say_to_go_to_every_hearing(given: Given) -> None:
    said = text(given)
    assert NEVER_SAID.findall(said) == []
    assert "Go to every hearing" in said
    assert "None" not in said


def test_a_call_to_ice_is_no_hearing_to_go_to() -> None:
    said = text({"document": "other-paper", "other_kind": "ice-check-in"})
    assert "Go to every hearing" not in said
    assert "Talk to a lawyer before you go" in said


@pytest.mark.parametrize("locale", LOCALES)
def test_the_first_and_the_last_day_of_the_calendar_have_words(locale: str) -> None:
    for given in EXTREMES:
        assert text(given, locale).strip()


def test_nothing_found_is_said_in_words_too() -> None:
    given = {"today": "2026-09-16", "document": "nta", "hearing_date": "2026-11-18", "hearing_time": "08:30"}
    assert text(given) != text({**given, "hearing_time": "missing"})
    assert "18 November 2026" in text(given)
