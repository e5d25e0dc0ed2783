"""The papers to print: which there are, which are offered with which facts, and what an order of one holds.

Nothing is ranked: whoever asks for a paper sees every one that fits, in one fixed order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time

from bot.domain.defects import find_defects
from bot.domain.facts import Facts
from bot.domain.grounds import EXCEPTIONAL, REASON_LAW
from bot.domain.values import Part

MOTION, OBJECTION = "motion-to-continue", "objection"
REOPEN_NOTICE, REOPEN_EXCEPTIONAL = "reopen-notice", "reopen-exceptional"
CARD, CHECKLIST, LOG, SUMMARY, CALENDAR = "card", "checklist", "lawyer-log", "summary", "calendar"
FILED = frozenset({MOTION, OBJECTION, REOPEN_NOTICE, REOPEN_EXCEPTIONAL})
MISSING_FROM_NTA = ("no-date", "date-to-be-set", "no-time", "no-place", "impossible-date")
NO_NOTICE = ("no-notice", "in-custody")
PLAIN, NEUTRAL = "plain", "neutral"
CHOICES: Mapping[str, tuple[str, ...]] = {MOTION: tuple(REASON_LAW), CALENDAR: (NEUTRAL, PLAIN)}
"""What may be chosen for a paper in the chat, in the order of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Order:
    """One paper that somebody asked for: the facts it may use, what was chosen, and the answers in words.

    Names, numbers, addresses and what happened are in no order: they are written on the paper by hand.
    """

    paper: str
    facts: Facts
    chosen: tuple[str, ...] = ()
    lines: tuple[Part, ...] = ()


def missing_from_nta(facts: Facts) -> tuple[str, ...]:
    """What the Notice to Appear does not give of the hearing's date, time and place."""
    found = {f.id for f in find_defects(facts)}
    return tuple(d for d in MISSING_FROM_NTA if d in found)


def order_is_known(facts: Facts) -> bool:
    """Whether an order of removal is known of, not only to be feared because a day is over."""
    known = facts.acis == "ordered-removed" or facts.document == "removal-order" or facts.ordered == "yes"
    return known or facts.walk == "missed-hearing"


def _hearing_ahead(facts: Facts) -> bool:
    counts = facts.date_that_counts
    return counts is not None and counts >= facts.today


def _case_is_open(facts: Facts) -> bool:
    """Whether there is a case before a judge in which no order is to be feared."""
    court_paper = facts.document in ("nta", "hearing-notice") or facts.walk == "more-time"
    return not facts.order_may_exist and (court_paper or _hearing_ahead(facts))


def _objection(facts: Facts) -> bool:
    """Whether an objection for a missing date, time or place can still be on time.

    Matter of Fernandes, 28 I&N Dec. 605 (BIA 2022): before pleadings close.
    """
    return facts.document == "nta" and facts.objection_open is not False and bool(missing_from_nta(facts))


def _reopen(facts: Facts) -> bool:
    """Whether an order may have been made without the person; one made before them goes to appeal."""
    return order_is_known(facts) and facts.attended != "yes"


def _court(facts: Facts) -> bool:
    return facts.document != "other-paper" or _hearing_ahead(facts)


OFFERED: Mapping[str, Callable[[Facts], bool]] = {
    MOTION: _case_is_open,
    OBJECTION: _objection,
    REOPEN_NOTICE: _reopen,
    REOPEN_EXCEPTIONAL: _reopen,
    CARD: _court,
    CHECKLIST: _court,
    LOG: lambda _: True,
    SUMMARY: lambda facts: facts.walk == "notice-check",
    CALENDAR: _hearing_ahead,
}
PAPERS = tuple(OFFERED)


def offered_papers(facts: Facts) -> tuple[str, ...]:
    """Every paper that fits the facts, in the fixed order."""
    return tuple(paper for paper, fits in OFFERED.items() if fits(facts))


def order_of(paper: str, facts: Facts, chosen: tuple[str, ...] = (), lines: tuple[Part, ...] = ()) -> Order | None:
    """The order of a paper; None where it is not offered with these facts, or needs a reason and has none."""
    if paper not in offered_papers(facts):
        return None
    picked = tuple(c for c in CHOICES.get(paper, ()) if c in chosen)
    if paper in CHOICES and not picked:
        return None
    given = {
        OBJECTION: missing_from_nta(facts),
        REOPEN_NOTICE: facts.missed_why,
        REOPEN_EXCEPTIONAL: facts.missed_why,
    }
    return Order(paper, facts, given.get(paper, picked), lines)


def letters_of(paper: str, chosen: tuple[str, ...]) -> str:
    """What was chosen as letters for a button: the first choice is `a`."""
    return "".join(chr(ord("a") + n) for n, c in enumerate(CHOICES.get(paper, ())) if c in chosen)


def chosen_of(paper: str, letters: str) -> tuple[str, ...]:
    """The choices that the letters of a button name; an unknown letter names none."""
    return tuple(c for n, c in enumerate(CHOICES.get(paper, ())) if chr(ord("a") + n) in letters)


def hearing_of(facts: Facts) -> tuple[date | None, time | None]:
    """The day and hour that a court paper names: the date that counts, and the hour where it belongs to that date."""
    counts = facts.date_that_counts
    ahead = counts if counts is not None and counts >= facts.today else None
    clock = facts.hearing_time if isinstance(facts.hearing_time, time) else None
    return ahead, clock if ahead is not None and ahead == facts.printed_date else None


def exceptional_of(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """What of the choices the law counts among exceptional circumstances."""
    return tuple(c for c in chosen if c in EXCEPTIONAL)
