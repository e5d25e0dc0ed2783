"""What typed words mean for the open question: a press, several readings, a note, or nothing."""

import re
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.steps import Step
from bot.domain.values import Screen
from bot.domain.walk import BACK, SKIP, Place
from bot.law.find_court import find_courts
from bot.law.values import Language, Law
from bot.text.reading import fold, match_label, read_dates, read_times

A_YEAR = timedelta(days=366)
NUMBERED = ("choice", "ticks")
SHORTEST = 4  # letters of a word that may stand for a whole label


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood: the data of a button, or readings to choose from, or the name of a note."""

    press: str = ""
    readings: tuple[str, ...] = ()
    note: str = ""

    @property
    def understood(self) -> bool:
        """Whether the words were an answer to the question."""
        return bool(self.press or self.readings)


NOTHING = Reading()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is shown: where the run stands, its screen, and the labels of the screen's buttons."""

    place: Place
    screen: Screen
    labels: tuple[str, ...]


def read_typed(text: str, asked: Asked, law: Law, language: Language) -> Reading:
    """What the words mean for the question that is open."""
    step = asked.place.open
    if step is None:
        return NOTHING
    pressed = _button(text, step, asked, law, language)
    if pressed:
        return Reading(press=pressed)
    if step.kind == "date":
        return _date(text, step, asked.place, language)
    if step.kind == "time":
        return Reading(readings=read_times(text, language.code))
    if step.kind == "court":
        return Reading(readings=tuple(c.id for c in find_courts(text, law.courts)))
    return NOTHING


def _button(text: str, step: Step, asked: Asked, law: Law, language: Language) -> str:
    """The data of the button that the words name: by its number, its label, or a word such as yes or back."""
    screen = asked.screen
    folded = fold(text)
    has_digit = any(c.isdigit() for c in folded)
    if not has_digit or step.kind in NUMBERED or screen.numbered:
        found = match_label(text, asked.labels, language.code)
        if found is not None:
            return screen.buttons[found].data
    named = law.paper_names.get(folded) if step.id == "document" else None
    if named is not None:
        return _ending(screen, named)
    for word, wanted in (("yes", "yes"), ("no", "no"), ("back", BACK), ("unknown", step.doubt or SKIP)):
        says = {fold(w) for w in language.says[word]}
        if folded in says:
            return _ending(screen, wanted) or _beginning(asked, says)
    return _containing(asked, folded) if len(folded) >= SHORTEST else ""


def _containing(asked: Asked, folded: str) -> str:
    """The data of the one button whose label holds these whole words, as "never" in "No, never"."""
    phrase = re.compile(rf"(?<!\w){re.escape(folded)}(?!\w)")
    found = [
        b.data for b, label in zip(asked.screen.buttons, asked.labels, strict=True) if phrase.search(fold(label))
    ]
    return found[0] if len(found) == 1 else ""


def _beginning(asked: Asked, says: set[str]) -> str:
    """The data of the one button whose label begins with such a word, as in "Yes, it is right"."""
    found = [b.data for b, label in zip(asked.screen.buttons, asked.labels, strict=True) if _first(label) in says]
    return found[0] if len(found) == 1 else ""


def _first(label: str) -> str:
    """The words of a label before its first comma."""
    return fold(label.partition(",")[0])


def _ending(screen: Screen, value: str) -> str:
    """The data of the button with that value; a yes to a reading is its first button, a no its second."""
    if screen.values.get("reading") and value in ("yes", "no"):
        return screen.buttons[0 if value == "yes" else 1].data
    return next((b.data for b in screen.buttons if b.data.rpartition(":")[2] == value), "")


def _date(text: str, step: Step, place: Place, language: Language) -> Reading:
    today = place.facts.today
    found = read_dates(text, language.code, today=today)
    if step.past and len(found) > 1:  # a day without a year is one of the year that is over; "yesterday" is one alone
        found = read_dates(text, language.code, today=today - A_YEAR)
    fitting = tuple(raw for raw in found if _fits(raw, step, place))
    return Reading(readings=fitting, note="day_to_come" if found and not fitting else "")


def _fits(raw: str, step: Step, place: Place) -> bool:
    return step.accepts(raw, place.facts, {})
