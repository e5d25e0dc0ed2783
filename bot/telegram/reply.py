"""The reply: in the body of the webhook's answer where that is safe, else as a call of its own.

Telegram carries out the call in the answer's body and throws its result away, errors too (Bot API, "Making
requests when getting updates"). So only a handler's last act goes there, and never what has a result we need.
"""

import asyncio
import contextvars
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import Bot
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.domain.values import Unavailable
from bot.telegram.calls import Call, make_call
from bot.telegram.counts import Counts

log = structlog.get_logger()
SHORT_WAIT = 5  # seconds
NOT_MODIFIED = "message is not modified"
HARMLESS = (
    "query is too old",
    NOT_MODIFIED,
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
)
GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "no text in the message")
CODES = (
    (Forbidden, "403"), (RetryAfter, "429"), (BadRequest, "400"), (TimedOut, "timeout"), (NetworkError, "network")
)  # fmt: skip


@dataclass(slots=True)
class Receipt:
    """What became of one update; while it is `open`, it takes one reply of the task that handles the update."""

    open: bool = False
    owner: asyncio.Task[Any] | None = None
    reply: dict[str, Any] | None = None
    unavailable: bool = False
    failed: bool = False
    retry_after: int = SHORT_WAIT

    def takes(self) -> bool:
        """Whether a reply given now goes into the body; a task started by a handler is another task."""
        return self.open and self.reply is None and self.owner is asyncio.current_task()


receipt_now: contextvars.ContextVar[Receipt | None] = contextvars.ContextVar("receipt", default=None)


class Replies:
    """Answers to people. `sent` is how many there were, in a body or not, so that others can leave room."""

    def __init__(self, bot: Bot, counts: Counts) -> None:
        """Answer as this bot."""
        self.sent = 0
        self._bot = bot
        self._counts = counts
        self._tasks: set[asyncio.Task[None]] = set()

    async def deliver(self, call: Call, *, in_body: bool = False) -> Any:
        """Give the reply; the raw `result`, or None where it is in the body, changed nothing or was blocked.

        An edit whose message is gone is sent anew. Raises Unavailable where Telegram asks to wait or cannot
        be reached, so that the update comes again; every other refusal is raised as it is.
        """
        receipt = receipt_now.get()
        if in_body and receipt is not None and receipt.takes():
            receipt.reply = dict(call)
            self.sent += 1
            self._counts.in_body.inc()
            return None
        if receipt is not None and receipt.reply is not None:
            log.warning("sent_after_the_reply", method=call["method"])
        return await self._or_unavailable(call, receipt)

    def background(self, call: Call) -> None:
        """Make a call whose result nobody needs, such as answerCallbackQuery, without waiting for it."""
        self.after(self._without_result(call))

    def after(self, work: Awaitable[None]) -> None:
        """Do this beside the update, in a context of its own: what it sends is never the update's reply."""
        task = asyncio.get_running_loop().create_task(self._counted(work), context=contextvars.Context())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self) -> None:
        """Wait until everything in the background is done."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _or_unavailable(self, call: Call, receipt: Receipt | None) -> Any:
        try:
            return await self._sent(call)
        except BadRequest:
            raise
        except RetryAfter as error:
            if receipt is not None:
                receipt.retry_after = seconds_of(error)
        except NetworkError:
            pass
        raise Unavailable("Telegram")

    async def _sent(self, call: Call) -> Any:
        """Make the call, quiet about a blocked bot and an edit that changes nothing."""
        self.sent += 1
        try:
            result = await make_call(self._bot, call)
        except Forbidden:
            self._counts.forbidden.inc()
            return None
        except TelegramError as error:
            said = error.message.lower()
            if NOT_MODIFIED in said:
                return None
            if call["method"] == "editMessageText" and any(words in said for words in GONE):
                return await self._sent(as_new_message(call))
            self._counts.api_errors.labels(code_of(error)).inc()
            raise
        self._counts.calls.inc()
        return result

    async def _without_result(self, call: Call) -> None:
        try:
            await make_call(self._bot, call)
        except TelegramError as error:
            if not any(words in error.message.lower() for words in HARMLESS):
                self._counts.api_errors.labels(code_of(error)).inc()
        else:
            self._counts.calls.inc()

    async def _counted(self, work: Awaitable[None]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - nobody awaits it, so it is counted here
            self._counts.failures.inc()
            log.error("background_failed", error=type(error).__name__)  # noqa: TRY400 - no traceback: it has values


def as_new_message(edit: Call) -> dict[str, Any]:
    """The same words and buttons as a message of its own."""
    return {**{name: value for name, value in edit.items() if name != "message_id"}, "method": "sendMessage"}


def code_of(error: TelegramError) -> str:
    """A short code for a failed call, the label of its counter."""
    return next((code for kind, code in CODES if isinstance(error, kind)), "other")


def seconds_of(error: RetryAfter) -> int:
    """How long Telegram asks to wait, in whole seconds."""
    asked = error.retry_after
    return asked if isinstance(asked, int) else int(asked.total_seconds())
