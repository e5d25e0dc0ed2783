"""Every route from outside: its headers, what it tells without a session, and where a form may come from."""

from collections.abc import Iterator
from random import Random

import pytest
from starlette.routing import Route

from bot.local_api import Person
from bot.web.guard import COOKIE
from bot.web.monitor_site import monitor_routes
from tests.monitor.desk import Answered, Visitor, fills
from tests.world import World

OPEN_TO_ALL = ("/open", "/monitor/enter", "/monitor/static/")
FILLED = {"court": "miami", "defect": "no-time", "name": "faults"}
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")
POSTS = ("/monitor/sign-in", "/monitor/sign-out", "/monitor/sign-out-everywhere", "/monitor/notes")
NAMES = ("counts.csv", "counts.json", "dictionary.html", "monitor.css", "enter.js", "cells.csv", "nothing")
SECRETS = ("No hearing time", "Miami", "2026-0", "<table", "<svg")


def routes_of(world: World) -> list[Route]:
    return [route for route in monitor_routes(world.bot.monitor) if isinstance(route, Route)]


def paths_of(world: World) -> list[str]:
    return [route.path.format(**FILLED) for route in routes_of(world)]


def faults_of(answer: Answered) -> Iterator[str]:
    """What the headers of an answer lack."""
    headers = answer.headers
    wanted = {
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    yield from (name for name, value in wanted.items() if headers.get(name) != value)
    if not headers.get("strict-transport-security", "").startswith("max-age=31536000"):
        yield "strict-transport-security"
    policy = headers.get("content-security-policy", "")
    if not policy.startswith("default-src 'none'; base-uri 'none'; frame-ancestors 'none'") or "unsafe" in policy:
        yield "content-security-policy"
    yield from (name for name in ("server", "x-powered-by", "access-control-allow-origin") if name in headers)


async def test_asvs_3_4_every_route_carries_the_security_headers_signed_in_or_not(
    visitor: Visitor, world: World, volunteer: Person
) -> None:
    found = {path: list(faults_of(await visitor.gets(path))) for path in paths_of(world) if path not in POSTS}
    posted = {path: list(faults_of(await visitor.posts(path))) for path in POSTS}
    await visitor.signs_in(volunteer)
    again = {path: list(faults_of(await visitor.gets(path))) for path in paths_of(world) if path not in POSTS}
    assert {path: faults for path, faults in (*found.items(), *posted.items(), *again.items()) if faults} == {}


async def test_asvs_3_4_3_a_script_runs_on_the_sign_in_page_alone(visitor: Visitor, volunteer: Person) -> None:
    assert "script-src 'self'" in (await visitor.gets("/monitor/enter")).headers["content-security-policy"]
    await visitor.signs_in(volunteer)
    for path in ("/monitor", "/monitor/courts", "/open"):
        answer = await visitor.gets(path)
        assert "script" not in answer.headers["content-security-policy"]
        assert "<script" not in answer.text
        assert " style=" not in answer.text
        assert "http" not in answer.text.replace("http://www.w3.org", "").replace("http-equiv", "")


async def test_asvs_8_2_1_without_a_session_no_route_tells_a_number(visitor: Visitor, world: World) -> None:
    await fills(world, 3000)
    told = {}
    for path in paths_of(world):
        if not path.startswith(OPEN_TO_ALL) and path not in POSTS:
            answer = await visitor.gets(path)
            told[path] = (answer.status, [word for word in SECRETS if word in answer.text])
    assert len(told) > 8
    assert set(map(str, told.values())) == {str((401, []))}


HERE = "{here}"
STRANGE: dict[str, dict[str, str]] = {
    "nothing": {},
    "another site": {"sec_fetch_site": "cross-site"},
    "another host of the site": {"sec_fetch_site": "same-site"},
    "no page at all": {"sec_fetch_site": "none"},
    "a wrong word": {"sec_fetch_site": "SAME-ORIGIN "},
    "another origin": {"origin": "https://evil.example"},
    "a hidden origin": {"origin": "null"},
    "a longer name": {"origin": HERE + ".evil.example"},
    "both, one of them another site": {"sec_fetch_site": "cross-site", "origin": HERE},
}


async def test_every_route_that_takes_a_post_is_among_those_that_are_tried(world: World) -> None:
    assert {route.path for route in routes_of(world) if "POST" in (route.methods or ())} == set(POSTS)


@pytest.mark.parametrize("path", POSTS)
async def test_asvs_3_5_1_a_form_of_another_site_changes_nothing(
    visitor: Visitor, world: World, volunteer: Person, path: str
) -> None:
    await visitor.signs_in(volunteer)
    before, answered = dict(visitor.cookies), {}
    data = {"court": "miami", "defect": "no-time", "state": "raised", "words": "", "token": "x"}
    for name, headers in STRANGE.items():
        sent = {key: value.replace(HERE, visitor.origin) for key, value in headers.items()}
        answered[name] = (await visitor.asks("POST", path, data=data, **sent)).status
        assert visitor.cookies == before, name
        assert (await visitor.gets("/monitor")).status == 200, name
        assert await world.bot.monitor.noting.of_court("miami") == (), name
    assert answered == dict.fromkeys(STRANGE, 403)


async def test_an_old_browser_that_names_our_origin_may_send_a_form(visitor: Visitor, volunteer: Person) -> None:
    await visitor.signs_in(volunteer)
    assert (await visitor.asks("POST", "/monitor/sign-out", data={"a": ""}, origin=visitor.origin)).status == 303


async def test_asvs_4_1_4_what_changes_something_is_a_post_and_nothing_else(visitor: Visitor) -> None:
    for path in POSTS:
        for method in METHODS:
            if method != "POST":
                assert (await visitor.asks(method, path, sec_fetch_site="same-origin")).status == 405, (path, method)


async def test_asvs_2_2_1_a_form_is_small_and_of_one_kind(visitor: Visitor) -> None:
    async def status(body: bytes, kind: str = "application/x-www-form-urlencoded") -> int:
        sent = {"sec_fetch_site": "same-origin", "content_type": kind}
        return (await visitor.asks("POST", "/monitor/sign-in", data=body, **sent)).status

    assert await status(b"token=x") == 403
    assert await status(b"token=" + b"x" * 9000) == 413
    assert await status(b"{}", "application/json") == 415
    assert await status(b"\xff\xfe=1") == 400
    assert await status(b"&".join(b"a%d=1" % n for n in range(50))) == 400


FUZZED = 250


async def test_a_fuzz_of_all_routes_and_methods_gives_no_failure_and_no_data(
    visitor: Visitor, world: World, volunteer: Person
) -> None:
    """The short form of `python -m benchmarks.web_fuzz`, which sends ten thousand of each kind."""
    from benchmarks.web_fuzz import fuzz

    await fills(world, 2000)
    found = await fuzz(visitor.origin, paths_of(world), FUZZED, Random(5))  # noqa: S311
    assert found.requests == FUZZED
    assert found.failures == []
    assert found.leaks == []
    await visitor.signs_in(volunteer)
    inside = await fuzz(visitor.origin, paths_of(world), FUZZED // 2, Random(6), session=visitor.cookies[COOKIE])  # noqa: S311
    assert inside.failures == []
    assert inside.leaks, "the session was seen, and what counts as a leak is found where there is something to tell"
