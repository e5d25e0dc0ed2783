"""The hours a person may mean by typed words: one, several to choose from, or none; never a guess."""

import re
from functools import lru_cache

from bot.text.folding import fold, has_strange_numbers
from bot.text.typed_clock import clock_digits
from bot.text.typed_hours import Typed, UnclearError, hours_of
from bot.text.typed_numbers import read_accents
from bot.text.typed_words import Words, any_of, words_of

LONGEST = 300
MOST = 3
NOON = 12
HOURS = 24
MINUTES = 60

EMPTY = (
    r"(?:[\s,.;]|\b(?:at|a|las?|el|es|it|is|the|time|hora|o'?clock|en\s+punto|sharp|horas?|hours?|hrs?|h|manana)\b)*"
)
WHOLE = re.compile(
    rf"{EMPTY}(?P<h>\d{{1,2}})(?:(?P<s>\.|\s)(?P<m>\d\d))?{EMPTY}|{EMPTY}(?P<c>(?!20)\d{{3,4}}){EMPTY}"
)
AT_THE_END = re.compile(r"\b(?:at|a\s+las?)\s+(?P<h>\d{1,2})\s*(?:o'?clock|en\s+punto|sharp|horas?|hrs?|h)?[.!]?$")
OTHER_NUMBER = re.compile(r"\W*(?:0{1,2}|1[3-9]|[2-9]\d)\W*")
NUMBER_BEFORE = re.compile(r"(?<![\d/.\-])\d{1,2}[\s\-\u2013/&]*(?:[^\W\d_]+)?[\s\-\u2013/&]*$")
DAY_BEFORE = re.compile(
    r"(?:[\ue001-\ue00c][\s.,]*(?:the\s|el\s)?\s*\d{1,2}(?:st|nd|rd|th)?"
    r"|\d{1,2}\W*(?:de\s|of\s)?\W*[\ue001-\ue00c])(?=[\s,]+\d)"
)


def read_times(text: str, language: str) -> tuple[str, ...]:
    """Give the hours ("HH:MM", 24 hours) a typed text may mean, or none where it is not understood.

    An hour from 1 to 12 without AM or PM is two candidates, the morning first (at 12: noon first); in a language
    that counts from sunrise it is three.
    """
    if len(text) > LONGEST or has_strange_numbers(text):
        return ()
    words = words_of(language)
    digits = clock_digits(fold(read_accents(text, language)), language)
    if digits is None:
        return ()
    try:
        found = [
            hour for typed in _typed(DAY_BEFORE.sub(" ; ", digits), words) for hour in hours_of(typed, words.own)
        ]
    except UnclearError:
        return ()
    unique = tuple(dict.fromkeys(found))
    return unique if len(unique) <= MOST else ()


@lru_cache(maxsize=32)
def _patterns(periods: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Give the pattern of a clock time with its part of the day, and the pattern of a word that is a time."""
    part = rf"(?:[ap]\.?\s?m\b\.?|{any_of(periods).pattern}\.?)"
    clock = re.compile(
        rf"(?:(?P<pre>{part})[\s,]*)?(?<![\d.:/\-#])"
        r"(?:(?P<h>\d{1,2})(?:\s?(?P<s>[:h.])\s?(?P<m>\d\d)(?::\d\d)?z?|\s?(?P<sign>h(?:rs?)?\b)"
        rf"|\s(?P<m2>\d\d)(?=\s*{part})|(?(pre)\s(?P<m3>[0-5]\d)(?!\d|\s?[/.\-\ue001-\ue00c])|(?!)))?|(?P<c>(?!20)\d{{3,4}}))(?!\d|\s?[:/\-]\s?\d|\.\d|\s?%)"
        rf"(?:[\s,]*(?:o'?clock|en\s+punto|horas?|hrs?)?[\s,]*(?P<post>{part}|(?<=\d)[ap](?!\w)))?"
    )
    return clock, re.compile(part)


def _typed(text: str, words: Words) -> list[Typed]:
    clock, part = _patterns(tuple(words.periods))
    found = [typed for match in clock.finditer(text) if (typed := _clock(match, words))]
    if found:
        return found
    whole = WHOLE.fullmatch(text) or AT_THE_END.search(text)
    if whole and not OTHER_NUMBER.fullmatch(text):
        return [_numbers(whole.groupdict(), "")]
    alone = {_part(match[0], words) for match in part.finditer(text)}
    if len(alone) == 1 and alone <= {"noon", "midnight"} and not re.search(r"\d", _without_days(text)):
        return [Typed(NOON, 0, alone.pop(), certain=True)]
    return []


def _without_days(text: str) -> str:
    """Give a text without the numbers beside a month and the years."""
    beside = re.sub(r"\d{1,2}\w{0,2}\W*(?:de\s)?(?=[\ue001-\ue00c])|(?<=[\ue001-\ue00c])\W*\d{1,2}", " ", text)
    return re.sub(r"\b20\d\d\b|\b\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}\b", " ", beside)


def _clock(match: re.Match[str], words: Words) -> Typed | None:
    group = {name: value for name, value in match.groupdict().items() if value}
    parts = {_part(group[name], words) for name in ("pre", "post") if name in group}
    certain = group.get("s") in {":", "h"} or "sign" in group
    if not parts and not certain:
        return None
    before = match.string[: match.start()]
    parts |= _said_next(match, words)
    if len(parts) > 1 or (group.get("s") != ":" and NUMBER_BEFORE.search(before)):
        raise UnclearError
    return _numbers(group, parts.pop() if parts else "")


def _said_next(match: re.Match[str], words: Words) -> set[str]:
    """Give the part of the day that follows a time's own ("8 am pm"), where the next number does not claim it."""
    _, part = _patterns(tuple(words.periods))
    start = match.end() + len(match.string[match.end() :]) - len(match.string[match.end() :].lstrip(" ,/"))
    found = part.match(match.string, start)
    claimed = found and re.match(r"[\s,]*\d", match.string[found.end() :])
    return {_part(found[0], words)} if found and match["post"] and not claimed else set()


def _numbers(group: dict[str, str], part: str) -> Typed:
    compact = group.get("c")
    if compact:
        hour, minute = int(compact[:-2]), int(compact[-2:])
    else:
        hour, minute = int(group["h"]), int(group.get("m") or group.get("m2") or group.get("m3") or 0)
    if hour >= HOURS or minute >= MINUTES:
        raise UnclearError
    return Typed(hour, minute, part, certain=bool(part))


def _part(word: str, words: Words) -> str:
    bare = re.sub(r"[\s.]", "", word)
    if bare in {"am", "a"}:
        return "am"
    if bare in {"pm", "p"}:
        return "pm"
    return words.periods.get(word) or words.periods.get(word.rstrip("."), "") or "unknown"
