"""From a code of Telegram's to a language on offer."""

from dataclasses import replace

import pytest

from bot.services.desk import Desk
from tests.text.shown import desk, law, words_of

HINTS = {
    "zh_Hans": ("zh-hans", "zh-hant", "zh-cn", "zh-TW", "zh", "zh-hk"),
    "pt_BR": ("pt-br", "pt-pt", "pt_BR", "pt"),
    "es": ("es-419", "ES-mx"),
    "fr": ("fr-ca",),
    "ht": ("ht",),
    "pa": ("pa-in",),
    "ar": ("ar-sy",),
    "en": ("de", "", "-", "zhx", "x" * 500),
}


def offering(*codes: str) -> Desk:
    """A desk with these languages on offer; whose words they are does not matter here."""
    return replace(desk(), law=law(), words=dict.fromkeys(codes, words_of("en")))


@pytest.mark.parametrize(
    ("language", "hint"), [(language, hint) for language, hints in HINTS.items() for hint in hints]
)
def test_a_code_leads_to_its_language_else_to_its_first_part_else_to_english(language: str, hint: str) -> None:
    assert offering(*law().languages).guess(hint) == language


@pytest.mark.parametrize("hint", ["zh-hans", "ht", "ar"])
def test_a_language_that_is_not_on_offer_is_not_guessed(hint: str) -> None:
    assert offering("en", "es").guess(hint) == "en"
