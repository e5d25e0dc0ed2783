"""The monitor as a browser sees it: real HTTP to the running bot, a cookie jar, and reports that are made up."""

import os
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from http.cookies import SimpleCookie
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.app import invite_link
from bot.domain.made_up import MadeUp, make_up
from bot.domain.reports import CHECKED, Line
from bot.local_api import Person
from bot.storage.report_made_up import add_made_up
from bot.web.guard import COOKIE
from tests.world import World

MONTHS = tuple(f"2026-{number:02}" for number in range(4, 11))
COURTS = (
    "miami",
    "chicago",
    "houston-greenspoint-park",
    "new-york-federal-plaza",
    "los-angeles-n-los-angeles-street",
)
SAME = {"sec-fetch-site": "same-origin"}


@dataclass
class Answered:
    """One answer: status, headers, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Visitor:
    """Somebody with a browser."""

    world: World
    http: aiohttp.ClientSession
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return self.world.settings.public_url

    async def asks(self, method: str, path: str, *, data: object = None, **headers: str) -> Answered:
        """One request as it is, without following where the answer leads."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = urlencode(data) if isinstance(data, Mapping) else data
        if isinstance(data, Mapping):
            sent.setdefault("content-type", "application/x-www-form-urlencoded")
        async with self.http.request(
            method, self.origin + path, data=body, headers=sent, allow_redirects=False
        ) as answer:
            made = Answered(
                answer.status, {name.lower(): value for name, value in answer.headers.items()}, await answer.read()
            )
        self._keep(answer.headers.getall("set-cookie", []))
        return made

    async def gets(self, path: str, **headers: str) -> Answered:
        return await self.asks("GET", path, **headers)

    async def posts(self, path: str, **data: str) -> Answered:
        """A form sent by a page of ours."""
        return await self.asks("POST", path, data=data, sec_fetch_site="same-origin")

    async def signs_in(self, person: Person) -> Answered:
        """Take a link from the chat and use it."""
        token = await token_of(self.world, person)
        return await self.posts("/monitor/sign-in", token=token)

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            for name, morsel in SimpleCookie(line).items():
                if morsel.value and morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)


async def token_of(world: World, person: Person) -> str:
    """What stands in the link that the chat of this person gets."""
    await world.says(person, "/monitor")
    link = next(button.url for button in person.last.buttons if button.url)
    address, _, token = link.partition("#")
    assert "/monitor/enter?lang=" in address
    return token


async def gives(world: World, person: Person, role: str) -> None:
    """Give a person a role, the way the bot does it."""
    link = await invite_link(world.settings.model_copy(update={"token": ""}), role, clock=world.clock)
    await world.says(person, link)


async def fills(world: World, reports: int, *, months: tuple[str, ...] = MONTHS, closed: int = 6) -> None:
    """Made-up reports, released; the first months closed."""
    made = make_up(reports, months, (*COURTS, *(c for c in world.bot.desk.law.courts if c not in COURTS)), Random(7))  # noqa: S311
    add = partial(add_made_up, made=list(made), closed=months[:closed], randomness=os.urandom)
    await world.bot.reports.store.run(add)


async def releases(world: World, *lines: Line, month: str = "2026-11", n: int = 6) -> None:
    """The same lines of so many people, released; without any, checks at Miami that found nothing."""
    about = lines[0] if lines else Line("miami", "nta", CHECKED)
    made = [MadeUp(month, (Line(about.court, about.paper, CHECKED), *lines), "es")] * n
    add = partial(add_made_up, made=made, closed=(), randomness=os.urandom)
    await world.bot.reports.store.run(add)


@asynccontextmanager
async def visiting(world: World) -> AsyncIterator[Visitor]:
    """A browser without cookies."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as http:
        yield Visitor(world, http)


def rows(folder: Path, table: str) -> list[Any]:
    """What stands in a table of the main database."""
    db = sqlite3.connect(folder / "fairhearing.sqlite3")
    try:
        return db.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
    finally:
        db.close()


__all__ = ["COOKIE", "Answered", "Visitor", "fills", "gives", "releases", "rows", "token_of", "visiting"]
