"""The reminders as a source of errands: looked for among all subscriptions, kept for an hour, sent at least once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection

from bot.domain.remind_screens import show_reminder
from bot.domain.reminders import Places, Reminder, due, is_quiet, marked, still_kept
from bot.domain.sending import Accepted, Errand, Failed, Outcome, Skipped, Unknown
from bot.domain.subscriptions import Subscription
from bot.services.desk import Desk
from bot.storage.leases import holds
from bot.storage.outbox import Waiting, drop, look_through, put_out
from bot.storage.subscriptions import (
    FIRST,
    delete_subscription,
    load_subscription,
    save_subscription,
    scan_subscriptions,
)

log = structlog.get_logger()
AN_HOUR = timedelta(hours=1)
SCAN_EVERY = timedelta(minutes=10)
REST = timedelta(seconds=10)  # between two looks through the outbox that found nothing
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30))
"""Between two tries of a reminder that may have gone: an outage of Telegram's may take an hour."""
MOST_TRIES = len(WAITS) + 1
HELD = WAITS[0]
NOW = timedelta(0)


@dataclass(frozen=True, slots=True)
class Found:
    """What one chunk of a scan found: what waits from now on, who has something that is over, where it goes on."""

    put: list[tuple[int, Reminder]]
    over: list[int]
    older: tuple[int, ...]
    cursor: bytes | None


