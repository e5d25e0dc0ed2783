"""Dates of the Ethiopian calendar: what its months and years may mean in the calendar a court writes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.text.typed_days import Candidates, Day, UnclearError
from bot.text.typed_numbers import days_in_digits
from bot.text.typed_words import Words, any_of, own_words, placed_words, words_of

MONTHS = 13
DAYS = 30
FIRST_DAY = 2795
"""The day before the calendar's first, 29 August of the year 8 (Julian), as Python counts days."""
YEARS_BEHIND = (7, 8)
FIRST_TRANSLATED = 8  # the first month begins on 11 September; people also call September by its name
SURE_YEARS = range(-9, -6)
"""Years, counted from today's, that only an Ethiopian date of now can have."""
OWN_YEARS = range(-13, -1)
NUMERIC_YEARS = range(-9, -2)


@dataclass(frozen=True, slots=True)
class Era:
    """The words of one language for its own months and for the two ways to count years."""

    months: Mapping[str, int]
    date: re.Pattern[str]
    own: re.Pattern[str]
    western: re.Pattern[str]


@lru_cache(maxsize=4)
def _era(language: str) -> Era:
    words = words_of(language)
    months = {word: place + 1 for place, word in placed_words(words.own, "own_months")}
    named = any_of(months).pattern
    return Era(
        months,
        re.compile(
            rf"(?:(?<![\d/.])(?P<before>\d{{1,2}})\W*)?(?P<month>{named})"
            r"(?:\W*(?P<after>\d{1,2})(?![\d/.:]))?(?:\W*(?P<year>\d{4})(?!\d))?"
        ),
        any_of(own_words(words.own, "own_era")),
        any_of(own_words(words.own, "western_era")),
    )


def in_western(year: int, month: int, day: int) -> Day | None:
    """Give the day in the calendar a court writes; None where the Ethiopian calendar has no such day."""
    length = DAYS if month < MONTHS else 6 if year % 4 == 3 else 5  # noqa: PLR2004 - a leap year's sixth day
    if not 1 <= month <= MONTHS or not 1 <= day <= length:
        return None
    found = date.fromordinal(FIRST_DAY + 365 * (year - 1) + year // 4 + DAYS * (month - 1) + day)
    return Day(found.year, found.month, found.day)


def named_in_ethiopian(folded: str, words: Words, today: date) -> Candidates:
    """Give what a date with an Ethiopian month may mean; nothing where there is none, or more than one."""
    if words.own is None or words.own.calendar != "ethiopian":
        return []
    era = _era(words.own.code)
    text = days_in_digits(folded, words.own.code)
    found = list(era.date.finditer(text))
    if not found:
        return []
    group = found[0].groupdict()
    if len(found) > 1 or (group["before"] is None) == (group["after"] is None):
        raise UnclearError
    month, day = era.months[group["month"]], int(group["before"] or group["after"])
    if group["year"] is None:
        return list(dict.fromkeys(_without_year(month, day, today)))
    chosen = _with_year(int(group["year"]), month, day, today)
    if era.own.search(text):
        chosen = [in_western(int(group["year"]), month, day)]
    elif era.western.search(text):
        chosen = _as_western(int(group["year"]), month, day)
    return [each for each in dict.fromkeys(chosen) if each] or _nothing()


def _nothing() -> Candidates:
    raise UnclearError


def _with_year(year: int, month: int, day: int, today: date) -> list[Day | None]:
    behind = year - today.year
    own = [in_western(year, month, day)] if behind in OWN_YEARS else []
    return own if behind in SURE_YEARS else [*own, *_as_western(year, month, day)]


def _as_western(year: int, month: int, day: int) -> list[Day | None]:
    """Give an Ethiopian month said with a Western year: its name in place of the Western month's, and itself."""
    own = [in_western(year - behind, month, day) for behind in YEARS_BEHIND]
    return [*_translated(year, month, day), *(each for each in own if each and each.year == year)]


def _translated(year: int, month: int, day: int) -> list[Day | None]:
    return [Day(year, (FIRST_TRANSLATED + month - 1) % 12 + 1, day)] if month < MONTHS else []


def _without_year(month: int, day: int, today: date) -> Iterator[Day]:
    """Give the next such days: the Ethiopian one, the Western one of that name, and the Ethiopian one after."""
    own = [in_western(today.year + years - 8, month, day) for years in range(4)]
    west = [each for years in range(2) for each in _translated(today.year + years, month, day)]
    coming = [[d for d in days if d and (real := d.real()) and real >= today] for days in (own, west)]
    yield from (*coming[0][:1], *coming[1][:1], *coming[0][1:2])


def ethiopian_readings(first: int, second: int, year: int, *, words: Words, today: date) -> list[Day]:
    """Give what a numeric date may mean besides, where the reader's calendar is Ethiopian and its year is near."""
    if words.own is None or words.own.calendar != "ethiopian" or year - today.year not in NUMERIC_YEARS:
        return []
    orders = ((second, first), (first, second))
    return [each for month, day in orders if (each := in_western(year, month, day))]
