"""What typed words say about a place: folded, without filler, nicknames spelled out, states as two letters."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from rapidfuzz.distance import OSA

from bot.law.load import load_city_names, load_nicknames, load_states

OTHER_SCRIPT = re.compile(r"[\u0300-\uffff]+")
APOSTROPHES = ".'\u2019\u02bc"


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words that say nothing about which court is meant.
FILLER = _set_of(
    "immigration court courts courthouse hearing at the in on of my is it its for near city downtown usa us "
    "corte cortes tribunal juzgado inmigracion migracion de del en el los mi ciudad detained detention center "
    "street st str avenue ave av blvd boulevard road rd drive dr suite ste room rm floor fl unit calle avenida "
    "north south east n s e sw nw ne se turnpike pike way la prison video "
    "tribunal imigracao audiencia no na do da em dimmigration limmigration immigration cour audience le les du des "
    "tribinal imigrasyon nan lan kou mahkemesi gocmenlik goc toa an di tru o tai"
)
# Words of names and streets that many places share: they must fit, but they are never enough.
WEAK = _set_of(
    "san santa los las parkway new el fort port salt lake north west building plaza federal office box po level "
    "lower lane park place square one main market front commerce broad capitol executive adjudication "
    "processing marina heights house school red pine hill concourse pacific gateway river little canal orange "
    "montana oakland nevada delaware michigan pennsylvania congress hall door ii mall veterans range "
    "jefferson hopkins ridge ridgetop evans clark smith apollo valley falls church turner pinal juan van buena "
    "vista mesa superior moss worth"
)
# Two letters that are also a word of a language people write in, or a greeting.
NEVER_ALONE = _set_of("DE HI IN LA ME NO OH OK OR")
ALONE_ONLY_IN_CAPITALS = _set_of("AL AS CO ID IL MA MI MO MS NE PA VA")
SAME = {"second": "2nd", "third": "3rd", "fifth": "5th", "sixth": "6th", "seventh": "7th", "w": "west"}


def fold(text: str) -> str:
    """Give the text in small letters without accents and marks, its words one space apart."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(sign for sign in bare if not unicodedata.combining(sign) and sign not in APOSTROPHES)
    return " ".join(SAME.get(word, word) for word in re.findall(r"[^\W_]+", kept))


def in_latin(typed: str) -> str:
    """Give a text with the cities that it names in another script by their Latin names, and no other script left.

    A text that names none stays as it is.
    """
    if typed.isascii():
        return typed
    text = _comparable(typed)
    found = text
    for name, meant in _in_other_scripts().items():
        found = found.replace(name, f" {meant} ")
    return typed if found == text else OTHER_SCRIPT.sub(" ", found)


def _comparable(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


@cache
def _in_other_scripts() -> Mapping[str, str]:
    """Give the names in other scripts, the longest first so that none is taken for a part of itself."""
    names = {_comparable(name): meant for name, meant in load_city_names().items()}
    return MappingProxyType(dict(sorted(names.items(), key=lambda pair: -len(pair[0]))))


def state_alone(typed: str) -> str:
    """Give the state whose two letters are all that was typed, or nothing."""
    word = re.sub(r"[\s.,]", "", typed)
    code = word.upper()
    if code not in load_states() or code in NEVER_ALONE:
        return ""
    return "" if code in ALONE_ONLY_IN_CAPITALS and word != code else code


def readings(typed: str) -> Iterator[tuple[str, ...]]:
    """Give the ways the words may be meant: as they stand, and with a state as its two letters."""
    folded = fold(typed)
    plain = _spelled_out(folded)
    yield telling(plain)
    if folded in load_nicknames():
        return
    for name, code in _state_names().items():
        if has_phrase(plain, name):
            yield (*telling(_without(plain, name)), code)
            return
    near = next((code for name, code in _state_names().items() if is_near(plain, name, most=1)), "")
    if near and len(plain) > len("texas"):
        yield (near,)


def _spelled_out(folded: str) -> str:
    names = load_nicknames()
    if folded in names:
        return names[folded]
    several = (name for name in sorted(names, key=len, reverse=True) if len(name) > len("la"))
    for name in several:
        if has_phrase(folded, name) and not has_phrase(folded, names[name]):
            return f" {folded} ".replace(f" {name} ", f" {names[name]} ").strip()
    return folded


def telling(words: str) -> tuple[str, ...]:
    """Give the words that say something about which court is meant."""
    return tuple(word for word in words.split() if word not in FILLER)


def has_phrase(words: str, phrase: str) -> bool:
    """Whether the phrase stands in the words, whole words only."""
    return f" {phrase} " in f" {words} "


def _without(words: str, phrase: str) -> str:
    return f" {words} ".replace(f" {phrase} ", " ", 1)


@cache
def _state_names() -> Mapping[str, str]:
    """Give the states' folded names, the longest first so that West Virginia is not read as Virginia."""
    names = {fold(name): f"={code}" for code, name in load_states().items()}
    return MappingProxyType(dict(sorted(names.items(), key=lambda pair: -len(pair[0]))))


def is_near(typed: str, known: str, *, most: int = 2) -> bool:
    """Whether a word may be a slip for another: one edit, two in a long word, or other order of letters."""
    shorter = min(len(typed), len(known))
    if shorter < len("miami") or typed[0] != known[0] or typed.isdigit():
        return False
    edits = 1 if shorter < len("portland") else most
    return sorted(typed) == sorted(known) or OSA.distance(typed, known, score_cutoff=edits) <= edits


def is_strong(word: str) -> bool:
    """Whether a word alone may name a court: no number, no letter of a room, nothing that many places share."""
    return len(word) > len("st") and not word[0].isdigit() and word not in WEAK and word not in _state_names()
