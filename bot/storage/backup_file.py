"""A backup's file: sealed frames in one order, each bound to its place and to this backup, the last says that it is.

The file begins with MAGIC and 16 random bytes; then come frames, each its size in four bytes and a value sealed
under the newest root key (`Keys.seal`) for the random bytes and the frame's number. A frame that is damaged, moved,
missing, or of another backup does not open; a file cut off has no last frame.
"""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from bot.storage.errors import StoreError
from bot.storage.keys import Keys, Sealed

MAGIC = b"fair hearing backup 1\n"
ID_BYTES = 16
SIZE_BYTES = 4
MOST = 64_000_000  # bytes of a frame: a damaged size must not take all memory
TABLE = "backup"
LAST = "last"
Frame = dict[str, object]


def write_frames(path: Path, frames: Iterable[Frame], keys: Keys) -> int:
    """Write a backup that is whole or not there at all, readable by its owner alone; gives its size in bytes."""
    beside = path.with_name(path.name + ".new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            _write(file, frames, keys)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return size


def read_frames(path: Path, keys: Keys) -> Iterator[Frame]:
    """The frames of a backup, the last one not among them; raises StoreError where one is not what was written."""
    if not path.exists():
        raise StoreError(f"{path}: there is no such file")
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise StoreError(f"{path}: is not a backup of this program")
        made = file.read(ID_BYTES)
        number = 0
        while True:
            frame = _read(file, keys, made + number.to_bytes(8, "big"), path)
            if LAST in frame:
                break
            yield frame
            number += 1
        if frame[LAST] != number or file.read(1):
            raise StoreError(f"{path}: is damaged at its end")


def _write(file: BinaryIO, frames: Iterable[Frame], keys: Keys) -> None:
    made = os.urandom(ID_BYTES)
    file.write(MAGIC + made)
    number = 0
    for number, frame in enumerate(frames, 1):
        _put(file, keys, made + (number - 1).to_bytes(8, "big"), frame)
    _put(file, keys, made + number.to_bytes(8, "big"), {LAST: number})


def _put(file: BinaryIO, keys: Keys, row: bytes, frame: Frame) -> None:
    sealed = keys.seal(TABLE, row, json.dumps(frame, separators=(",", ":")).encode())
    file.write(len(sealed).to_bytes(SIZE_BYTES, "big") + sealed)


def _read(file: BinaryIO, keys: Keys, row: bytes, path: Path) -> Frame:
    size = int.from_bytes(file.read(SIZE_BYTES), "big")
    sealed = file.read(size) if 0 < size <= MOST else b""
    try:
        found: Frame = json.loads(keys.open(TABLE, row, sealed))
    except Sealed:
        of_us = sealed[: len(keys.heads[0])] in keys.heads
        raise StoreError(
            f"{path}: is damaged or was cut off"
            if of_us or len(sealed) != size or not size
            else f"{path}: none of the live root keys opens it"
        ) from None
    return found
