"""What a person subscribed to: their hearings, when to remind, how, and for which purposes they agreed.

One value a chat. Whoever has a role is no part of it, and nothing in it names a person.
"""

from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Literal, get_args

from bot.domain.chat import HOURS_DELETABLE

Purpose = Literal["reminders", "news"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
NUMBERS = range(1, 10)
LABELS = ("me", *(f"{whom}-{n}" for whom in ("child", "helped") for n in NUMBERS))
DAYS_BEFORE = (7, 3, 1, 0)  # 0: that morning
MOST_HEARINGS = 9
NEWS = "news"
MOST_NEWS = 8  # more than can be under way at once
MOST_MESSAGES = 8


@dataclass(frozen=True, slots=True)
class Hearing:
    """One hearing that is reminded of: `label` says whose it is, and names it within the chat.

    `on` is None while the person waits for a date; `nudged` says that they asked to be reminded to look for it.
    `kind` and `court` are empty and `at` is None where that is not known. `typed` is the day on which the date was
    given. `days` are the days before at which to remind, 0 that morning; `looks` asks to look in ACIS again. `sent`
    holds a mark for each reminder that went out for this date, so that none goes twice.
    """

    label: str
    on: date | None = None
    at: time | None = None
    kind: str = ""
    court: str = ""
    typed: date = date.min
    days: tuple[int, ...] = DAYS_BEFORE
    nudged: bool = False
    looks: bool = True
    sent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DeadlineAhead:
    """A day of another walk that is reminded of: the id of the deadline, its day, and what went out for it."""

    id: str
    on: date
    sent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Subscription:
    """What one chat asked to be sent; `touched` is the day of the last tap.

    `zone` is the person's own (IANA): quiet hours are there. `discreet` says that no message names a hearing or a
    court. `purposes` are what they agreed to, each by itself: reminders of their own hearings, news from organizers.
    `news` are the last broadcasts that were on their way to the chat, so that none comes twice.
    `messages` are the last reminders and news in the chat, each with the hour (since 1970, UTC) it was sent in.
    `last` says what the newest is about, so that its buttons can be typed: `<kind>.<of>` of a reminder, `news.<id>`.
    """

    chat_id: int = field(repr=False)
    language: str
    zone: str
    touched: date
    hearings: tuple[Hearing, ...] = ()
    deadlines: tuple[DeadlineAhead, ...] = ()
    discreet: bool = True
    purposes: frozenset[Purpose] = frozenset()
    news: tuple[str, ...] = ()
    messages: tuple[tuple[int, int], ...] = ()
    last: str = ""
    revision: int = 0

    def hearing(self, label: str) -> Hearing | None:
        """The hearing with this label."""
        return next((h for h in self.hearings if h.label == label), None)

    def with_hearing(self, hearing: Hearing) -> "Subscription":
        """The subscription with this hearing in the place of the one with its label, else after the others."""
        if self.hearing(hearing.label) is None:
            return replace(self, hearings=(*self.hearings, hearing))
        return replace(self, hearings=tuple(hearing if h.label == hearing.label else h for h in self.hearings))

    def without_hearing(self, label: str) -> "Subscription":
        """The subscription without the hearing of this label."""
        return replace(self, hearings=tuple(h for h in self.hearings if h.label != label))

    def met(self, broadcast: str) -> "Subscription":
        """The subscription with this broadcast among its news."""
        return replace(self, news=(*self.news, broadcast)[-MOST_NEWS:])

    def told(self, message_id: int, hour: int, about: str) -> "Subscription":
        """The subscription with one more message noted, so that it can be taken back while Telegram lets us."""
        kept = tuple((m, h) for m, h in self.messages if h > hour - HOURS_DELETABLE)
        return replace(self, messages=(*kept, (message_id, hour))[-MOST_MESSAGES:], last=about)

    def agreed(self, purpose: Purpose) -> bool:
        """Whether the person agreed to messages of this purpose."""
        return purpose in self.purposes


def days_to_hearing(subscription: Subscription, today: date) -> int | None:
    """Whole days to the next hearing, None where no date lies ahead."""
    return min(
        ((h.on - today).days for h in subscription.hearings if h.on is not None and h.on >= today), default=None
    )
