"""Updates that are no updates: real ones with something wrong, JSON made up at random, bytes."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

CANARY = "QZMUTANT"
STRANGE: tuple[Any, ...] = (
    None, True, False, -1, 0, 1, 2**31, 2**53, -(2**63), 1.5, 1e308, "", CANARY, "\u0000", "\u202e😀", [], [[]], {},
    {"id": CANARY}, [CANARY] * 50, {"message": {CANARY: 1}}, CANARY * 500, "/start", "/forget", "w:", "g:new",
)  # fmt: skip
GARBAGE = (
    b"", b"{", b"null", b"[]", b"\xff\xfe", b"{}", b"[" * 50_000, b'{"update_id":1e999}', CANARY.encode(),
    b'{"update_id":1,"message":"QZMUTANT"}', b'{"update_id":"QZMUTANT"}', b'{"update_id":1,"update_id":{}}',
    b'{"update_id":7}', b'{"update_id":7,"poll":{"id":"QZMUTANT"}}',
    b'{"update_id":7,"inline_query":{"query":"QZMUTANT"}}',
)  # fmt: skip
KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "poll", CANARY)
FIELDS = (
    *("message_id", "date", "chat", "from", "text", "entities", "id", "is_bot", "language_code", "type", "data"),
    *("message", "photo", "contact", "caption", "old_chat_member", "new_chat_member", "status", "offset", "length"),
    CANARY,
)
DEEPEST = 4


def strange_updates(chance: random.Random, real: Sequence[bytes], how_many: int) -> Iterator[bytes]:
    """The garbage, then so many: most are real ones damaged, a sixth is made up, a few are bytes."""
    yield from GARBAGE
    for _ in range(how_many):
        kind = chance.random()
        if kind < 0.8:
            yield damaged(chance, chance.choice(real))
        elif kind < 0.97:
            yield orjson.dumps(made_up(chance))
        else:
            yield chance.randbytes(chance.randint(0, 300)) + CANARY.encode()


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a JSON value that can be damaged: its container and its key."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from spots(inner)


def damaged(chance: random.Random, update: bytes) -> bytes:
    """The update with one to four things wrong, now and then in its bytes; most with an id of their own."""
    value: Any = orjson.loads(update)
    if chance.random() < 0.9:  # the others are ids that were seen before
        value["update_id"] = chance.randrange(2**40, 2**41)
    for _ in range(chance.randint(1, 4)):
        container, key = chance.choice(list(spots(value)) or [({0: 0}, 0)])
        if chance.random() < 0.3:
            del container[key]
        else:
            container[key] = chance.choice(STRANGE)
        value = orjson.loads(orjson.dumps(value))  # so that nothing is damaged in two places at once
    raw = bytearray(orjson.dumps(value))
    if raw and chance.random() < 0.15:
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


def made_up(chance: random.Random) -> Any:
    """An update of a kind that may exist, with fields that exist and anything in them."""
    return {"update_id": chance.randrange(2**41, 2**42), chance.choice(KINDS): _fields(chance, DEEPEST)}


def _fields(chance: random.Random, depth: int) -> Any:
    names = chance.sample(FIELDS, chance.randint(1, 9))
    return {name: _anything(chance, depth - 1) for name in names}


def _anything(chance: random.Random, depth: int) -> Any:
    kind = chance.random()
    if depth and kind < 0.4:
        return _fields(chance, depth)
    if kind < 0.6:
        return chance.randrange(2**33)
    return chance.choice(STRANGE)
