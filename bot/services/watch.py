"""The watch over the pump: every process looks once a minute, and one of them tells the administrators."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.domain.pages import show_silent
from bot.domain.values import Unavailable
from bot.services.desk import Desk
from bot.services.messages import message_call
from bot.services.pump import Send
from bot.storage.chats import load_chat
from bot.storage.keys import Keys
from bot.storage.leases import take_lease
from bot.storage.watching import administrators, is_silent

log = structlog.get_logger()
LOOK_SECONDS = 60.0
TOLD, TOLD_FOR = "pump-silence-told", 6 * 3600.0  # told once in six hours, whoever finds it
Told = tuple[tuple[int, str], ...]


async def watch(desk: Desk, send: Send, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
    """Look once a minute, until cancelled."""
    while True:
        await sleep(LOOK_SECONDS)
        with suppress(Unavailable):
            await look(desk, send)


async def look(desk: Desk, send: Send) -> int:
    """Warn the administrators where the pump has been silent for five minutes; how many were told."""
    told = await desk.store.run(partial(_to_tell, keys=desk.keys))
    if told is None:
        return 0
    log.warning("pump_silent")
    for chat_id, language in told:
        words = desk.words[language if language in desk.words else "en"]
        await send(message_call(words, show_silent(), chat_id))
    return len(told)


def _to_tell(db: Connection, keys: Keys) -> Told | None:
    """Whom to tell, in which language; None where there is nothing to tell, or another process does."""
    if not is_silent(db) or take_lease(db, TOLD, secrets.token_hex(8), seconds=TOLD_FOR) is None:
        return None
    return tuple((chat_id, load_chat(db, keys, chat_id).language) for chat_id in administrators(db, keys))
