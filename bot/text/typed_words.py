"""The words people type for months, weekdays and parts of the day, in any language CLDR knows, folded."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from rapidfuzz.distance import OSA

PLAIN_LATIN = str.maketrans("\u0131\u0111\u0142\u00f8\u2019\u2018\u02bc`", "idlo''''")
UNSEEN = frozenset({"Cf", "Co", "Cn", "Cs"})
WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~\u2010-\u2027\u060c\u3001\u3002\ue000-\uf8ff]+")
MONTH_MARK = 0xE000
SHORTEST_FUZZY = 4
OWN_NOMINATIVE = frozenset({"ru", "uk"})
"""Languages whose months stand alone in another case; Babel lends the others words of a locale read before."""
CLEAREST_PART = ("am", "pm", "morning", "afternoon", "evening", "night", "noon", "midnight")
"""Where one word stands for two parts of the day (French "du matin": night, morning), the first of these counts."""

EXTRA: Mapping[str, Mapping[str, Mapping[str, int | str]]] = {
    "en": {
        "months": {"sept": 9},
        "weekdays": {"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
        "relative": {"today": 0, "tomorrow": 1, "yesterday": -1},
        "periods": {
            "morning": "morning", "in the morning": "morning", "afternoon": "afternoon",
            "in the afternoon": "afternoon", "evening": "evening", "in the evening": "evening",
            "night": "night", "at night": "night", "noon": "noon", "midday": "noon", "midnight": "midnight",
        },
    },
    "es": {
        "months": {"set": 9, "sep": 9, "setiembre": 9, "mzo": 3, "agto": 8, "dbre": 12},
        "weekdays": {"mie": 2, "sab": 5},
        "relative": {"hoy": 0, "manana": 1, "ayer": -1},
        "periods": {
            "de la madrugada": "am", "madrugada": "am", "de la manana": "morning", "por la manana": "morning",
            "en la manana": "morning", "de la tarde": "afternoon", "por la tarde": "afternoon",
            "en la tarde": "afternoon", "tarde": "afternoon", "de la noche": "night", "por la noche": "night",
            "en la noche": "night", "noche": "night", "mediodia": "noon", "del mediodia": "noon",
            "de mediodia": "noon", "al mediodia": "noon", "medio dia": "noon", "medianoche": "midnight",
            "media noche": "midnight",
        },
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """One reader's date words beside the English ones, all folded."""

    months: Mapping[str, frozenset[int]]
    weekdays: Mapping[str, int]
    relative: Mapping[str, int]
    periods: Mapping[str, str]
    month_phrases: re.Pattern[str]
    weekday_phrases: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Marked:
    """A typed text whose months stand as marks and whose weekdays are taken out, and which weekdays they were."""

    text: str
    weekdays: frozenset[int]


def fold(text: str) -> str:
    """Give a text as it is compared: no case, no Latin accents, ASCII digits, single spaces, nothing invisible."""
    folded = text
    for _ in range(3):  # case folding can undo the normal form it started from
        folded = _fold_once(folded)
    return folded


def _fold_once(text: str) -> str:
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKC", text).casefold().translate(PLAIN_LATIN)
    letters = "".join(_without_accents(unicodedata.normalize("NFD", plain)))
    return " ".join(unicodedata.normalize("NFKC", letters).split())


def _without_accents(decomposed: str) -> Iterator[str]:
    base = ""
    for letter in decomposed:
        category = unicodedata.category(letter)
        if category in UNSEEN:
            continue
        if category in {"Mn", "Me"}:
            if base > "\u024f":  # an accent on a letter of another script is part of the word
                yield letter
            continue
        base = letter
        yield str(unicodedata.decimal(letter)) if category == "Nd" else letter


@lru_cache(maxsize=32)
def words_of(language: str) -> Words:
    """Give the date words of a catalog code; an unknown language has the English ones alone."""
    months: dict[str, frozenset[int]] = {}
    for word, month in _each(language, "months"):
        months[word] = months.get(word, frozenset()) | {int(month)}
    weekdays = {word: int(day) for word, day in _each(language, "weekdays")}
    return Words(
        months=months,
        weekdays=weekdays,
        relative={word: int(days) for word, days in _each(language, "relative")},
        periods=_periods(language),
        month_phrases=any_of(word for word in months if not WORD.fullmatch(word) or is_unspaced(word)),
        weekday_phrases=any_of(word for word in weekdays if not WORD.fullmatch(word) or is_unspaced(word)),
    )


