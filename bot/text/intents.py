"""Which part of the menu typed words ask for, where no question took them as its answer."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
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
    for a lawyer. A slip of the finger or a "not" outside the phrase leaves a doubt, and then the person is asked.
    """
    typed = _plain(text)
    exact = tuple(_found(phrases, lambda phrase: f" {phrase} " in f" {typed} "))
    found = exact or tuple(_found(phrases, lambda phrase: _alike(typed, phrase)))
    kept = [(part, phrase) for part, phrase in found if not any(phrase in p and phrase != p for _, p in found)]
    parts = tuple(part for part in phrases if part in {p for p, _ in kept})
    denied = any(_denied(typed, phrase) for _, phrase in kept)
    return Meant(parts, sure=len(parts) == 1 and bool(exact) and not denied)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", fold(text).replace("'", "")).split())


def _found(phrases: Mapping[str, Sequence[str]], holds: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    for part, said in phrases.items():
        yield from ((part, phrase) for phrase in dict.fromkeys(map(_plain, said)) if holds(phrase))


def _alike(typed: str, phrase: str) -> bool:
    """Whether the words hold the phrase but for a slip; short words and short phrases have to be exact."""
    return SHORTEST <= len(phrase) <= len(typed) + 2 and fuzz.partial_ratio(phrase, typed) >= ALIKE


def _denied(typed: str, phrase: str) -> bool:
    outside = set(typed.split()) - set(phrase.split())
    return bool(outside & (NEGATIONS | {"dont", "didnt", "cant", "wont"}))
