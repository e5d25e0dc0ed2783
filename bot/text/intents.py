"""Which walk or page free words ask for, such as "perdí mi corte"; where it is not certain, the person is asked.

The words are data, bot/law/intents/<code>.toml: they are what people type, no translation of what a screen says, so
they stand apart from the catalogs. A wrong walk costs a frightened person more than the menu does: a text that fits
two intents equally well, or that says "not" where no phrase asks for it, is asked about.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.law.load import load_intents
from bot.law.values import INTENTS
from bot.text.catalog_file import SOURCE
from bot.text.folding import fold
from bot.text.typed_words import LETTER, is_unspaced

LONGEST = 200
MOST_WORDS = 25
SHORTEST_SLIP = 6
SHORTEST_FREE = 4
GAP = 4
PIECE = re.compile(rf"[{LETTER}]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must all stand in a text, and what they ask for.

    `in_order`: its words are so short, or one of them turns the others round, that their order makes them mean
    something. `close` tells for each word whether the next one must follow at once, or with one word between.
    """

    intent: str
    words: tuple[str, ...]
    in_order: bool
    close: tuple[bool, ...]
    unspaced: bool


@dataclass(frozen=True, slots=True)
class Lists:
    """One language's phrases, and the words that turn a text round."""

    phrases: tuple[Phrase, ...]
    turning: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meant:
    """What the words may ask for, in the order of the vocabulary, and whether it is the one beyond doubt."""

    intents: tuple[str, ...] = ()
    sure: bool = False


def find_intents(text: str, language: str) -> Meant:
    """What free words may ask for, in the reader's language or in English; nothing for words that name nothing."""
    if len(text) > LONGEST:
        return Meant()
    folded = fold(text)
    found = [_meant(folded, _lists(code)) for code in dict.fromkeys((language, SOURCE))]
    sure = next((meant for meant in found if meant.sure), None)
    return sure or next((meant for meant in found if meant.intents), Meant())


@lru_cache(maxsize=32)
def _lists(code: str) -> Lists:
    data: Mapping[str, tuple[str, ...]] = load_intents().get(code, {})
    turning = frozenset(_plain(word) for word in data.get("not", ()))
    asked = [(name, _plain(phrase)) for name, phrases in data.items() if name != "not" for phrase in phrases]
    return Lists(tuple(_phrase(name, tuple(said.split()), turning) for name, said in asked), turning)


def _plain(text: str) -> str:
    return fold(text).replace("'", "")


def _phrase(intent: str, words: tuple[str, ...], turning: frozenset[str]) -> Phrase:
    turned = [word in turning for word in words]
    short = any(len(word.rstrip("*")) < SHORTEST_FREE for word in words)
    close = tuple(a or b for a, b in pairwise(turned))
    return Phrase(intent, words, short or any(turned), close, is_unspaced("".join(words)))


def _meant(folded: str, lists: Lists) -> Meant:
    """The intents of the phrases that say most; sure where it is one, and no word turns the text round."""
    found = list(_found(folded, lists))
    most = max((size for size, _ in found), default=0)
    said = [phrase for size, phrase in found if size == most]
    intents = {phrase.intent for phrase in said}
    kept = len(intents) == 1 and any(_kept(folded, phrase, lists) for phrase in said)
    return Meant(tuple(name for name in INTENTS if name in intents), sure=kept)


def _found(folded: str, lists: Lists) -> Iterator[tuple[int, Phrase]]:
    """Give the phrases that stand in a text with how much each says: its words, or its signs in Chinese."""
    bare, readings = folded.replace(" ", ""), list(_readings(folded))
    for phrase in lists.phrases:
        if phrase.unspaced and phrase.words[0] in bare:
            yield len(phrase.words[0]), phrase
        elif any(_stands(phrase, words) for words in readings):
            yield len(phrase.words), phrase


def _readings(folded: str) -> Iterator[tuple[str, ...]]:
    """Give the words of a text, an apostrophe dropped ("didn't") or between two words ("n'ai")."""
    for joined in ("", " ") if "'" in folded else ("",):
        words = tuple(PIECE.findall(folded.replace("'", joined)))
        if len(words) <= MOST_WORDS:
            yield words


def _stands(phrase: Phrase, words: Sequence[str]) -> bool:
    if not phrase.in_order:
        return all(any(_same(word, typed) for typed in words) for word in phrase.words)
    return any(_follow(phrase.words, words[start:], phrase.close) for start in range(len(words)))


def _follow(wanted: Sequence[str], words: Sequence[str], close: Sequence[bool]) -> bool:
    """Tell whether the wanted words follow each other from the first word on, with few others between."""
    if not words or not _same(wanted[0], words[0]):
        return False
    if not close:
        return True
    most = 1 if close[0] else GAP
    return any(_follow(wanted[1:], words[step:], close[1:]) for step in range(1, most + 2))


@lru_cache(maxsize=4096)
def _same(wanted: str, typed: str) -> bool:
    """Tell whether a typed word is the wanted one, begins with it (a word with *), or is one slip away."""
    if wanted.endswith("*"):
        return typed.startswith(wanted[:-1])
    if wanted == typed:
        return True
    near = min(len(wanted), len(typed)) >= SHORTEST_SLIP and wanted[0] == typed[0]
    return near and OSA.distance(wanted, typed, score_cutoff=1) <= 1


def _kept(folded: str, phrase: Phrase, lists: Lists) -> bool:
    """Tell whether no word turns the text round, but those that the phrase itself asks for."""
    bare = folded.replace(" ", "")
    if any(word in bare for word in lists.turning if is_unspaced(word)):
        return False
    return all(not ({*words} & lists.turning - {*phrase.words}) for words in _readings(folded))
