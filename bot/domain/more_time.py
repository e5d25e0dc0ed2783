"""The walk to more time: which hearing, why, and whether it was asked for before.

What the notice check knows already is taken from it. The reasons stand in two lists, since one screen has at most
six boxes; nothing ranks them.
"""

from collections.abc import Mapping

from bot.domain.answers import Value
from bot.domain.deadlines import kind_matters
from bot.domain.facts import Facts
from bot.domain.steps import Option, Step, boxes, choice, ticked
from bot.domain.walk import Walk

HELD = Step("detained", "choice", (Option("yes"), Option("no")), template="more-time/detained")
ASKED = "asked-before"
ASKED_FOR_THE_SAME = "asked-for-the-same"


def _reasons(raw: str) -> Mapping[str, Value]:
    return {"reasons": ticked(raw)}


def _before(raw: str) -> Mapping[str, Value]:
    """What was asked before changes words alone."""
    flags = {"other-reason": (ASKED,), "same-reason": (ASKED, ASKED_FOR_THE_SAME)}
    return {"flags": flags.get(raw, ())}


def _takes(facts: Facts) -> Mapping[str, Value | None]:
    """The hearing that is still to come, and whether the person is held."""
    counts = facts.date_that_counts
    ahead = counts if counts is not None and counts >= facts.today else None
    word = facts.hearing_date if isinstance(facts.hearing_date, str) else None
    return {
        "detained": facts.detained,
        "hearing_day": ahead or word,
        "hearing_place": facts.hearing_place,
        "hearing_kind": facts.hearing_kind,
    }


MORE_TIME = Walk(
    "more-time",
    (
        Step(
            "hearing_day",
            "date",
            (Option("missing"), Option("to-be-set")),
            key="hearing_date",
            skip="skipped",
            checked=True,
            printed=True,
        ),
        Step(
            "hearing_place",
            "court",
            (Option("not-listed"), Option("missing"), Option("to-be-set")),
            skip="skipped",
            template="notice-check/hearing_place",
        ),
        HELD,
        Step(
            "hearing_kind",
            "choice",
            (Option("master"), Option("individual")),
            kind_matters,
            skip="unsure",
            template="notice-check/hearing_kind",
        ),
        boxes(
            "reasons_case",
            "find-lawyer",
            "lawyer-unavailable",
            "short-notice",
            "evidence",
            "other-application",
            "interpreter",
            sets=_reasons,
        ),
        boxes("reasons_life", "illness", "moved", "family-emergency", sets=_reasons),
        choice("asked_before", "never", "other-reason", "same-reason", sets=_before),
    ),
    takes=_takes,
)
