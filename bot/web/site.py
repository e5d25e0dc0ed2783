"""What one port serves: Telegram's door, whether the bot is ready, its counters, and pages given to it."""

from collections.abc import Awaitable, Callable, Sequence

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web.headers import with_security_headers

WEBHOOK_PATH = "/telegram"
Readiness = Callable[[], Awaitable[str]]
"""Gives "" once everything is ready, else one word for what is not."""


def make_site(
    *, ready: Readiness, registry: CollectorRegistry, webhook: ASGIApp | None = None, routes: Sequence[BaseRoute] = ()
) -> ASGIApp:
    """The ASGI application; without a webhook its path is unknown, as in polling."""
    pages = Starlette(routes=[_health(ready), _metrics(registry), *routes])

    async def site(scope: Scope, receive: Receive, send: Send) -> None:
        called = pages if webhook is None or scope.get("path") != WEBHOOK_PATH else webhook
        await called(scope, receive, send)

    return with_security_headers(site)


def _health(ready: Readiness) -> Route:
    async def healthz(_: Request) -> Response:
        missing = await ready()
        return PlainTextResponse(missing or "ok", status_code=503 if missing else 200)

    return Route("/healthz", healthz)


def _metrics(registry: CollectorRegistry) -> Route:
    async def metrics(_: Request) -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics)
