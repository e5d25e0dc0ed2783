"""What volunteers ask the chat for: the link to the monitor, what was released, one court, the tables."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from sqlalchemy import Connection

from bot.domain.monitor import Filter, by_court, overview
from bot.domain.values import Part, Screen
from bot.domain.volunteer_screens import (
    show_court_numbers,
    show_export,
    show_monitor,
    show_months,
    show_reports,
    show_which_court,
)
from bot.law.find_court import find_courts
from bot.services.figures import Figures, Snapshot
from bot.services.monitoring import counts_of
from bot.services.people import People
from bot.services.sign_in import SignIn
from bot.services.visit import Answer, Visit
from bot.storage.chats import load_chat
from bot.storage.roles import role_of

MADE_UP = Part("team/lines", "made_up")
ENTER = "/monitor/enter"
Make = Callable[[Figures, str], Awaitable[Screen]]  # of the figures, in a language


class Bulletin:
    """The use cases; the role is looked up at every use, and anybody else gets the menu."""

    def __init__(self, people: People, sign_in: SignIn, snapshot: Snapshot, address: str) -> None:
        """Tell of these figures; `address` is where the monitor is found, empty where that is not set."""
        self.people = people
        self.desk = people.desk
        self.sign_in = sign_in
        self.snapshot = snapshot
        self.address = address

    async def language_of_helper(self, visit: Visit) -> str | None:
        """The language of a chat that holds a role; None for any other."""
        desk = self.desk

        def look(db: Connection) -> str | None:
            if role_of(db, desk.keys, visit.chat_id) is None:
                return None
            return desk.language(load_chat(db, desk.keys, visit.chat_id), visit)

        return await desk.store.read(look)

    async def monitor(self, visit: Visit) -> Answer:
        """A link that signs in to the monitor."""

        async def make(_figures: Figures, language: str) -> Screen:
            token = await self.sign_in.token(visit.chat_id) if self.address else None
            return show_monitor(f"{self.address}{ENTER}?lang={language}#{token}" if token else "")

        return await self._for_helpers(visit, make)

    async def reports(self, visit: Visit) -> Answer:
        """What was released up to now."""

        async def make(figures: Figures, _language: str) -> Screen:
            courts = self.desk.law.courts
            rows = tuple((courts[row.key], row) for row in by_court(figures.counts) if row.key in courts)
            return show_reports(overview(figures.counts), rows)

        return await self._for_helpers(visit, make)

    async def months(self, visit: Visit) -> Answer:
        """The months as text; the picture comes beside it."""

        async def make(figures: Figures, _language: str) -> Screen:
            return show_months(overview(figures.counts))

        return await self._for_helpers(visit, make)

    async def court(self, visit: Visit, words: str) -> Answer:
        """The numbers of the court that the words name."""

        async def make(figures: Figures, _language: str) -> Screen:
            found = find_courts(words, self.desk.law.courts) if words else ()
            found = tuple(court for court in found if court.short.casefold() == words.casefold()) or found
            if len(found) != 1:
                return show_which_court(found)
            return show_court_numbers(
                found[0], overview(counts_of(self.desk.law, figures, Filter(court=found[0].id)))
            )

        return await self._for_helpers(visit, make)

    async def export(self, visit: Visit) -> Answer:
        """That the tables are on their way."""

        async def make(_figures: Figures, _language: str) -> Screen:
            return show_export()

        return await self._for_helpers(visit, make)

    async def _for_helpers(self, visit: Visit, make: Make) -> Answer:
        language = await self.language_of_helper(visit)
        if language is None:
            return await self.people.menu(visit)
        return Answer(self.marked(await make(await self.snapshot.now(), language)), language)

    def marked(self, screen: Screen) -> Screen:
        """The screen, which says that the numbers are made up where they are."""
        return replace(screen, parts=(*screen.parts, MADE_UP)) if self.snapshot.made_up else screen
