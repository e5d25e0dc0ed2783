"""One entry of a batch as bytes: whose it is (a mark), a language, lines without their court; all of one size.

It is sealed under the batch's key and bound to its row. Nobody sees from the outside whether an entry holds lines.
"""

import hmac
import os
from dataclasses import dataclass

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from bot.domain.reports import Line
from bot.storage.keys import NONCE_BYTES, Sealed

MARK_BYTES = 16
SIZE_BYTES = 2
ENTRY_BYTES = 1024  # holds one of every defect, which a test proves
HEAD_BYTES = 96


@dataclass(frozen=True, slots=True)
class Entry:
    """What one submission put into one batch; the language is "" where it is counted elsewhere or was before."""

    mark: bytes
    lines: tuple[Line, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What a batch is: its court ("" for none), and the hour since 1970 in which it was opened."""

    court: str
    opened: int


def mark_of(batch_key: bytes, chat_id: int) -> bytes:
    """A person's mark in one batch, so that the release can count people; it means nothing anywhere else."""
    return hmac.digest(batch_key, b"mark" + chat_id.to_bytes(8, "big", signed=True), "sha256")[:MARK_BYTES]


def seal_entry(batch_key: bytes, row: bytes, entry: Entry) -> bytes:
    """The entry sealed for this row; raises ValueError where it is too long for the one size."""
    defects: dict[str, dict[str, list[str]]] = {}
    for line in entry.lines:
        defects.setdefault(line.paper, {}).setdefault(line.how, []).append(line.defect)
    plain = entry.mark + _padded(orjson.dumps([entry.language, defects]), ENTRY_BYTES)
    return _sealed(batch_key, b"entry" + row, plain)


def open_entry(batch_key: bytes, row: bytes, blob: bytes, court: str) -> Entry:
    """The entry of this row, its lines with the court of its batch; raises Sealed."""
    plain = _opened(batch_key, b"entry" + row, blob)
    language, papers = orjson.loads(_unpadded(plain[MARK_BYTES:]))
    lines = [
        Line(court, paper, defect, how)
        for paper, ways in papers.items()
        for how, defects in ways.items()
        for defect in defects
    ]
    return Entry(plain[:MARK_BYTES], tuple(lines), language)


def seal_head(batch_key: bytes, batch: bytes, head: Head) -> bytes:
    """The head sealed for this batch; raises ValueError where the court's id is too long."""
    return _sealed(batch_key, b"head" + batch, _padded(orjson.dumps([head.court, head.opened]), HEAD_BYTES))


def open_head(batch_key: bytes, batch: bytes, blob: bytes) -> Head:
    """The head of this batch; raises Sealed."""
    return Head(*orjson.loads(_unpadded(_opened(batch_key, b"head" + batch, blob))))


def _padded(plain: bytes, size: int) -> bytes:
    if len(plain) > size:
        raise ValueError(f"{len(plain)} bytes where {size} are the most")
    return len(plain).to_bytes(SIZE_BYTES, "big") + plain.ljust(size, b"\0")


def _unpadded(padded: bytes) -> bytes:
    return padded[SIZE_BYTES : SIZE_BYTES + int.from_bytes(padded[:SIZE_BYTES], "big")]


def _sealed(key: bytes, bound: bytes, plain: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCMSIV(key).encrypt(nonce, plain, bound)


def _opened(key: bytes, bound: bytes, blob: bytes) -> bytes:
    try:
        return AESGCMSIV(key).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], bound)
    except (InvalidTag, ValueError):
        raise Sealed from None
