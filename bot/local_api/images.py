"""The size of a picture out of its bytes, and made-up pictures for people who have none to send."""

import math
import struct
import zlib

from bot.local_api.errors import bad_request

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
SIDES = 10_000
RATIO = 20
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def picture_size(data: bytes) -> tuple[int, int]:
    """Give width and height of a PNG or JPEG, or refuse it as Telegram does."""
    size = _png_size(data) if data.startswith(PNG) else _jpeg_size(data)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > SIDES or max(size) > RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return size


def picture_type(data: bytes) -> str:
    """Give the media type of a PNG or JPEG."""
    return "image/png" if data.startswith(PNG) else "image/jpeg"


def _png_size(data: bytes) -> tuple[int, int] | None:
    if len(data) < 24:  # noqa: PLR2004 - signature and header
        return None
    width, height = struct.unpack(">II", data[16:24])
    return (width, height) if width and height else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2 if data.startswith(JPEG) else len(data)
    while at + 9 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - a marker
        if data[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return (width, height) if width and height else None
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None


def made_up_picture(width: int = 480, height: int = 320) -> bytes:
    """Give a PNG of hills at dusk: somebody's photo, and nobody's."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            rows += bytes(_colour(x / width, y / height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(bytes(rows), 6)), _chunk(b"IEND", b""))
    return PNG + b"".join(chunks)


def _colour(x: float, y: float) -> tuple[int, int, int]:
    far = 0.55 + 0.10 * math.sin(5 * x + 1)
    near = 0.75 + 0.08 * math.sin(8 * x + 3)
    if y > near:
        return 38, 70, 83
    if y > far:
        return 74, 111, 125
    return int(250 - 60 * y), int(205 - 60 * y), int(160 + 60 * y)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
