"""The headers that every answer carries, unless a page sets its own."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
)


def with_security_headers(app: ASGIApp) -> ASGIApp:
    """The same application, whose answers forbid guessing types, referring, storing and loading anything."""

    async def secured(scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                names = {name.lower() for name, _ in given}
                message["headers"] = given + [pair for pair in SECURITY if pair[0] not in names]
            await send(message)

        await app(scope, receive, sending)

    return secured
