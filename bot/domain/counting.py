"""The one question after a result: may this check be counted; it shows exactly the lines that would be kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.domain.asking import key
from bot.domain.chat import Run
from bot.domain.reports import Line
from bot.domain.result import ASK, Outcome
from bot.domain.values import Button, Court, Part, Screen
from bot.domain.walk import RESULT

TEMPLATE = "counting/question"
LINES = "counting/lines"
ALL, YES, NO = f"{ASK}.all", f"{ASK}.yes", f"{ASK}.no"
MOST_IN_THE_QUESTION = 5
MOST_A_PAGE = 15


@dataclass(frozen=True, slots=True)
class Asked:
    """A finished check, the lines that would be kept of it, and a day of the month they would be kept under."""

    run: Run
    outcome: Outcome
    lines: tuple[Line, ...]
    day: date

    def groups(self, lines: tuple[Line, ...], courts: Mapping[str, Court]) -> Iterator[Part]:
        """The lines under what they have in common: month, court, kind of paper."""
        together = sorted(lines, key=lambda line: (not line.court, not line.paper))
        for (court, paper), group in groupby(together, key=lambda line: (line.court, line.paper)):
            values = {
                "month": self.day.month,
                "year": self.day.year,
                "court": courts.get(court),
                "paper": paper,
                "lines": tuple(group),
                "values": self.outcome.values,
            }
            yield Part(LINES, values=values)


def show_question(asked: Asked, courts: Mapping[str, Court]) -> Screen:
    """The question: what is kept, what is not, that it cannot be taken back; the first button says no."""
    run, lines = asked.run, asked.lines
    few = lines if len(lines) <= MOST_IN_THE_QUESTION else lines[: MOST_IN_THE_QUESTION - 1]
    more = len(lines) - len(few)
    parts = (
        Part(TEMPLATE),
        *asked.groups(few, courts),
        *((Part(TEMPLATE, "and_more", {"more": more}),) if more else ()),
        Part(TEMPLATE, "rest"),
    )
    every = (Button(key(run, RESULT, ALL), TEMPLATE, "all"),) if more else ()
    buttons = (
        Button(key(run, RESULT, NO), TEMPLATE, "no"),
        Button(key(run, RESULT, YES), TEMPLATE, "yes"),
        *every,
        _to_result(run),
    )
    return Screen("count", parts, buttons)


def show_lines(asked: Asked, courts: Mapping[str, Court], *, page: int = 1) -> Screen:
    """Every line that would be kept, fifteen a page."""
    run, lines = asked.run, asked.lines
    first = max(0, page - 1) * MOST_A_PAGE
    shown = lines[first : first + MOST_A_PAGE] or lines[:MOST_A_PAGE]
    rest = len(lines) > first + MOST_A_PAGE
    more = (Button(key(run, RESULT, f"{ALL}.{page + 1}"), "shared/buttons", "more"),) if rest else ()
    back = Button(key(run, RESULT, ASK), "shared/buttons", "back-to-question")
    return Screen("count-lines", (Part(LINES, "head"), *asked.groups(shown, courts)), (*more, back))


def show_answered(run: Run, block: str) -> Screen:
    """What came of it, and where to go on.

    `counted` or, in a trial, `at_once`; `not_counted`; `helper` for a chat of the group itself.
    """
    buttons = (
        _to_result(run),
        Button(f"g:new.{run.nonce}", "notice-check/result", "another-paper"),
        Button("g:menu", "shared/buttons", "menu"),
    )
    return Screen("count-answered", (Part("counting/answered", block),), buttons)


def _to_result(run: Run) -> Button:
    return Button(key(run, RESULT, "list"), "shared/buttons", "to-result")
