"""A broadcast that a running bot sends in a trial: agreed to by two organizers, to so many readers on real phones."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from benchmarks.broadcasting import ANNA, BO, FIRST_READER, Office, reader
from benchmarks.phones import ROOT_KEY, Phones
from bot.domain.broadcasts import WINDOW
from bot.domain.roles import Helper
from bot.domain.zones import EASTERN
from bot.local_api import NewPerson
from bot.storage.keys import Keys
from bot.storage.store import Store

NOON = 12
TEAM = (NewPerson("Anna", "en", id=ANNA), NewPerson("Bo", "en", id=BO))
LATER = ("-m", "benchmarks.observed_bot", "later")


def until_noon(now: datetime) -> timedelta:
    """How much later it has to be for noon in Eastern time, so that no hour of this machine is a reader's night."""
    there = now.astimezone(ZoneInfo(EASTERN))
    return timedelta(hours=(NOON - there.hour) % 24)


@dataclass
class News:
    """A broadcast in this database, to so many readers, about to begin."""

    database: str
    readers: int
    later: timedelta = field(default_factory=lambda: until_noon(datetime.now(UTC)))

    def __post_init__(self) -> None:
        """Open an office on the database of the bot."""
        keys = Keys.of(bytes.fromhex(ROOT_KEY))
        self.office = Office(Store.open(self.database), keys, now=datetime.now(UTC) + self.later - WINDOW)

    @property
    def command(self) -> tuple[str, ...]:
        """How the bot is started."""
        return (*LATER, str(self.later.total_seconds()))

    @property
    def people(self) -> tuple[NewPerson, ...]:
        """Two organizers and the readers."""
        return (*TEAM, *(NewPerson(f"R{n}", "es", id=FIRST_READER + n) for n in range(self.readers)))

    async def agree(self, scene: Phones) -> None:
        """Let the two organizers agree to it, as they would have ten minutes ago."""
        for new in self.people:
            scene.telegram.people[new.id or 0].started = True  # else Telegram lets nobody write to them
        since, today = self.office.now - timedelta(days=30), self.office.now.date()
        await self.office.hire({chat: Helper(100_000 + chat, "organizer", since) for chat in (ANNA, BO)})
        readers = (replace(reader(n, "es"), touched=today) for n in range(self.readers))
        await self.office.subscribe(*readers)
        await self.office.prepared()

    def arrived(self, scene: Phones) -> Counter[int]:
        """How many messages each reader got."""
        people = scene.telegram.people
        return Counter({FIRST_READER + n: len(people[FIRST_READER + n].from_bot) for n in range(self.readers)})
