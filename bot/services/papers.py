"""The papers for a chat: the list, the screen before a paper, and the order of one. One method, one unit of work."""

from collections.abc import Callable

from bot.domain.about_papers import FEES
from bot.domain.chat import Chat, Run
from bot.domain.law_of import law_of_paper
from bot.domain.paper_screens import (
    LAW,
    LIST,
    MAKE,
    TICKED,
    law_shown,
    read_wanted,
    show_paper,
    show_paper_law,
    show_papers,
)
from bot.domain.papers import CHOICES, FILED, chosen_of, letters_of, offered_papers, order_of
from bot.domain.result import answer_line
from bot.domain.spots import spot_of
from bot.domain.values import Screen
from bot.domain.walk import Place
from bot.services.checks import Checks
from bot.services.desk import Desk
from bot.services.first import first_words
from bot.services.legal import Page, as_legal, cited
from bot.services.visit import Answer, Visit, Wanted
from bot.text.catalog import SOURCE


class Papers:
    """The use cases of the papers; `is_making` tells whether one is being made for a chat."""

    def __init__(self, desk: Desk, checks: Checks, *, is_making: Callable[[int], bool]) -> None:
        """Work with these parts."""
        self.desk = desk
        self.checks = checks
        self.is_making = is_making

    async def press(self, visit: Visit, data: str) -> Answer:
        """A button of the papers, `p:<nonce>:<what>`; one of another run changes nothing."""
        nonce, wanted = ([*data.split(":", 2)[1:], "", ""])[:2]

        def change(chat: Chat) -> tuple[Chat, Answer]:
            run = chat.named(nonce)
            place = self.desk.place(run) if run is not None else None
            if run is None or place is None or place.open is not None:
                return chat, first_words(self.desk, chat, visit) or self.checks.now(chat, visit, toast="stale")
            return chat.with_run(run), self.pressed(
                self.desk.language(chat, visit), visit.chat_id, (run, place), wanted
            )

        return await self.desk.unit(visit, change, again=self.checks.still(visit, toast="repeated"))

    async def where(self, visit: Visit, data: str) -> Answer:
        """The button "show me where" of a question, `s:<nonce>:<step>`: which spot of which drawing."""
        nonce, step = ([*data.split(":", 2)[1:], "", ""])[:2]

        def change(chat: Chat) -> tuple[Chat, Answer]:
            run = chat.named(nonce)
            place = self.desk.place(run) if run is not None else None
            found = place is not None and place.open is not None and place.open.id == step
            spot = spot_of(step, place.facts) if found and place is not None else ""
            answer = self.checks.now(chat, visit, toast="picture" if spot else "stale")
            return chat, Answer(answer.screen, answer.language, toast=answer.toast, spot=spot)

        return await self.desk.unit(visit, change, again=self.checks.still(visit, toast="repeated"))

    def pressed(self, language: str, chat_id: int, at: tuple[Run, Place], wanted: str) -> Answer:
        """What a button of the papers shows in this language, where the run stands so."""
        run, place = at
        page = Page.of(f"p:{run.nonce}:", wanted)
        paper, mark, letters = read_wanted(page.name)
        if mark == MAKE:
            return self._ordered(language, chat_id, at, page.name)
        shown = SOURCE if page.english else language
        if paper == LAW:
            return self._law(run, place, page, letters, language)
        if paper not in offered_papers(place.facts) or paper not in FILED | CHOICES.keys():
            stale = "" if page.name == LIST else "stale"
            return Answer(show_papers(run, place.facts), language, toast=stale)
        screen = show_paper(
            run, paper, letters if mark == TICKED else letters_of(paper, place.facts.reasons), fee=self._fee(paper)
        )
        if paper not in FILED:
            return Answer(screen, language)
        return self._legal(screen, language, Page(page.prefix, page.name, shown != language), place)

    def _law(self, run: Run, place: Place, page: Page, wanted: str, language: str) -> Answer:
        """A page of the law behind a paper; the list for a paper that is not filed."""
        paper, _, number = wanted.partition(TICKED)
        if paper not in FILED:
            return Answer(show_papers(run, place.facts), language, toast="stale")
        names, then = law_shown(law_of_paper(paper), number)
        values = cited(self.desk.law, names, place.facts.today)
        return Answer(*as_legal(self.desk, show_paper_law(run, paper, values, then=then), language, page))

    def _legal(self, screen: Screen, language: str, page: Page, place: Place) -> Answer:
        return Answer(*as_legal(self.desk, screen, language, page, today=place.facts.today))

    def _fee(self, paper: str) -> object:
        return self.desk.law.fees[FEES[paper]] if paper in FEES else None

    def _ordered(self, language: str, chat_id: int, at: tuple[Run, Place], wanted: str) -> Answer:
        """The list with "making your paper" over it, and the order; no order where it does not fit any more."""
        run, place = at
        paper, _, letters = read_wanted(wanted)
        lines = tuple(answer_line(run, place, step, raw, self.desk.law.courts) for step, raw in place.counted)
        order = order_of(paper, place.facts, chosen_of(paper, letters), lines)
        if order is None:
            return Answer(show_papers(run, place.facts), language, toast="stale")
        if self.is_making(chat_id):
            return Answer(show_papers(run, place.facts, state="still_making"), language)
        making = show_papers(run, place.facts, state="making")
        return Answer(making, language, wanted=Wanted(order, run, wanted))
