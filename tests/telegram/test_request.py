import asyncio
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from telegram import InputFile
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram.application import AnyApplication, initialize, make_application
from bot.telegram.calls import make_call
from bot.telegram.reply import seconds_of
from bot.telegram.request import NotSent

if TYPE_CHECKING:
    from tests.telegram.conftest import ApiStub

SAY = {"method": "sendMessage", "chat_id": 1, "text": "CANARY-TEXT", "reply_markup": {"inline_keyboard": []}}


def causes(error: BaseException) -> str:
    """All that hangs on an exception."""
    words, now = "", error
    while now is not None:
        words += repr(now)
        now = now.__cause__ or now.__context__  # type: ignore[assignment]
    return words


async def test_a_call_goes_out_as_json_and_its_result_comes_back(application: AnyApplication, api: "ApiStub") -> None:
    assert (await make_call(application.bot, SAY))["message_id"]
    assert api.named("sendMessage") == [{name: value for name, value in SAY.items() if name != "method"}]


async def test_the_librarys_own_methods_use_the_same_way_out(application: AnyApplication, api: "ApiStub") -> None:
    await application.bot.set_my_commands([("start", "begin")])
    assert api.named("setMyCommands") == [{"commands": [{"command": "start", "description": "begin"}]}]


async def test_a_file_goes_out_as_a_form(application: AnyApplication, api: "ApiStub") -> None:
    paper = InputFile(b"%PDF-paper", filename="motion.pdf")
    await make_call(application.bot, {"method": "sendDocument", "chat_id": 1, "document": paper})
    raw = api.named("sendDocument")[0]["raw"]
    assert b'name="chat_id"' in raw
    assert b'filename="motion.pdf"' in raw
    assert b"%PDF-paper" in raw


@pytest.mark.parametrize(
    ("status", "description", "parameters", "kind"),
    [
        (400, "Bad Request: chat not found", {}, BadRequest),
        (401, "Unauthorized", {}, InvalidToken),
        (429, "Too Many Requests", {"retry_after": 7}, RetryAfter),
        (500, "Internal", {}, NetworkError),
    ],
)
async def test_a_refusal_has_the_librarys_class(  # noqa: PLR0913 - a table of cases
    application: AnyApplication,
    api: "ApiStub",
    status: int,
    description: str,
    *,
    parameters: dict[str, int],
    kind: type,
) -> None:
    api.will_refuse("sendMessage", status, description, **parameters)
    with pytest.raises(kind) as caught:
        await make_call(application.bot, SAY)
    if isinstance(caught.value, RetryAfter):
        assert seconds_of(caught.value) == 7


async def test_a_proxys_page_that_repeats_the_address_is_not_repeated(
    application: AnyApplication, api: "ApiStub"
) -> None:
    api.scripted["sendMessage"].append((502, b"<html>no route to /bot4242:CANARY-TOKEN/</html>"))
    with pytest.raises(NetworkError) as caught:
        await make_call(application.bot, SAY)
    assert "CANARY" not in causes(caught.value)


@pytest.mark.parametrize("content", [b"", b"[]", b"<html>CANARY</html>", b'{"ok":true}'])
async def test_an_answer_that_is_none_is_an_error_without_its_words(
    application: AnyApplication, api: "ApiStub", content: bytes, *, everything_logged: Callable[[], str]
) -> None:
    api.scripted["sendMessage"].append((200, content))
    with pytest.raises(TelegramError) as caught:
        await make_call(application.bot, SAY)
    assert "CANARY" not in causes(caught.value) + everything_logged()


async def test_a_refused_connection_was_certainly_not_sent_and_names_no_token(
    everything_logged: Callable[[], str],
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        made = make_application("4242:CANARY-TOKEN", api_url=f"http://127.0.0.1:{unused.getsockname()[1]}")
        with pytest.raises(NotSent) as caught:
            await make_call(made.bot, SAY)
        await made.bot.request.shutdown()
    assert "CANARY" not in causes(caught.value) + everything_logged()


async def test_an_answer_that_never_comes_is_timed_out_and_names_no_token(
    everything_logged: Callable[[], str],
) -> None:
    hang_up = asyncio.Event()

    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await hang_up.wait()
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        made = make_application("4242:CANARY-TOKEN", api_url=f"http://127.0.0.1:{port}")
        with pytest.raises(TimedOut) as caught:
            await make_call(made.bot, SAY, read_timeout=0.01)
        hang_up.set()
        await made.bot.request.shutdown()
    assert "CANARY" not in causes(caught.value) + everything_logged()


async def test_a_refused_token_is_reported_without_the_token(
    api: "ApiStub", everything_logged: Callable[[], str]
) -> None:
    api.will_refuse("getMe", 401, "Unauthorized")
    made = make_application("4242:CANARY-TOKEN", api_url=api.url)
    with pytest.raises(InvalidToken) as caught:
        await initialize(made)
    await made.bot.request.shutdown()
    assert "CANARY" not in causes(caught.value) + everything_logged()
