"""The people, the key file and the databases of a trial that rotates the root key, and what any keys open of them."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, select

from benchmarks.faults.record import differences
from benchmarks.phones import Phones
from bot.domain.chat import Chat
from bot.local_api import Person
from bot.storage.audit import examine_log
from bot.storage.chats import load_chat
from bot.storage.clinics import all_clinics
from bot.storage.key_file import DAYS_RETIRED, read_key_file
from bot.storage.keys import Keys
from bot.storage.migrate import MAIN, Schema
from bot.storage.reports_tables import batch_keys, month_keys
from bot.storage.roles import team_of
from bot.storage.store import Store
from bot.storage.subscriptions import scan_subscriptions
from bot.storage.watches import all_watches

Databases = tuple[str, str]


@dataclass(slots=True)
class Office:
    """The people, the key file, and the addresses of both databases."""

    scene: Phones
    file: Path
    urls: Databases
    counted: int = 0
    reached: dict[int, asyncio.Event] = field(default_factory=dict)

    @property
    def keys(self) -> Keys:
        """The live keys, newest first."""
        return read_key_file(self.file, datetime.now(UTC).date())

    @contextmanager
    def store(self, schema: Schema = MAIN) -> Iterator[Store]:
        """A database beside the running bot."""
        store = Store.open(self.urls[schema is not MAIN], schema)
        try:
            yield store
        finally:
            store.close()

    async def kept(self, keys: Keys, people: Sequence[Person]) -> Mapping[int, Chat]:
        """What these keys open of these chats."""

        def work(db: Connection) -> Mapping[int, Chat]:
            return {person.id: load_chat(db, keys, person.id) for person in people}

        with self.store() as store:
            return await store.read(work)

    async def wrong(self, keys: Keys, people: Sequence[Person]) -> list[str]:
        """Whose answers are not what was sent, as these keys open them."""
        self.scene.people = people
        return [*differences(self.scene, await self.kept(keys, people), whole=True)]

    def count(self) -> None:
        """One update more has set out."""
        self.counted += 1
        if self.counted in self.reached:
            self.reached[self.counted].set()

    async def after(self, updates: int) -> None:
        """Wait until so many updates have set out from now on."""
        event = self.reached[self.counted + updates] = asyncio.Event()
        await self.scene.unless_dead(event.wait())

    def let_the_old_key_die(self) -> None:
        """Let its thirty days be over, by the days in the file."""
        today = datetime.now(UTC).date()
        long_ago = (today - timedelta(days=DAYS_RETIRED + 1)).isoformat()
        newest, *retired = [line for line in self.file.read_text().splitlines() if not line.startswith("#")]
        lines = [newest, *(line.replace(today.isoformat(), long_ago) for line in retired)]
        self.file.write_text("\n".join(lines) + "\n")


def kept_besides(db: Connection, new: Keys) -> dict[str, bool]:
    """What is kept of the team and of reminders, and whether these keys open it."""
    return {
        "the helper": len(team_of(db, new)) == 1,
        "the watch": len(all_watches(db, new)) == 1,
        "the clinic": len(all_clinics(db, new)) == 1,
        "the subscription": len(scan_subscriptions(db, new).found) == 1,
        "the log of the team": examine_log(db, new)[1] == "",
    }


def kept_of_months(db: Connection, new: Keys) -> dict[str, bool]:
    """Whether these keys open the keys of months and batches."""
    sealed = [blob for table in (month_keys, batch_keys) for blob in db.scalars(select(table.c.sealed))]
    return {"a key of the reports": bool(sealed) and all(new.is_newest(blob) for blob in sealed)}
