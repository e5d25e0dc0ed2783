"""The gateway: what Telegram posted goes in; the answer comes out when the handler is done.

Telegram keeps an update until it is answered 2xx, for 24 hours, and sends it again after Retry-After. So an
update that the store could not take is answered 503, and everything else 200, however badly it went: an
update that fails every time would hold back all that this person sends after it.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import orjson
import structlog
from telegram import Update
from telegram.ext import ApplicationHandlerStop, CallbackContext

from bot.domain.values import Unavailable
from bot.telegram.application import AnyApplication
from bot.telegram.counts import Counts
from bot.telegram.reading import Arrival, Unreadable, read_update
from bot.telegram.reply import SHORT_WAIT, Receipt, receipt_now
from bot.telegram.turns import Turns

log = structlog.get_logger()
LONGEST = 10.0  # seconds
AnyContext = CallbackContext[Any, Any, Any, Any]
OnFailure = Callable[[Update, Any], Awaitable[None]]
"""Tells the person to press again; it is awaited while the slot of the update is still open."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the webhook answers: a status, perhaps one call of the Bot API as JSON, perhaps a wait in seconds."""

    status: int = 200
    body: bytes = b""
    retry_after: int = 0


NOTHING = Reply()


class Gateway:
    """Updates in, in order per chat; replies out."""

    def __init__(
        self,
        application: AnyApplication,
        counts: Counts,
        *,
        on_failure: OnFailure | None = None,
        clock: Callable[[], float] = time.monotonic,
        limit: float = LONGEST,
    ) -> None:
        """Serve this application, which gets this gateway's `on_error` as an error handler."""
        self._application = application
        self._counts = counts
        self._on_failure = on_failure
        self._clock = clock
        self._limit = limit
        self._leaves = False
        self.turns = Turns()
        application.add_error_handler(self.on_error)

    async def receive(self, body: bytes) -> Reply:
        """Handle what the webhook got and give its answer; the reply may be in it."""
        if self._leaves:
            self._counts.unavailable.inc()
            return Reply(503, retry_after=SHORT_WAIT)
        try:
            raw = orjson.loads(body)
        except orjson.JSONDecodeError:
            raw = None
        arrival = self.read(raw)
        if arrival is None:
            return NOTHING
        receipt = await self.process(arrival, in_body=True)
        if receipt.unavailable:
            return Reply(503, retry_after=receipt.retry_after)
        if receipt.reply is None:
            return NOTHING
        return Reply(body=orjson.dumps(receipt.reply))

    async def leave(self) -> None:
        """Put off what still comes, so that the next process gets it, and wait for what was taken.

        An update that is taken while the bot ends might be kept and its press never be answered.
        """
        self._leaves = True
        await self.turns.over()

    def read(self, raw: object) -> Arrival | None:
        """The update in this JSON value, or None (counted) where there is none that the bot knows."""
        try:
            arrival = read_update(raw, self._application.bot)
        except Unreadable:
            self._counts.unreadable.inc()
            log.warning("update_unreadable")
            return None
        self._counts.updates.labels(arrival.kind).inc()
        return arrival

    async def process(self, arrival: Arrival, *, in_body: bool = False) -> Receipt:
        """Handle one update in its chat's turn; the receipt says what became of it."""
        async with self.turns.of(arrival.chat):
            began = self._clock()
            receipt = Receipt(open=in_body, owner=asyncio.current_task())
            mark = receipt_now.set(receipt)
            try:
                await self._handle(arrival, receipt)
            finally:
                receipt.open = False
                receipt_now.reset(mark)
            self._counts.seconds.observe(self._clock() - began)
        if receipt.unavailable:
            receipt.reply = None
            self._counts.unavailable.inc()
        return receipt

    async def on_error(self, update: object, context: AnyContext) -> None:
        """Note in the receipt what a handler raised, tell the person, and let no other handler run.

        python-telegram-bot swallows what its handlers raise, so this is how the gateway learns of it.
        """
        receipt = receipt_now.get()
        if isinstance(context.error, Unavailable) and receipt is not None:
            receipt.unavailable = True
            log.warning("update_unavailable")
            raise ApplicationHandlerStop
        self._counts.failures.inc()
        log.error("handler_failed", error=type(context.error).__name__, at=_line(context.error))
        if receipt is not None and isinstance(update, Update):
            receipt.failed, receipt.reply = True, None
            await self._tell(update, context)
        raise ApplicationHandlerStop

    async def _handle(self, arrival: Arrival, receipt: Receipt) -> None:
        """Run the handlers within the time limit.

        What is raised here is the library's own trouble, for example that the application is not
        initialized yet: no handler has seen the update, so it has to come again.
        """
        application = self._application
        work = application.process_update(arrival.update)
        try:
            async with asyncio.timeout(self._limit):
                await application.update_processor.process_update(arrival.update, work)
        except Exception as error:  # noqa: BLE001 - see above
            receipt.unavailable = True
            log.warning("update_not_done", error=type(error).__name__)
        finally:
            work.close()

    async def _tell(self, update: Update, context: AnyContext) -> None:
        if self._on_failure is None:
            return
        try:
            await self._on_failure(update, context)
        except Exception as error:  # noqa: BLE001 - the update is over either way
            self._counts.failures.inc()
            log.error("failure_not_told", error=type(error).__name__, at=_line(error))  # noqa: TRY400 - no traceback


def _line(error: BaseException | None) -> str:
    """The file and the line where it was raised, and nothing of what it says."""
    trace = error.__traceback__ if error is not None else None
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{'/'.join(PurePath(trace.tb_frame.f_code.co_filename).parts[-3:])}:{trace.tb_lineno}"
