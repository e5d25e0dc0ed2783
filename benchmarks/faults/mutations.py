"""Damaged updates, forged buttons and bad HTTP at the real door: answered, and not a word of them in a log."""

import asyncio
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import product
from pathlib import Path
from typing import Any

import aiohttp
import orjson

from benchmarks.faults.found import Found
from benchmarks.faults.record import differences, kept_now
from benchmarks.faults.seizure import LOUD
from benchmarks.moves import BEGIN, FIRST_WORDS, spanish_check
from benchmarks.phones import Carrier, Phones, phones

CANARY = "QZMUTANT"
AT_ONCE = 8
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
TOO_LARGE = 5_000_000
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
FORGED = (
    "", "w", "w:", "w::::", "w:{nonce}", "w:{nonce}:{step}:", "w:{nonce}:result:<", "w:{nonce}:result:f.QZMUTANT",
    "w:{nonce}:{step}:QZMUTANT", "w:{nonce}:{step}:+QZMUTANT", "w:{nonce}:{step}:=9999-99-99",
    "w:{nonce}:{step}:~9999", "w:{nonce}:hearing_place:~QZ", "w:QZMUTANT:{step}:^", "w:{nonce}:QZMUTANT:*",
    "w:{nonce}:{step}:\u0000", "w:{nonce}:{step}:" + "é" * 20, "g:QZMUTANT", "g:en.QZMUTANT", "g:new.QZMUTANT",
    "l:QZMUTANT", "l:", "QZMUTANT",
)  # fmt: skip


async def post_mutations(folder: Path, *, how_many: int, seed: int = 1) -> Found:
    """So many random mutations of real updates, then forged buttons, then bad HTTP; then the bot has to work."""
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    carrier = Carrier(keep_bodies=True)
    async with phones(folder, 2, carrier=carrier, command=LOUD) as scene:
        await scene.bot.start()
        losses, statuses, forged = await _storm(scene, chance, how_many)
        losses += [f"bad HTTP: {line}" for line in await bad_http(scene)]
        losses += [f"afterwards, {line}" for line in await works(scene)]
    log = scene.bot.log.read_text("utf-8", "replace")
    losses += [f"in the log: {what}" for what in ("Traceback", CANARY, CANARY.lower()) if what in log]
    seen = (
        f"{sum(statuses.values())} damaged updates answered: {', '.join(f'{n} × {s}' for s, n in statuses.items())}",
        f"{forged} forged buttons, 5 MB with and without its length, wrong method, kind and secret",
    )
    return Found("damaged updates", seen, tuple(losses))


async def _storm(scene: Phones, chance: random.Random, how_many: int) -> tuple[list[str], Counter[int], int]:
    first, other = scene.people
    scene.people = [first]
    await scene.all_do((*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date())))
    for kind in ("photo", "sticker", "voice", "location", "document"):
        await scene.unless_dead(scene.answered(first, first.sends(kind, caption=CANARY)))
    real = [orjson.loads(body) for body in scene.carrier.bodies]
    bodies = [*GARBAGE, *(damaged(chance, chance.choice(real)) for _ in range(how_many))]
    statuses = Counter(await post_all(scene, bodies))
    forged = [*forgeries(scene, real)]
    statuses.update(await post_all(scene, forged))
    losses = [f"{n} answers {status}" for status, n in statuses.items() if status != 200]
    scene.people = [other]
    return losses, statuses, len(forged)


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a JSON value that can be damaged: its container and its key."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(items):
        yield value, key
        yield from spots(inner)


def damaged(chance: random.Random, update: Mapping[str, Any]) -> bytes:
    """The update with one to four things wrong, now and then in its bytes; most with an id of their own."""
    value: Any = deepcopy(dict(update))
    if chance.random() < 0.9:  # the others are ids that were seen before
        value["update_id"] = chance.randrange(2**40, 2**41)
    for _ in range(chance.randint(1, 4)):
        container, key = chance.choice(list(spots(value)) or [({0: 0}, 0)])
        if chance.random() < 0.3:
            del container[key]
        else:
            container[key] = deepcopy(chance.choice(STRANGE))
    raw = bytearray(orjson.dumps(value))
    if raw and chance.random() < 0.15:
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return bytes(raw)


def forgeries(scene: Phones, real: Sequence[Mapping[str, Any]]) -> Iterator[bytes]:
    """Taps with data that no screen of this bot ever showed, under the run that is open."""
    tap = next(update for update in reversed(real) if "callback_query" in update)
    shown = [button.data for message in scene.people[0].from_bot for button in message.buttons]
    nonce = next(data.split(":")[1] for data in reversed(shown) if data.startswith("w:"))
    for number, (step, data) in enumerate(product(("hearing_date", "status", "result", "acis"), FORGED)):
        forged = deepcopy(dict(tap))
        forged["update_id"] = 2**42 + number
        forged["callback_query"]["data"] = data.replace("{nonce}", nonce).replace("{step}", step)
        yield orjson.dumps(forged)


async def post_all(scene: Phones, bodies: Sequence[bytes]) -> list[int]:
    """The statuses that these bodies get, some at once."""
    found: list[int] = []
    webhook = scene.telegram.webhook
    headers = {SECRET: webhook.secret, "Content-Type": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as session:

        async def post_every(start: int) -> None:
            for body in bodies[start::AT_ONCE]:
                async with session.post(webhook.url, data=body) as answer:
                    await answer.read()
                    found.append(answer.status)

        await scene.unless_dead(asyncio.gather(*(post_every(start) for start in range(AT_ONCE))))
    return found


async def bad_http(scene: Phones) -> list[str]:
    """Which bad requests got another status than they should."""
    json, secret = "Content-Type: application/json", f"{SECRET}: {scene.telegram.webhook.secret}"
    chunk = b"%x\r\n" % TOO_LARGE + b" " * TOO_LARGE + b"\r\n0\r\n\r\n"
    requests = {
        "5 MB": (413, ["POST", json, secret, f"Content-Length: {TOO_LARGE}"], b" " * TOO_LARGE),
        "5 MB of unknown length": (413, ["POST", json, secret, "Transfer-Encoding: chunked"], chunk),
        "no secret": (403, ["POST", json, "Content-Length: 2"], b"{}"),
        "a wrong secret": (403, ["POST", json, f"{SECRET}: {CANARY}", "Content-Length: 2"], b"{}"),
        "GET": (405, ["GET", secret], b""),
        "a form": (415, ["POST", secret, "Content-Type: text/plain", "Content-Length: 2"], b"{}"),
    }
    found = {name: await status_of(scene, given[1], given[2]) for name, given in requests.items()}
    return [
        f"{name}: {found[name]}, not {status}" for name, (status, _, _) in requests.items() if found[name] != status
    ]


async def status_of(scene: Phones, lines: Sequence[str], body: bytes) -> int:
    """The status of one raw request; a server that hangs up before the end of the body is heard all the same."""
    method, *headers = lines
    reader, writer = await asyncio.open_connection("127.0.0.1", scene.bot.port)
    head = "\r\n".join((f"{method} /telegram HTTP/1.1", "Host: localhost", *headers, "", "")).encode()
    writer.write(head + body[:2_000_000])
    try:
        return int((await reader.readline()).split()[1])
    finally:
        writer.close()


async def works(scene: Phones) -> list[str]:
    """What goes wrong in a whole check of somebody else after all that."""
    await scene.all_do((*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date())))
    await scene.unless_dead(scene.telegram.idle())
    kept = kept_now(scene.bot.folder, [person.id for person in scene.people])
    return [*differences(scene, kept, whole=True)]
