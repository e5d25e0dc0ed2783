"""The walks of a chat: begin, go on, press a button. One method, one unit of work."""

from dataclasses import replace

from bot.domain.asking import CHANGE, PICK
from bot.domain.chat import Chat, Run
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.pages import resume_or_anew, show_menu
from bot.domain.remind import REMIND
from bot.domain.values import Part
from bot.domain.walk import Place, pressed
from bot.services.desk import Change, Desk
from bot.services.first import first_words
from bot.services.showing import is_result_page, show_picker, show_result_page, show_run
from bot.services.visit import Answer, Visit


class Checks:
    """The use cases of the notice check and of every other walk."""

    def __init__(self, desk: Desk) -> None:
        """Work with these parts."""
        self.desk = desk

    async def begin(self, visit: Visit, walk: str = NOTICE_CHECK.id, *, anew: str = "") -> Answer:
        """Begin a walk; where a run is there already, ask whether to go on, unless `anew` names the run to leave."""

        def change(chat: Chat) -> tuple[Chat, Answer]:
            first = first_words(self.desk, chat, visit)
            if first is not None:
                return chat, first
            left = chat.named(anew)
            if anew and left is None and chat.current is not None:  # pressed twice: the new run is there already
                return chat, self.now(chat, visit)
            wanted = left.walk if left else walk
            run = chat.runs.get(wanted)
            if run is not None and run.begun and run is not left:
                done = self.desk.place(run).open is None
                if done and wanted == REMIND.id:  # all but the consent
                    opened = chat.with_run(run)
                    return opened, self.now(opened, visit)
                return chat, Answer(resume_or_anew(run, done=done), self.desk.language(chat, visit))
            begun = chat.with_run(self.desk.begun(chat, wanted))
            return begun, self.now(begun, visit)

        return await self.desk.unit(visit, change, again=self.still(visit))

    async def resume(self, visit: Visit, nonce: str = "") -> Answer:
        """Show where the run of that nonce stands, else the one touched last; begin a check where there is none."""

        def change(chat: Chat) -> tuple[Chat, Answer]:
            first = first_words(self.desk, chat, visit)
            if first is not None:
                return chat, first
            run = chat.named(nonce) or chat.current
            opened = chat.with_run(run or self.desk.begun(chat, NOTICE_CHECK.id))
            return opened, self.now(opened, visit)

        return await self.desk.unit(visit, change, again=self.still(visit))

    async def press(self, visit: Visit, data: str) -> Answer:
        """A button of a walk, `w:<nonce>:<step>:<value>`; one that no longer fits changes nothing and says so.

        The nonce tells which of the chat's runs it belongs to: that one is active from then on.
        """
        nonce, step, value = ([*data.split(":", 3)[1:], "", "", ""])[:3]

        def change(chat: Chat) -> tuple[Chat, Answer]:
            run = chat.named(nonce)
            if run is None:
                return chat, first_words(self.desk, chat, visit) or self.now(chat, visit, toast="stale")
            return self.pressed(chat, visit, run, (step, value))

        def again(
            chat: Chat,
        ) -> tuple[Chat, Answer]:  # a page changes nothing: it is shown as often as it is asked for
            run = chat.named(nonce)
            page = None if run is None else self.page(chat, visit, run, (step, value))
            return chat, page or self.now(chat, visit, toast="repeated")

        return await self.desk.unit(visit, change, again=again)

    def page(self, chat: Chat, visit: Visit, run: Run, press: tuple[str, str]) -> Answer | None:
        """The page of the result that a press of a step and a value turns to; None where it turns none."""
        step, value = press
        if not is_result_page(step, value):
            return None
        place = self.desk.place(run)
        if place.open is not None and not value.startswith(CHANGE):
            return None
        return Answer(*show_result_page(self.desk, run, place, value, self.desk.language(chat, visit)))

    def pressed(self, chat: Chat, visit: Visit, run: Run, press: tuple[str, str]) -> tuple[Chat, Answer]:
        """The chat after a press of a step and a value, and what is shown then."""
        step, value = press
        page = self.page(chat, visit, run, press)
        if page is not None:
            return chat.with_run(run), page
        place = self.desk.place(run)
        language = self.desk.language(chat, visit)
        if value.startswith(PICK) and place.open is not None and place.open.id == step:
            kept = chat.with_run(replace(run, offered=()))
            return kept, Answer(show_picker(self.desk, replace(run, offered=()), place, value), language)
        moved = pressed(run, place, step, value, courts=self.desk.law.courts)
        changed = chat.with_run(moved)
        return changed, self.now(changed, visit, toast="stale" if moved is run else "")

    def still(self, visit: Visit, *, toast: str = "") -> Change:
        """What an update gets that was seen before: where things stand."""
        return lambda chat: (chat, self.now(chat, visit, toast=toast))

    def now(self, chat: Chat, visit: Visit, *, toast: str = "", notes: tuple[Part, ...] = ()) -> Answer:
        """Where the chat's active walk stands; the menu where there is none."""
        language = self.desk.language(chat, visit)
        run = chat.current
        if run is None or not chat.active:
            return Answer(show_menu(walk=self.state(run)), language, toast=toast)
        place: Place = self.desk.place(run)
        return Answer(show_run(self.desk, run, place, language, notes=notes), language, toast=toast)

    def state(self, run: Run | None) -> str:
        """Whether a check is open, done, or not begun (empty); `open-other` for another walk that is open."""
        if run is None or not run.begun:
            return ""
        state = "open" if self.desk.place(run).open is not None else "done"
        return "open-other" if state == "open" and run.walk != NOTICE_CHECK.id else state
