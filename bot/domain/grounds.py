"""Grounds for more time or for reopening: never ranked, never recommended; people choose from a full list."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.facts import Facts

EXCEPTIONAL = frozenset({"serious-illness", "family-illness", "death-in-family", "abuse", "late-to-court"})
GOOD_CAUSE = ("8-cfr-1003-29", "8-cfr-1240-6")
REASON_LAW: Mapping[str, tuple[str, ...]] = {
    "find-lawyer": (*GOOD_CAUSE, "c-b", "ina-240-b-4"),
    "lawyer-unavailable": (*GOOD_CAUSE, "ina-240-b-4"),
    "short-notice": (*GOOD_CAUSE, "ina-239-b-1"),
    "evidence": (*GOOD_CAUSE, "sibrun", "ina-240-b-4"),
    "other-application": (*GOOD_CAUSE, "hashmi", "l-a-b-r"),
    "illness": GOOD_CAUSE,
    "interpreter": (*GOOD_CAUSE, "8-cfr-1003-22"),
    "moved": GOOD_CAUSE,
    "family-emergency": GOOD_CAUSE,
}
SERIOUS, NONE_CLEAR = "exceptional-circumstances", "none-clear"
GROUND_LAW: Mapping[str, tuple[str, ...]] = {
    "no-notice": ("ina-240-b-5-c",),
    "in-custody": ("ina-240-b-5-c",),
    SERIOUS: ("ina-240-b-5-c", "ina-240-e-1"),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground: its id, the law behind it, and whether proof has to go with it."""

    id: str
    authorities: tuple[str, ...]
    needs_proof: bool


def find_grounds(facts: Facts) -> tuple[Ground, ...]:
    """The grounds of the walk: none for a notice check, the reasons in the order given for more time."""
    if facts.walk == "more-time":
        return tuple(Ground(reason, REASON_LAW[reason], needs_proof=False) for reason in facts.reasons)
    return _missed(frozenset(facts.missed_why)) if facts.walk == "missed-hearing" else ()


def _missed(why: frozenset[str]) -> tuple[Ground, ...]:
    """The grounds of INA 240(b)(5)(C) that what happened may touch; `none-clear` where none does."""
    found = [Ground(g, GROUND_LAW[g], needs_proof=True) for g in ("no-notice", "in-custody") if g in why]
    if why & EXCEPTIONAL:
        late = ("s-l-h",) if "late-to-court" in why else ()
        found.append(Ground(SERIOUS, (*GROUND_LAW[SERIOUS], *late), needs_proof=True))
    return tuple(found) or (Ground(NONE_CLEAR, (), needs_proof=False),)
