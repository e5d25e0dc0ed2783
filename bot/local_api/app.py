"""The Starlette application: the Bot API, the phones' control, and the page."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.local_api import bot_routes, phone_routes
from bot.local_api.rules import PEOPLE, NewPerson, Rules
from bot.local_api.telegram import LocalTelegram

STATIC = Path(__file__).with_name("static")


def make_app(token: str, *, people: Iterable[NewPerson] = PEOPLE, rules: Rules | None = None) -> Starlette:
    """Give the application; `app.state.telegram` is the world behind it."""
    telegram = LocalTelegram(token, people=people, rules=rules)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await telegram.close()

    routes = [
        *bot_routes.ROUTES,
        *phone_routes.ROUTES,
        Route("/", phone_routes.page),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    app = Starlette(routes=routes, lifespan=lifespan)
    app.state.telegram = telegram
    return app
