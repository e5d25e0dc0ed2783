from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from prometheus_client import CollectorRegistry

from bot.telegram.counts import make_counts
from bot.telegram.gateway import Reply
from bot.web.webhook import LARGEST, Webhook

if TYPE_CHECKING:
    from tests.web.conftest import Site

Make = Callable[..., bytes]
SECRET = "CANARY-secret_A1"


async def test_an_update_gets_the_gateways_answer(site: "Site", make_request: Make) -> None:
    site.reply = Reply(body=b'{"method":"sendMessage"}')
    status, headers, body = await site.exchange(make_request(body=b'{"update_id":1}'))
    assert (status, body) == (200, b'{"method":"sendMessage"}')
    assert headers["content-type"] == "application/json"
    assert site.given == [b'{"update_id":1}']


async def test_an_answer_without_a_reply_is_empty(site: "Site", make_request: Make) -> None:
    status, headers, body = await site.exchange(make_request())
    assert (status, body) == (200, b"")
    assert "content-type" not in headers


async def test_an_unavailable_store_is_told_with_a_wait(site: "Site", make_request: Make) -> None:
    site.reply = Reply(503, retry_after=5)
    status, headers, body = await site.exchange(make_request())
    assert (status, headers["retry-after"], body) == (503, "5", b"")


@pytest.mark.parametrize(
    "secret",
    [
        [],
        "",
        SECRET[:-1],
        SECRET + "1",
        SECRET.lower(),
        "CАNARY-secret_A1",
        "☃",
        [SECRET, SECRET],
        ["wrong", SECRET],
        f"{SECRET}, {SECRET}",
    ],
    ids=["none", "empty", "shorter", "longer", "lower", "cyrillic", "snow", "twice", "second", "joined"],
)
async def test_a_secret_that_is_not_exactly_the_secret_is_refused_before_the_body(
    site: "Site", make_request: Make, secret: str | list[str], *, written: Callable[[], str]
) -> None:
    head = make_request(body=b"", x_telegram_bot_api_secret_token=secret, content_length="900000")
    status, headers, body = await site.exchange(head)  # 900,000 bytes are announced and none is sent
    assert (status, body, headers["connection"]) == (403, b"", "close")
    assert site.given == []
    assert "CANARY" not in written()


async def test_a_large_body_is_refused_by_its_announced_length(site: "Site", make_request: Make) -> None:
    status, _, body = await site.exchange(make_request(body=b"", content_length="5000000"))
    assert (status, body) == (413, b"")
    assert site.given == []


async def test_a_large_body_that_announces_nothing_is_cut(site: "Site", make_request: Make) -> None:
    head = make_request(body=b"", content_length=[], transfer_encoding="chunked")
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    status, _, body = await site.exchange(head, *([chunk] * (LARGEST // 0x10000 + 1)))
    assert (status, body) == (413, b"")
    assert site.given == []


async def test_a_body_of_the_largest_size_passes_in_pieces(site: "Site", make_request: Make) -> None:
    whole = b"x" * LARGEST
    head = make_request(body=b"", content_length=str(LARGEST))
    status, _, _ = await site.exchange(head, whole[:10], whole[10:])
    assert status == 200
    assert site.given == [whole]


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_only_post_is_answered(site: "Site", make_request: Make, method: str) -> None:
    status, headers, body = await site.exchange(make_request(method))
    assert (status, headers["allow"], body) == (405, "POST", b"")
    assert site.given == []


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json; charset=utf-8", 200),
        ("Application/JSON", 200),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("application/jsonp", 415),
        ([], 415),
        (["application/json", "text/plain"], 415),
    ],
)
async def test_only_json_is_taken(site: "Site", make_request: Make, kind: str | list[str], *, status: int) -> None:
    given, _, _ = await site.exchange(make_request(content_type=kind))
    assert given == status
    assert len(site.given) == (status == 200)


async def test_refusals_are_counted_by_status_alone(site: "Site", make_request: Make) -> None:
    await site.exchange(make_request("GET"))
    await site.exchange(make_request(x_telegram_bot_api_secret_token="wrong"))
    _, _, page = await site.exchange(make_request("GET", "/metrics"))
    assert b'fairhearing_webhook_refused_total{status="405"} 1.0' in page
    assert b'fairhearing_webhook_refused_total{status="403"} 1.0' in page


async def test_whoever_hangs_up_in_the_middle_gives_no_update(site: "Site") -> None:
    webhook = Webhook(site.take, make_counts(CollectorRegistry()), secret=SECRET)
    messages: list[dict[str, object]] = [
        {"type": "http.disconnect"},
        {"type": "http.request", "body": b"{", "more_body": True},
    ]
    sent: list[object] = []

    async def receive() -> dict[str, object]:
        return messages.pop()

    async def send(message: object) -> None:
        sent.append(message)

    headers = [
        (b"content-type", b"application/json"),
        (b"x-telegram-bot-api-secret-token", SECRET.encode()),
    ]
    await webhook({"type": "http", "method": "POST", "headers": headers}, receive, send)
    assert (site.given, sent) == ([], [])


def test_a_webhook_without_a_secret_is_not_made(site: "Site") -> None:
    with pytest.raises(ValueError, match="secret"):
        Webhook(site.take, make_counts(CollectorRegistry()), secret="")
