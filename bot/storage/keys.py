"""The root keys and what is derived from them: sealing, blind indexes, and secrets for other purposes."""

import hmac
import os
from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ROOT_BYTES = 32
KEY_ID_BYTES = 4
NONCE_BYTES = 12
PAD_TO = 256
LENGTH_BYTES = 4
FORMAT = b"\x01"
HEAD_BYTES = len(FORMAT) + KEY_ID_BYTES + NONCE_BYTES


class BadKey(Exception):  # noqa: N818 - it says what is wrong
    """A root key, or the file of them, cannot be used; the message is one line and holds no key."""


class Sealed(Exception):  # noqa: N818 - a state, not a failure
    """A sealed value that no live key opens in this place: another key's, another row's, or damaged."""


def _derived(root: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), ROOT_BYTES, salt=None, info=f"fairhearing/v1/{purpose}".encode()).derive(root)


@dataclass(frozen=True, slots=True)
class Key:
    """One root key and its derivations, each made once; shown by its id alone."""

    id: bytes
    root: bytes = field(repr=False)
    indexing: hmac.HMAC = field(repr=False, compare=False)
    sealing: AESGCMSIV = field(repr=False, compare=False)

    @classmethod
    def of(cls, root: bytes) -> Self:
        """The key of 32 random bytes; raises BadKey for any other number of bytes."""
        if len(root) != ROOT_BYTES:
            raise BadKey(f"a root key has {ROOT_BYTES} bytes, not {len(root)}")
        return cls(
            id=_derived(root, "id")[:KEY_ID_BYTES],
            root=root,
            indexing=hmac.new(_derived(root, "index"), digestmod="sha256"),
            sealing=AESGCMSIV(_derived(root, "seal")),
        )

    def __repr__(self) -> str:
        """The key's id in hexadecimal digits."""
        return f"<Key {self.id.hex()}>"


@dataclass(frozen=True, slots=True)
class Keys:
    """The live root keys, newest first: the newest seals, every one opens and is looked up."""

    live: tuple[Key, ...]

    def __post_init__(self) -> None:
        """Refuse to be without a key."""
        if not self.live:
            raise BadKey("there is no live root key")

    @classmethod
    def of(cls, *roots: bytes) -> Self:
        """The keys of these root secrets, newest first."""
        return cls(tuple(Key.of(root) for root in roots))

    def seal(self, table: str, row: bytes, plain: bytes) -> bytes:
        """`plain` sealed under the newest key for this row of this table alone, its size hidden.

        AES-GCM-SIV (RFC 8452): format, key id, nonce, ciphertext. The text is padded with its length in front.
        """
        key = self.live[0]
        nonce = os.urandom(NONCE_BYTES)
        sealed = key.sealing.encrypt(nonce, _padded(plain), _bound(table, row, key.id))
        return b"".join((FORMAT, key.id, nonce, sealed))

    def open(self, table: str, row: bytes, blob: bytes) -> bytes:
        """What was sealed for this row of this table; raises Sealed where no live key opens it."""
        key_id = blob[len(FORMAT) : len(FORMAT) + KEY_ID_BYTES]
        key = next((key for key in self.live if key.id == key_id), None)
        if key is None or not blob.startswith(FORMAT):
            raise Sealed
        nonce = blob[HEAD_BYTES - NONCE_BYTES : HEAD_BYTES]
        try:
            padded = key.sealing.decrypt(nonce, blob[HEAD_BYTES:], _bound(table, row, key_id))
        except (InvalidTag, ValueError):
            raise Sealed from None
        size = int.from_bytes(padded[:LENGTH_BYTES], "big")
        return padded[LENGTH_BYTES : LENGTH_BYTES + size]

    @property
    def heads(self) -> tuple[bytes, ...]:
        """What every value sealed under a live key begins with, newest key first: 5 bytes each."""
        return tuple([FORMAT + key.id for key in self.live])

    def is_newest(self, blob: bytes) -> bool:
        """Whether the newest key sealed this; an older one that is still live opens what it sealed as well."""
        return blob.startswith(FORMAT + self.live[0].id)

    def indexes(self, chat_id: int) -> tuple[bytes, ...]:
        """The blind index of a chat under every live key, newest first: 32 bytes each."""
        told = chat_id.to_bytes(8, "big", signed=True)
        return tuple([_told(key.indexing, told) for key in self.live])

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose under the newest key, for example the webhook's secret."""
        return _derived(self.live[0].root, f"derive/{purpose}")


def _told(indexing: hmac.HMAC, told: bytes) -> bytes:
    """The HMAC of this under a key that is there already: `hmac.digest` lets the other thread in, twice an answer."""
    index = indexing.copy()
    index.update(told)
    return index.digest()


def _padded(plain: bytes) -> bytes:
    size = LENGTH_BYTES + len(plain)
    return b"".join((len(plain).to_bytes(LENGTH_BYTES, "big"), plain, bytes(-size % PAD_TO)))


def _bound(table: str, row: bytes, key_id: bytes) -> bytes:
    name = table.encode()
    return b"".join((FORMAT, key_id, len(name).to_bytes(1, "big"), name, row))
