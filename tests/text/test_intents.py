"""Free words lead to the walk they ask for, and to no walk where that is not certain."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.law.load import LawError, load_intents, load_law
from bot.law.values import INTENTS
from bot.text.intents import find_intents

FOLDER = Path(__file__).parent / "intent_strings"
LANGUAGES = tuple(load_law().languages)


def strings(code: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))


ASKED = [(code, text, intent) for code in LANGUAGES for text, intent in strings(code)["asks"].items()]
NOT_ASKED = [(code, text) for code in LANGUAGES for text in strings(code)["none"]]


def intent_of(text: str, code: str) -> str | None:
    """What the words ask for beyond doubt."""
    meant = find_intents(text, code)
    return meant.intents[0] if meant.sure else None


@pytest.mark.parametrize(("code", "text", "intent"), ASKED, ids=[f"{code} {text}" for code, text, _ in ASKED])
def test_free_words_ask_for_a_walk(code: str, text: str, intent: str) -> None:
    assert intent_of(text, code) == intent


@pytest.mark.parametrize(("code", "text"), NOT_ASKED, ids=[f"{code} {text}" for code, text in NOT_ASKED])
def test_other_words_ask_for_none(code: str, text: str) -> None:
    assert intent_of(text, code) is None


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_words_for_each_intent_and_is_tried(code: str) -> None:
    assert all(load_intents()[code][name] for name in ("not", *INTENTS))
    assert len(strings(code)["asks"]) >= 10 <= len(strings(code)["none"])


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_phrase_of_the_lists_asks_for_its_own_intent(code: str) -> None:
    """A phrase that two intents claim would never be read: none may be such."""
    phrases = [(phrase.replace("*", ""), name) for name in INTENTS for phrase in load_intents()[code][name]]
    wrong = [(phrase, name, intent_of(phrase, code)) for phrase, name in phrases if intent_of(phrase, code) != name]
    assert wrong == []


def test_two_wishes_at_once_are_none() -> None:
    assert intent_of("I need a lawyer and my address changed", "en") is None


def test_english_words_are_read_in_every_language_and_a_long_text_in_none() -> None:
    assert {intent_of("I lost my paper", code) for code in (*LANGUAGES, "no-such-language")} == {"lost-paper"}
    assert intent_of("I lost my paper " * 20, "en") is None


def test_words_are_read_without_case_accents_and_with_a_slip_in_a_long_word() -> None:
    assert intent_of("PERDI MI AUDIENCIA", "es") == "missed-hearing"
    assert intent_of("perdí mi audienca", "es") == "missed-hearing"
    assert intent_of("I lost my papper", "en") is None  # a short word may be another one


@given(text=st.text(max_size=220), code=st.sampled_from(LANGUAGES))
def test_any_text_gives_a_known_intent_or_none(text: str, code: str) -> None:
    assert intent_of(text, code) in {*INTENTS, None}


def test_a_list_that_lacks_an_intent_is_refused(tmp_path: Path) -> None:
    (tmp_path / "intents").mkdir()
    (tmp_path / "intents" / "qya.toml").write_text('not = ["lá"]\n', encoding="utf-8")
    with pytest.raises(LawError, match=r"qya\.toml: \[qya\] check must be given"):
        load_intents(tmp_path)
