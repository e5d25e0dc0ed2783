"""What may be wrong in a translation besides its form: a wide label, English left, a term of the court missing."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import polib

from bot.law.values import Language
from bot.text.folding import fold
from bot.text.typed_words import is_unspaced

LABEL = 28  # an English text that is longer is no label
NO_LABEL = re.compile(r"[<%]|[.:]$")
ASIDE = re.compile(r"\([^()]*\)|（[^（）]*）|<code>.*?</code>|<a .*?</a>|[\"“«][^\"”»]*[\"”»]", re.DOTALL)
# Common English words that are no word of any language here.
ENGLISH = re.compile(r"\b(?:the|your|with|this|which|have|should|because|through|whether)\b", re.IGNORECASE)
WORDS = re.compile(r"[^\W\d_]{3,}")
SPOKEN_OF: Mapping[str, str] = {
    "Notice to Appear": r"\bNotices? to Appear\b",
    "hearing": r"\bhearings?\b",
    "immigration judge": r"\bjudges?\b",
    "immigration court": r"\bimmigration courts?\b",
    "lawyer": r"\blawyers?\b",
    "interpreter": r"\binterpreters?\b",
    "order of removal": r"\bremoval order|\bordered removed",
    "motion to reopen": r"\breopen",
    "change of address": r"\bchange of address\b|\baddress change\b",
    "A-number (Alien registration number)": r"\bA-number",
}
SHORTEST_WORD = 4
ENDING = 2


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at: which rule, and the English of the message."""

    rule: str
    message: str


def doubts(catalog: Iterable[polib.POEntry], language: Language, terms: Mapping[str, frozenset[str]]) -> list[Doubt]:
    """What to look at in a catalog; nothing of it makes a screen wrong by itself."""
    found = []
    for entry in catalog:
        if entry.translated():
            forms = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
            found += [Doubt(rule, entry.msgid) for rule in _rules(entry, forms, language, terms)]
    return found


def _rules(
    entry: polib.POEntry, forms: list[str], language: Language, terms: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    if is_label(entry) and any(len(form) > language.label_width for form in forms):
        yield f"label wider than {language.label_width}"
    if any(english_left(entry.msgid, form) for form in forms):
        yield "English left"
    spoken_of = [t for t, p in SPOKEN_OF.items() if t in terms and re.search(p, entry.msgid, re.IGNORECASE)]
    yield from (f"term {t}" for t in spoken_of if not any(has_term(form, terms[t]) for form in forms))


def is_label(entry: polib.POEntry) -> bool:
    """Whether a message looks like a button's label: of the chat, short, without markup, no sentence."""
    in_chat = not entry.occurrences or any("/documents/" not in place for place, _ in entry.occurrences)
    return in_chat and len(entry.msgid) <= LABEL and not NO_LABEL.search(entry.msgid)


def english_left(english: str, translation: str) -> bool:
    """Whether English words stand in a translation outside of brackets, quotes and examples.

    A text of two words or more that is the same in both counts too; names of states and papers have capitals.
    """
    bare = ASIDE.sub(" ", translation)
    same = english == translation and len([w for w in WORDS.findall(ASIDE.sub(" ", english)) if w.islower()]) > 1
    return same or ENGLISH.search(bare) is not None


def has_term(translation: str, words: frozenset[str]) -> bool:
    """Whether one of a term's words stands in a translation, whatever its ending."""
    folded = fold(translation)
    return any(word in folded for word in words)


@cache
def read_terms(file: Path) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """The words of each term by language, from the glossary: without endings, so that inflection does not matter."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            said = re.split(r"[;/,、；]", f"{row['translation']};{row['plain_word']};{_brackets(row['translation'])}")
            stems = frozenset(stem for text in said for stem in _stems(ASIDE.sub(" ", text)))
            terms = found.setdefault(row["language"], {})
            terms[row["term"]] = terms.get(row["term"], frozenset()) | stems
    return found


def _brackets(text: str) -> str:
    return ";".join(re.findall(r"[(（]([^()（）]*)[)）]", text))


def _stems(text: str) -> Iterator[str]:
    """What to look for: words without their endings, two signs of Chinese, two syllables of Vietnamese."""
    words = re.findall(r"[^\s\d.,!?]+", fold(text))
    for word in words:
        if is_unspaced(word):
            yield from (word[n : n + 2] for n in range(len(word) - 1))
        elif len(word) >= SHORTEST_WORD:
            yield word[: max(SHORTEST_WORD, len(word) - ENDING)]
        elif not word.isascii():
            yield word
    if all(len(word) < SHORTEST_WORD for word in words):
        yield from (" ".join(pair) for pair in pairwise(words))
