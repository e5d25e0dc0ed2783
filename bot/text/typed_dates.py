"""The dates a person may mean by typed words: one, several to choose from, or none; never a guess."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

from bot.text.folding import fold, has_strange_numbers
from bot.text.typed_days import IMPOSSIBLE, LONGEST_MONTH, MONTHS_IN_YEAR, NEAR_YEARS, Candidates, Day, UnclearError
from bot.text.typed_ethiopian import ethiopian_readings, named_in_ethiopian
from bot.text.typed_numbers import days_in_digits, digits_for_words, read_accents, small_words
from bot.text.typed_words import Marked, Words, is_unspaced, mark_phrases, mark_words, words_of

LONGEST = 300
MOST = 3

_M = r"(?P<m>[\ue001-\ue00c]+)"
_D = r"(?P<d>\d{1,2})(?!\d)(?:\s?(?:st|nd|rd|th)|\.?(?:o|a|ro|do|to|er|e)|\s?°|-?\u0433\u043e|-?\u0435)?(?![^\W\d_])"
_Y = r"'?(?P<y>\d{4}|\d{2})(?!\d)"
_GAP = r"[\s.,/\-\u2013]*"
_OF = r"(?:(?:day\s+of|of|de|del|d')\s*)?"
_IN = r"(?:(?:de|del|of|the|ano|nam|year|in)\s+)*"
_ALONE = r"(?<![\d:./#\-\u2013])"
_NO_YEAR = rf"(?!{_GAP}{_IN}'?\d\d)(?!\s*[-\u2013/.:]\s*\d)"
_NO_LONGER_YEAR = r"(?![\s,.\-\u2013/]*20\d\d)"

TIMES = re.compile(
    r"(?<![\d.:/\-])(?:"
    r"\d{1,2}\s?[:h]\s?\d\d(?::\d\d)?z?(?!\d)(?:\s*[ap]\.?\s?m\b\.?)?"
    r"|(?:0?\d|1[0-2])(?:[:.]?[0-5]\d|\s(?:00|15|30|45))?\s?[ap]\.?\s?m\b\.?"
    r"|0\d[0-5]\d(?!\d)(?!\s?[-/.])"
    r")"
)
NAMED = (
    re.compile(rf"{_M}{_GAP}(?:the\s+|el\s+)?{_D}{_GAP}{_IN}{_Y}{_NO_LONGER_YEAR}"),
    re.compile(rf"{_ALONE}{_D}[\s.,/\-\u2013]*{_OF}{_M}{_GAP}{_IN}{_Y}{_NO_LONGER_YEAR}"),
    re.compile(rf"(?<!\d)(?P<y>20\d\d){_GAP}{_M}{_GAP}{_D}"),
)
YEARLESS = (
    re.compile(rf"{_ALONE}{_D}[\s./\-\u2013]*{_OF}{_M}{_NO_YEAR}"),
    re.compile(rf"{_M}{_GAP}(?:the\s+|el\s+)?{_D}{_NO_YEAR}"),
)
_START, _END = r"(?<![\w./#\-\u2013])", r"(?!\d|\s?[./\-\u2013]\s?\d)"
NUMERIC = re.compile(
    rf"{_START}(?:(?P<y>\d{{4}})\s?(?P<s>[/.\-\u2013])\s?(?P<a>\d{{1,2}})\s?(?P=s)\s?(?P<b>\d{{1,2}})"
    rf"|(?P<c>\d{{1,2}})\s?(?P<t>[/.\-\u2013])\s?(?P<e>\d{{1,2}})\s?(?P=t)\s?(?P<z>\d{{4}}|\d\d)){_END}"
)
SPACED = re.compile(rf"{_START}(?P<c>\d{{1,2}})\s(?P<e>\d{{1,2}})\s(?P<z>20\d\d){_END}")
SHORT = re.compile(r"\W*(?P<c>\d{1,2})\s?/\s?(?P<e>\d{1,2})\W*")
RUN_ON = re.compile(r"(\d\d)(\d\d)(\d{4})")
YEAR_FIRST_SIGNS = re.compile(r"(?<!\d)(\d{4}|\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]?")
SIGNS = re.compile(r"(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]?")
FIRST_OF = re.compile(r"\b(?:primero(?=\s+de\b)|first(?=\s+(?:day\s+)?of\b))")
AT_A_TIME = r"[,;\s]*(?:(?:at|a\s+las?)\b[\s;]*(?:\d{1,2})?)?\W*"
RANGE_AFTER = re.compile(r"\s*(?:&|\b(?:y|e|o|or|and|to)\b)\s*\d{1,2}(?![\d:/.\-])")
RANGE_BEFORE = re.compile(r"(?<![\d:/.\-])\d{1,2}\s*(?:[-\u2013&]|\b(?:y|e|o|or|and|to|al?)\b)\s*$")


def read_dates(text: str, language: str, *, today: date) -> tuple[str, ...]:
    """Give the dates a typed text may mean, the US reading first, or none where it is not understood.

    A day no calendar has stays as the paper says it ("2027-09-31"); numbers that are no date in any order
    are "impossible". Without a year, the next such day and the one a year later are given, never one alone.
    """
    if len(text) > LONGEST or has_strange_numbers(text):
        return ()
    words = words_of(language)
    folded = fold(read_accents(text, language))
    try:
        relative = _relative(folded, language, today)
        if relative:
            return relative
        marked = _marked(folded, language)
        ethiopian = named_in_ethiopian(folded, words, today)
        return _offered(ethiopian or _candidates(marked, words, today), marked.weekdays)
    except UnclearError:
        return ()


def _relative(folded: str, language: str, today: date) -> tuple[str, ...]:
    typed = TIMES.sub(";", small_words(language).around_hours.sub(" ", folded))
    for word, days in words_of(language).relative.items():
        if re.fullmatch(re.escape(word) + AT_A_TIME, typed.strip()):
            return tuple((today + timedelta(days=each)).isoformat() for each in days)
    return ()


def _marked(folded: str, language: str) -> Marked:
    """Give the text with its months as marks and its numbers as digits, without weekdays and small words."""
    words = words_of(language)
    digits = digits_for_words(folded, language) if is_unspaced(folded) else folded
    marked = mark_words(mark_phrases(_signs_as_numbers(digits), words), words)
    return replace(marked, text=days_in_digits(marked.text, language))


def _signs_as_numbers(folded: str) -> str:
    text = YEAR_FIRST_SIGNS.sub(lambda found: f" {_year(found[1])}-{found[2]}-{found[3]} ", folded)
    return SIGNS.sub(lambda found: f"{_sign(found[1])} {found[2]} ", FIRST_OF.sub("1", text))


def _sign(month: str) -> str:
    return chr(0xE000 + int(month)) if 1 <= int(month) <= MONTHS_IN_YEAR else month


def _candidates(marked: Marked, words: Words, today: date) -> Candidates:
    run_on = RUN_ON.fullmatch(marked.text.strip())
    if run_on:
        return list(_run_on(marked.text.strip()))
    found: Candidates = []
    text = TIMES.sub(";", marked.text)
    for pattern in (*NAMED, NUMERIC, SPACED):
        text, groups = _take(pattern, text)
        for group in groups:
            found += _named(group, today) if "m" in group else _numeric(group, words, today)
    for pattern in YEARLESS:
        text, groups = _take(pattern, text)
        for group in groups:
            found += _in_the_next_years([(ord(m) - 0xE000, int(group["d"])) for m in group["m"]], text, today)
    return found or _short(text, today)


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, list[dict[str, str]]]:
    """Give what a pattern finds, and the text without it."""
    found = list(pattern.finditer(text))
    if any(RANGE_BEFORE.search(text[: match.start()]) or RANGE_AFTER.match(text, match.end()) for match in found):
        raise UnclearError
    groups = [{name: value for name, value in match.groupdict().items() if value} for match in found]
    return (pattern.sub(" ; ", text) if found else text), groups


def _named(group: dict[str, str], today: date) -> Candidates:
    year, day = _year(group["y"]), int(group["d"])
    if len(group["y"]) == len("27") and abs(year - today.year) > NEAR_YEARS:
        raise UnclearError  # "March 15 10" may be ten o'clock
    if not 1 <= day <= LONGEST_MONTH:
        return [IMPOSSIBLE]
    return [Day(year, ord(month) - 0xE000, day) for month in group["m"]]


def _year(digits: str) -> int:
    year = int(digits) + (2000 if len(digits) == len("27") else 0)
    if not 2000 <= year <= 2099:  # noqa: PLR2004
        raise UnclearError
    return year


def _numeric(group: dict[str, str], words: Words, today: date) -> Candidates:
    if "y" in group:
        return _pairs(_year(group["y"]), int(group["a"]), int(group["b"]))[:1] or [IMPOSSIBLE]
    first, second, year = int(group["c"]), int(group["e"]), _year(group["z"])
    days = _pairs(year, first, second)
    if group.get("t") == "." and words.own is not None and words.own.date_order != "mdy":
        days.reverse()  # no paper of the court has dots, so the reader's own order is likelier
    if len(group["z"]) == len("2027"):
        return [*days, *ethiopian_readings(first, second, year, words=words, today=today)] or [IMPOSSIBLE]
    year_first = _pairs(2000 + first, second, int(group["z"]))[:1]
    if abs(2000 + first - today.year) <= NEAR_YEARS < abs(year - today.year):
        days += year_first
    if not days:
        raise UnclearError
    return days


def _pairs(year: int, first: int, second: int) -> Candidates:
    """Give the month-first and the day-first reading of two numbers, where they can be."""
    orders = ((first, second), (second, first))
    return [Day(year, m, d) for m, d in orders if 1 <= m <= MONTHS_IN_YEAR and 1 <= d <= LONGEST_MONTH]


def _run_on(digits: str) -> Iterator[Day]:
    orders = ((4, 0, 2), (4, 2, 0), (0, 4, 6))
    for y, m, d in orders:
        day = Day(int(digits[y : y + 4]), int(digits[m : m + 2]), int(digits[d : d + 2]))
        if 2000 <= day.year <= 2099 and day.real():  # noqa: PLR2004
            yield day


def _short(text: str, today: date) -> Candidates:
    found = SHORT.fullmatch(text)
    days = _pairs(today.year, int(found["c"]), int(found["e"])) if found else []
    return _in_the_next_years([(day.month, day.day) for day in days if isinstance(day, Day)], "", today)


def _in_the_next_years(month_days: list[tuple[int, int]], elsewhere: str, today: date) -> Candidates:
    """Give each day of the year next on or after today and a year later, first in a year named elsewhere."""
    years = [int(year) for year in re.findall(r"(?<![\d\w])20\d\d(?!\w)", elsewhere)]
    offered = [_year_by_year(month, day, years, today) for month, day in month_days if 1 <= day <= LONGEST_MONTH]
    turns = [day for turn in zip_longest(*offered) for day in turn if day]
    return [*dict.fromkeys(turns)][:MOST]


def _year_by_year(month: int, day: int, named: list[int], today: date) -> list[Day]:
    passed = (month, day) < (today.month, today.day)
    start = today.year + passed
    following = [Day(start, month, day), Day(start + 1, month, day)]
    leap = [Day(year, month, day) for year in range(start, start + 9)]
    if (month, day) == (2, 29):
        following = [next(each for each in leap if each.real()), following[0]]
    return [*(Day(year, month, day) for year in named), *following]


def _offered(found: Iterable[Day | str], weekdays: frozenset[int]) -> tuple[str, ...]:
    """Give the candidates once each, those on the weekday that was typed first; too many are none."""
    unique = list(dict.fromkeys(found))
    days = [day for day in unique if isinstance(day, Day)]
    if len(weekdays) == 1:
        days.sort(key=lambda day: not (real := day.real()) or real.weekday() not in weekdays)
    offered = tuple(dict.fromkeys(str(day) for day in days)) or tuple(str(each) for each in unique)
    return offered if len(offered) <= MOST else ()
