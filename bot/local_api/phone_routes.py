"""The routes of the page and of tests outside the process: /phone/…, all JSON."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.local_api.chats import Chat, Message
from bot.local_api.deeds import NoButtonError
from bot.local_api.errors import ApiError, Json
from bot.local_api.files import media_type
from bot.local_api.person import Person
from bot.local_api.replies import json_reply
from bot.local_api.rules import NewPerson
from bot.local_api.telegram import LocalTelegram, message_view
from bot.local_api.views import chat_view, world_view

PAGE = Path(__file__).with_name("static") / "index.html"
POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
Deed = Callable[[Person, Json], Awaitable[Any]]


def _world(request: Request) -> LocalTelegram:
    telegram: LocalTelegram = request.app.state.telegram
    return telegram


async def page(_request: Request) -> Response:
    """The page with the phones."""
    headers = {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer"}
    return FileResponse(PAGE, headers=headers)


async def on_state(request: Request) -> Response:
    """The bot, whether it is connected, and the people."""
    return json_reply(world_view(_world(request)))


async def on_new_person(request: Request) -> Response:
    """A new person with a phone."""
    asked = await _asked(request)
    name = str(asked.get("name", "")).strip()
    if not name:
        return json_reply({"error": "a name is needed"}, 400)
    new = NewPerson(name, str(asked.get("language") or "en"), str(asked.get("role", "")))
    return json_reply({"id": _world(request).add_person(new).id})


async def on_history(request: Request) -> Response:
    """A chat with its messages, and with `versions` what they were before."""
    telegram = _world(request)
    chat = telegram.chats.get(request.path_params["chat"])
    if chat is None:
        return json_reply({"error": "no such chat"}, 404)
    return json_reply(chat_view(chat, versions="versions" in request.query_params))


async def on_deed(request: Request) -> Response:
    """Something that a person does."""
    person = _world(request).people.get(request.path_params["person"])
    deed = DEEDS.get(request.path_params["deed"])
    if person is None or deed is None:
        return json_reply({"error": "no such person or deed"}, 404)
    try:
        made = await deed(person, await _asked(request))
    except (KeyError, TypeError, ValueError, ApiError, NoButtonError, IndexError) as problem:
        return json_reply({"error": str(problem) or type(problem).__name__}, 400)
    if isinstance(made, Message):
        return json_reply(message_view(made))
    return json_reply({"id": made.id if isinstance(made, Chat) else made})


async def on_calls(request: Request) -> Response:
    """The record of the calls, newest last; `after` skips so many."""
    telegram = _world(request)
    skip = int(request.query_params.get("after", "0"))
    names = ("method", "params", "status", "description", "via", "at")
    calls = [{name: getattr(call, name) for name in names} for call in list(telegram.calls)[skip:]]
    return json_reply({"calls": calls, "unknown_fields": telegram.unknown_fields})


async def on_fail(request: Request) -> Response:
    """An error ordered for the next calls."""
    asked = await _asked(request)
    method = asked.pop("method", "")
    try:
        _world(request).fail(method, **asked)
    except TypeError as problem:
        return json_reply({"error": str(problem)}, 400)
    return json_reply({})


async def on_idle(request: Request) -> Response:
    """Answers when nothing is under way any more."""
    asked = await _asked(request)
    await _world(request).idle(taps_answered=bool(asked.get("taps_answered")))
    return json_reply({})


async def on_file(request: Request) -> Response:
    """A file for the phone: a picture to show, anything else to keep."""
    try:
        file = _world(request).files.by_id(request.path_params["file"])
    except ApiError:
        return json_reply({"error": "no such file"}, 404)
    kind = media_type(file)
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    if not kind.startswith("image/"):
        name = "".join(letter for letter in file.upload.name if letter.isalnum() or letter in "._- ")
        headers["Content-Disposition"] = f'attachment; filename="{name.encode("ascii", "replace").decode()}"'
    return Response(file.upload.data, media_type=kind, headers=headers)


async def on_events(request: Request) -> Response:
    """What changes, as it changes (Server-Sent Events)."""

    async def lines() -> AsyncIterator[bytes]:
        with _world(request).live.listening() as events:
            yield b"retry: 1000\n\n"
            async for event in events:
                yield b"data: " + orjson.dumps(event) + b"\n\n"

    return StreamingResponse(lines(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def _asked(request: Request) -> Json:
    """Give the JSON of a request; a page of another site cannot send one, so nothing else is read."""
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise HTTPException(415, "application/json is needed")
    try:
        value = orjson.loads(await request.body() or b"{}")
    except orjson.JSONDecodeError as problem:
        raise HTTPException(400, "this is not JSON") from problem
    return value if isinstance(value, dict) else {}


def _chat(person: Person, asked: Json) -> Chat:
    return person.telegram.chats[asked.get("chat", person.id)]


def _message(person: Person, asked: Json) -> Message:
    return _chat(person, asked).messages[asked["message_id"]]


async def _text(person: Person, asked: Json) -> Message:
    chat = _chat(person, asked)
    reply_to = chat.messages[asked["reply_to"]] if "reply_to" in asked else None
    return await person.says(asked["text"], reply_to=reply_to, chat=chat)


async def _press(person: Person, asked: Json) -> str:
    if "message_id" not in asked:
        return await person.presses(asked["label"], chat=_chat(person, asked))
    message = _message(person, asked)
    if "data" in asked:
        return await person.taps(asked["data"], message, too_old=asked.get("too_old", False))
    return await person.presses(asked["label"], message=message, version=asked.get("version"))


async def _send(person: Person, asked: Json) -> Message:
    kind, chat, caption = asked.pop("kind"), _chat(person, asked), asked.pop("caption", "")
    asked.pop("chat", None)
    return await person.sends(kind, caption=caption, chat=chat, **asked)


async def _edit(person: Person, asked: Json) -> None:
    await person.edits(_message(person, asked), asked["text"])


async def _forward(person: Person, asked: Json) -> Message:
    return await person.forwards(_message(person, asked))


async def _delete(person: Person, asked: Json) -> None:
    await person.deletes(_message(person, asked), for_both=asked.get("for_both", True))


async def _block(person: Person, asked: Json) -> None:
    await (person.blocks() if asked.get("blocked", True) else person.unblocks())


async def _group(person: Person, asked: Json) -> Chat:
    return await person.adds_bot_to(asked["title"])


async def _leave(person: Person, asked: Json) -> None:
    await person.removes_bot_from(_chat(person, asked))


DEEDS: dict[str, Deed] = {
    "text": _text,
    "press": _press,
    "send": _send,
    "edit": _edit,
    "forward": _forward,
    "delete": _delete,
    "block": _block,
    "group": _group,
    "ungroup": _leave,
}

ROUTES = [
    Route("/phone/state", on_state),
    Route("/phone/events", on_events),
    Route("/phone/calls", on_calls),
    Route("/phone/people", on_new_person, methods=["POST"]),
    Route("/phone/fail", on_fail, methods=["POST"]),
    Route("/phone/idle", on_idle, methods=["POST"]),
    Route("/phone/files/{file}", on_file),
    Route("/phone/chats/{chat:int}", on_history),
    Route("/phone/people/{person:int}/{deed}", on_deed, methods=["POST"]),
]
