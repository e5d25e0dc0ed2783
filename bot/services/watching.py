"""Watches: a volunteer is told once when enough people reported something, and the watch ends with that."""

from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy import Connection

from bot.domain.values import Unavailable
from bot.domain.volunteer_screens import show_watch
from bot.domain.watches import COURT, DEFECT, STATE, Watch, is_reached, people_in, split_numbers
from bot.law.find_court import find_courts
from bot.services.bulletin import Bulletin
from bot.services.messages import message_call
from bot.services.monitoring import DEFECTS
from bot.services.reports import states_of
from bot.services.visit import Answer, Visit
from bot.storage.roles import role_of
from bot.storage.watches import all_watches, drop_watch, drop_watches, put_watch, watches_of
from bot.telegram.sender import Sender

OFF = "off"


class Watching:
    """The use cases of watches."""

    def __init__(self, bulletin: Bulletin, sender: Sender) -> None:
        """Tell by this sender."""
        self.bulletin = bulletin
        self.desk = bulletin.desk
        self._sender = sender

    async def watch(self, visit: Visit, words: str) -> Answer:
        """Keep the watch that the words name, end all, or say how it is written and what is watched."""
        language = await self.bulletin.language_of_helper(visit)
        if language is None:
            return await self.bulletin.people.menu(visit)
        keys, chat_id = self.desk.keys, visit.chat_id
        if words.strip().casefold() == OFF:
            await self.desk.store.run(lambda db: drop_watches(db, keys, chat_id))
            return Answer(show_watch("ended"), language)
        watch = self._named(words, language)
        if watch is not None:
            await self.desk.store.run(lambda db: put_watch(db, keys, chat_id, watch))
            return Answer(show_watch("kept", **self._values(watch)), language)
        mine = await self.desk.store.read(lambda db: watches_of(db, keys, chat_id))
        return Answer(show_watch("how", mine=[self._values(one) for one in mine]), language)

    async def keep(self) -> None:
        """Tell what was reached; each watch once, and nothing to a chat without a role. Raises Unavailable."""
        figures = await self.bulletin.snapshot.now()
        desk, today, state_of = self.desk, self.desk.today_utc(), states_of(self.desk.law)
        for chat_id, watch in await desk.store.read(lambda db: all_watches(db, desk.keys)):
            if is_reached(watch, figures.counts, today, state_of):
                found = people_in(watch, figures.counts, today, state_of)
                await self._tell(chat_id, watch, found)

    async def _tell(self, chat_id: int, watch: Watch, found: int) -> None:
        desk = self.desk

        def work(db: Connection) -> bool:
            return drop_watch(db, desk.keys, chat_id, watch) and role_of(db, desk.keys, chat_id) is not None

        language = await self.bulletin.language_of_helper(Visit(chat_id, 0))
        if await desk.store.run(work) and language is not None:  # ended first: told at most once
            screen = self.bulletin.marked(show_watch("reached", found=found, **self._values(watch)))
            with suppress(Unavailable):
                await self._sender.send(message_call(desk.words[language], screen, chat_id))

    def _named(self, words: str, language: str) -> Watch | None:
        """The watch that the words name: a state's two letters, a fault's id or title, or a court."""
        what, n, days = split_numbers(words)
        law, folded = self.desk.law, what.casefold()
        if what.upper() in {court.state for court in law.courts.values()}:
            return Watch(STATE, what.upper(), n, days)
        speaker = self.desk.words[language]
        titles = {speaker.block(f"findings/{one}", "title", {}).strip().casefold(): one for one in DEFECTS}
        if folded in DEFECTS or folded in titles:
            return Watch(DEFECT, titles.get(folded, folded), n, days)
        found = find_courts(what, law.courts) if what else ()
        exact = [court for court in found if court.short.casefold() == folded] or list(found)
        return Watch(COURT, exact[0].id, n, days) if len(exact) == 1 else None

    def _values(self, watch: Watch) -> Mapping[str, object]:
        court = self.desk.law.courts.get(watch.about) if watch.kind == COURT else None
        return {"kind": watch.kind, "about": watch.about, "court": court, "n": watch.n, "days": watch.days}
