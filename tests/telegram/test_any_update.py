"""Any update at all through the whole bot: answered 200, and no handler fails; `make fuzz` tries very many."""

import asyncio
from pathlib import Path
from typing import Any

import orjson
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.telegram.gateway import Reply
from tests.world import World, live

PEOPLE = (7001, 7002, 7003)
COMMANDS = (
    "/start",
    "/check",
    "/remind",
    "/myreminders",
    "/stop",
    "/moretime",
    "/scam",
    "/mydata",
    "/forget",
    "/team",
)
WORDS = (
    "March 15, 2027",
    "15 de marzo de 2027",
    "8:30 am",
    "Miami",
    "33130",
    "1",
    "I don't know",
    "STOP",
    "A012345678",
)
DATA = (
    "l:es",
    "l:en",
    "g:menu",
    "g:check",
    "g:understood",
    "g:new",
    "r:list",
    "r:on",
    "b:new",
    "w:",
    "p:",
    "s:",
    "t:",
)

numbers = st.integers(-(2**53), 2**53)
ids = st.integers(1, 2**31)
plain = st.none() | st.booleans() | numbers | st.floats(allow_nan=False) | st.text(max_size=40)
anything = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
)


def or_anything(usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Most often what is usual, else anything."""
    return st.integers(0, 79).flatmap(lambda n: usual if n else anything)


def part(**usual: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A JSON object in which each field is as usual, or anything, or missing."""
    fields = {name: or_anything(value) for name, value in usual.items()}
    missing = st.sampled_from([*[""] * 40, *fields])
    whole = st.fixed_dictionaries(fields)
    return or_anything(st.builds(lambda d, gone: {n: v for n, v in d.items() if n != gone}, whole, missing))


texts = st.sampled_from((*COMMANDS, *WORDS)) | st.text(max_size=60)
pressed = st.builds(lambda begun, rest: begun + rest, st.sampled_from(DATA), st.text(max_size=30)) | st.text(
    max_size=64
)
person = part(
    id=st.sampled_from(PEOPLE), is_bot=st.just(value=False), language_code=st.sampled_from(("es", "en", "xx"))
)
chat = part(id=st.sampled_from(PEOPLE), type=st.sampled_from(("private", "private", "group")))
entity = part(type=st.just("bot_command"), offset=st.just(0), length=st.integers(0, 12))
placed: dict[str, st.SearchStrategy[Any]] = {"message_id": ids, "date": st.integers(0, 2**32 - 1), "chat": chat}
message = part(**placed, **{"from": person}, text=texts, entities=st.lists(entity, max_size=2))
file = part(**placed, **{"from": person}, photo=anything, caption=texts)
press = part(id=st.text(max_size=20), **{"from": person}, message=part(**placed), data=pressed)
member = part(status=st.sampled_from(("member", "kicked", "left", "restricted", "creator")))
change = part(
    chat=chat, **{"from": person}, date=st.integers(0, 2**32 - 1), old_chat_member=member, new_chat_member=member
)
KINDS = {
    "message": message | file,
    "edited_message": message,
    "callback_query": press,
    "my_chat_member": change,
}
updates = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.builds(lambda n, inner: {"update_id": n, kind: inner}, or_anything(ids), KINDS[kind])
)


def failures(world: World) -> float:
    """How many handlers failed so far."""
    return float(world.bot.gateway._counts.failures._value.get())


def test_any_update_is_answered_200_and_no_handler_fails(tmp_path: Path) -> None:
    async def received(world: World, body: bytes) -> tuple[Reply, float]:
        reply = await world.bot.gateway.receive(body)
        await world.bot.replies.drain()
        return reply, failures(world)

    with asyncio.Runner() as runner:
        living = live(tmp_path)
        world = runner.run(living.__aenter__())

        @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(update=updates)
        def receive(update: Any) -> None:
            reply, failed = runner.run(received(world, orjson.dumps(update)))
            assert (reply.status, failed) == (200, 0)

        try:
            receive()
        finally:
            runner.run(living.__aexit__(None, None, None))
