"""The screens of the papers: the full list, and the screen that stands before a paper is made.

A button carries the run, the paper, and what it makes of the choices: `p:<nonce>:<paper>.<letters>` shows the
screen with these ticked, `p:<nonce>:<paper>!<letters>` makes the paper, `p:<nonce>:law.<paper>` shows the law
behind it. Nothing of it is kept.
"""

from collections.abc import Iterator, Mapping

from bot.domain.asking import key
from bot.domain.chat import Run
from bot.domain.facts import Facts
from bot.domain.papers import CALENDAR, CHOICES, FILED, MOTION, chosen_of, letters_of, offered_papers
from bot.domain.values import Button, Part, Screen
from bot.domain.walk import RESULT

LIST, LAW, MAKE, TICKED = "list", "law", "!", "."
LAWS_A_PAGE = 3
TEMPLATE, SPOTS = "papers/list", "papers/spots"


def paper_key(run: Run, wanted: str) -> str:
    """The data of a button of the papers."""
    return f"p:{run.nonce}:{wanted}"


def show_papers(run: Run, facts: Facts, *, state: str = "") -> Screen:
    """Every paper that fits, none before another by its worth; `state` says how the one asked for stands."""
    buttons = tuple(Button(opening(run, paper), TEMPLATE, paper) for paper in offered_papers(facts))
    said = (Part("papers/state", state),) if state else ()
    return Screen("papers", (*said, Part(TEMPLATE)), (*buttons, to_result(run)))


def opening(run: Run, paper: str) -> str:
    """What the button of a paper does: show the screen before it, or make it where there is none."""
    return paper_key(run, paper if paper in FILED or paper in CHOICES else paper + MAKE)


def show_paper(run: Run, paper: str, letters: str = "", *, fee: object = None) -> Screen:
    """What people know before they have a paper made, and what may be chosen for it; `fee` is the fee it names."""
    back = Button(paper_key(run, LIST), TEMPLATE, "back")
    buttons = (*_choices(run, paper, letters), *_law(run, paper), back)
    return Screen("paper", (Part(f"papers/{paper}", values={"fee": fee}),), buttons)


def law_shown(names: tuple[str, ...], page: str) -> tuple[tuple[str, ...], str]:
    """The authorities on a page of that number (the first for anything else), and the next page's number if any."""
    number = int(page) if page.isdecimal() and 0 < int(page) <= -(-len(names) // LAWS_A_PAGE) else 1
    last = number * LAWS_A_PAGE
    return names[last - LAWS_A_PAGE : last], str(number + 1) if last < len(names) else ""


def show_paper_law(run: Run, paper: str, values: Mapping[str, object], *, then: str = "") -> Screen:
    """Some authorities behind what is said of a paper that is filed; `then` is the next page of them."""
    more = (Button(paper_key(run, f"{LAW}.{paper}.{then}"), "shared/buttons", "more"),) if then else ()
    back = Button(paper_key(run, paper), "shared/buttons", "back-to-page")
    return Screen("law", (Part("shared/law", values=values),), (*more, back, to_result(run)))


def _law(run: Run, paper: str) -> tuple[Button, ...]:
    """The button to the law behind a paper; none for one that is kept."""
    return (Button(paper_key(run, LAW + TICKED + paper), "shared/buttons", "law"),) if paper in FILED else ()


def _choices(run: Run, paper: str, letters: str) -> Iterator[Button]:
    template = f"papers/{paper}"
    if paper == CALENDAR:
        for title in CHOICES[CALENDAR]:
            yield Button(paper_key(run, CALENDAR + MAKE + letters_of(CALENDAR, (title,))), template, title)
        return
    given = chosen_of(paper, letters)
    for choice in CHOICES.get(paper, ()):
        on = choice in given
        then = letters_of(paper, tuple(c for c in (*given, choice) if not (on and c == choice)))
        yield Button(paper_key(run, paper + TICKED + then), template, choice, ticked=on)
    if given or paper != MOTION:
        yield Button(paper_key(run, paper + MAKE + letters_of(paper, given)), TEMPLATE, "make")


def show_sent(run: Run, paper: str) -> Screen:
    """What people do with the paper that was just sent."""
    more = Button(paper_key(run, LIST), TEMPLATE, "more")
    return Screen("sent", (Part("papers/sent", paper.replace("-", "_")),), (*_law(run, paper), more, to_result(run)))


def show_not_made(run: Run, wanted: str, state: str) -> Screen:
    """The paper was not made: the button to press again."""
    again = Button(paper_key(run, wanted), TEMPLATE, "again")
    return Screen("not-made", (Part("papers/state", state),), (again, to_result(run)))


def spot_screen(spot: str, *, drawn: bool = True) -> Screen:
    """What a drawing shows, in words: the caption under it, and all there is where it could not be drawn."""
    words = Part(SPOTS, spot.replace("-", "_"))
    parts = (words, Part(SPOTS, "drawing")) if drawn else (Part(SPOTS, "not_drawn"), words)
    return Screen("spot", parts, (Button("g:resume", SPOTS, "back"),))


def to_result(run: Run) -> Button:
    """The button back to the result."""
    return Button(key(run, RESULT, "list"), "shared/buttons", "to-result")


def read_wanted(wanted: str) -> tuple[str, str, str]:
    """The paper that a button names, what to do with it (`!` makes it), and the letters of what was chosen."""
    for mark in (MAKE, TICKED):
        paper, found, letters = wanted.partition(mark)
        if found:
            return paper, mark, letters
    return wanted, "", ""
