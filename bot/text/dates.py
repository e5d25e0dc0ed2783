"""Dates and hours as each language writes them: weekday, day, month name, year; the hour with its part of the day."""

import re
from collections.abc import Mapping
from datetime import date, time
from functools import cache

from babel import Locale, dates

from bot.law.values import Language

PATTERNS: Mapping[str, str] = {
    "en": "EEEE, d MMMM y",  # the day first: no US and no other reader mistakes it
    "ru": "EEEE, d MMMM y 'года'",  # CLDR's "г." ends a sentence with two dots
    "uk": "EEEE, d MMMM y 'року'",
}
SHORT_PATTERNS: Mapping[str, str] = {
    "en": "EEE, d MMMM y",
    **dict.fromkeys(("es", "pt_BR"), "EEE, d 'de' MMMM 'de' y"),
    **dict.fromkeys(("ru", "uk"), "EEE, d MMMM y"),
}
PLAIN_PATTERNS: Mapping[str, str] = {"en": "d MMMM y", "ru": "d MMMM y 'года'", "uk": "d MMMM y 'року'"}
FIRST_DAYS: Mapping[str, str] = {"fr": "1er", "pt_BR": "1º"}  # the first of a month, where it is no plain 1
MONTHS_IN_NUMBERS = ("zh_Hans",)  # a day there is written with the month's number
NOON = 12
COURT = "en_US"
SUNRISE = 6
HOURS = 24


@cache
def locale_of(name: str) -> Locale:
    """Babel's data for a locale."""
    return Locale.parse(name)


def write_day(day: date, language: Language) -> str:
    """Weekday, day, month in words and year, such as "Monday, 15 March 2027"."""
    if language.months:
        return f"{language.weekdays[day.weekday()]} {day.day} {language.months[day.month - 1]} {day.year}"
    return _written(day, PATTERNS.get(language.code, "full"), language)


def write_short_day(day: date, language: Language) -> str:
    """The same with a short weekday, for a button; of a month with two names the first."""
    pattern = SHORT_PATTERNS.get(language.code)
    if language.months:
        month = language.months[day.month - 1].partition("/")[0]
        return f"{language.weekdays[day.weekday()]} {day.day} {month} {day.year}"
    if pattern is None:
        return write_day(day, language)
    return _written(day, pattern, language)


def write_plain_day(day: date, language: Language) -> str:
    """Day, month in words and year, such as "24 November 2026": for a day on which nobody has to be anywhere."""
    if language.months:
        return f"{day.day} {language.months[day.month - 1]} {day.year}"
    return _written(day, PLAIN_PATTERNS.get(language.code, "long"), language)


def _written(day: date, pattern: str, language: Language) -> str:
    text = dates.format_date(day, pattern, locale=locale_of(language.locale))
    first = FIRST_DAYS.get(language.code) if day.day == 1 else None
    return re.sub(r"\b1\b", first, text, count=1) if first else text


def write_court_day(day: date) -> str:
    """The day as US court papers print it, such as "March 15, 2027"."""
    return dates.format_date(day, "MMMM d, y", locale=locale_of(COURT))


def write_court_clock(clock: time) -> str:
    """The hour as US court papers print it, such as "8:30 AM"."""
    return f"{twelve_hours(clock)} {'AM' if clock.hour < NOON else 'PM'}"


def write_month(month: int, language: Language) -> str:
    """A month's name as a date has it (Babel lends stand-alone names of one language to another)."""
    if language.months:
        return language.months[month - 1]
    locale = locale_of(language.locale)
    if language.code in MONTHS_IN_NUMBERS:
        return str(dates.get_month_names("abbreviated", locale=locale)[month])
    names = dates.get_month_names("wide", locale=locale)
    return str(names[month])


def twelve_hours(clock: time) -> str:
    """The hour as a US paper prints it, without AM or PM: 8:30, 12:15."""
    return f"{clock.hour % NOON or NOON}:{clock.minute:02}"


def write_hour(clock: time, language: Language) -> str:
    """The hour for the words of a part of the day: 8:30; where hours are counted from sunrise, both: 2:30 (8:30 AM).

    Such a reader takes a bare 9:00 for 3 in the afternoon.
    """
    paper = twelve_hours(clock)
    if language.clock != "sunrise":
        return paper
    own = clock.replace(hour=(clock.hour - SUNRISE) % HOURS)
    return f"{twelve_hours(own)} ({paper} {'AM' if clock.hour < NOON else 'PM'})"


def part_of_day(clock: time) -> str:
    """The id of the part of the day that tells morning from evening: the words are a template's."""
    if clock == time(NOON):
        return "noon"
    bounds = ((4, "night"), (NOON, "morning"), (18, "afternoon"), (21, "evening"))
    return next((name for hour, name in bounds if clock.hour < hour), "night")
