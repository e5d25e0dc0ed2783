import socket
from typing import TYPE_CHECKING

import pytest

from bot.telegram.application import AnyApplication, make_application
from bot.telegram.counts import Counts
from bot.telegram.sender import Accepted, Blocked, Failed, Later, Outcome, Sender, Unknown

if TYPE_CHECKING:
    from tests.telegram.conftest import ApiStub

SAY = {"method": "sendMessage", "chat_id": 1, "text": "one"}


async def test_what_telegram_took_is_accepted(application: AnyApplication, counts: Counts) -> None:
    outcome = await Sender(application.bot, counts).send(SAY)
    assert isinstance(outcome, Accepted)
    assert outcome.message["chat"] == {"id": 1}


@pytest.mark.parametrize(
    ("status", "description", "parameters", "outcome"),
    [
        (403, "Forbidden: user is deactivated", {}, Blocked()),
        (429, "Too Many Requests: retry after 3", {"retry_after": 3}, Later(3, flood=True)),
        (400, "Bad Request: chat not found", {}, Failed("chat-not-found")),
        (400, "Bad Request: can't parse entities: CANARY", {}, Failed("refused")),
        (400, "Bad Request: moved", {"migrate_to_chat_id": -7}, Failed("moved")),
        (401, "Unauthorized", {}, Later(5, flood=False)),
        (502, "Bad Gateway", {}, Unknown()),
    ],
)
async def test_a_refusal_becomes_an_outcome(  # noqa: PLR0913 - a table of cases
    application: AnyApplication,
    api: "ApiStub",
    counts: Counts,
    *,
    status: int,
    description: str,
    parameters: dict[str, int],
    outcome: Outcome,
) -> None:
    api.will_refuse("sendMessage", status, description, **parameters)
    assert await Sender(application.bot, counts).send(SAY) == outcome


async def test_a_call_that_found_no_connection_may_be_made_again(counts: Counts) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        made = make_application("4242:x", api_url=f"http://127.0.0.1:{unused.getsockname()[1]}")
        outcome = await Sender(made.bot, counts).send(SAY)
        await made.bot.request.shutdown()
    assert outcome == Later(5, flood=False)
