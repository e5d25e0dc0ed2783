"""What judges a broadcast: who holds a role, the others, the exact words in every language, how many it reaches."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.domain.announcements import Content, Reader, includes, lacking, seal_of
from bot.domain.broadcast_choices import Options, is_possible
from bot.domain.broadcast_message import show_message, show_teaser
from bot.domain.broadcasts import Broadcast, Caution, Scene
from bot.domain.clinics import is_confirmed
from bot.domain.subscriptions import Subscription
from bot.domain.tallies import is_awake
from bot.domain.values import Screen
from bot.domain.zones import EASTERN, ZONE_WORDS
from bot.services.desk import Desk
from bot.storage.broadcast_readers import next_readers
from bot.storage.broadcasts import Kept, all_broadcasts
from bot.storage.clinics import all_clinics
from bot.storage.roles import Member, team_of

COUNTED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Room:
    """One look at everything that a broadcast hangs on, in one unit."""

    members: tuple[Member, ...]
    kept: Mapping[str, Kept]
    options: Options

    def member(self, chat_id: int) -> Member | None:
        """Who of the team has this chat."""
        return next((m for m in self.members if m.chat_id == chat_id), None)


class Newsroom:
    """Looks at broadcasts with the words, the law and the clock of the desk."""

    def __init__(self, desk: Desk, clock: Callable[[], datetime] | None = None) -> None:
        """Work with these parts; `clock` is the time that sending believes, by default the desk's."""
        self.desk = desk
        self.clock = clock or desk.clock
        self.caution = Caution()

    def room(self, db: Connection) -> Room:
        """Who and what there is now."""
        desk = self.desk
        members = team_of(db, desk.keys)
        team = {m.helper.number: m.helper for m in members}
        clinics = {c.id: c for c in all_clinics(db, desk.keys) if is_confirmed(c, team)}
        languages = {code: words.language.native for code, words in desk.words.items()}
        options = Options(desk.law.courts, clinics, languages, desk.today_utc())
        return Room(members, {k.broadcast.id: k for k in all_broadcasts(db, desk.keys)}, options)

    def is_awake(self, zone: str) -> bool:
        """Whether readers of this zone may be written to now."""
        return not self.caution.by_day or is_awake(zone, self.clock())

    def scene(self, room: Room, one: Broadcast, *, people: int = 0) -> Scene:
        """What a deed on this broadcast is judged by."""
        return Scene(
            self.clock(),
            {m.helper.number: m.helper for m in room.members},
            tuple(k.broadcast for k in room.kept.values() if k.broadcast.id != one.id),
            seal=self.seal(room, one.content),
            people=people,
            complete=is_possible(one.content, room.options),
            caution=self.caution,
        )

    def seal(self, room: Room, content: Content) -> str:
        """What binds an approval: the content with its text in every language; empty where it cannot be sent."""
        if lacking(content) or not is_possible(content, room.options):
            return ""
        screens = (self.message(room, content), show_teaser(""))
        texts = {
            code: "\n".join(words.render(screen).text for screen in screens)
            for code, words in self.desk.words.items()
        }
        return seal_of(content, texts)

    def message(self, room: Room, content: Content) -> Screen:
        """What readers get."""
        court, place = self.desk.law.courts.get(content.court), room.options.clinics.get(content.place)
        return show_message(content, court, place)

    def wants(self, content: Content) -> Callable[[Subscription], bool]:
        """Who is meant: agreed to news, and in the audience today."""
        today = self.desk.today_utc()

        def wanted(reader: Subscription) -> bool:
            hearings = tuple((h.court, h.on) for h in reader.hearings)
            return reader.agreed("news") and includes(content.audience, Reader(reader.language, hearings), today)

        return wanted

    async def count(self, content: Content) -> Mapping[str, int]:
        """How many are meant in each time zone, by a look at every subscription, some at a time."""
        desk, wanted = self.desk, self.wants(content)
        zones: Counter[str] = Counter()
        cursor: bytes | None = b""
        while cursor is not None:
            after = cursor
            found = await desk.store.read(
                lambda db, after=after: next_readers(db, desk.keys, after, wanted, most=COUNTED_AT_ONCE)  # type: ignore[misc]
            )
            zones.update(zone_of(reader) for _, reader in found.readers)
            cursor = found.cursor
        return zones


def zone_of(reader: Subscription) -> str:
    """The reader's zone; Eastern time where it is none of the courts'."""
    return reader.zone if reader.zone in ZONE_WORDS else EASTERN
