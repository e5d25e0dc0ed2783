"""Every catalog on every screen: what fits a phone, what is in the reader's language, and how dates and hours stand."""

import re
from collections.abc import Iterator
from datetime import date, time
from functools import cache

import polib
import pytest

from bot.domain.values import Part
from bot.text import dates
from bot.text.bidi import END, START
from bot.text.catalog import noting_missing
from bot.text.catalog_file import catalog_file, has_catalog
from bot.text.lint_rules import english_left
from bot.text.messages import PLACEHOLDER, forms_in
from bot.text.typed_words import is_unspaced
from tests.text.remembering import width
from tests.text.shown import LOCALES, Shown, everything, law, offered, template_catalog, words_of

LANGUAGES = tuple(code for code in offered() if code != "en")
EVERY = pytest.mark.parametrize("code", LANGUAGES)
LONGEST = {"card": 500, "text": 4096, "mydata": 4096, "case": 4096, "toast": 200, "command": 256, "about": 512}
LONGEST_SCREEN, LONGEST_ABOUT = 900, 120
TAGS = {"b", "i", "code", "a"}
NOT_AFTER_A_PREPOSITION = {
    # a weekday and a day in the nominative, or in the genitive without the preposition that would ask for a case
    "ru": r"(?i)\b(?:в|на|до|к|с|от|по|после|перед|о|об)\s*$",
    "uk": r"(?i)\b(?:в|у|на|до|к|з|від|по|після|перед|про)\s*$",
    "fr": r"(?i)\b(?:le le|du le|au le|de le)\s*$",
    "es": r"(?i)\b(?:el el|de el|a el)\s*$",
    "pt_BR": r"(?i)\b(?:no|na|às|à|ao|da|do)\s*$",
    "tr": r"(?i)$^",
}
HOURS = (time(1, 0), time(8, 30), time(12, 0), time(13, 0), time(13, 15), time(19, 0), time(23, 30))
DAYS = (date(2027, 3, 1), date(2027, 3, 15), date(2026, 9, 30))
