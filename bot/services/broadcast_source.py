"""Where the pump gets the messages of broadcasts from: at most 25 at a time, each at most once.

A unit commits the cursor and those it takes as `sending`; only then they are sent. What was `sending` when a
process died is unknown: it may have arrived, so only an organizer has it sent again.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import Connection

from bot.domain.broadcast_message import show_teaser
from bot.domain.broadcasts import Broadcast, go_on
from bot.domain.courses import Course
from bot.domain.sending import MOST_IN_HAND, Accepted, Errand, Outcome, Skipped, Unknown
from bot.domain.subscriptions import NEWS, Subscription
from bot.domain.tallies import LAST_HOUR, SKIPPED, UNKNOWN, told_of
from bot.domain.values import Screen
from bot.domain.zones import ZONE_WORDS
from bot.services.newsroom import Newsroom, Room, zone_of
from bot.storage.broadcast_readers import Row, next_readers, readers_at
from bot.storage.broadcasts import (
    Kept,
    all_broadcasts,
    count_outcome,
    land,
    lose,
    mark,
    marked,
    save_broadcast,
    turn,
    unmark,
)
from bot.storage.leases import holds
from bot.storage.subscriptions import save_subscription
from bot.text.catalog import SOURCE

log = structlog.get_logger()
ID_BYTES = 8
ACTIVE = ("waiting", "sending", "paused")
Told = Callable[[Kept], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Taken:
    """What one look gave: the errands, the broadcast they belong to, whether there may be more behind at once."""

    errands: tuple[Errand, ...] = ()
    kept: Kept | None = None
    more: bool = False


class BroadcastSource:
    """The source of every broadcast that is under way, the oldest first."""

    def __init__(self, newsroom: Newsroom, lease: str, told: Told | None = None) -> None:
        """Look in this newsroom while the lease of that name is held; `told` hears how a broadcast stands."""
        self.newsroom = newsroom
        self.desk = newsroom.desk
        self._lease = lease
        self._told = told

    async def take(self, most: int, *, epoch: int) -> Sequence[Errand]:
        """The next errands, at most so many and never more than 25; none where there is nothing to do now."""
        desk = self.desk
        known = await desk.store.read(lambda db: all_broadcasts(db, desk.keys))
        for kept in sorted((k for k in known if k.broadcast.state in ACTIVE), key=_age):
            errands = await self._take_of(kept, min(most, MOST_IN_HAND), epoch)
            if errands:
                return errands
        return ()

    async def note(self, errand: Errand, outcome: Outcome, *, epoch: int) -> None:
        """Keep what became of one errand."""
        name, row = errand.key[:ID_BYTES].decode(), errand.key[ID_BYTES:]

        def work(db: Connection) -> None:
            if holds(db, self._lease, epoch):
                self._note(db, name, row, outcome)

        await self.desk.store.run(work)

    async def _take_of(self, kept: Kept, most: int, epoch: int) -> tuple[Errand, ...]:
        one = kept.broadcast
        due = one.state == "waiting" and one.opens is not None and one.opens <= self.newsroom.clock()
        meant = await self.newsroom.count(one.content) if due else {}
        taken = Taken(more=True)
        while taken.more and not taken.errands:
            taken = await self.desk.store.run(lambda db: self._look(db, one.id, most, epoch=epoch, meant=meant))
        if self._told is not None and taken.kept is not None:
            await self._tell(self._told, taken.kept)
        return taken.errands

    async def _tell(self, told: Told, kept: Kept) -> None:
        """Show how it stands; whatever comes of that, those who were taken are sent to."""
        try:
            await told(kept)
        except Exception as error:  # noqa: BLE001 - they would be unknown, though nothing went out
            log.warning("progress_not_shown", error=type(error).__name__)

    def _look(self, db: Connection, name: str, most: int, *, epoch: int, meant: Mapping[str, int]) -> Taken:
        """Go on with one broadcast in one unit, as far as a look reaches."""
        if not holds(db, self._lease, epoch):
            return Taken()
        room = self.newsroom.room(db)
        kept = room.kept.get(name)
        if kept is None:
            return Taken()
        scene = self.newsroom.scene(room, kept.broadcast)
        count_outcome(db, name, UNKNOWN, lose(db, name))
        after = go_on(kept.broadcast, scene)
        if after.state == "sending" and kept.broadcast.state == "waiting":
            kept = replace(kept, course=_begun(kept.course, meant))
        if after.state != "sending":
            return Taken(kept=self._kept(db, kept, after))
        return self._next(db, room, replace(kept, broadcast=after), most)

    def _next(self, db: Connection, room: Room, kept: Kept, most: int) -> Taken:
        """Those to be tried again first, then the next ones in a zone where it is day; done where nobody is left."""
        again = self._again(db, kept, most)
        if again:
            return Taken(self._errands(db, room, kept, again), self._kept(db, kept, kept.broadcast))
        zone = next((z for z in kept.course.left if self.newsroom.is_awake(z)), None)
        if zone is not None:
            return self._behind(db, room, kept, zone, most)
        over = not kept.course.left and not marked(db, kept.broadcast.id, "later", most=1)
        after = replace(kept.broadcast, state="done") if over else kept.broadcast
        return Taken(kept=self._kept(db, kept, after))

    def _behind(self, db: Connection, room: Room, kept: Kept, zone: str, most: int) -> Taken:
        one = kept.broadcast
        wants = self.newsroom.wants(one.content)

        def wanted(reader: Subscription) -> bool:
            return zone_of(reader) == zone and one.id not in reader.news and wants(reader)

        found = next_readers(db, self.desk.keys, kept.course.at(zone), wanted, most=most)
        for _, reader in found.readers:
            save_subscription(db, self.desk.keys, reader.met(one.id))
        moved = replace(kept, course=kept.course.moved(zone, found.cursor))
        return Taken(self._errands(db, room, moved, found.readers), self._kept(db, moved, one), more=True)

    def _again(self, db: Connection, kept: Kept, most: int) -> tuple[Row, ...]:
        """Those who are to be tried again and where it is day; who is not there any more said stop."""
        name = kept.broadcast.id
        rows = marked(db, name, "later", most=MOST_AGAIN)
        there = dict(readers_at(db, self.desk.keys, rows))
        for row in rows:
            if row not in there or not there[row].agreed("news"):
                unmark(db, name, row)
                count_outcome(db, name, SKIPPED + "opted-out", 1)
                there.pop(row, None)
        return tuple((row, reader) for row, reader in there.items() if self.newsroom.is_awake(zone_of(reader)))[:most]

    def _errands(self, db: Connection, room: Room, kept: Kept, readers: Sequence[Row]) -> tuple[Errand, ...]:
        one = kept.broadcast
        mark(db, one.id, tuple(row for row, _ in readers), "sending")
        message, teaser = self.newsroom.message(room, one.content), show_teaser(one.id)
        return tuple(
            self._errand(one, row, reader, teaser if reader.discreet else message) for row, reader in readers
        )

    def _errand(self, one: Broadcast, row: bytes, reader: Subscription, screen: Screen) -> Errand:
        language = reader.language if reader.language in self.desk.words else SOURCE
        not_after = one.until or self.newsroom.clock()
        if self.newsroom.caution.by_day:
            not_after = min(not_after, _evening(zone_of(reader), self.newsroom.clock()))
        return Errand(one.id.encode() + row, reader.chat_id, language, screen, not_after)

    def _kept(self, db: Connection, kept: Kept, after: Broadcast) -> Kept:
        """The broadcast as it stands now, saved where anything changed."""
        before = next((k for k in all_broadcasts(db, self.desk.keys) if k.broadcast.id == after.id), None)
        if before is not None and (before.broadcast, before.course) == (after, kept.course):
            return before
        saved = save_broadcast(db, self.desk.keys, replace(kept, broadcast=after))
        return replace(saved, tally=before.tally if before else kept.tally)

    def _note(self, db: Connection, name: str, row: bytes, outcome: Outcome) -> None:
        if isinstance(outcome, Unknown):
            count_outcome(db, name, UNKNOWN, int(turn(db, name, row, "unknown")))
        elif isinstance(outcome, Skipped) and outcome.why in ("not-tried", "expired"):
            turn(db, name, row, "later")  # where the whole time is over, the end of the broadcast says so
        else:
            land(db, name, row, told_of(outcome))
            if isinstance(outcome, Accepted):
                self._learn(db, name, row, outcome)

    def _learn(self, db: Connection, name: str, row: bytes, taken: Accepted) -> None:
        """Note the number of the message with its reader, if there still is one: /forget takes it back."""
        for _, reader in readers_at(db, self.desk.keys, (row,)):
            save_subscription(db, self.desk.keys, reader.told(taken.message_id, taken.hour, f"{NEWS}.{name}"))


MOST_AGAIN = 100


def _begun(course: Course, meant: Mapping[str, int]) -> Course:
    """The course at its start: the zones in which anybody is meant, from east to west."""
    return replace(course, zones=tuple(z for z in ZONE_WORDS if z in meant), meant=sum(meant.values()))


def _age(kept: Kept) -> tuple[datetime, str]:
    one = kept.broadcast
    return (one.begun or one.opens or datetime.max.replace(tzinfo=ZoneInfo("UTC")), one.id)


def _evening(zone: str, now: datetime) -> datetime:
    """Nine in the evening of this day, there."""
    there = now.astimezone(ZoneInfo(zone))
    return there.replace(hour=LAST_HOUR, minute=0, second=0, microsecond=0)
