"""What belongs to a person and not to a paper: language, first words, the pages, what is kept, forgetting."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain import pages
from bot.domain.chat import HOURS_DELETABLE, Chat, Run
from bot.domain.guides import LAW, is_guide_page, law_of_page, show_guide, show_page_law
from bot.domain.pages import show_page
from bot.domain.remind_screens import lines_of
from bot.domain.result import answer_line
from bot.domain.subscriptions import Subscription
from bot.domain.values import Court, Part, Screen
from bot.services.checks import Checks
from bot.services.desk import Desk, closed
from bot.services.first import first_words, languages
from bot.services.legal import ENGLISH, Page, as_legal, cited
from bot.services.visit import Answer, Visit
from bot.storage.chats import DAYS_KEPT, load_chat
from bot.storage.erasing import erase_person
from bot.storage.subscriptions import load_subscription, speak

SECONDS_AN_HOUR = 3600


class People:
    """The use cases of a person's chat."""

    def __init__(self, desk: Desk, checks: Checks) -> None:
        """Work with these parts."""
        self.desk = desk
        self.checks = checks

    async def start(self, visit: Visit) -> Answer:
        """The languages at first, then the first words, then the menu."""

        def change(chat: Chat) -> tuple[Chat, Answer]:
            return closed(chat), self._first(closed(chat), visit)

        return await self.desk.unit(visit, change, again=lambda chat: (chat, self._first(chat, visit)))

    async def languages(self, visit: Visit) -> Answer:
        """The list of languages."""
        return await self._show(visit, lambda chat: languages(self.desk, chat, visit))

    async def choose(self, visit: Visit, code: str) -> Answer:
        """Take a language, and go on where the person was."""

        def change(chat: Chat) -> tuple[Chat, Answer]:
            taken = replace(chat, language=code) if code in self.desk.words else chat
            return taken, self._first(taken, visit)

        answer = await self.desk.unit(visit, change, again=lambda chat: (chat, self._first(chat, visit)))
        if code in self.desk.words:
            await self.desk.store.run(partial(speak, keys=self.desk.keys, chat_id=visit.chat_id, language=code))
        return answer

    async def understood(self, visit: Visit) -> Answer:
        """The first words were understood: who should see a lawyer first."""

        def change(chat: Chat) -> tuple[Chat, Answer]:
            taken = replace(chat, understood=True, language=self.desk.language(chat, visit))
            return taken, self._page(taken, visit, "lawyer-first")

        return await self.desk.unit(visit, change, again=self.checks.still(visit))

    async def page(self, visit: Visit, name: str) -> Answer:
        """One of the fixed pages, of a guide, or the law behind one; the menu for an unknown one."""
        plain = name.removeprefix(ENGLISH)
        if plain not in pages.PAGES and not is_guide_page(plain) and not law_of_page(plain.removeprefix(LAW)):
            return await self.menu(visit)
        return await self._show(visit, lambda chat: self._page(chat, visit, name))

    async def menu(self, visit: Visit) -> Answer:
        """The menu of what works; the first words come before it for who has not seen them."""

        def change(chat: Chat) -> tuple[Chat, Answer]:
            return closed(chat), self._first(closed(chat), visit)

        return await self.desk.unit(visit, change, again=lambda chat: (chat, self._first(chat, visit)))

    async def cancel(self, visit: Visit) -> Answer:
        """Stop the check that is open; its answers stay until they are forgotten or 30 days are over."""

        def change(chat: Chat) -> tuple[Chat, Answer]:
            block = "body" if chat.active else "nothing"
            return closed(chat), Answer(show_page("cancelled", block), self.desk.language(chat, visit))

        return await self.desk.unit(visit, change, again=self.checks.still(visit))

    async def kept(self, visit: Visit) -> Answer:
        """All that is kept of this chat."""
        kept = await self.desk.store.run(lambda db: load_subscription(db, self.desk.keys, visit.chat_id))
        return await self._show(visit, lambda chat: self._kept(chat, visit, kept))

    async def forget(self, visit: Visit) -> Answer:
        """Erase all that is kept of this chat in one unit, and take back the bot's messages that can be."""
        erase = partial(erase_person, keys=self.desk.keys, chat_id=visit.chat_id)
        chat, kept = await self.desk.store.run(erase)
        if chat.revision or kept:  # a rewrite, since a checkpoint alone may leave a copy where SQLite moved rows
            await self.desk.store.compact()
        hour = int(self.desk.clock().timestamp()) // SECONDS_AN_HOUR
        messages = (*chat.messages, *(kept.messages if kept else ()))
        ids = tuple(m for m, sent in messages if hour - sent < HOURS_DELETABLE and m != visit.message_id)
        tapped = (visit.message_id,) if visit.message_id else ()
        return Answer(pages.forgotten(), self.desk.language(chat, visit), delete=(*ids, *tapped))

    async def blocked(self, chat_id: int) -> None:
        """Forget a person who blocked the bot: nothing can reach them any more."""
        await self.desk.store.run(partial(erase_person, keys=self.desk.keys, chat_id=chat_id))

    async def language_of(self, visit: Visit) -> str:
        """The language of a chat, without writing anything."""
        chat = await self.desk.store.read(lambda db: load_chat(db, self.desk.keys, visit.chat_id))
        return self.desk.language(chat, visit)

    async def _show(self, visit: Visit, show: Callable[[Chat], Answer]) -> Answer:
        def change(chat: Chat) -> tuple[Chat, Answer]:
            return chat, show(chat)

        return await self.desk.unit(visit, change, again=change)

    def _page(self, chat: Chat, visit: Visit, name: str) -> Answer:
        """A fixed page; one that speaks of the law says when it was checked."""
        page, today = Page.of("g:", name), self.desk.today_utc()
        language = self.desk.language(chat, visit)
        if is_guide_page(page.name):
            return Answer(*as_legal(self.desk, show_guide(page.name, self._court(chat)), language, page, today=today))
        if page.name.startswith(LAW):
            behind = page.name.removeprefix(LAW)
            screen = show_page_law(behind, cited(self.desk.law, law_of_page(behind), today))
            return Answer(*as_legal(self.desk, screen, language, page))
        if page.name not in pages.LEGAL:
            return Answer(show_page(page.name), language)
        return Answer(*as_legal(self.desk, show_page(page.name), language, page, today=today))

    def _court(self, chat: Chat) -> Court | None:
        """The court of the run touched last that has one."""
        courts = self.desk.law.courts
        places = (run.answers.get("hearing_place", "") for run in reversed(tuple(chat.runs.values())))
        return next((courts[place] for place in places if place in courts), None)

    def _first(self, chat: Chat, visit: Visit) -> Answer:
        """The first words where they are still due, else where things stand."""
        return first_words(self.desk, chat, visit) or self.checks.now(chat, visit)

    def _kept(self, chat: Chat, visit: Visit, kept: Subscription | None) -> Answer:
        language = self.desk.language(chat, visit)
        answers = tuple(line for run in chat.runs.values() for line in self._answers(run))
        lines = (*answers, *self._reminders(kept))
        until = self.desk.today_utc() + timedelta(days=DAYS_KEPT + 1) if chat.revision or lines else None
        screen: Screen = pages.show_kept(self.desk.law.languages[language].native, lines, until=until)
        return Answer(screen, language)

    def _answers(self, run: Run) -> tuple[Part, ...]:
        """The answers of one run, a line each, under the name of its walk."""
        place = self.desk.place(run)
        lines = tuple(answer_line(run, place, s, raw, self.desk.law.courts) for s, raw in place.counted)
        return (Part("start/mydata", run.walk.replace("-", "_")), *lines) if lines else ()

    def _reminders(self, kept: Subscription | None) -> tuple[Part, ...]:
        """What is kept for reminders, a line each."""
        if kept is None:
            return ()
        lines = lines_of(kept, self.desk.law.courts, self.desk.clock().astimezone(ZoneInfo(kept.zone)).date())
        return (Part("start/mydata", "reminders"), *lines)
