"""Presses of buttons that no screen ever showed, and secrets that are nearly the webhook's."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import product
from string import ascii_letters, digits
from typing import Any

import orjson

from benchmarks.faults.damage import CANARY

FORGED = (
    "", "w", "w:", "w::::", "w:{nonce}", "w:{nonce}:{step}:", "w:{nonce}:result:f.QZMUTANT",
    "w:{nonce}:{step}:QZMUTANT", "w:{nonce}:{step}:+QZMUTANT", "w:{nonce}:{step}:=9999-99-99",
    "w:{nonce}:{step}:~9999", "w:{nonce}:hearing_place:~QZ", "w:QZMUTANT:{step}:^", "w:{nonce}:QZMUTANT:*",
    "w:{nonce}:{step}:\u0000", "w:{nonce}:{step}:" + "é" * 20, "g:QZMUTANT", "g:en.QZMUTANT", "g:new.QZMUTANT",
    "l:QZMUTANT", "l:", "QZMUTANT", "p:{nonce}:QZMUTANT", "r:on:QZMUTANT", "r:QZMUTANT", "b:QZMUTANT", "t:QZMUTANT",
)  # fmt: skip
STEPS = ("hearing_date", "status", "result", "acis")
LETTERS = ascii_letters + digits + "_-"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
FIRST_STRANGER = 2**45  # ids of people who are nowhere else
Lines = tuple[bytes, ...]


def forged_presses(
    chance: random.Random, tap: Mapping[str, Any], shown: Sequence[str], how_many: int
) -> Iterator[bytes]:
    """The taps that are known to be worth a try, then so many with a piece of what was shown made up."""
    nonce = next(data.split(":")[1] for data in reversed(shown) if data.startswith("w:"))
    tries = [data.replace("{nonce}", nonce).replace("{step}", step) for step, data in product(STEPS, FORGED)]
    tries += [_with_a_piece_made_up(chance, chance.choice(shown)) for _ in range(how_many)]
    for number, data in enumerate(tries):
        forged = deepcopy(dict(tap))
        forged["update_id"] = 2**42 + number
        forged["callback_query"]["data"] = data
        yield orjson.dumps(forged)


def _with_a_piece_made_up(chance: random.Random, data: str) -> str:
    """What a button carries, with one piece between colons that nobody gave out; at most 64 signs of it."""
    pieces = data.split(":")
    letters = "".join(chance.choices(LETTERS, k=chance.randint(0, 8)))
    pieces[chance.randrange(len(pieces))] = chance.choice((CANARY + letters, letters + CANARY))
    return ":".join(pieces)[:64]


def strangers_update(number: int) -> bytes:
    """A whole, valid update of somebody who never wrote: taken, it makes a row."""
    chat = FIRST_STRANGER + number
    person = {"id": chat, "is_bot": False, "first_name": CANARY, "language_code": "es"}
    message = {"message_id": 1, "date": 1_700_000_000, "chat": {"id": chat, "type": "private"}, "from": person}
    return orjson.dumps({"update_id": 2**43 + number, "message": message | {"text": f"/start {CANARY}"}})


def _changed(chance: random.Random, secret: str) -> str:
    at = chance.randrange(len(secret))
    other = chance.choice([letter for letter in LETTERS if letter != secret[at]])
    return secret[:at] + other + secret[at + 1 :]


def _moved(chance: random.Random, secret: str) -> str:
    turn = chance.randrange(1, len(secret))
    return secret[turn:] + secret[:turn]


def _case(chance: random.Random, secret: str) -> str:
    at = chance.choice([n for n, letter in enumerate(secret) if letter.isalpha()])
    return chance.choice((secret.swapcase(), secret[:at] + secret[at].swapcase() + secret[at + 1 :]))


def _split(chance: random.Random, secret: str) -> str:
    """White space or a sign in it; around it, white space is no part of a header's value (RFC 9110, 5.5)."""
    at = chance.randrange(1, len(secret))
    return secret[:at] + chance.choice((" ", "\t", "\u00a0", "\u200b", "\u0301", ",", "\u007f")) + secret[at:]


ONE: tuple[Callable[[random.Random, str], str], ...] = (
    _changed,
    lambda chance, secret: secret[: chance.randrange(len(secret))],
    lambda chance, secret: secret[chance.randrange(1, len(secret)) :],
    lambda chance, secret: secret + chance.choice(LETTERS) * chance.randint(1, 300),
    _moved,
    _case,
    _split,
    lambda _, secret: "Ѕ" + secret[1:],  # a Cyrillic letter
    lambda _, secret: "".join(chr(ord(letter) + 0xFEE0) for letter in secret),  # full width
    lambda _, secret: f'"{secret}"',
    lambda _, secret: f"{secret}, {secret}",
    lambda *_: CANARY,
)


def nearly_right(chance: random.Random, secret: str) -> Lines:
    """Header lines with no secret, or with one that is not the webhook's, or with more than one."""
    kind = chance.randrange(len(ONE) + 3)
    if kind < len(ONE):
        given = [f"{HEADER}: {ONE[kind](chance, secret)}"]
    elif kind == len(ONE):
        given = []
    elif kind == len(ONE) + 1:
        given = [f"{HEADER}: {secret}", f"{HEADER}: {chance.choice((secret, _changed(chance, secret)))}"]
        chance.shuffle(given)
    else:
        name = chance.choice((HEADER.replace("-", "_"), HEADER + "s", "Authorization", "Cookie"))
        given = [f"{name}: {secret}"]
    return tuple(line.encode() for line in given)
