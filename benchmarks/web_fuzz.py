"""Ten thousand requests over all routes and methods, with strange paths, headers, cookies and bodies.

`python -m benchmarks.web_fuzz` starts the bot with made-up reports and prints what it found: no answer may be a
failure of the server, and without a session none may hold a number of the volunteers. Then as many with a session.
"""

import asyncio
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import aiohttp

from bot.web.guard import COOKIE

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")
NAMES = (
    "counts.csv",
    "counts.json",
    "dictionary.html",
    "monitor.css",
    "enter.js",
    "cells.csv",
    "..%2f..%2fetc%2fpasswd",
)
PIECES = (
    "'",
    '"',
    "<script>",
    "%00",
    "\u202e",
    "🙂",
    "../",
    "{{7*7}}",
    "a" * 3000,
    "-1",
    "miami",
    "no-time",
    "2026-05",
)
FIELDS = ("court", "state", "defect", "paper", "since", "until", "lang", "token", "words", "name")
KINDS = ("application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x", "text/plain", "")
SITES = ("same-origin", "cross-site", "none", "")
OPEN = ("/open", "/monitor/enter", "/monitor/static/", "/healthz", "/metrics")
LEAKS = (b"<table", b"<svg", b"month,court", b'"rows"', b"No hearing time")
FAILED = 500


@dataclass
class Found:
    """What came of it."""

    requests: int = 0
    failures: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)


async def fuzz(origin: str, paths: list[str], number: int, chance: Random, *, session: str = "") -> Found:
    """Send so many requests to a running bot, with this session or with none; signing out is left out with one."""
    paths = [path for path in paths if not session or "sign-out" not in path]
    found, signed_in = Found(), {"cookie": f"{COOKIE}={session}"} if session else {}
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), headers=signed_in) as http:
        for _ in range(number):
            await _one(http, origin, found, paths=paths, chance=chance)
    return found


async def _one(http: aiohttp.ClientSession, origin: str, found: Found, *, paths: list[str], chance: Random) -> None:
    method, path = chance.choice(METHODS), chance.choice(paths)
    if chance.random() < 0.4:
        path = path.rsplit("/", 1)[0] + "/" + chance.choice((*NAMES, *PIECES))
    query = {chance.choice(FIELDS): chance.choice(PIECES) for _ in range(chance.randint(0, 4))}
    headers = {
        "sec-fetch-site": chance.choice(SITES),
        "content-type": chance.choice(KINDS),
        "accept-language": chance.choice(("es", "xx-YY;q=9", ",,,;", "zh-TW,en")),
    }
    if "cookie" not in http.headers:
        headers["cookie"] = chance.choice(("", f"{COOKIE}=" + "A" * chance.randint(0, 200), "a;b;=;;;=x"))
    body = bytes(chance.randrange(256) for _ in range(chance.randint(0, 400))) if chance.random() < 0.5 else b""
    async with http.request(
        method, origin + path, params=query, headers=headers, data=body, allow_redirects=False
    ) as answer:
        text = await answer.read()
    found.requests += 1
    if answer.status >= FAILED:
        found.failures.append(f"{answer.status} {method} {path[:80]}")
    if not path.startswith(OPEN) and any(word in text for word in LEAKS):
        found.leaks.append(f"{answer.status} {method} {path[:80]}")


async def main(number: int = 10_000) -> None:
    """Run it without a session and with one, and print a line for each."""
    from tests.monitor.desk import fills, gives, visiting
    from tests.monitor.test_guards import paths_of
    from tests.world import live

    with tempfile.TemporaryDirectory() as folder:
        async with live(Path(folder)) as world, visiting(world) as visitor:
            await fills(world, 20_000)
            found = await fuzz(visitor.origin, paths_of(world), number, Random(1))  # noqa: S311
            sam = world.telegram.person("Sam")
            await world.says(sam, "/start")
            await gives(world, sam, "administrator")
            await visitor.signs_in(sam)
            inside = await fuzz(visitor.origin, paths_of(world), number, Random(2), session=visitor.cookies[COOKIE])  # noqa: S311
    print(f"{found.requests} requests, {len(found.failures)} failures, {len(found.leaks)} leaks", *found.failures[:5])
    print(f"{inside.requests} with a session, {len(inside.failures)} failures", *inside.failures[:5])


if __name__ == "__main__":
    asyncio.run(main())
