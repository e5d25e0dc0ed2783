"""What is sent to people who did not just write: an errand a message, what became of it, where errands come from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from bot.domain.values import Screen

MOST_IN_HAND = 25
Why = Literal["quiet-hours", "expired", "opted-out", "not-tried"]


@dataclass(frozen=True, slots=True)
class Errand:
    """One message to one subscriber; after `not_after` it is not sent.

    `key` is the source's own name for it.
    """

    key: bytes
    chat_id: int = field(repr=False)
    language: str
    screen: Screen
    not_after: datetime


@dataclass(frozen=True, slots=True)
class Accepted:
    """Telegram took it; its number, so that it can be taken back, and the hour since 1970 it was sent in."""

    message_id: int
    hour: int


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person blocked the bot: the pump has deleted the subscription already."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Telegram refused it and will again; `reason` is a short code."""

    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """It was not sent, for sure; `not-tried`: the pump had to stop before its turn, it may be taken again."""

    why: Why


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have been sent: the connection ended before Telegram answered."""


Outcome = Accepted | Blocked | Failed | Skipped | Unknown


class Source(Protocol):
    """Where the pump gets its errands: the reminders that are due, or a broadcast that is under way.

    Every call carries the epoch of the lease under which the pump works; a source writes nothing under one that is
    no longer held.
    """

    async def take(self, most: int, *, epoch: int) -> Sequence[Errand]:
        """The next errands, at most so many and never more than 25; none where there is nothing to do now."""

    async def note(self, errand: Errand, outcome: Outcome, *, epoch: int) -> None:
        """Keep what became of one errand that was taken; each is noted once, as soon as it is known.

        Where that raises Unavailable it is called again before anything else is taken, perhaps in another epoch.
        """
