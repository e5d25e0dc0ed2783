"""Long polling that confirms what is done, not what has arrived (Bot API, getUpdates).

A call with an offset confirms every update below it, so the next offset is given only after all that was
fetched has been handled. Where the store could not take one, nothing is confirmed: the same updates are fetched
again, and those already handled are left out by their ids.

After a week without updates the next number is chosen at random (Bot API, Update). So once nothing is left to be
confirmed no offset is given any more: an old one above the new numbers would confirm updates that nobody has seen.

One update that is put off every time would in the end hold back everybody, because only 100 are given at once.
So it is given up after 60 rounds of five seconds in which it stood in the way of others.
"""

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar

import structlog
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.telegram.calls import Call, make_call
from bot.telegram.gateway import Gateway
from bot.telegram.reading import ALLOWED_UPDATES, Arrival
from bot.telegram.reply import SHORT_WAIT, code_of, seconds_of

log = structlog.get_logger()
MOST = 100
LONG_POLL = 30  # seconds
LONGEST_WAIT = 30.0  # seconds
ROUNDS = 60  # of five seconds
T = TypeVar("T")


class Poller:
    """Fetches updates and hands them to the gateway until it is told to stop."""

    def __init__(
        self,
        bot: Bot,
        gateway: Gateway,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
        allowed: Iterable[str] = ALLOWED_UPDATES,
    ) -> None:
        """Poll as this bot; `sleep` and `jitter` (0 to 1) are arguments, so that no test waits."""
        self._bot = bot
        self._gateway = gateway
        self._sleep = sleep
        self._jitter = jitter
        self._allowed = tuple(allowed)
        self._stopping = asyncio.Event()
        self._done: set[int] = set()
        self._put_off: Counter[int] = Counter()
        self._offset: int | None = None

    def stop(self) -> None:
        """Let `run` finish what it has fetched, confirm it, and return."""
        self._stopping.set()

    async def run(self) -> None:
        """Poll until stopped; raises InvalidToken where Telegram refuses the token.

        A webhook that is set would refuse getUpdates. It is deleted, and what waits for it is kept.
        """
        await self._until_answered({"method": "deleteWebhook"})
        while not self._stopping.is_set():
            batch = await self._until_answered(self._asking(MOST, LONG_POLL))
            if batch == []:
                self._offset = None  # all is confirmed; the next number may be smaller (see above)
            if batch and not self._stopping.is_set() and not await self._handled(batch):
                await self._wait(SHORT_WAIT)
        await self._confirm()

    async def _handled(self, batch: list[Any]) -> bool:
        """Handle what was fetched, the chats at once; whether all is done and will be confirmed."""
        numbers = [number for number in map(_number, batch) if number is not None]
        chats = self._by_chat(batch)
        before = len(self._done)
        late = await asyncio.gather(*(self._one_chat(arrivals) for arrivals in chats.values()))
        # a store that takes nothing is waited for without end; one update that alone is put off may not stop all
        in_the_way = len(self._done) > before or (bool(self._done) and len(batch) >= MOST)
        waiting = [number for number in late if number is not None and not (in_the_way and self._given_up(number))]
        if waiting or not self._done.issuperset(numbers) or not numbers:
            return False
        self._offset = max(numbers) + 1
        self._done.clear()
        self._put_off.clear()
        return True

    def _by_chat(self, batch: list[Any]) -> dict[int, list[Arrival]]:
        """What is still to be handled, by chat; what cannot be read is done."""
        chats: dict[int, list[Arrival]] = defaultdict(list)
        for raw in batch:
            number = _number(raw)
            if number in self._done:
                continue
            arrival = self._gateway.read(raw)
            if arrival is not None:
                chats[arrival.chat].append(arrival)
            elif number is not None:
                self._done.add(number)
        return chats

    async def _one_chat(self, arrivals: list[Arrival]) -> int | None:
        """Handle one chat's updates in order, up to the first that has to come again; its number."""
        for arrival in arrivals:
            receipt = await self._gateway.process(arrival)
            if receipt.unavailable:
                return arrival.update.update_id
            self._done.add(arrival.update.update_id)
        return None

    def _given_up(self, number: int) -> bool:
        """Whether this update was put off in too many rounds while others were served or had to wait."""
        self._put_off[number] += 1
        if self._put_off[number] < ROUNDS:
            return False
        log.error("update_given_up")
        self._done.add(number)
        return True

    def _asking(self, most: int, seconds: int) -> Call:
        return {
            "method": "getUpdates",
            "offset": self._offset,
            "limit": most,
            "timeout": seconds,
            "allowed_updates": self._allowed,
        }

    async def _until_answered(self, call: Call) -> Any:
        """The answer, however long it takes; None once the poller was told to stop."""
        tries = 0
        while not self._stopping.is_set():
            try:
                return await self._or_stop(make_call(self._bot, call, read_timeout=LONG_POLL + SHORT_WAIT))
            except InvalidToken:
                raise
            except TelegramError as error:
                log.warning("polling_failed", code=code_of(error), error=type(error).__name__)
                await self._wait(self._pause(error, tries))
            tries += 1
        return None

    def _pause(self, error: TelegramError, tries: int) -> float:
        """What Telegram asks for, else between half and the whole of 1, 2, 4 … 30 seconds."""
        if isinstance(error, RetryAfter):
            return float(seconds_of(error))
        return min(LONGEST_WAIT, 2.0 ** min(tries, 5)) * (1 + self._jitter()) / 2

    async def _wait(self, seconds: float) -> None:
        await self._or_stop(self._sleep(seconds))

    async def _or_stop(self, work: Awaitable[T]) -> T | None:
        """What the work gives, or None as soon as the poller is told to stop."""
        doing, stopping = asyncio.ensure_future(work), asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return doing.result() if doing.done() else None
        finally:
            for task in (doing, stopping):
                task.cancel()
            await asyncio.gather(doing, stopping, return_exceptions=True)

    async def _confirm(self) -> None:
        """Confirm what is done; where it fails, the updates come again and change nothing."""
        if self._offset is None:
            return
        try:
            await make_call(self._bot, self._asking(1, 0))
        except TelegramError as error:
            log.warning("confirming_failed", code=code_of(error))


def _number(raw: object) -> int | None:
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if type(number) is int else None
