"""From where a run stands to what is shown: the open question, or the result and the pages behind it."""

from dataclasses import dataclass

from bot.domain import counting, result
from bot.domain.asking import CHANGE, PICK, ask, key, only_taken, turn_page
from bot.domain.chat import Run
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.remind import REMIND, show_consent, wish_of
from bot.domain.reports import lines_of
from bot.domain.result import Outcome, outcome_of
from bot.domain.taking import taken_parts
from bot.domain.values import Part, Screen
from bot.domain.walk import EDIT, RESULT, Place
from bot.services.behind import BehindWay, finding_law, law_page, whole_text
from bot.services.desk import Desk
from bot.services.legal import Page, as_legal
from bot.text.catalog import SOURCE

NO_LAW = ("changes", "count", "count-lines")
DATED = ("finding", "date", "objection", "acis", "free-help", "ground", "way-page")


def show_run(desk: Desk, run: Run, place: Place, language: str, *, notes: tuple[Part, ...] = ()) -> Screen:
    """The open question; the result where none is open."""
    if place.open is None:
        return show_result_page(desk, run, place, "list", language)[0]
    taken = taken_parts(run, place, desk.law.courts) if only_taken(run, place) else ()
    return ask(run, place, desk.law.courts, notes=(*taken, *notes))


def show_picker(desk: Desk, run: Run, place: Place, page: str) -> Screen:
    """A page of the open question's picker."""
    return turn_page(run, place, page.removeprefix(PICK), desk.law.courts)


def is_result_page(step: str, value: str) -> bool:
    """Whether a press turns a page of the result instead of moving the run."""
    return step == RESULT and value not in ("<", EDIT)


def show_result_page(desk: Desk, run: Run, place: Place, asked: str, language: str) -> tuple[Screen, str]:
    """A page behind a finished walk and the language it is shown in; the list for an unknown page."""
    page = Page.of(key(run, RESULT, ""), asked)
    if run.walk == REMIND.id and page.name.partition(".")[0] != CHANGE:
        return show_consent(run, place, wish_of(place, place.facts.today), place.facts.court), language
    kind = Behind if run.walk == NOTICE_CHECK.id else BehindWay
    behind = kind(desk, run, place, outcome_of(place))
    screen = behind.page(page.name, SOURCE if page.english else language) or behind.list()
    if screen.name in NO_LAW:
        return screen, language
    today = place.facts.today if screen.name in DATED else None
    return as_legal(desk, screen, language, page, today=today)


@dataclass(frozen=True, slots=True)
class Behind:
    """The pages behind one finished check."""

    desk: Desk
    run: Run
    place: Place
    outcome: Outcome

    def page(self, page: str, language: str) -> Screen | None:
        """The page of that name; None for an unknown one."""
        kind, _, name = page.partition(".")
        if kind == "f":
            return result.show_finding(self.run, self.outcome, name)
        if kind == "d":
            return result.show_date(self.run, self.outcome, name)
        if kind == "law":
            return self.law(name)
        if kind == "change":
            number = int(name) if name.isdecimal() else 1
            return result.show_changes(self.run, self.place, self.desk.law.courts, page=number)
        if kind == result.ASK:
            return self.count(name)
        if page == "text":
            return whole_text(self.desk, self.run, self.outcome, language)
        return result.show_page(self.run, self.outcome, page)

    def list(self) -> Screen:
        """The result itself."""
        law = self.desk.law
        return result.show_result(
            self.run, self.outcome, checked=law.checked, old=law.is_old(self.outcome.facts.today)
        )

    def count(self, name: str) -> Screen:
        """The question whether this check may be counted, or the lines that would be kept."""
        lines = lines_of(self.outcome.facts, self.outcome.findings)
        asked = counting.Asked(self.run, self.outcome, lines, self.desk.today_utc())
        first, _, page = name.partition(".")
        if first != "all":
            return counting.show_question(asked, self.desk.law.courts)
        return counting.show_lines(asked, self.desk.law.courts, page=int(page) if page.isdecimal() else 1)

    def law(self, name: str) -> Screen | None:
        """The authorities of a finding or of a page; None where it was not found or has none."""
        found = finding_law(self.desk, self.run, self.outcome, name)
        return found or law_page(self.desk, self.run, self.outcome, name)
