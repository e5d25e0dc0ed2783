"""The real HTTP request that carries an update to a webhook."""

from collections.abc import Mapping

import aiohttp

from bot.local_api.rules import Answer

SECONDS = 60


class HttpPost:
    """Posts over one pool of connections, which is opened at the first need."""

    def __init__(self) -> None:
        """Open nothing yet."""
        self._session: aiohttp.ClientSession | None = None

    async def __call__(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Post a body and give the answer; it has 60 seconds, as at Telegram."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=SECONDS), connector=aiohttp.TCPConnector(limit=0)
            )
        async with self._session.post(url, data=body, headers=headers, allow_redirects=False) as answer:
            return Answer(answer.status, answer.headers, await answer.read())

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None
