"""The way out to the Bot API: python-telegram-bot's request class on aiohttp, with one kept-alive session.

The address of every call holds the token, so no address is ever logged or put into an error.
"""

from functools import cache
from typing import Any

import aiohttp
import orjson
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

REFUSED_FROM = 300
NOTHING_READABLE = b'{"ok":false}'
JSON = {"Content-Type": "application/json"}


class NotSent(NetworkError):  # noqa: N818 - named like the library's own
    """No connection was made: the call certainly did not reach Telegram."""


class AiohttpRequest(BaseRequest):
    """Calls of the Bot API over one aiohttp session, which is opened by the first call.

    All times are seconds. `media` replaces `write` where files go along.
    """

    __slots__ = ("_limit", "_session", "_times")

    def __init__(
        self, *, read: float = 5, write: float = 5, connect: float = 5, media: float = 20, limit: int = 256
    ) -> None:
        """Keep the time-outs and the largest number of connections."""
        self._times = {"read": read, "write": write, "connect": connect, "media": media}
        self._limit = limit
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """How long an answer is waited for, in seconds."""
        return self._times["read"]

    async def initialize(self) -> None:
        """Nothing: the session is opened by the first call, on the loop that makes it."""

    async def shutdown(self) -> None:
        """Close the session and its connections."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(  # noqa: PLR0913, PLR0917 - the signature is python-telegram-bot's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer.

        Raises NotSent, TimedOut or NetworkError, raised outside the `except` so that nothing hangs on them.
        """
        files = request_data is not None and request_data.contains_files
        connect = self._chosen("connect", connect_timeout)
        times = _timeout(
            connect=connect,
            pool=self._chosen("connect", pool_timeout),
            write=self._chosen("media" if files else "write", write_timeout),
            read=self._chosen("read", read_timeout),
        )
        try:
            return await self._exchange(url, method, request_data, times)
        except (aiohttp.ClientError, OSError) as error:
            failure = _failure(error)
        raise failure

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a dict; unlike the inherited method it never logs what it could not read."""
        try:
            answer = orjson.loads(payload)
        except orjson.JSONDecodeError:
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer

    async def _exchange(
        self, url: str, method: str, data: RequestData | None, times: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        body, headers = _body(data)
        asked = self._open().request(method, url, data=body, headers=headers, timeout=times, allow_redirects=False)
        async with asked as response:
            payload = await response.read()
        if response.status >= REFUSED_FROM and not payload.startswith(b"{"):
            payload = NOTHING_READABLE  # a proxy's error page may repeat the address, and so the token
        return response.status, payload

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._limit, ttl_dns_cache=300),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )
        return self._session

    def _chosen(self, name: str, given: Any) -> float | None:
        """The time-out given with the call, else this object's own."""
        if isinstance(given, DefaultValue):
            return self._times[name]
        return None if given is None else float(given)


@cache  # the same few for every call
def _timeout(
    *, connect: float | None, pool: float | None, write: float | None, read: float | None
) -> aiohttp.ClientTimeout:
    """The four time-outs as aiohttp knows them; it has none for writing, so the sum bounds the whole."""
    parts = (connect, pool, write, read)
    whole = None if None in parts else sum(part for part in parts if part is not None)
    waiting = None if connect is None or pool is None else connect + pool
    return aiohttp.ClientTimeout(total=whole, connect=waiting, sock_connect=connect, sock_read=read)


def _body(data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str] | None]:
    """JSON, or a multipart form where files go along."""
    if data is None:
        return None, None
    if not data.contains_files:
        return orjson.dumps(data.parameters), JSON
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, None


def _failure(error: Exception) -> TelegramError:
    """The same failure as python-telegram-bot names it, without a word of what aiohttp says."""
    if isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError):
        return NotSent(type(error).__name__)
    if isinstance(error, TimeoutError):
        return TimedOut()
    return NetworkError(type(error).__name__)
