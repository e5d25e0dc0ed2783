"""Numbers written in words become digits, and the small words around dates and hours go, by each language's data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.law.load import load_law
from bot.law.values import Language
from bot.text.folding import fold
from bot.text.typed_words import LETTER, any_of, is_unspaced, own_words, placed_words

SIGNS = "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"  # 〇 to 九, said one by one in a year
ZERO = "\u96f6"
YEAR_IN_SIGNS = re.compile(rf"[{SIGNS}{ZERO}]{{4}}|[{SIGNS[0]}{ZERO}][{SIGNS[1:]}]")
WEEK = "\u671f\u5468\u9031\u62dc"  # a sign for a number after one of these is a day of the week
TWENTY = 20
THIS_CENTURY = 2000
OR = " or "


@dataclass(frozen=True, slots=True)
class Small:
    """The patterns of one language's numbers and small words; one that a language does not have finds nothing."""

    numbers: Mapping[str, int]
    any_number: re.Pattern[str]
    any_year: re.Pattern[str]
    days: Mapping[str, int]
    any_day: re.Pattern[str]
    either: re.Pattern[str]
    around_days: re.Pattern[str]
    around_hours: re.Pattern[str]
    year_before: re.Pattern[str]
    endings: re.Pattern[str]
    prefixes: re.Pattern[str]
    accented: Mapping[str, str]
    with_accents: re.Pattern[str]


@lru_cache(maxsize=32)
def small_words(language: str) -> Small:
    """Give the numbers and small words of a catalog code; of a language that is not known, the English ones."""
    known = load_law().languages
    own = known.get(language, known["en"])
    numbers, days = dict(_numbers(own)), {word: place + 1 for place, word in placed_words(own, "days")}
    years = any_of(own_words(own, "year_before")).pattern
    number, thousands = any_of(numbers).pattern, any_of(own_words(own, "two_thousand")).pattern
    accented = dict(pair.split(" = ") for pair in own.typed["accented"])
    return Small(
        numbers=numbers,
        any_number=re.compile(rf"(?<![{WEEK}])(?:{number})"),
        any_year=re.compile(rf"(?:{thousands}) (?P<number>{number})"),
        days=days,
        any_day=any_of(days),
        either=_between_words(own_words(own, "either")),
        around_days=any_of(own_words(own, "around_days")),
        around_hours=any_of(own_words(own, "around_hours")),
        year_before=re.compile(rf"(?:{years})\s*(?=(?:\d\d)?\d\d(?!\d))"),
        endings=re.compile(rf"(?<=\w)(?:{_any(own_words(own, 'endings'))})(?![{LETTER}])"),
        prefixes=re.compile(rf"(?<![{LETTER}])(?:{_any(own_words(own, 'prefixes'))})(?=\d)"),
        accented=accented,
        with_accents=re.compile(rf"\b(?:{_any(accented)})\b", re.IGNORECASE),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def _between_words(words: tuple[str, ...]) -> re.Pattern[str]:
    """Give the pattern of words with spaces around them ("1.o" is no Spanish "or"), where the script has spaces."""
    pattern = any_of(words).pattern
    return re.compile(pattern if is_unspaced("".join(words)) else rf"(?<=\s)(?:{pattern})(?=\s)")


def _numbers(own: Language) -> Iterator[tuple[str, int]]:
    plain = [(place + 1, word) for place, word in placed_words(own, "numbers")]
    tens = [((place + 2) * 10, word) for place, word in placed_words(own, "tens")]
    ones = [(value, word) for value, word in plain if value < TWENTY // 2]
    for pattern in own.typed["joined"]:
        for ten, tens_word in tens:
            yield from ((fold(pattern.format(tens=tens_word, ones=ones_word)), ten + one) for one, ones_word in ones)
    yield from ((word, value) for value, word in (*tens, *plain))


def read_accents(text: str, language: str) -> str:
    """Give a text in which a word that only its accents tell from another stands as languages.toml reads it."""
    small = small_words(language)
    if text.isascii() or not small.accented:
        return text
    return small.with_accents.sub(lambda found: small.accented[found[0].casefold()], text)


def digits_for_words(folded: str, language: str) -> str:
    """Give a text with its numbers in digits: "vingt-quatre" is 24."""
    small = small_words(language)
    text = YEAR_IN_SIGNS.sub(_one_by_one, folded) if not folded.isascii() else folded

    def year(found: re.Match[str]) -> str:
        number = small.numbers[found["number"]]
        return str(THIS_CENTURY + number) if number >= TWENTY else found[0]

    text = small.any_year.sub(year, text)
    return small.any_number.sub(lambda found: str(small.numbers[found[0]]), text)


def _one_by_one(found: re.Match[str]) -> str:
    return "".join(str(SIGNS.index(sign)) if sign != ZERO else "0" for sign in found[0])


def number_in_words(text: str, language: str) -> int | None:
    """Give the number that a whole text is, in words of the language."""
    return small_words(language).numbers.get(fold(text))


def days_in_digits(text: str, language: str) -> str:
    """Give a text with its days of a month and its other numbers in digits, ready to be read as a date."""
    small = small_words(language)
    text = small.endings.sub("", small.year_before.sub("", text))
    text = small.any_day.sub(lambda found: str(small.days[found[0]]), text)
    text = small.prefixes.sub("", digits_for_words(text, language))
    return " ".join(small.either.sub(OR, small.around_days.sub(" ", text)).split())
