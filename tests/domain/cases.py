"""A made-up paper as the rules see it, and what they say of it."""

from collections.abc import Mapping
from datetime import date

from bot.domain.answers import read_answers
from bot.domain.deadlines import find_deadlines
from bot.domain.defects import find_defects
from bot.domain.facts import Facts, facts_from
from bot.law.load import load_law

Given = Mapping[str, object]
COURTS = load_law().courts
COURT_IDS = frozenset(COURTS)
TODAY = date(2026, 9, 16)  # a Wednesday; a working day, and so are the two days around it


def facts(given: Given) -> Facts:
    return facts_from(read_answers(given, COURT_IDS), COURTS, TODAY)


def found(given: Given) -> dict[str, tuple[str, ...]]:
    return {f.id: f.severity for f in find_defects(facts(given))}


def dates(given: Given) -> dict[str, date | None]:
    listed = find_deadlines(facts(given))
    made = {d.id: d.on for d in listed}
    assert len(made) == len(listed)
    return made
