"""What of the released reports may be shown: to volunteers, and to everybody once a month is closed.

Every report counts in one published number at most. The tables by defect and by place are sums of published numbers,
so nothing can be subtracted from them. Decision 011 says why no hidden number can be worked out.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.domain.partition import COURT, NO_COURT, STEP, Place, StateOf, fewest_room, floored, places_of
from bot.domain.reports import CHECKED, COURTLESS

FOR_VOLUNTEERS = 5
LEAST = 11
SMALL, EVERYWHERE = "small", "everywhere"


@dataclass(frozen=True, slots=True, order=True)
class Count:
    """How many people reported one line in one month, as released."""

    month: str
    court: str
    paper: str
    defect: str
    how: str
    n: int


@dataclass(frozen=True, slots=True, order=True)
class Spoken:
    """How many people who reported in one month had the bot speak this language."""

    month: str
    language: str
    n: int


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One published number: at least so many people reported the defect in this place in this month.

    `kind` is what the place is: a court, no-court, a state's smaller courts, elsewhere (what is too small in its
    state); small: what was too small to tell in the places that are told; everywhere: what is never told by court.
    """

    month: str
    kind: str
    place: str
    defect: str
    at_least: int


@dataclass(frozen=True, slots=True)
class Published:
    """The tables that everybody may see; `n` of a language is rounded down as well."""

    cells: tuple[Cell, ...]
    languages: tuple[Spoken, ...]


def for_volunteers(counts: Iterable[Count]) -> tuple[Count, ...]:
    """The released counts of at least five people; the smaller ones are in no sum either."""
    return tuple(sorted(count for count in counts if count.n >= FOR_VOLUNTEERS))


def publish(
    counts: Iterable[Count],
    languages: Iterable[Spoken],
    *,
    closed: Collection[str],
    state_of: StateOf,
    least: int = LEAST,
) -> Published:
    """What may be told of the closed months, which never changes again.

    Every month is worked out from its own counts alone; the law data must keep the state of every court, and
    whether a defect is counted by court. Raises ValueError for a `least` under 11, for which nothing is proven.
    """
    if least < LEAST:
        raise ValueError(f"least must be {LEAST} or more, not {least}")
    found: dict[str, list[Count]] = {month: [] for month in sorted(closed)}
    spoken: dict[str, dict[str, int]] = {month: {} for month in found}
    for count in counts:
        if count.month in found:
            found[count.month].append(count)
    for one in languages:
        if one.month in spoken:
            spoken[one.month][one.language] = one.n
    months = [_month(month, found[month], spoken[month], state_of=state_of, least=least) for month in found]
    return Published(
        tuple(sorted(cell for told in months for cell in told.cells)),
        tuple(sorted(one for told in months for one in told.languages)),
    )


def by_defect(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """For each month and defect the sum of what is told of it."""
    return _summed(replace(cell, kind=EVERYWHERE, place="") for cell in cells)


def by_place(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """For each month and place its checks, and under the defect "" the sum of the defects told there."""
    return _summed(cell if cell.defect == CHECKED else replace(cell, defect="") for cell in cells)


def _summed(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    sums: dict[Cell, int] = defaultdict(int)
    for cell in cells:
        sums[replace(cell, at_least=0)] += cell.at_least
    return tuple(sorted(replace(cell, at_least=n) for cell, n in sums.items()))


def _month(month: str, counts: list[Count], spoken: Mapping[str, int], *, state_of: StateOf, least: int) -> Published:
    courts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for count in counts:
        courts[count.defect][count.court] += count.n
    places = places_of(courts[CHECKED], state_of, least)
    by_court = {defect: n for defect, n in courts.items() if defect not in COURTLESS}
    cells = [cell for defect, n in by_court.items() for cell in _of_defect(month, defect, n, places, least=least)]
    room = sum(_surely(courts[CHECKED], place, least) for place in places)
    languages = _languages(spoken, room, least)
    room = min(room, sum(n + STEP - 1 for n in languages.values()))
    for defect in COURTLESS & courts.keys():
        told = min(floored([sum(courts[defect].values())], least), room - room % STEP) if room >= least else 0
        cells += [Cell(month, EVERYWHERE, "", defect, told)] if told else []
    return Published(tuple(cells), tuple(Spoken(month, language, n) for language, n in languages.items()))


def _of_defect(
    month: str, defect: str, courts: Mapping[str, int], places: tuple[Place, ...], *, least: int
) -> Iterator[Cell]:
    small = []
    for place in places:
        units = _units(courts, place)
        told = floored(units, least)
        if told:
            yield Cell(month, place.kind, place.name, defect, told)
        else:
            small.append(sum(units))
    if told := floored(small, least):
        yield Cell(month, SMALL, "", defect, told)


def _units(courts: Mapping[str, int], place: Place) -> list[int]:
    return [sum(courts.get(court, 0) for court in unit) for unit in place.units]


def _surely(checks: Mapping[str, int], place: Place, least: int) -> int:
    """How many checks of the place may be taken as known, without a hidden number of it being known from that.

    It follows from what is told of the place alone: how many of its courts have a check is hidden as well.
    """
    told = floored(_units(checks, place), least)
    alone = place.kind in (COURT, NO_COURT)
    return told + STEP - 1 if alone else min(told + STEP - 1, fewest_room(told, least))


def _languages(spoken: Mapping[str, int], room: int, least: int) -> dict[str, int]:
    """The languages told, together no more people than the checks told: everybody counted here has made a check."""
    told = {language: n for language, people in sorted(spoken.items()) if (n := floored([people], least))}
    while sum(max(n, least) for n in told.values()) > room:
        largest = max(told, key=lambda language: told[language])
        told[largest] -= STEP
        if told[largest] < least - least % STEP:
            del told[largest]
    return told
