"""Of several processes one polls: the others stand by until it is their turn."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.telegram.poller import Poller

LOOK_SECONDS = 1.0


async def poll_in_turn(
    make: Callable[[], Poller],
    my_turn: Callable[[], bool],
    *,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Poll while it is this process's turn, until cancelled; what was fetched is finished and confirmed first.

    Raises what polling raises. Telegram itself refuses two that poll at once (Bot API, getUpdates: 409).
    """
    poller: Poller | None = None
    polling: asyncio.Task[None] | None = None
    try:
        while True:
            if poller is None and my_turn():
                poller = make()
                polling = asyncio.create_task(poller.run())
            elif poller is not None and polling is not None and (polling.done() or not my_turn()):
                poller.stop()
                await polling
                poller = polling = None
            await sleep(LOOK_SECONDS)
    finally:
        if poller is not None and polling is not None:
            poller.stop()
            await polling
