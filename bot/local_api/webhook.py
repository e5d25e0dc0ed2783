"""Carry updates to a webhook as Telegram does.

One request at a time for each queue, at most `max_connections` in all. What is not answered with 2xx
is tried again: at once, then after 2, 4, 8 … seconds, up to a random 60 to 120; a Retry-After of the
answer (at most an hour) replaces the wait. A 2xx answer may hold one call in its body.
"""

import asyncio
from collections import deque
from typing import TYPE_CHECKING

import aiohttp
import orjson

from bot.local_api.calls import answer_call
from bot.local_api.errors import ApiError, Json
from bot.local_api.forms import read_parameters
from bot.local_api.post import HttpPost
from bot.local_api.rules import Answer
from bot.local_api.updates import Update

if TYPE_CHECKING:
    from bot.local_api.telegram import LocalTelegram

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
CONNECTIONS = 40
LONGEST_RETRY_AFTER = 3600
LONGEST_WAIT = (60, 120)
NOT_IN_BODY = ("get", "setwebhook", "deletewebhook", "close", "logout")


class Webhook:
    """The webhook that is set, if one is, and the queues on their way to it."""

    def __init__(self, telegram: "LocalTelegram") -> None:
        """Begin without a webhook."""
        self.url = ""
        self.secret = ""
        self.max_connections = CONNECTIONS
        self.last_error: tuple[float, str] | None = None
        self._telegram = telegram
        self._post = telegram.rules.post
        self._http = HttpPost()
        self._queues: dict[int, deque[Update]] = {}
        self._carriers: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(CONNECTIONS)

    def set(self, url: str, *, secret: str, max_connections: int) -> None:
        """Send what waits and what comes to this address."""
        self.remove()
        self.url, self.secret, self.max_connections = url, secret, max_connections
        self._slots = asyncio.Semaphore(max_connections)
        for update in self._telegram.updates.pending.values():
            self.enqueue(update)

    def remove(self) -> None:
        """Stop sending; what waits goes on waiting."""
        for carrier in self._carriers:
            carrier.cancel()
        self._carriers.clear()
        self._queues.clear()
        self.url, self.secret, self.last_error = "", "", None

    async def close(self) -> None:
        """Stop sending and close the connections."""
        carriers = list(self._carriers)
        self.remove()
        await asyncio.gather(*carriers, return_exceptions=True)
        await self._http.close()

    def enqueue(self, update: Update) -> None:
        """Put an update at the end of its queue, and let somebody carry the queue."""
        queue = self._queues.get(update.queue)
        if queue is not None:
            queue.append(update)
            return
        queue = self._queues[update.queue] = deque((update,))
        carrier = asyncio.get_running_loop().create_task(self._carry(update.queue, queue))
        self._carriers.add(carrier)
        carrier.add_done_callback(self._carriers.discard)

    async def _carry(self, key: int, queue: deque[Update]) -> None:
        telegram = self._telegram
        while queue:
            update = queue[0]
            if update.id in telegram.updates.pending:
                await self._carry_one(update)
                telegram.updates.pending.pop(update.id, None)
            queue.popleft()
            if not queue:
                del self._queues[key]
            telegram.settle()

    async def _carry_one(self, update: Update) -> None:
        failures = 0
        while update.expires > self._telegram.rules.clock():
            async with self._slots:
                wait = await self._attempt(update, failures)
            if wait is None:
                return
            failures += 1
            await self._telegram.rules.sleep(wait)

    async def _attempt(self, update: Update, failures: int) -> float | None:
        """Give the seconds to wait before the next attempt, or None when the bot took the update."""
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET_HEADER] = self.secret
        try:
            answer = await (self._post or self._http)(self.url, headers, orjson.dumps(update.wire))
        except (aiohttp.ClientError, OSError) as problem:
            self._failed(f"Connection failed: {type(problem).__name__}")
            return self._backoff(failures)
        if answer.status // 100 == 2:  # noqa: PLR2004 - every 2xx
            await self._carry_out(answer)
            return None
        self._failed(f"Wrong response from the webhook: {answer.status}")
        after = answer.headers.get("Retry-After", "")
        return min(int(after), LONGEST_RETRY_AFTER) if after.isdigit() else self._backoff(failures)

    def _failed(self, words: str) -> None:
        self.last_error = (self._telegram.rules.clock(), words)

    def _backoff(self, failures: int) -> float:
        if failures == 0:
            return 0
        return min(2.0 ** min(failures, 10), self._telegram.random.uniform(*LONGEST_WAIT))

    async def _carry_out(self, answer: Answer) -> None:
        """Do the call in the answer's body, if there is one; nobody learns its result."""
        if not answer.body:
            return
        try:
            params: Json = read_parameters(answer.headers.get("Content-Type", ""), answer.body)
        except ApiError:
            return
        method = params.pop("method", "")
        if isinstance(method, str) and method and not method.lower().startswith(NOT_IN_BODY):
            await answer_call(self._telegram, method, params, via="body")
