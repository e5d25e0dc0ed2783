"""Typed words that name a part of the menu: every phrase, slips, doubts, and words that name nothing."""

import pytest

from bot.law.load import INTENTS, load_law
from bot.text.intents import Meant, find_intents

LANGUAGES = load_law().languages
PHRASES = [
    (code, part, phrase) for code, known in LANGUAGES.items() for part in INTENTS for phrase in known.says[part]
]


def meant(text: str, code: str = "en") -> Meant:
    return find_intents(text, {part: LANGUAGES[code].says[part] for part in INTENTS})


@pytest.mark.parametrize(("code", "part", "phrase"), PHRASES)
def test_every_phrase_names_its_part_beyond_doubt(code: str, part: str, phrase: str) -> None:
    found = meant(phrase, code)
    assert found.parts == (part,)
    assert found.sure


@pytest.mark.parametrize(("code", "part", "phrase"), PHRASES)
def test_a_phrase_is_found_in_capitals_and_inside_a_sentence(code: str, part: str, phrase: str) -> None:
    assert part in meant(f"Hola, {phrase.upper()}! 123", code).parts


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("i mised my court", "missed"),
        ("i missed my hearng", "missed"),
        ("chnge my address", "moved"),
        ("need a lwyer", "findhelp"),
    ],
)
def test_a_slip_of_the_finger_is_asked_about(text: str, part: str) -> None:
    assert meant(text) == Meant((part,), sure=False)


def test_a_slip_that_turns_the_meaning_round_leads_nowhere_by_itself() -> None:
    assert not meant("I can go to court").sure


def test_a_longer_phrase_wins_over_one_inside_it() -> None:
    assert meant("I want time to find a lawyer").parts == ("more-time",)
    assert meant("cambio de dirección y más tiempo", "es").parts == ("more-time", "moved")


@pytest.mark.parametrize("text", ["I did not say I missed my court", "no, more time", "never asked for money"])
def test_a_not_outside_the_phrase_leaves_a_doubt(text: str) -> None:
    assert meant(text).parts
    assert not meant(text).sure


@pytest.mark.parametrize(
    "text",
    ["", "   ", "hello", "?", "8:30", "March 15, 2027", "my mother is ill", "court", "i", "🙂", "a" * 400, "moved"],
)
def test_other_words_name_nothing(text: str) -> None:
    assert meant(text) == Meant()
