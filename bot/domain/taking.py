"""What a walk takes from the notice check, so that nothing is asked twice, and how the person sees what was taken."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.answers import Value
from bot.domain.chat import Run
from bot.domain.facts import Facts
from bot.domain.result import answer_values, urgent_line
from bot.domain.steps import SKIPPED, UNSURE
from bot.domain.values import Court, Part
from bot.domain.walk import Place, Walk, fresh


def begin_from(walk: Walk, nonce: str, check: Facts | None, courts: Mapping[str, Court]) -> Run:
    """A new run that holds what the notice check answers already; an empty one where there is no check."""
    run = fresh(walk, nonce)
    if check is None or walk.takes is None:
        return run
    given = walk.takes(check)
    known = {s.id: raw for s in walk.steps if (raw := _raw(given.get(s.id))) and s.accepts(raw, check, courts)}
    return replace(run, answers=known, taken=tuple(known))


def _raw(value: Value | None) -> str:
    """The stored form of a fact; empty where it says nothing."""
    raw = value.isoformat() if isinstance(value, date) else value if isinstance(value, str) else ""
    return "" if raw in (SKIPPED, UNSURE) else raw


def taken_parts(run: Run, place: Place, courts: Mapping[str, Court]) -> tuple[Part, ...]:
    """One line with what was taken from the check and counts, and before it what cannot wait."""
    lines = tuple(answer_values(run, place, s, raw, courts) for s, raw in place.counted if s.id in run.taken)
    return (*urgent_line(place.facts), Part("walk/taken", values={"lines": lines}))
