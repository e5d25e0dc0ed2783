"""The words people type for months, weekdays and parts of the day: CLDR's and those of languages.toml, folded."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from rapidfuzz.distance import OSA

from bot.law.load import load_law
from bot.law.values import Language
from bot.text.folding import fold

LETTER = r"\w\u0300-\u036f\u0590-\u109f\u1200-\u137f"  # \w lacks the vowel signs of many scripts
WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~\u2010-\u2027\u060c\u3001\u3002\ue000-\uf8ff]+")
SPLIT = re.compile(r"[\s\-']")
MONTH_MARK = 0xE000
SAME_MONTH_TWICE = re.compile(r"([\ue001-\ue00c])\s?(?:/|\()\s?\1\)?")
SHORTEST_FUZZY = 4
CLOSEST = 3
OWN_NOMINATIVE = frozenset({"ru", "uk"})
"""Languages whose months stand alone in another case; Babel lends the others words of a locale read before."""
PARTS = ("am", "pm", "morning", "afternoon", "evening", "night", "noon", "midnight")
"""Where one word stands for two parts of the day (French "du matin": night, morning), the first of these counts."""
RELATIVE = {"today": 0, "tomorrow": 1, "yesterday": -1, "after_tomorrow": 2}


@dataclass(frozen=True, slots=True)
class Words:
    """One reader's date words beside the English ones, all folded; `own` is what languages.toml has for the reader.

    A word of `relative` may stand for two days (Hindi "kal": tomorrow and yesterday). `numbers` are no months, though
    they may begin one (Portuguese "sete", "setembro").
    """

    own: Language | None
    months: Mapping[str, frozenset[int]]
    weekdays: Mapping[str, int]
    relative: Mapping[str, tuple[int, ...]]
    periods: Mapping[str, str]
    numbers: frozenset[str]
    month_phrases: re.Pattern[str]
    weekday_phrases: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Marked:
    """A typed text whose months stand as marks and whose weekdays are taken out, and which weekdays they were."""

    text: str
    weekdays: frozenset[int]


@lru_cache(maxsize=32)
def words_of(language: str) -> Words:
    """Give the date words of a catalog code; an unknown language has the English ones alone."""
    months: dict[str, frozenset[int]] = {}
    for word, month in _each(language, "months"):
        months[word] = months.get(word, frozenset()) | {int(month)}
    weekdays = {word: int(day) for word, day in _each(language, "weekdays")}
    return Words(
        own=load_law().languages.get(language),
        months=months,
        weekdays=weekdays,
        relative=_relative(language),
        periods=_periods(language),
        numbers=frozenset(_number_words(load_law().languages.get(language))),
        month_phrases=any_of(word for word in months if not WORD.fullmatch(word) or is_unspaced(word)),
        weekday_phrases=any_of(word for word in weekdays if not WORD.fullmatch(word) or is_unspaced(word)),
    )


def own_words(language: Language | None, key: str) -> tuple[str, ...]:
    """Give the words of one key of languages.toml, folded."""
    return tuple(fold(word) for word in language.typed[key]) if language else ()


def placed_words(language: Language | None, key: str) -> Iterator[tuple[int, str]]:
    """Give the words of a key that has a place for each month, day or number, with the place, from 0."""
    for place, several in enumerate(language.typed[key] if language else ()):
        yield from ((place, fold(word)) for word in several.split(", ") if word)


def _number_words(language: Language | None) -> Iterator[str]:
    for key in ("numbers", "tens", "days"):
        for _, several in placed_words(language, key):
            yield from several.split()


def _readers(language: str) -> Iterator[Language]:
    known = load_law().languages
    yield from (known[code] for code in dict.fromkeys(("en", language)) if code in known)


def _relative(language: str) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for reader in _readers(language):
        for key, days in RELATIVE.items():
            for word in own_words(reader, key):
                found[word] = tuple(dict.fromkeys((*found.get(word, ()), days)))
    return found


def _periods(language: str) -> dict[str, str]:
    own = [(word, part) for reader in _readers(language) for part in PARTS for word in own_words(reader, part)]
    periods = _clearest((*_from_cldr("en", "periods"), *_from_cldr(language, "periods")))
    for word in _unread(language):
        periods.pop(word, None)
    periods |= _clearest(own)
    return periods | {joined(word): part for word, part in periods.items()}


def _clearest(pairs: Iterable[tuple[str, int | str]]) -> dict[str, str]:
    kinds: dict[str, list[str]] = {}
    for word, kind in pairs:
        kinds.setdefault(word, []).append(str(kind))
    return {word: min(parts, key=PARTS.index) for word, parts in kinds.items() if word}


def _unread(language: str) -> Iterator[str]:
    """Give the words that only their accents tell from others, without them."""
    for reader in _readers(language):
        yield from (fold(pair.partition(" = ")[0]) for pair in reader.typed["accented"])


def joined(part: str) -> str:
    """Give a part of the day of several words as one word."""
    return SPLIT.sub("_", part)


def _each(language: str, kind: str) -> Iterator[tuple[str, int | str]]:
    for code in dict.fromkeys(("en", language)):
        yield from _from_cldr(code, kind)
    for reader in _readers(language):
        first = int(kind == "months")
        yield from ((word, place + first) for place, word in placed_words(reader, f"{kind}_also"))
        written = reader.months if kind == "months" else reader.weekdays
        yield from ((fold(word), place) for place, word in enumerate(written, first))


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
    parts = [rf"(?<![{LETTER}])(?:{spaced})(?![{LETTER}])"] if spaced else []
    return re.compile("|".join([*parts, *([unspaced] if unspaced else [])]) or r"(?!)")


def mark(folded: str, words: Words) -> Marked:
    """Replace each month by one mark for each month it may mean, and take the weekdays out."""
    phrased = mark_phrases(folded, words)
    return mark_words(phrased, words)


def mark_phrases(folded: str, words: Words) -> Marked:
    """Do so for months and weekdays of several words, or of a script without spaces."""
    return _marked(folded, words, (words.month_phrases, words.weekday_phrases), frozenset())


def mark_words(phrased: Marked, words: Words) -> Marked:
    """Do so for months and weekdays of one word, misspelt ones too."""
    return _marked(phrased.text, words, (WORD,), phrased.weekdays)


def _marked(text: str, words: Words, patterns: Iterable[re.Pattern[str]], known: frozenset[int]) -> Marked:
    seen = set(known)

    def either(found: re.Match[str]) -> str:
        word = found[0]
        if word in words.weekdays and (word not in words.months or _starts_a_day(found, words)):
            seen.add(words.weekdays[word])
            return " "
        months = months_named(word, words)
        return "".join(chr(MONTH_MARK + month) for month in sorted(months)) or word

    for pattern in patterns:
        text = pattern.sub(either, text)
    return Marked(SAME_MONTH_TWICE.sub(r"\1", text), frozenset(seen))


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
    if exact or len(word) < SHORTEST_FUZZY or word in words.periods or word in words.numbers:
        return exact or frozenset()
    return _near_months(word, words)


def _near_months(word: str, words: Words) -> frozenset[int]:
    begun = [months for name, months in words.months.items() if name.startswith(word)]
    if begun:
        either = frozenset().union(*begun)
        return either if len(either) <= CLOSEST else frozenset()  # Vietnamese "tháng" begins all twelve
    names = [name for name in words.months if len(name) >= SHORTEST_FUZZY and " " not in name]
    near = [name for name in names if OSA.distance(word, name, score_cutoff=1) <= 1]
    months: frozenset[int] = frozenset().union(*(words.months[name] for name in near))
    if len(months) == 1 and max(len(name) for name in (word, *near)) == SHORTEST_FUZZY:
        return frozenset()
    return months
