"""One thing at a time per chat, in the order of arrival.

Telegram delivers a person's texts and button presses in two queues, so both can arrive at once.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """A lock for each chat that something is done for; an idle chat leaves nothing in memory."""

    __slots__ = ("_locks", "_waiting")

    def __init__(self) -> None:
        """Start with nobody."""
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}

    def __len__(self) -> int:
        """How many chats are being served or waited for."""
        return len(self._locks)

    @asynccontextmanager
    async def of(self, chat: int) -> AsyncIterator[None]:
        """Wait for this chat's turn and hold it."""
        lock = self._locks.setdefault(chat, asyncio.Lock())
        self._waiting[chat] = self._waiting.get(chat, 0) + 1
        try:
            async with lock:
                yield
        finally:
            self._waiting[chat] -= 1
            if not self._waiting[chat]:
                del self._waiting[chat], self._locks[chat]

    async def over(self) -> None:
        """Wait until nobody is served or waited for."""
        while self._locks:
            async with self.of(next(iter(self._locks))):
                pass