def _periods(language: str) -> dict[str, str]:
    kinds: dict[str, list[str]] = {}
    for word, kind in _each(language, "periods"):
        kinds.setdefault(word, []).append(str(kind))
    return {word: min(parts, key=CLEAREST_PART.index) for word, parts in kinds.items() if word}


def _each(language: str, kind: str) -> Iterator[tuple[str, int | str]]:
    for code in ("en", language):
        yield from _from_cldr(code, kind)
        yield from EXTRA.get(code, {}).get(kind, {}).items()


def _from_cldr(code: str, kind: str) -> Iterator[tuple[str, int | str]]:
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return
    tables: Mapping[str, Any] = {"months": locale.months, "weekdays": locale.days, "periods": locale.day_periods}
    for use in ("stand-alone", "format") if code in OWN_NOMINATIVE else ("format",):
        for width in ("abbreviated", "wide"):
            for key, word in tables.get(kind, {}).get(use, {}).get(width, {}).items():
                yield fold(word).strip(".॰ "), period_kind(key) if kind == "periods" else int(key)


def period_kind(key: str) -> str:
    """Give the part of the day a CLDR day period stands for: "morning2" is "morning"."""
    return str(key).rstrip("0123456789")


def is_unspaced(word: str) -> bool:
    """Tell whether a word's script sets no spaces between words."""
    return any("\u2e80" <= letter <= "\u9fff" for letter in word)


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Give the pattern that finds any of these words, the longest first, whole where the script has spaces."""
    found = sorted(set(words) - {""}, key=len, reverse=True)
    spaced = "|".join(re.escape(word) for word in found if not is_unspaced(word))
    unspaced = "|".join(re.escape(word) for word in found if is_unspaced(word))
    parts = ([rf"(?<!\w)(?:{spaced})(?!\w)"] if spaced else []) + ([unspaced] if unspaced else [])
    return re.compile("|".join(parts) or r"(?!)")


def mark(folded: str, words: Words) -> Marked:
    """Replace each month by one mark for each month it may mean, and take the weekdays out."""
    seen: set[int] = set()

    def weekday(found: re.Match[str]) -> str:
        seen.add(words.weekdays[found[0]])
        return " "

    def either(found: re.Match[str]) -> str:
        word = found[0]
        if word in words.weekdays and (word not in words.months or _starts_a_day(found, words)):
            return weekday(found)
        months = months_named(word, words)
        return "".join(chr(MONTH_MARK + month) for month in sorted(months)) or word

    text = words.month_phrases.sub(either, folded)
    text = words.weekday_phrases.sub(weekday, text)
    return Marked(WORD.sub(either, text), frozenset(seen))


def _starts_a_day(found: re.Match[str], words: Words) -> bool:
    """Tell whether a word that is a month and a weekday ("mar") is the weekday: a day and a month follow it."""
    follows = re.match(r"[\s.,]*\d{1,2}\s*(?:de\s+)?", found.string[found.end() :])
    if not follows:
        return False
    month = WORD.match(found.string, found.end() + follows.end())
    return bool(month and words.months.get(month[0]))


def months_named(word: str, words: Words) -> frozenset[int]:
    """Give the months a word may mean: itself, else the start of a name, else a name one slip away.

    Two four-letter words that differ by one letter are too near to tell a slip from another word ("juan", "juin"),
    so such a slip counts only when it leaves a choice ("juny") that the reader will see.
    """
    exact = words.months.get(word)
    if exact or len(word) < SHORTEST_FUZZY or word in words.periods:
        return exact or frozenset()
    return _near_months(word, words)


def _near_months(word: str, words: Words) -> frozenset[int]:
    begun = [months for name, months in words.months.items() if name.startswith(word)]
    if begun:
        return frozenset().union(*begun)
    names = [name for name in words.months if len(name) >= SHORTEST_FUZZY and " " not in name]
    near = [name for name in names if OSA.distance(word, name, score_cutoff=1) <= 1]
    months: frozenset[int] = frozenset().union(*(words.months[name] for name in near))
    if len(months) == 1 and max(len(name) for name in (word, *near)) == SHORTEST_FUZZY:
        return frozenset()
    return months
