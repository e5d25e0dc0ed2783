import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from prometheus_client import CollectorRegistry
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.web.serve import PortInUse, serving
from bot.web.site import make_site

if TYPE_CHECKING:
    from tests.web.conftest import Site

Make = Callable[..., bytes]
SECURE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
}


async def test_health_is_ok_once_nothing_is_missing_and_else_one_word(site: "Site", make_request: Make) -> None:
    site.missing = "database"
    assert (await site.exchange(make_request("GET", "/healthz")))[::2] == (503, b"database")
    site.missing = ""
    assert (await site.exchange(make_request("GET", "/healthz")))[::2] == (200, b"ok")


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/telegram"), ("GET", "/telegram"), ("GET", "/healthz"), ("GET", "/nothing")]
)
async def test_every_answer_carries_the_security_headers_and_names_no_server(
    site: "Site", make_request: Make, method: str, *, path: str
) -> None:
    _, headers, _ = await site.exchange(make_request(method, path))
    assert {name: headers[name] for name in SECURE} == SECURE
    assert "server" not in headers


async def test_metrics_are_text_without_a_label_that_names_anybody(site: "Site", make_request: Make) -> None:
    status, headers, page = await site.exchange(make_request("GET", "/metrics"))
    assert status == 200
    assert headers["content-type"].startswith("text/plain")
    labels = {
        part.split("=")[0] for line in page.decode().split("\n") if "{" in line for part in [line.split("{")[1]]
    }
    assert labels <= {"le", "kind", "code", "status"}


async def test_paths_are_written_nowhere(site: "Site", make_request: Make, written: Callable[[], str]) -> None:
    await site.exchange(make_request("GET", "/CANARY-path?CANARY=query"))
    assert "CANARY" not in written()


async def test_without_a_webhook_its_path_is_unknown_and_pages_may_be_added(site: "Site", make_request: Make) -> None:
    async def page(_: Request) -> PlainTextResponse:
        return PlainTextResponse("page", headers={"Content-Security-Policy": "default-src 'self'"})

    app = make_site(ready=site.ready, registry=CollectorRegistry(), routes=[Route("/page", page)])
    async with serving(app, host="127.0.0.1", port=0) as site.port:
        assert (await site.exchange(make_request()))[0] == 404
        status, headers, _ = await site.exchange(make_request("GET", "/page"))
    assert (status, headers["content-security-policy"]) == (200, "default-src 'self'")


async def test_a_port_that_is_taken_is_named_in_one_line(site: "Site") -> None:
    app = make_site(ready=site.ready, registry=CollectorRegistry())
    with pytest.raises(PortInUse, match=rf"^port {site.port} is in use$"):
        async with serving(app, host="127.0.0.1", port=site.port):
            pass


async def test_a_request_that_is_being_answered_is_finished_before_the_server_ends(
    site: "Site", make_request: Make
) -> None:
    began, leave = asyncio.Event(), asyncio.Event()

    async def slow(_: Request) -> PlainTextResponse:
        began.set()
        await leave.wait()
        return PlainTextResponse("done")

    app = make_site(ready=site.ready, registry=CollectorRegistry(), routes=[Route("/slow", slow)])
    async with serving(app, host="127.0.0.1", port=0) as site.port:
        answer = asyncio.create_task(site.exchange(make_request("GET", "/slow")))
        await began.wait()
        asyncio.get_running_loop().call_soon(leave.set)
    assert (await answer)[::2] == (200, b"done")
