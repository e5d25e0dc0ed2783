from typing import Any

import aiohttp
import pytest

from bot.local_api import LocalTelegram, Person
from bot.local_api.calls import SCHEMA_DATA
from bot.local_api.methods import METHODS

KEYBOARD = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


@pytest.fixture
def post(running: Any, http: aiohttp.ClientSession) -> Any:
    async def send(path: str, **body: Any) -> tuple[int, Any]:
        async with http.post(f"{running[1]}/phone/{path}", json=body) as answer:
            return answer.status, await answer.json()

    return send


@pytest.fixture
def get(running: Any, http: aiohttp.ClientSession) -> Any:
    async def fetch(path: str) -> Any:
        async with http.get(f"{running[1]}/phone/{path}") as answer:
            return await answer.json()

    return fetch


async def test_a_person_can_be_made_and_write_from_outside(post: Any, get: Any, telegram: LocalTelegram) -> None:
    _, made = await post("people", name="Nadia", language="ar", role="respondent")
    status, message = await post(f"people/{made['id']}/text", text="/start")
    assert (status, message["wire"]["entities"][0]["type"]) == (200, "bot_command")
    world = await get("state")
    nadia = next(one for one in world["people"] if one["id"] == made["id"])
    assert (nadia["language"], nadia["started"], world["connected"]) == ("ar", True, "none")
    assert len(telegram.updates.pending) == 1


async def test_history_shows_earlier_states_and_they_can_be_pressed(
    post: Any, get: Any, telegram: LocalTelegram, maria: Person, api: Any
) -> None:
    sent = await api.ok("sendMessage", chat_id=maria.id, text="One", reply_markup=KEYBOARD)
    number = sent["message_id"]
    await api.ok("editMessageText", chat_id=maria.id, message_id=number, text="Two")
    newest = (await get(f"chats/{maria.id}?versions"))["messages"][-1]
    assert [one["text"] for one in newest["earlier"]] == ["One"]
    status, _ = await post(f"people/{maria.id}/press", message_id=number, label="Yes", version=0)
    assert status == 200
    status, problem = await post(f"people/{maria.id}/press", message_id=number, label="Yes")
    assert (status, "no button" in problem["error"]) == (400, True)
    assert [one.kind for one in telegram.updates.pending.values()] == ["callback_query"]


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice", "document", "location"])
async def test_a_made_up_thing_can_be_sent(kind: str, post: Any, maria: Person) -> None:
    status, message = await post(f"people/{maria.id}/send", kind=kind)
    assert status == 200
    assert kind in message["wire"]


async def test_edit_forward_delete_block_and_groups(post: Any, get: Any, maria: Person) -> None:
    own = maria.messages[0].id
    assert (await post(f"people/{maria.id}/edit", message_id=own, text="hi"))[0] == 200
    assert (await post(f"people/{maria.id}/forward", message_id=own))[0] == 200
    assert (await post(f"people/{maria.id}/delete", message_id=own))[0] == 200
    assert [one.text for one in maria.messages] == ["hi"]
    _, group = await post(f"people/{maria.id}/group", title="Neighbours")
    assert (await get("state"))["groups"][0]["title"] == "Neighbours"
    assert (await post(f"people/{maria.id}/ungroup", chat=group["id"]))[0] == 200
    assert (await post(f"people/{maria.id}/block", blocked=True))[0] == 200
    assert maria.has_blocked
    assert (await post(f"people/{maria.id}/dance"))[0] == 404


async def test_errors_are_ordered_and_calls_are_read_from_outside(
    post: Any, get: Any, maria: Person, api: Any
) -> None:
    assert (await post("fail", method="sendMessage", status=403))[0] == 200
    await api.refused("sendMessage", chat_id=maria.id, text="secret")
    record = await get("calls")
    assert [(one["method"], one["status"], one["via"]) for one in record["calls"]] == [("sendMessage", 403, "http")]
    assert (await get("calls?after=1"))["calls"] == []
    assert (await get(f"chats/{maria.id}"))["failures"][0]["method"] == "sendMessage"
    assert (await post("fail", sneeze=1))[0] == 400
    assert (await post("idle", taps_answered=True))[0] == 200


async def test_another_sites_page_cannot_act_on_a_phone(
    running: Any, http: aiohttp.ClientSession, maria: Person
) -> None:
    address = f"{running[1]}/phone/people/{maria.id}/block"
    async with http.post(address, data=b"{}", headers={"Content-Type": "text/plain"}) as answer:
        assert answer.status == 415
    assert not maria.has_blocked


async def test_a_document_is_downloaded_and_never_shown(
    running: Any, http: aiohttp.ClientSession, maria: Person
) -> None:
    message = await maria.sends("document", name="page.html", text="<script>1</script>")
    async with http.get(f"{running[1]}/phone/files/{message.wire['document']['file_id']}") as answer:
        assert answer.content_type == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="page.html"'


async def test_what_happens_is_told_to_those_who_listen(
    running: Any, http: aiohttp.ClientSession, maria: Person, api: Any
) -> None:
    async with http.get(f"{running[1]}/phone/events") as stream:
        assert await stream.content.readline() == b"retry: 1000\n"
        await stream.content.readline()
        await api.ok("sendChatAction", chat_id=maria.id, action="typing")
        line = await stream.content.readline()
    assert line.startswith(b'data: {"kind":"typing","chat":')


def test_every_served_method_has_published_fields_with_source_and_date() -> None:
    assert set(METHODS) == set(SCHEMA_DATA["methods"])
    assert "core.telegram.org" in SCHEMA_DATA["source"]
    assert SCHEMA_DATA["date"]
