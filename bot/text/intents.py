"""Which part of the menu typed words ask for, where no question took them as its answer."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.text.reading import NEGATIONS, fold

ALIKE = 90
SHORTEST = 10  # letters of a phrase that a slip of the finger cannot turn into another


@dataclass(frozen=True, slots=True)
class Meant:
    """The parts that the words may ask for, in the order of the menu, and whether it is the one beyond doubt."""

    parts: tuple[str, ...] = ()
    sure: bool = False


def find_intents(text: str, phrases: Mapping[str, Sequence[str]]) -> Meant:
    """What the words ask for, out of the phrases of each part.

    A phrase inside a longer one that was found too says nothing by itself: "time to find a lawyer" is no search
    for a lawyer. A "not" outside the phrase leaves a doubt, and then the person is asked.
    """
    typed = _plain(text)
    found = tuple(_found(typed, phrases))
    kept = [(part, phrase) for part, phrase in found if not any(phrase in p and phrase != p for _, p in found)]
    parts = tuple(part for part in phrases if part in {p for p, _ in kept})
    return Meant(parts, len(parts) == 1 and not any(_denied(typed, phrase) for _, phrase in kept))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", fold(text).replace("'", "")).split())


def _found(typed: str, phrases: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for part, said in phrases.items():
        for phrase in dict.fromkeys(_plain(p) for p in said):
            if f" {phrase} " in f" {typed} " or _alike(typed, phrase):
                yield part, phrase


def _alike(typed: str, phrase: str) -> bool:
    """Whether the words hold the phrase but for a slip; short words and short phrases have to be exact."""
    return SHORTEST <= len(phrase) <= len(typed) + 2 and fuzz.partial_ratio(phrase, typed) >= ALIKE


def _denied(typed: str, phrase: str) -> bool:
    outside = set(typed.split()) - set(phrase.split())
    return bool(outside & (NEGATIONS | {"dont", "didnt", "cant", "wont"}))
