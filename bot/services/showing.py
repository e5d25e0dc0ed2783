"""From where a run stands to what is shown: the open question, or the result and the pages behind it."""

from bot.domain import result
from bot.domain.asking import PICK, ask, key, turn_page
from bot.domain.chat import Run
from bot.domain.result import Outcome, outcome_of
from bot.domain.values import Button, Part, Screen
from bot.domain.walk import EDIT, RESULT, Place
from bot.services.desk import Desk
from bot.services.legal import Page, as_legal
from bot.text.catalog import SOURCE

DATED = ("finding", "date", "objection", "acis", "free-help")
LONGEST = 3900  # Bot API: a message holds 4096 characters after its markup is read


def show_run(desk: Desk, run: Run, place: Place, language: str, *, notes: tuple[Part, ...] = ()) -> Screen:
    """The open question; the result where none is open."""
    if place.open is not None:
        return ask(run, place, desk.law.courts, notes=notes)
    return show_result_page(desk, run, place, "list", language)[0]


def show_picker(desk: Desk, run: Run, place: Place, page: str) -> Screen:
    """A page of the open question's picker."""
    return turn_page(run, place, page.removeprefix(PICK), desk.law.courts)


def show_result_page(desk: Desk, run: Run, place: Place, asked: str, language: str) -> tuple[Screen, str]:
    """A page behind a finished check and the language it is shown in; the list for an unknown page."""
    page = Page.of(key(run, RESULT, ""), asked)
    outcome = outcome_of(place)
    shown = SOURCE if page.english else language
    screen = _page(desk, run, place, outcome, page.name, shown) or _list(desk, run, outcome)
    if page.name == "change":
        return screen, language
    dated = screen.name in DATED
    return as_legal(desk, screen, language, page, today=outcome.facts.today if dated else None)


def _page(desk: Desk, run: Run, place: Place, outcome: Outcome, page: str, language: str) -> Screen | None:  # noqa: PLR0913, PLR0917
    kind, _, name = page.partition(".")
    if kind == "f":
        return result.show_finding(run, outcome, name)
    if kind == "d":
        return result.show_date(run, outcome, name)
    if kind == "law":
        return _law(desk, run, outcome, name)
    if page == "change":
        return result.show_changes(run, place, desk.law.courts)
    if page == "text":
        return show_text(desk, run, outcome, language)
    return result.show_page(run, outcome, page)


def _list(desk: Desk, run: Run, outcome: Outcome) -> Screen:
    law = desk.law
    return result.show_result(run, outcome, checked=law.checked, old=law.is_old(outcome.facts.today))


def _law(desk: Desk, run: Run, outcome: Outcome, name: str) -> Screen | None:
    finding = next((f for f in outcome.findings if f.id == name), None)
    if finding is None or not finding.authorities:
        return None
    cited = tuple(desk.law.authorities[a] for a in finding.authorities)
    checked = min(a.checked for a in cited)
    old = any(a.is_old(outcome.facts.today) for a in cited)
    return result.show_law(run, finding, cited=cited, checked=checked, old=old)


def show_text(desk: Desk, run: Run, outcome: Outcome, language: str) -> Screen:
    """The whole result as one text to copy; where it would not fit one message, the findings by title."""
    law = desk.law
    back = (Button(f"w:{run.nonce}:{RESULT}:list", "shared/buttons", "to-result"),)
    screen = Screen("text", ())
    for brief in (False, True):
        parts = result.full_text(outcome, checked=law.checked, old=law.is_old(outcome.facts.today), brief=brief)
        screen = Screen("text", (Part(result.LABELS, "text_head"), *parts), back)
        if len(desk.words[language].render(screen).text) <= LONGEST:
            break
    return screen


def is_result_page(step: str, value: str) -> bool:
    """Whether a press turns a page of the result instead of moving the run."""
    return step == RESULT and value not in ("<", EDIT)
