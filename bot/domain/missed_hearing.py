"""The walk after a missed hearing: which day, what became of it, and why the person was not there.

It begins with the day, since on that same day the one thing that helps is to go. The reasons stand in two lists,
since one screen has at most six boxes; nothing ranks them.
"""

from collections.abc import Mapping
from datetime import date

from bot.domain.answers import Value
from bot.domain.facts import Facts
from bot.domain.more_time import HELD
from bot.domain.steps import Option, Step, boxes, choice, decided, past_day, ticked
from bot.domain.walk import Walk


def _why(raw: str) -> Mapping[str, Value]:
    return {"missed_why": ticked(raw)}


def _was_there(facts: Facts) -> bool:
    return facts.attended == "yes"


def _was_not_there(facts: Facts) -> bool:
    return not _was_there(facts)


def _today(facts: Facts) -> date:
    return facts.today


def _takes(facts: Facts) -> Mapping[str, Value | None]:
    """The day that is over, and what was told of the order; what ACIS showed then is looked up again."""
    over = facts.printed_date
    paper = facts.document if facts.document == "removal-order" and _was_there(facts) else None
    return {
        "hearing_day": over if over is not None and over <= facts.today else None,
        "hearing_place": facts.hearing_place,
        "acis": facts.acis if facts.acis == "ordered-removed" else None,
        "attended": facts.attended,
        "document": paper,
        "order_on": facts.order_on,
        "detained": facts.detained,
    }


MISSED_HEARING = Walk(
    "missed-hearing",
    (
        Step("hearing_day", "date", key="hearing_date", skip="skipped", past=True, near=_today),
        Step(
            "hearing_place",
            "court",
            (Option("not-listed"), Option("missing"), Option("to-be-set")),
            skip="skipped",
            template="notice-check/hearing_place",
        ),
        decided("acis", "ordered-removed", "different", "no-hearing", "no-case", "not-checked"),
        Step(
            "acis_date",
            "date",
            when=lambda facts: facts.acis == "different",
            skip="skipped",
            checked=True,
            template="notice-check/acis_date",
        ),
        choice("attended", "no", "yes"),
        choice("document", "removal-order", "no-paper", when=_was_there),
        past_day("order_on", near=lambda facts: facts.printed_date),
        boxes(
            "missed_case",
            "no-notice",
            "wrong-day",
            "late-to-court",
            "in-custody",
            "fear-of-arrest",
            "fear-of-return",
            when=_was_not_there,
            sets=_why,
        ),
        boxes(
            "missed_life",
            "serious-illness",
            "family-illness",
            "death-in-family",
            "abuse",
            "other",
            when=_was_not_there,
            sets=_why,
        ),
        HELD,
    ),
    takes=_takes,
)