@dataclass(slots=True)
class DueReminders:
    """Everybody's reminders; what it remembers itself is only where it is, and may be lost at any moment."""

    desk: Desk
    clock: Callable[[], datetime]
    lease: str
    _scanned: datetime | None = field(default=None, init=False)
    _under: int = field(default=0, init=False)
    _after: bytes = field(default=FIRST, init=False)
    _rests_until: datetime | None = field(default=None, init=False)
    _taken: dict[bytes, Waiting] = field(default_factory=dict, init=False)
    _held: dict[bytes, datetime] = field(default_factory=dict, init=False)
    _tries: dict[bytes, int] = field(default_factory=dict, init=False)

    @property
    def places(self) -> Places:
        """The courts and the zones."""
        return Places(self.desk.law.courts, ZoneInfo)

    async def take(self, most: int, *, epoch: int) -> Sequence[Errand]:
        """The next reminders whose time has come; every ten minutes all subscriptions are looked through before.

        Whoever takes over sends first what the other left waiting: to look through everything takes seconds.
        """
        now = self.clock()
        if epoch != self._under:
            self._under, self._scanned, self._after, self._rests_until = epoch, None, FIRST, None
            left = await self._look(now, most, epoch)
            if left:
                return left
        if self._scanned is None or abs(now - self._scanned) >= SCAN_EVERY:
            await self._scan(now, epoch)
        if self._rests_until is not None and NOW <= self._rests_until - now <= REST:
            return ()
        return await self._look(now, most, epoch)

    async def note(self, errand: Errand, outcome: Outcome, *, epoch: int) -> None:  # noqa: ARG002 - another source's
        """Mark what went out and take it from the outbox; what may not have gone is tried again."""
        if isinstance(outcome, Skipped) and outcome.why == "not-tried":
            self._taken.pop(errand.key)
            self._rests_until = None
            return
        if isinstance(outcome, Unknown) and self._again(errand.key):
            self._taken.pop(errand.key)
            return
        waiting = self._taken[errand.key]
        await self.desk.store.run(partial(self._noted, waiting=waiting, outcome=outcome))
        self._taken.pop(errand.key)
        self._tries.pop(errand.key, None)
        self._held.pop(errand.key, None)

    def _again(self, row: bytes) -> bool:
        """Whether to send it once more, in a while: nobody knows if it went."""
        tries = self._tries[row] = self._tries.get(row, 0) + 1
        if tries == MOST_TRIES:
            return False
        self._held[row] = self.clock() + WAITS[tries - 1]
        return True

    def _noted(self, db: Connection, *, waiting: Waiting, outcome: Outcome) -> None:
        """Keep what is true whoever has the lease by now: a mark that is set twice is the same mark."""
        drop(db, waiting.id)
        found = load_subscription(db, self.desk.keys, waiting.chat_id)
        if found is None or not isinstance(outcome, Accepted | Failed | Unknown):
            return
        sent = marked(found, waiting.reminder)
        if isinstance(outcome, Accepted):
            about = f"{waiting.reminder.kind}.{waiting.reminder.of}"
            sent = sent.told(outcome.message_id, outcome.hour, about)
        save_subscription(db, self.desk.keys, sent)

    async def _scan(self, now: datetime, epoch: int) -> None:
        """Look through all subscriptions: what is due within the hour waits, what is over goes."""
        cursor: bytes | None = FIRST
        put = 0
        while cursor is not None:
            found = await self.desk.store.read(partial(self._found, after=cursor, now=now))
            cursor = found.cursor
            if found.put or found.over or found.older:
                put += await self.desk.store.run(partial(self._settled, found=found, now=now, epoch=epoch))
        self._scanned, self._rests_until = now, None
        self._held = {row: until for row, until in self._held.items() if until > now}
        if put:
            log.info("reminders_waiting", added=put)

    def _found(self, db: Connection, *, after: bytes, now: datetime) -> Found:
        places = self.places
        chunk = scan_subscriptions(db, self.desk.keys, after)
        found = Found([], [], chunk.older, chunk.cursor)
        for one in chunk.found:
            try:
                put, is_over = due(one, now, ahead=AN_HOUR, places=places), still_kept(one, now, places) is not one
            except (OverflowError, ValueError) as error:  # it must not keep the others from theirs
                log.error("subscription_not_read", error=type(error).__name__)  # noqa: TRY400 - no traceback
                continue
            found.put.extend([(one.chat_id, r) for r in put])
            found.over.extend([one.chat_id] * is_over)
        return found

    def _settled(self, db: Connection, *, found: Found, now: datetime, epoch: int) -> int:
        if not holds(db, self.lease, epoch):
            return 0
        for chat_id in {*found.over, *found.older}:
            self._tidied(db, chat_id, now)
        return put_out(db, self.desk.keys, found.put)

    def _tidied(self, db: Connection, chat_id: int, now: datetime) -> None:
        """Delete what is over of one subscription, all of it where nothing is left; under the newest key the rest."""
        keys = self.desk.keys
        found = load_subscription(db, keys, chat_id)
        if found is None:
            return
        kept = still_kept(found, now, self.places)
        if kept is None:
            delete_subscription(db, keys, chat_id)
        else:
            save_subscription(db, keys, kept)

    async def _look(self, now: datetime, most: int, epoch: int) -> Sequence[Errand]:
        """The next that are due, from where the last look ended; at the end of the outbox there is a rest."""
        while True:
            page = await self.desk.store.read(partial(look_through, keys=self.desk.keys, after=self._after))
            ready = [w for w in page.found if w.reminder.at <= now and self._held.get(w.id, now) <= now][:most]
            if ready or page.unreadable:
                claim = partial(self._claimed, ready=ready, lost=page.unreadable, now=now, epoch=epoch)
                errands = await self.desk.store.run(claim)
                if errands is None:
                    return ()
                self._held |= {w.id: now + HELD for w in ready if w.id not in self._taken}
                if errands:
                    return errands
            elif page.cursor is None:
                self._after, self._rests_until = FIRST, now + REST
                return ()
            else:
                self._after = page.cursor

    def _claimed(
        self, db: Connection, *, ready: list[Waiting], lost: tuple[bytes, ...], now: datetime, epoch: int
    ) -> list[Errand] | None:
        """The errands of those that are still wanted; the others are dropped. None where the lease is lost."""
        if not holds(db, self.lease, epoch):
            return None
        drop(db, *lost)
        taken: dict[bytes, Waiting] = {}
        errands = []
        for waiting in ready:
            found = load_subscription(db, self.desk.keys, waiting.chat_id)
            if found is None or waiting.reminder not in due(found, now, ahead=NOW, places=self.places):
                drop(db, waiting.id)
            elif not is_quiet(now, ZoneInfo(found.zone)):
                taken[waiting.id] = waiting
                errands.append(self._errand(found, waiting, now))
        self._taken = taken
        return errands

    def _errand(self, found: Subscription, waiting: Waiting, now: datetime) -> Errand:
        language = found.language if found.language in self.desk.words else "en"
        today = now.astimezone(ZoneInfo(found.zone)).date()
        screen = show_reminder(found, waiting.reminder, self.desk.law.courts, today)
        return Errand(waiting.id, found.chat_id, language, screen, waiting.reminder.not_after)
