"""How typed text is made comparable: no case, no accents, plain digits and signs, one spelling for one sound."""

import re
import unicodedata
from collections.abc import Iterator

PLAIN_LATIN = str.maketrans("\u0131\u0111\u0142\u00f8\u2019\u2018\u02bc`", "idlo''''")
UNSEEN = frozenset({"Cf", "Co", "Cn", "Cs"})
# Marks that people leave out or set as they like: Arabic vowels and hamza, the two dots of ё, nuqta, addak.
LOOSE_MARKS = frozenset({*map(chr, range(0x64B, 0x660)), "\u0670", "\u0308", "\u093c", "\u0a3c", "\u0a71", "\u0a51"})
# What readers of a script take for the same: Arabic letters without their dots, the two signs of a nasal vowel,
# Ethiopic letters of one sound, and the punctuation of each script.
ALIKE = str.maketrans(
    {
        **dict(zip("\u0649\u06cc\u06a9\u0629\u0671", "\u064a\u064a\u0643\u0647\u0627", strict=True)),
        "\u0640": None,
        "\u0901": "\u0902",
        "\u0a02": "\u0a70",
        **{chr(0x1210 + n): chr(0x1200 + n) for n in range(7)},
        **{chr(0x1280 + n): chr(0x1200 + n) for n in range(7)},
        **{chr(0x1220 + n): chr(0x1230 + n) for n in range(7)},
        **{chr(0x12D0 + n): chr(0x12A0 + n) for n in range(7)},
        **{chr(0x1340 + n): chr(0x1338 + n) for n in range(7)},
        "\u1203": "\u1200",
        "\u1213": "\u1200",
        "\u1283": "\u1200",
        "\u12a3": "\u12a0",
        "\u12d3": "\u12a0",
        **dict(zip("\u060c\u061b\u061f\u0964\u0970\u1361\u1363\u1364\u1362\u3001\u3002", ",;?..:,;.,.", strict=True)),
    }
)
ETHIOPIC = re.compile(r"[\u1369-\u137b]+")
HUNDRED = "\u137b"
TENS = "\u1372\u1373\u1374\u1375\u1376\u1377\u1378\u1379\u137a"


def fold(text: str) -> str:
    """Give a text as it is compared: no case, no Latin accents, ASCII digits, single spaces, nothing invisible."""
    folded = text
    for _ in range(3):  # case folding can undo the normal form it started from
        folded = _fold_once(folded)
        if folded.isascii():
            return folded
    return folded


def has_strange_numbers(text: str) -> bool:
    """Tell whether a text holds numbers that are no digits, such as a half or a square; Ethiopic ones are read."""
    return not text.isascii() and any(
        unicodedata.category(letter) == "No" and not ETHIOPIC.match(letter) for letter in text
    )


def _fold_once(text: str) -> str:
    if text.isascii():
        return " ".join(text.casefold().split())
    plain = unicodedata.normalize("NFKC", ETHIOPIC.sub(_number, text)).casefold().translate(PLAIN_LATIN)
    letters = "".join(_without_accents(unicodedata.normalize("NFD", plain)))
    return " ".join(unicodedata.normalize("NFKC", letters.translate(ALIKE)).split())


def _without_accents(decomposed: str) -> Iterator[str]:
    base = ""
    for letter in decomposed:
        category = unicodedata.category(letter)
        if category in UNSEEN or letter in LOOSE_MARKS:
            continue
        if category in {"Mn", "Me"}:
            if base > "\u024f":  # an accent on a letter of another script is part of the word
                yield letter
            continue
        base = letter
        yield str(unicodedata.decimal(letter)) if category == "Nd" else letter


def _number(found: re.Match[str]) -> str:
    """Give an Ethiopic number in digits: signs for ones and tens are added up, those before a hundred multiplied."""
    total = 0
    for sign in found[0]:
        if sign == HUNDRED:
            total = max(total, 1) * 100
        else:
            total += (TENS.index(sign) + 1) * 10 if sign in TENS else ord(sign) - 0x1368
    return str(total)
