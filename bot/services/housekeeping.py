"""What goes away by itself: chats after 30 days, and every trace of what was deleted."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date
from functools import partial

import structlog

from bot.domain.values import Unavailable
from bot.services.desk import Desk
from bot.storage.chats import purge_chats

log = structlog.get_logger()
CHECKPOINT_SECONDS = 60
HOUSEKEEPING_SECONDS = 3600
Sleep = Callable[[float], Awaitable[object]]


async def keep_log_short(desk: Desk, sleep: Sleep = asyncio.sleep) -> None:
    """Every 60 seconds a checkpoint, so that what was deleted is gone and no order can be read."""
    while True:
        await sleep(CHECKPOINT_SECONDS)
        with suppress(Unavailable):
            await desk.store.checkpoint()


async def keep_house(desk: Desk, sleep: Sleep = asyncio.sleep) -> None:
    """At start and every hour: delete what is older than 30 days; once a day rewrite the file.

    SQLite's secure_delete leaves a copy where it moves rows between pages; only a rewrite takes that out.
    """
    rewritten: date | None = None
    while True:
        today = desk.today_utc()
        try:
            while await desk.store.run(partial(purge_chats, today=today)):
                pass
            if today == rewritten:
                await desk.store.checkpoint()
            elif await desk.store.compact():
                rewritten = today
        except Unavailable:
            log.warning("housekeeping_put_off")
        await sleep(HOUSEKEEPING_SECONDS)
