"""Sending to people who did not just write: the outcome of one call, for reminders and broadcasts."""

from dataclasses import dataclass
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.telegram.calls import Call, make_call
from bot.telegram.counts import Counts
from bot.telegram.reply import SHORT_WAIT, code_of, seconds_of
from bot.telegram.request import NotSent


@dataclass(frozen=True, slots=True)
class Accepted:
    """Telegram took it; the message as Telegram gave it back."""

    message: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person blocked the bot or is gone: the subscription ends."""


@dataclass(frozen=True, slots=True)
class Later:
    """It certainly was not sent; the same call may be made again after this many seconds.

    `flood` tells a refusal for too many calls (429) from a connection that could not be made.
    """

    seconds: int
    flood: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """Telegram refused it and will again; `reason` is a short code."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been sent: the connection ended, or the time, before Telegram answered."""


Outcome = Accepted | Blocked | Later | Failed | Unknown


class Sender:
    """Makes one call and says what became of it; it never waits and never tries again."""

    def __init__(self, bot: Bot, counts: Counts) -> None:
        """Send as this bot."""
        self._bot = bot
        self._counts = counts

    async def send(self, call: Call) -> Outcome:
        """The outcome of one call."""
        try:
            message = await make_call(self._bot, call)
        except TelegramError as error:
            return self._outcome(error)
        self._counts.calls.inc()
        return Accepted(message if isinstance(message, dict) else {})

    def _outcome(self, error: TelegramError) -> Outcome:
        if isinstance(error, Forbidden):
            self._counts.forbidden.inc()
            return Blocked()
        self._counts.api_errors.labels(code_of(error)).inc()
        return outcome_of(error)


def outcome_of(error: TelegramError) -> Outcome:
    """What a failed call means for the message."""
    if isinstance(error, RetryAfter):
        return Later(seconds_of(error), flood=True)
    if isinstance(error, NotSent | InvalidToken):  # a refused token is the operator's to mend: nothing went
        return Later(SHORT_WAIT, flood=False)
    if isinstance(error, BadRequest):
        return Failed("chat-not-found" if "chat not found" in error.message.lower() else "refused")
    if isinstance(error, ChatMigrated):
        return Failed("moved")
    return Unknown() if isinstance(error, NetworkError) else Failed("refused")
