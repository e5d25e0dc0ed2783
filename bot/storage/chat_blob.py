"""A chat as the bytes that are sealed: compact JSON with a version, without the revision, which is a column."""

from types import MappingProxyType
from typing import Any

import orjson

from bot.domain.chat import Chat, Run

VERSION = 2
READABLE = (1, 2)  # in 1 a run did not say whether it was asked about


def pack(chat: Chat) -> bytes:
    """The chat as bytes."""
    return orjson.dumps(
        [
            VERSION,
            chat.language,
            chat.understood,
            chat.active,
            [_run_packed(run) for run in chat.runs.values()],
            chat.updates,
            chat.messages,
            chat.live,
        ]
    )


def unpack(blob: bytes, revision: int) -> Chat:
    """The chat of these bytes; raises ValueError where they are of another version, or no chat."""
    version, *fields = orjson.loads(blob)
    if version not in READABLE:
        raise ValueError("a chat of another version")
    language, understood, active, runs, updates, messages, live = fields
    return Chat(
        language=language,
        understood=understood,
        active=active,
        runs=MappingProxyType({run[0]: _run_unpacked(run) for run in runs}),
        updates=tuple(updates),
        messages=tuple([(message, hour) for message, hour in messages]),
        live=live,
        revision=revision,
    )


def _run_packed(run: Run) -> tuple[object, ...]:
    taken, asked = list(run.taken), run.asked
    return (run.walk, run.nonce, dict(run.answers), dict(run.aside), run.ticks, run.offered, taken, asked)


def _run_unpacked(packed: list[Any]) -> Run:
    walk, nonce, answers, aside, ticks, offered, *rest = packed  # in version 1 a run has no more
    taken, asked = (rest[0], rest[1]) if rest else ((), False)
    return Run(
        walk,
        nonce,
        MappingProxyType(answers),
        MappingProxyType(aside),
        tuple(ticks),
        tuple(offered),
        asked=asked,
        taken=tuple(taken),
    )
