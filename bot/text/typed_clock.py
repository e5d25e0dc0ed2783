"""The words of a clock, by each language's data: hours, halves and quarters become digits that one reader reads."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.text.typed_numbers import OR, digits_for_words, small_words
from bot.text.typed_words import (
    LETTER,
    SPLIT,
    any_of,
    is_unspaced,
    joined,
    mark_phrases,
    mark_words,
    own_words,
    placed_words,
    words_of,
)

HOUR = r"(?<![\d:.])(?P<hour>\d{1,2})(?!\d)"
ON_THE_HOUR = re.compile(r"(?<![\d\-/.])(\d{1,2})-00(?![\d\-/])")  # as Russian writes it; no date has a 00
DAY_IN_SIGNS = re.compile(r"[\ue001-\ue00c]?\d{1,4}\s?[年月日号號]")
HALVES = (
    (re.compile(r"\bhalf past (\d{1,2})(?![\d:])"), r"\1:30"),
    (re.compile(r"\bquarter past (\d{1,2})(?![\d:])"), r"\1:15"),
    (re.compile(r"(?<![\d:])(\d{1,2}) [ye] (\d\d)(?!\d)"), r"\1:\2"),
)


@dataclass(frozen=True, slots=True)
class Clock:
    """The patterns of one language's clock words, each with what it becomes, in the order in which they apply.

    `several` are the parts of the day that are more than one word; they are joined first, so that no word of
    theirs is read alone ("medio día" holds a half). `turned` finds what must not be read, minutes left over too.
    """

    several: re.Pattern[str]
    rewritten: tuple[tuple[re.Pattern[str], str], ...]
    turned: re.Pattern[str]


@lru_cache(maxsize=32)
def clock_of(language: str) -> Clock:
    """Give the clock words of a catalog code beside the English ones."""
    words = words_of(language)
    own = words.own
    found = {key: any_of(own_words(own, key)).pattern for key in ("half", "quarter", "half_before", "quarter_before")}
    turned = (*own_words(words_of("en").own, "turned"), *own_words(own, "turned"))
    noon = any_of(word for word, part in words.periods.items() if part == "noon").pattern
    names = [(word, place + 1) for place, word in placed_words(own, "hour_names")]
    hours = _loose((*own_words(own, "hours"), "h"))
    minutes = _loose(own_words(own, "minutes") or ("min",))
    both = f"(?:{any_of((*own_words(own, 'either'), 'y', 'e')).pattern})"
    rewritten = [
        *(
            (rf"(?<!\d)(?<!\d\s)(?:{any_of([word]).pattern})", f"{hour} h ")
            for word, hour in sorted(names, key=lambda pair: -len(pair[0]))
        ),
        (rf"{HOUR}\s*(?:{hours})\s*(?:{both}\s)?(?P<m>\d\d?)\s*(?:{minutes})", r"\g<hour>:\g<m> "),
        (rf"{HOUR}\s*(?:{hours})\s*(?P<m>\d\d)(?!\d)", r"\g<hour>:\g<m>"),
        (rf"{HOUR}\s*(?:{hours})", r"\g<hour> h "),
        (rf"{HOUR}(?:\s*h\b)?\s*(?:{found['half']})", r"\g<hour>:30 "),
        (rf"{HOUR}(?:\s*h\b)?\s*(?:{found['quarter']})", r"\g<hour>:15 "),
        (rf"(?:{found['half_before']})\s*{HOUR}", r" \g<hour>:30"),
        (rf"(?:{found['quarter_before']})\s*{HOUR}", r" \g<hour>:15"),
        (rf"(?P<noon>{noon})\s*(?:{found['half']})", r"12:30 \g<noon>"),
        (rf"(?<=:\d\d)\s*(?:{hours})", " "),
    ]
    return Clock(
        several=any_of(word for word in words.periods if SPLIT.search(word)),
        rewritten=tuple((re.compile(pattern), clock) for pattern, clock in rewritten),
        turned=any_of((*turned, *own_words(own, "minutes"))),
    )


def _loose(words: tuple[str, ...]) -> str:
    """Give the pattern of words that may touch the number before them ("8h30") but no other letter."""
    longest = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return longest if is_unspaced(longest) else rf"(?:{longest})(?![^\W\d_]|(?![\d_])[{LETTER}])"


def clock_digits(folded: str, language: str) -> str | None:
    """Give a text with its hours in digits and its days marked; None where a word turns an hour round."""
    clock, words, small = clock_of(language), words_of(language), small_words(language)
    text = clock.several.sub(lambda found: joined(found[0]), folded)
    phrased = mark_phrases(text, words)
    text = small.prefixes.sub("", digits_for_words(small.endings.sub("", phrased.text), language))
    text = ON_THE_HOUR.sub(r"\1:00", DAY_IN_SIGNS.sub(" ; ", text))
    for pattern, digits in (*HALVES, *clock.rewritten):
        text = pattern.sub(digits, text)
    text = small.either.sub(OR, text)
    if clock.turned.search(text):
        return None
    return mark_words(type(phrased)(small.around_hours.sub(" ", text), phrased.weekdays), words).text
