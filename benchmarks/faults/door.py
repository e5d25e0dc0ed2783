"""Raw HTTP to the webhook, faster than a client's library and as wrong as one likes."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.faults.damage import CANARY
from benchmarks.faults.forgery import HEADER, Lines, strangers_update
from benchmarks.phones import Phones

TOO_LARGE = 5_000_000
JSON = b"Content-Type: application/json"
MOST_SENT = 2_000_000
Posts = Iterable[tuple[Lines, bytes]]


@dataclass(slots=True)
class Line:
    """One connection that is kept while the bot keeps it."""

    port: int
    ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, lines: Lines, body: bytes) -> int:
        """Post a body under these header lines beside the usual ones; the status of the answer."""
        if self.ends is None:
            self.ends = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.ends
        usual = (b"POST /telegram HTTP/1.1", b"Host: localhost", JSON, b"Content-Length: %d" % len(body))
        writer.write(b"\r\n".join((*usual, *lines, b"", body)))
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = head.partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length or 0))
        if b"connection: close" in head:
            self.close()
        return int(head.split()[1])

    def close(self) -> None:
        """Hang up, if it was not done."""
        if self.ends is not None:
            self.ends[1].close()
            self.ends = None


async def post_all(scene: Phones, posts: Posts, *, at_once: int) -> list[int]:
    """The statuses that these posts get, some at once."""
    found: list[int] = []
    left = iter(posts)

    async def post_some() -> None:
        line = Line(scene.bot.port)
        try:
            for lines, body in left:  # whoever is free takes the next
                found.append(await line.post(lines, body))
        finally:
            line.close()

    await scene.unless_dead(asyncio.gather(*(post_some() for _ in range(at_once))))
    return found


def secret_of(scene: Phones) -> bytes:
    """The header line that Telegram sends."""
    return f"{HEADER}: {scene.telegram.webhook.secret}".encode()


async def bad_http(scene: Phones) -> list[str]:
    """Which bad requests got another status than they should."""
    json, secret = JSON.decode(), secret_of(scene).decode()
    chunk = b"%x\r\n" % TOO_LARGE + b" " * TOO_LARGE + b"\r\n0\r\n\r\n"
    update = strangers_update(0)
    length = f"Content-Length: {len(update)}"
    requests = {
        "5 MB": (413, ["POST", json, secret, f"Content-Length: {TOO_LARGE}"], b" " * TOO_LARGE),
        "5 MB of unknown length": (413, ["POST", json, secret, "Transfer-Encoding: chunked"], chunk),
        "no secret": (403, ["POST", json, length], update),
        "a wrong secret": (403, ["POST", json, f"{HEADER}: {CANARY}", length], update),
        "GET": (405, ["GET", secret], b""),
        "a form": (415, ["POST", secret, "Content-Type: text/plain", length], update),
    }
    found = {name: await status_of(scene, given[1], given[2]) for name, given in requests.items()}
    return [
        f"bad HTTP: {name}: {found[name]}, not {wanted}"
        for name, (wanted, _, _) in requests.items()
        if found[name] != wanted
    ]


async def status_of(scene: Phones, lines: Sequence[str], body: bytes) -> int:
    """The status of one raw request; a server that hangs up before the end of the body is heard all the same."""
    method, *headers = lines
    reader, writer = await asyncio.open_connection("127.0.0.1", scene.bot.port)
    head = "\r\n".join((f"{method} /telegram HTTP/1.1", "Host: localhost", *headers, "", "")).encode()
    writer.write(head + body[:MOST_SENT])
    try:
        return int((await reader.readline()).split()[1])
    finally:
        writer.close()
