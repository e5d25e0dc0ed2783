"""The door for Telegram: method, secret, kind and size are checked before a byte of the body is read.

A plain ASGI application: Starlette's router and Request cost more than all of these checks.
"""

import hmac
from collections.abc import Awaitable, Callable

from starlette.types import Receive, Scope, Send

from bot.telegram.counts import Counts
from bot.telegram.gateway import Reply

LARGEST = 1_000_000  # bytes; an update is a few thousand
SECRET_HEADER = b"x-telegram-bot-api-secret-token"
JSON = b"application/json"
Headers = list[tuple[bytes, bytes]]


TakeUpdate = Callable[[bytes], Awaitable[Reply]]


class Gone(Exception):  # noqa: N818 - it is no error
    """The other side hung up before its body was complete."""


class Webhook:
    """The ASGI application behind the webhook's address."""

    def __init__(self, take: TakeUpdate, counts: Counts, *, secret: str) -> None:
        """Give what passes the door to `take`; raises ValueError without a secret."""
        if not secret:
            raise ValueError("the webhook needs a secret")
        self._take = take
        self._counts = counts
        self._secret = secret.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        status = self._refusal(scope)
        if status:
            await self._refuse(send, status)
            return
        try:
            body = await _body(receive)
        except Gone:
            return
        if body is None:
            await self._refuse(send, 413)
            return
        await _answer(send, await self._take(body))

    def _refusal(self, scope: Scope) -> int:
        """The status that refuses this request, or 0."""
        if scope["method"] != "POST":
            return 405
        headers: Headers = scope["headers"]
        if not self._is_telegram([value for name, value in headers if name == SECRET_HEADER]):
            return 403
        kinds = [value for name, value in headers if name == b"content-type"]
        if len(kinds) != 1 or kinds[0].partition(b";")[0].strip().lower() != JSON:
            return 415
        lengths = [value for name, value in headers if name == b"content-length"]
        return 413 if any(not length.isdigit() or int(length) > LARGEST for length in lengths) else 0

    def _is_telegram(self, secrets: list[bytes]) -> bool:
        """Whether the secret was given, once; compared in a time that tells nothing about it."""
        return len(secrets) == 1 and hmac.compare_digest(secrets[0], self._secret)

    async def _refuse(self, send: Send, status: int) -> None:
        """Refuse and hang up, because the body was not read."""
        self._counts.refused.labels(str(status)).inc()
        headers = [(b"connection", b"close")]
        if status == 405:  # noqa: PLR2004 - HTTP's number
            headers.append((b"allow", b"POST"))
        await _send(send, status, headers)


async def _body(receive: Receive) -> bytes | None:
    """The whole body, or None as soon as it is too large; raises Gone."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise Gone
        body += message.get("body", b"")
        if len(body) > LARGEST:
            return None
        more = message.get("more_body", False)
    return body


async def _answer(send: Send, reply: Reply) -> None:
    headers: Headers = []
    if reply.body:
        headers.append((b"content-type", JSON))
    if reply.retry_after:
        headers.append((b"retry-after", b"%d" % reply.retry_after))
    await _send(send, reply.status, headers, reply.body)


async def _send(send: Send, status: int, headers: Headers, body: bytes = b"") -> None:
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [*headers, (b"content-length", b"%d" % len(body))],
        }
    )
    await send({"type": "http.response.body", "body": body})
