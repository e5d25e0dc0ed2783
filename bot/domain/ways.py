"""The results of more time and of a missed hearing: the grounds as a list, each of them, and the pages behind.

Grounds stand in the order of the vocabulary. None is ranked, and none is recommended.
"""

from collections.abc import Iterator, Mapping

from bot.domain.asking import key
from bot.domain.chat import Run
from bot.domain.facts import Facts
from bot.domain.result import LABELS, LAW, OPEN, Outcome, ground_template, say_aloud, to_result, urgent_line
from bot.domain.values import Button, Part, Screen
from bot.domain.walk import BACK, RESULT

GROUND, PAGE = "g.", "p."
PAGES: Mapping[str, tuple[str, ...]] = {
    "more-time": ("writing", "aloud", "before"),
    "missed-hearing": ("motion", "fee", "stay", "proof"),
}
REST = ("dates", "acis", "free-help", "unseen", "text", "change")


def show_way(run: Run, outcome: Outcome, beside: Mapping[str, object]) -> Screen:
    """The list: the urgent line, when and where to go, the grounds as buttons, and what always stands there."""
    facts = outcome.facts
    clear = any(ground.needs_proof for ground in outcome.grounds)
    values = {**outcome.values, **beside, "found": len(outcome.grounds), "clear": clear}
    ahead = facts.date_that_counts is not None and facts.date_that_counts >= facts.today
    parts = (
        *urgent_line(facts),
        *((say_aloud(facts),) if ahead else ()),
        Part(f"{run.walk}/result", "head", values),
        Part("general/go"),
        Part(LABELS, "body", values),
    )
    return Screen("way", parts, tuple(_buttons(run, outcome)))


def _buttons(run: Run, outcome: Outcome) -> Iterator[Button]:
    if run.walk != "missed-hearing" and outcome.facts.order_may_exist:
        yield Button("g:missed", "start/menu", "missed")
    for ground in outcome.grounds:
        template = ground_template(outcome, ground.id)
        yield Button(key(run, RESULT, GROUND + ground.id), template, "title", values=outcome.values)
    for finding in outcome.findings:
        yield Button(key(run, RESULT, OPEN + finding.id), f"findings/{finding.id}", "title", values=outcome.values)
    for page in _pages(run, outcome.facts):
        yield Button(key(run, RESULT, PAGE + page), f"{run.walk}/{page}", "title")
    yield Button(f"p:{run.nonce}:list", LABELS, "papers")
    for page in REST:
        yield Button(key(run, RESULT, page), LABELS, page)
    yield Button(key(run, RESULT, BACK), "shared/buttons", "back")
    yield Button("g:menu", "shared/buttons", "menu")


def _pages(run: Run, facts: Facts) -> tuple[str, ...]:
    """The pages behind the list; who was there when the judge decided has an appeal, and none is about that."""
    was_there = run.walk == "missed-hearing" and facts.attended == "yes"
    return () if was_there else PAGES[run.walk]


def show_ground(run: Run, outcome: Outcome, name: str) -> Screen | None:
    """One ground: what the law says, and what people bring; None where it was not given."""
    if name not in {g.id for g in outcome.grounds}:
        return None
    return Screen("ground", ground_parts(outcome, name), (law_button(run, GROUND + name), to_result(run)))


def ground_parts(outcome: Outcome, name: str) -> tuple[Part, ...]:
    """The words of one ground."""
    template, values = ground_template(outcome, name), outcome.values
    heading = Part("shared/heading", values={"template": template, "values": values})
    return (heading, Part(template, "why", values), Part(template, "do", values))


def show_way_page(run: Run, outcome: Outcome, name: str, beside: Mapping[str, object]) -> Screen | None:
    """A page behind the list, such as how to ask in writing; None for an unknown one."""
    if name not in PAGES[run.walk]:
        return None
    template = f"{run.walk}/{name}"
    heading = Part("shared/heading", values={"template": template, "values": {}})
    part = Part(template, values={**outcome.values, **beside})
    return Screen("way-page", (heading, part), (law_button(run, PAGE + name), to_result(run)))


def law_button(run: Run, page: str) -> Button:
    """The button to the law behind a page of a result."""
    return Button(key(run, RESULT, LAW + page), "shared/buttons", "law")


def show_law_of(run: Run, page: str, values: Mapping[str, object]) -> Screen:
    """The authorities of a page behind a result, and the way back to it."""
    back = Button(key(run, RESULT, page), "shared/buttons", "back-to-page")
    return Screen("law", (Part("shared/law", values=values),), (back, to_result(run)))
