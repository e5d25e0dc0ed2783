"""Yes or no to the question whether a check may be counted."""

from dataclasses import replace

from sqlalchemy import Connection

from bot.domain.chat import Chat, Run
from bot.domain.counting import show_answered
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.reports import lines_of
from bot.domain.result import outcome_of
from bot.services.checks import Checks
from bot.services.desk import Desk
from bot.services.reports import Reports
from bot.services.visit import Answer, Visit
from bot.storage.chats import load_chat
from bot.storage.roles import ever_held


class Counting:
    """The use case of a report: first it is on the disk among the reports, then the chat is marked as asked.

    What the person said is not kept in the chat: a "yes" there would tell, with the answers beside it, which
    counts are theirs.
    """

    def __init__(self, desk: Desk, checks: Checks, reports: Reports) -> None:
        """Work with these parts."""
        self.desk = desk
        self.checks = checks
        self.reports = reports

    async def answer(self, visit: Visit, nonce: str, *, yes: bool) -> Answer:
        """Count the check of that run, or not; a press that no longer fits shows where things stand.

        Killed in between, the repeated update counts nothing twice: the reports know their own.
        """
        chat, helper = await self.desk.store.run(lambda db: self._look(db, visit))
        run = self._open(chat, nonce)
        fits = run is not None and chat.saw(visit.update_id) is not chat
        counts = yes and fits and not helper
        if counts and run is not None:
            facts = self.desk.place(run).facts
            lines = lines_of(facts, outcome_of(self.desk.place(run)).findings)
            await self.reports.submit(
                visit.chat_id, lines, self.desk.language(chat, visit), update_id=visit.update_id
            )
        counted = "counted" if self.reports.waiting.people > 1 else "at_once"
        said = counted if counts else "helper" if yes and helper else "not_counted"

        def change(chat: Chat) -> tuple[Chat, Answer]:
            run = self._open(chat, nonce)
            if run is None:
                return chat, self.checks.now(chat, visit, toast="stale")
            asked = chat.with_run(replace(run, asked=True))
            return asked, Answer(show_answered(run, said), self.desk.language(chat, visit))

        return await self.desk.unit(visit, change, again=self.checks.still(visit, toast="repeated"))

    def _look(self, db: Connection, visit: Visit) -> tuple[Chat, bool]:
        keys = self.desk.keys
        return load_chat(db, keys, visit.chat_id), ever_held(db, keys, visit.chat_id)

    def _open(self, chat: Chat, nonce: str) -> Run | None:
        """The run that the question was about, while it is finished and was not asked about yet."""
        run = chat.named(nonce)
        if run is None or run.walk != NOTICE_CHECK.id or run.asked:
            return None
        return run if self.desk.place(run).open is None else None
