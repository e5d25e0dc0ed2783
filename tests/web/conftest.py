"""The site on a real port, with a gateway behind its door that only notes what it is given."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
from prometheus_client import CollectorRegistry

from bot.telegram.counts import make_counts
from bot.telegram.gateway import Reply
from bot.web.serve import serving
from bot.web.site import make_site
from bot.web.webhook import Webhook

SECRET = "CANARY-secret_A1"


@dataclass
class Site:
    """What the tests see of the running site."""

    port: int = 0
    given: list[bytes] = field(default_factory=list)
    reply: Reply = field(default_factory=Reply)
    missing: str = ""

    async def take(self, body: bytes) -> Reply:
        self.given.append(body)
        return self.reply

    async def ready(self) -> str:
        return self.missing

    async def exchange(self, *parts: bytes) -> tuple[int, dict[str, str], bytes]:
        """Send these bytes and read until the server hangs up: status, headers, body."""
        async with asyncio.timeout(10):  # a server that waits for more than it should fails, it does not hang
            return await self._exchange(*parts)

    async def _exchange(self, *parts: bytes) -> tuple[int, dict[str, str], bytes]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            for part in parts:
                writer.write(part)
            head = await reader.readuntil(b"\r\n\r\n")
            first, *lines = head.decode().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines) if name}
            body = await reader.readexactly(int(headers["content-length"]))
        finally:
            writer.close()
        return int(first.split()[1]), headers, body


def request(method: str = "POST", path: str = "/telegram", body: bytes = b"{}", **headers: str | list[str]) -> bytes:
    given: dict[str, str | list[str]] = {
        "host": "bot",
        "content_type": "application/json",
        "content_length": str(len(body)),
        "x_telegram_bot_api_secret_token": SECRET,
        **headers,
    }
    lines = [f"{method} {path} HTTP/1.1"]
    for name, value in given.items():
        values = [value] if isinstance(value, str) else value
        lines += [f"{name.replace('_', '-')}: {one}" for one in values]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@pytest.fixture
def make_request() -> Callable[..., bytes]:
    return request


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made, registry = Site(), CollectorRegistry()
    webhook = Webhook(made.take, make_counts(registry), secret=SECRET)
    app = make_site(ready=made.ready, registry=registry, webhook=webhook)
    async with serving(app, host="127.0.0.1", port=0) as port:
        made.port = port
        yield made


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """All that was written: logs at DEBUG, standard output and standard error."""
    caplog.set_level("DEBUG")

    def text() -> str:
        out, err = capfd.readouterr()
        return caplog.text + out + err

    return text
