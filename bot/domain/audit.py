"""The log of what the team did: a chain in which every entry is sealed together with all before it.

The link of an entry is keyed BLAKE2b over the link before it and the entry itself. Without the key nobody can make a
link, and with the key a cut or a rewritten chain still differs from a head that was told to somebody before.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Literal

KEY_BYTES = 32
LINK_BYTES = 32
FIRST = bytes(LINK_BYTES)  # what stands before the first entry
ACTOR_DIGITS = 12
CONSOLE = "console"  # whoever runs the command line
ACTION = re.compile(r"[a-z]([a-z-]{0,30}[a-z])?")
LONGEST_ABOUT = 128

Broken = Literal["", "order", "link", "head"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed of the team: its number from 1, the day, who under a pseudonym, what, and about which thing.

    `about` is a court, a defect, a file or a hash; never a respondent.
    """

    n: int
    day: str
    actor: str
    action: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """An entry with its link."""

    entry: Entry
    link: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """How far a chain goes: the number of its entries, and the last link."""

    n: int = 0
    link: bytes = FIRST

    @property
    def told(self) -> str:
        """The head as it is told to people: number, colon, 64 hexadecimal digits."""
        return f"{self.n}:{self.link.hex()}"


def actor_of(key: bytes, chat_id: int) -> str:
    """The pseudonym of a chat in the log: it stays the same, and leads back to the chat by the key alone."""
    told = b"actor" + chat_id.to_bytes(8, "big", signed=True)
    return hashlib.blake2b(told, key=key, digest_size=ACTOR_DIGITS // 2).hexdigest()


def link_of(key: bytes, before: bytes, entry: Entry) -> bytes:
    """The link of an entry that stands after another link."""
    told = json.dumps(astuple(entry), ensure_ascii=False, separators=(",", ":")).encode()
    return hashlib.blake2b(before + told, key=key, digest_size=LINK_BYTES).digest()


def follow(key: bytes, head: Head, entry: Entry) -> Linked:
    """The entry linked to the chain that ends with this head; raises ValueError where it does not fit there."""
    if entry.n != head.n + 1 or not ACTION.fullmatch(entry.action) or len(entry.about) > LONGEST_ABOUT:
        raise ValueError(entry.action)
    return Linked(entry, link_of(key, head.link, entry))


def first_break(key: bytes, chain: Iterable[Linked], head: Head) -> tuple[int, Broken]:
    """Where the chain is not as it was written, and what is wrong there; (0, "") where all of it is whole.

    `order`: an entry is missing, twice there or in another place. `link`: the entry or its link was changed.
    `head`: the chain ends before or after the head that was kept.
    """
    before, n = FIRST, 0
    for linked in chain:
        n += 1
        if linked.entry.n != n:
            return n, "order"
        if link_of(key, before, linked.entry) != linked.link:
            return n, "link"
        before = linked.link
    return (0, "") if Head(n, before) == head else (n, "head")


def is_part(chain: Iterable[Linked], told: str) -> bool:
    """Whether a head that was told to somebody is a place of this chain: nothing up to there was rewritten."""
    number, _, digits = told.strip().partition(":")
    if not number.isdecimal():
        return False
    if int(number) == 0:
        return digits == FIRST.hex()
    return any(one.entry.n == int(number) and one.link.hex() == digits for one in chain)
