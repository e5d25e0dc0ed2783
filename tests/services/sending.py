"""A pump on a real database with a Telegram that only counts: virtual time, so that no test waits."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count

from bot.app import open_words
from bot.domain.subscriptions import Hearing, Subscription
from bot.law.load import load_law
from bot.services.desk import Desk
from bot.services.due import DueReminders
from bot.services.pump import Pump, Surroundings
from bot.storage.keys import Keys
from bot.storage.leases import take_lease
from bot.storage.store import Store
from bot.storage.subscriptions import save_subscription
from bot.telegram.calls import Call
from bot.telegram.sender import Accepted, Outcome
from bot.text.words import Words

LEASE = "house"
TODAY = date(2027, 3, 8)
NINE = datetime(2027, 3, 8, 14, tzinfo=UTC)  # 9:00 in New York, in winter time
HEARING = Hearing("me", TODAY + timedelta(days=7), time(8, 30), typed=date(2026, 11, 24), looks=False)
HOUR_SECONDS = 3600
TURNS = count(1)


@cache
def english() -> dict[str, Words]:
    return open_words(load_law(), ("en",))


def somebody(chat_id: int, hearing: Hearing = HEARING) -> Subscription:
    """Somebody whose hearing is in a week."""
    return Subscription(chat_id, "en", "America/New_York", TODAY, (hearing,), purposes=frozenset({"reminders"}))


@dataclass
class Time:
    """Virtual time: whoever sleeps moves it on."""

    now: datetime = NINE
    tick: float = 0.0
    replies: int = 0

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)  # what was begun goes out before time goes on
        self.passes(seconds + 1e-6)

    def passes(self, seconds: float) -> None:
        self.tick += seconds
        self.now += timedelta(seconds=seconds)


@dataclass
class Post:
    """Where messages go: each with its moment; `answers` are what Telegram says first, before it takes all."""

    time: Time
    answers: list[Outcome | BaseException] = field(default_factory=list)
    sent: list[tuple[float, int]] = field(default_factory=list)
    takes: float = 0.0

    async def __call__(self, call: Call) -> Outcome:
        self.sent.append((self.time.tick, call["chat_id"]))
        self.time.passes(self.takes)
        answer = self.answers.pop(0) if self.answers else Accepted({"message_id": len(self.sent), "date": 0})
        if isinstance(answer, BaseException):
            raise answer
        return answer

    @property
    def chats(self) -> list[int]:
        return [chat for _, chat in self.sent]


@dataclass
class Works:
    """One process's pump, and what it stands on."""

    pump: Pump
    desk: Desk
    time: Time
    post: Post
    counted: dict[str, int]


async def take_over(store: Store) -> int | None:
    """Take the lease from whoever has it, as if its time were over."""
    turn = next(TURNS)
    return await store.run(
        lambda db: take_lease(db, LEASE, f"process {turn}", seconds=HOUR_SECONDS, now=1e11 + turn * 1e6)
    )


async def works(store: Store, keys: Keys, time_: Time | None = None, answers: Sequence[Outcome] = ()) -> Works:
    """A process that holds the lease from now on; another that held it does not any more."""
    clock = time_ or Time()
    desk = Desk(store, keys, load_law(), english(), lambda: clock.now, lambda: "0" * 8)
    epoch = await take_over(store)
    assert epoch is not None
    counted: dict[str, int] = {}

    def add(name: str, n: int) -> None:
        counted[name] = counted.get(name, 0) + n

    post = Post(clock, list(answers))
    around = Surroundings(
        clock=lambda: clock.now,
        ticks=lambda: clock.tick,
        epoch=lambda: epoch,
        replies=lambda: clock.replies,
        count=add,
        sleep=clock.sleep,
    )
    source = DueReminders(desk, lambda: clock.now, LEASE)
    return Works(Pump(desk, post, (source,), around), desk, clock, post, counted)


async def subscribe(store: Store, keys: Keys, *given: Subscription) -> None:
    for one in given:
        await store.run(lambda db, one=one: save_subscription(db, keys, one))  # type: ignore[misc]
