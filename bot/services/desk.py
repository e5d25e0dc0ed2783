"""What every use case needs: the store, the keys, the law, the words, the clock, and how one unit runs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.chat import Chat, Run
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.taking import begin_from
from bot.domain.walk import Place, stand
from bot.domain.walks import WALKS
from bot.law.values import Law
from bot.services.visit import Answer, Visit
from bot.storage.chats import load_chat, save_chat
from bot.storage.keys import Keys
from bot.storage.store import Store
from bot.text.words import Words

EASTERN = ZoneInfo("America/New_York")
Change = Callable[[Chat], tuple[Chat, Answer]]


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts that the use cases share; made once by the composition root."""

    store: Store
    keys: Keys
    law: Law
    words: Mapping[str, Words]
    clock: Callable[[], datetime]
    nonce: Callable[[], str]

    async def unit(self, visit: Visit, change: Change, *, again: Change) -> Answer:
        """Run one unit: load the chat, change it, save it. An update seen before only shows where things stand."""

        def work(db: Connection) -> Answer:
            chat = load_chat(db, self.keys, visit.chat_id)
            seen = chat.saw(visit.update_id)
            if seen is chat:
                return again(chat)[1]
            if visit.message_id:
                seen = seen.learned(visit.message_id, visit.hour)
            changed, answer = change(seen)
            if answer.follow:
                return answer
            if answer.retire:
                changed = replace(changed, live=0)
            save_chat(db, self.keys, visit.chat_id, changed, today=self.today_utc())
            return answer

        return await self.store.run(work)

    def today_utc(self) -> date:
        """The day in UTC, for the day a row was last touched."""
        return self.clock().astimezone(UTC).date()

    def language(self, chat: Chat, visit: Visit) -> str:
        """The chat's language, else the one Telegram hints at, else English."""
        return chat.language if chat.language in self.words else self.guess(visit.hint)

    def guess(self, hint: str) -> str:
        """The language on offer that fits a language code of Telegram's; English where none does."""
        code = hint.lower().replace("_", "-")
        for tried in (code, code.split("-")[0]):
            for language in self.words:
                if tried and tried in self.law.languages[language].telegram:
                    return language
        return "en"

    def place(self, run: Run) -> Place:
        """Where the run stands today, in the zone of its court, else US Eastern time."""
        now = self.clock()
        walk = WALKS[run.walk]
        today = now.astimezone(EASTERN).date()
        place = stand(walk, run.answers, self.law.courts, today)
        court = place.facts.court
        there = now.astimezone(ZoneInfo(court.time_zone)).date() if court else today
        return place if there == today else stand(walk, run.answers, self.law.courts, there)

    def begun(self, chat: Chat, walk: str) -> Run:
        """A new run of a walk, with what the chat's notice check answers already."""
        check = chat.runs.get(NOTICE_CHECK.id)
        facts = self.place(check).facts if check is not None else None
        return begin_from(WALKS[walk], self.nonce(), facts, self.law.courts)


def closed(chat: Chat) -> Chat:
    """The chat with no question open."""
    return replace(chat, active="")
