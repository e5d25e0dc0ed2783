"""From where a run stands to what is shown: the open question, or the result and the pages behind it."""

from dataclasses import replace

from bot.domain import result
from bot.domain.asking import PICK, ask, key, turn_page
from bot.domain.chat import Run
from bot.domain.result import Outcome, outcome_of
from bot.domain.values import Button, Part, Screen
from bot.domain.walk import EDIT, RESULT, Place
from bot.services.desk import Desk
from bot.text.catalog import SOURCE

ENGLISH = "en."
LONGEST = 3900  # Bot API: a message holds 4096 characters after its markup is read


def show_run(desk: Desk, run: Run, place: Place, language: str, *, notes: tuple[Part, ...] = ()) -> Screen:
    """The open question; the result where none is open."""
    if place.open is not None:
        return ask(run, place, desk.law.courts, notes=notes)
    return show_result_page(desk, run, place, "list", language)[0]


def show_picker(desk: Desk, run: Run, place: Place, page: str) -> Screen:
    """A page of the open question's picker."""
    return turn_page(run, place, page.removeprefix(PICK), desk.law.courts)


def show_result_page(desk: Desk, run: Run, place: Place, page: str, language: str) -> tuple[Screen, str]:
    """A page behind a finished check and the language it is shown in; the list for an unknown page.

    Where no native reader has reviewed the words, each page offers its English text.
    """
    english = page.startswith(ENGLISH)
    bare = page.removeprefix(ENGLISH)
    outcome = outcome_of(place)
    shown = SOURCE if english else language
    screen = _page(desk, run, place, outcome, bare, shown) or _list(desk, run, outcome)
    if desk.words[language].catalog.is_reviewed or bare == "change":
        return screen, shown
    return (_in_own_language if english else _beside_english)(screen, run, bare), shown


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


def _beside_english(screen: Screen, run: Run, page: str) -> Screen:
    """The screen with its state of review and the button to its English text."""
    there = Button(key(run, RESULT, ENGLISH + page), "shared/buttons", "english")
    state = Part("shared/state", "machine_drafted")
    return replace(screen, parts=(*screen.parts, state), buttons=(*screen.buttons[:-1], there, screen.buttons[-1]))


def _in_own_language(screen: Screen, run: Run, page: str) -> Screen:
    """The English screen with the button back to the reader's language."""
    there = Button(key(run, RESULT, page), "shared/buttons", "own-language")
    return replace(screen, buttons=(*screen.buttons[:-1], there, screen.buttons[-1]))


def is_result_page(step: str, value: str) -> bool:
    """Whether a press turns a page of the result instead of moving the run."""
    return step == RESULT and value not in ("<", EDIT)
