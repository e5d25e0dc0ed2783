"""What typed words mean: a date, an hour, one of the buttons on offer, or a number shaped like an A-number."""

import re
from collections.abc import Sequence
from datetime import date

from rapidfuzz import fuzz

from bot.text.folding import fold
from bot.text.typed_dates import NUMERIC, SPACED, TIMES, read_dates
from bot.text.typed_numbers import number_in_words
from bot.text.typed_times import read_times

__all__ = ["fold", "looks_like_a_number", "match_label", "read_dates", "read_times"]

ALIKE = 88
LEAD = 6
SHORTEST_START = 4
A_NUMBER_DIGITS = range(7, 10)

NUMBER = re.compile(r"(?:#|no\.?|nr\.?|num\.?|number|numero|option|opcion)?\s*#?\s*(\d{1,3})\s*[.):]?")
LEADING_NUMBER = re.compile(r"(\d{1,3})\s?[.)]\s*(?=\D)")
NEGATIONS = frozenset(
    {"no", "not", "never", "nothing", "none", "neither", "without"}
    | {"nunca", "nada", "ningun", "ninguno", "ninguna", "ni", "sin", "tampoco", "jamas"}
)
SIGNS = re.compile(r"[^\w\u0300-\u036f\u0590-\u109f\u1200-\u137f]|[_\u060c\u061b\u061f\u0964]")
A_PREFIX = re.compile(r"(?<!\w)(?:a|alien)[\s\-]?(?:(?:number|no|num|numero|nbr)\b\.?)?[\s#:.\-]*(?=\d)")
DIGITS = r"\d(?:[\s.\-()]{0,3}\d)*(?![^\W_])"
RUN = re.compile(rf"(?<![\w.]){DIGITS}")
RUN_AFTER_A = re.compile(DIGITS)
NAMED_DAY_AND_YEAR = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?,?\s+20\d\d\b")


def match_label(text: str, labels: Sequence[str], language: str = "") -> int | None:
    """Give which of the offered labels typed words or a typed number mean, or None where it is not certain.

    A number may be in words of the language that is named.
    """
    typed = fold(text)
    exact = _only([i for i, label in enumerate(labels) if _plain(label) == _plain(typed) != ""])
    if exact is not None:
        return exact
    number = NUMBER.fullmatch(typed)
    place = int(number[1]) if number else number_in_words(text, language) if language else None
    if place is not None:
        return place - 1 if 1 <= place <= len(labels) else None
    return _match_words(typed, [_plain(LEADING_NUMBER.sub("", fold(label), count=1)) for label in labels])


def _match_words(typed: str, names: list[str]) -> int | None:
    lead = LEADING_NUMBER.match(typed)
    words = _plain(typed[lead.end() :] if lead else typed)
    same = [i for i, name in enumerate(names) if name == words != ""]
    found = _only(same) if same else _begun(words, names)
    if found is None and not same:
        found = _alike(words, names)
    return None if lead and found is not None and found != int(lead[1]) - 1 else found


def _only(found: list[int]) -> int | None:
    return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    """Give the letters and digits of a text, its marks on letters kept, signs and pictures gone."""
    joined = fold(text).replace("'", "")
    return " ".join(
        re.sub(r"[^\w\u0300-\u036f\u0590-\u109f\u1200-\u137f]|[_\u060c\u061b\u061f\u0964]", " ", joined).split()
    )


def _begun(words: str, names: list[str]) -> int | None:
    """Give the only label that starts so, unless what it goes on to say turns it round ("I have" - "not ...")."""
    if sum(letter.isalpha() for letter in words) < SHORTEST_START:
        return None
    found = _only([i for i, name in enumerate(names) if name.startswith(words)])
    if found is None or NEGATIONS & set(names[found][len(words) :].split()):
        return None
    return found


def _alike(words: str, names: list[str]) -> int | None:
    scores = sorted(((fuzz.ratio(words, name), i) for i, name in enumerate(names)), reverse=True)
    if not scores or scores[0][0] < ALIKE or (len(scores) > 1 and scores[0][0] - scores[1][0] < LEAD):
        return None
    best = scores[0][1]
    return best if _slip_of(words.split(), names[best].split()) else None


def _slip_of(words: list[str], name: list[str]) -> bool:
    """Tell whether the words differ inside long words alone: a short word or a first letter can turn a meaning."""
    return len(words) == len(name) and all(
        typed == meant or (min(len(typed), len(meant)) >= SHORTEST_START and typed[0] == meant[0] and typed.isalpha())
        for typed, meant in zip(words, name, strict=True)
    )


def looks_like_a_number(text: str) -> bool:
    """Tell whether a text holds 7 to 9 digits shaped like an A-number; phone numbers, dates and hours are not."""
    folded = fold(text)
    if any(
        _digits(RUN_AFTER_A.match(folded, prefix.end())) in A_NUMBER_DIGITS for prefix in A_PREFIX.finditer(folded)
    ):
        return True
    for pattern in (TIMES, NUMERIC, SPACED, NAMED_DAY_AND_YEAR):
        folded = pattern.sub(" ; ", folded)
    return any(_digits(run) in A_NUMBER_DIGITS and not _is_a_date(run[0]) for run in RUN.finditer(folded))


def _digits(run: re.Match[str] | None) -> int:
    return sum(letter.isdigit() for letter in run[0]) if run else 0


def _is_a_date(digits: str) -> bool:
    return bool(read_dates(digits, "en", today=date(2026, 1, 1)))
