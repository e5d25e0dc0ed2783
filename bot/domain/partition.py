"""How a month's courts are put together into places large enough to publish.

Only the checks decide: a court with enough of them stands alone, the smaller courts of a state stand together, and
what is still too small stands together over all states. So every report belongs to one place, and no published
number is a part of another one from which the rest could be subtracted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count

COURT, NO_COURT, STATE, ELSEWHERE = "court", "no-court", "state", "elsewhere"
STEP = 5  # numbers are rounded down to a multiple of it

StateOf = Callable[[str], str]
Units = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One place of one month: its kind, its name, and the units in it, each a group of courts.

    A unit is what is too small to be told by itself: a court in a state, or all that was too small in a state.
    The court "" is a check without a court.
    """

    kind: str
    name: str
    units: Units


def places_of(checks: Mapping[str, int], state_of: StateOf, least: int) -> tuple[Place, ...]:
    """The places that are large enough, of the courts with any check; the rest of the month is told to nobody."""
    large = sorted(court for court, n in checks.items() if n >= least)
    states: dict[str, list[str]] = {}
    for court in sorted(court for court, n in checks.items() if 0 < n < least):
        states.setdefault(state_of(court) if court else "", []).append(court)
    together = [_in_state(state, courts) for state, courts in sorted(states.items()) if state]
    shown = [place for place in together if _sum(checks, place) >= least]
    rest = tuple([_flat(place) for place in together if place not in shown] + [(c,) for c in states.get("", [])])
    elsewhere = Place(ELSEWHERE, "", rest)
    last = (elsewhere,) if _sum(checks, elsewhere) >= least else ()
    return (*(_alone(court) for court in large), *shown, *last)


def floored(units: list[int], least: int) -> int:
    """What is published of a number that these units make together: 0 where it is not shown.

    Rounded down to a multiple of five, and always so low that each of several units could still be any of five
    numbers or more: two courts of at most 10 that are told to have 20 have 10 each, so they are told to have 15.
    """
    number = sum(units)
    if number < least:
        return 0
    units = [n for n in units if n]
    if len(units) > 1:
        number = min(number, room_of(len(units), least))
    return number - number % STEP


def room_of(units: int, least: int) -> int:
    """The most that may be told of several units that are each smaller than `least`."""
    return (least - 1) * units - STEP


def fewest_room(told: int, least: int) -> int:
    """The room of the fewest units of which this could have been told."""
    return next(room for units in count(2) if (room := room_of(units, least)) >= told)


def _alone(court: str) -> Place:
    return Place(COURT if court else NO_COURT, court, ((court,),))


def _in_state(state: str, courts: list[str]) -> Place:
    return Place(STATE, state, tuple((court,) for court in courts))


def _flat(place: Place) -> tuple[str, ...]:
    return tuple(court for unit in place.units for court in unit)


def _sum(checks: Mapping[str, int], place: Place) -> int:
    return sum(checks[court] for court in _flat(place))
