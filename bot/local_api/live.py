"""What the page and tests are told at once: a stream of small events."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

from bot.local_api.errors import Json

CLOSED: Json = {"kind": "closed"}


class Live:
    """Everybody who listens; without listeners nothing is made or kept."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._listeners: set[asyncio.Queue[Json]] = set()

    @property
    def heard(self) -> bool:
        """Whether anybody listens."""
        return bool(self._listeners)

    def tell(self, kind: str, chat_id: int | None = None, **values: object) -> None:
        """Tell all listeners what changed."""
        for listener in self._listeners:
            listener.put_nowait({"kind": kind, "chat": chat_id, **values})

    def close(self) -> None:
        """End every stream."""
        for listener in self._listeners:
            listener.put_nowait(CLOSED)

    @contextmanager
    def listening(self) -> Iterator[AsyncIterator[Json]]:
        """Give what happens from the entry of the block on, until the stream is closed."""
        mine: asyncio.Queue[Json] = asyncio.Queue()
        self._listeners.add(mine)
        try:
            yield _until_closed(mine)
        finally:
            self._listeners.discard(mine)


async def _until_closed(queue: asyncio.Queue[Json]) -> AsyncIterator[Json]:
    while (event := await queue.get()) is not CLOSED:
        yield event
