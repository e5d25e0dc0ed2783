"""What volunteers look at: the released counts put together by place, defect, month and way.

Every number is a sum of counts that may be shown by themselves (five people or more), so nothing can be subtracted.
A share is of the checks that are shown: the true one can only be higher.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from bot.domain.partition import StateOf
from bot.domain.publishing import Cell, Count
from bot.domain.reports import CHECKED

TOP = 8
FEWEST_MONTHS = 3  # for a trend


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked at: nothing where a part is empty; months from `since` to `until`, both included."""

    state: str = ""
    court: str = ""
    defect: str = ""
    paper: str = ""
    since: str = ""
    until: str = ""

    def keeps(self, count: Count, state_of: StateOf) -> bool:
        """Whether the count is looked at; the checks stay beside a chosen defect."""
        return (
            (not self.court or count.court == self.court)
            and (not self.state or state_of(count.court) == self.state)
            and (not self.defect or count.defect in (self.defect, CHECKED))
            and (not self.paper or count.paper == self.paper)
            and (not self.since or count.month >= self.since)
            and (not self.until or count.month <= self.until)
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: so many people checked a paper there, and so many defects were reported."""

    key: str
    checks: int
    found: int

    @property
    def share(self) -> int | None:
        """How many of a hundred checks, rounded down; None where no check is shown."""
        return self.found * 100 // self.checks if self.checks else None


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole in a few numbers: checks, defects reported, courts, months, the most frequent, the months."""

    checks: int
    found: int
    courts: int
    top: tuple[Row, ...]
    months: tuple[Row, ...]

    @property
    def per_hundred(self) -> int | None:
        """How many defects were reported for a hundred checks."""
        return Row("", self.checks, self.found).share

    @property
    def has_trend(self) -> bool:
        """Whether there are months enough to speak of a trend."""
        return shows_trend(self.months)


def shows_trend(months: tuple[Row, ...]) -> bool:
    """Whether a line through the months says something: there are enough of them, with a number to show."""
    return len(months) >= FEWEST_MONTHS and any(row.found for row in months)


def chosen(counts: Iterable[Count], wanted: Filter, state_of: StateOf) -> tuple[Count, ...]:
    """The counts that are looked at."""
    return tuple(count for count in counts if wanted.keeps(count, state_of))


def overview(counts: tuple[Count, ...]) -> Overview:
    """The whole in a few numbers."""
    months = by_month(counts)
    return Overview(
        checks=sum(row.checks for row in months),
        found=sum(row.found for row in months),
        courts=len({count.court for count in counts if count.court}),
        top=tuple(islice(by_defect(counts), TOP)),
        months=months,
    )


def by_month(counts: Iterable[Count]) -> tuple[Row, ...]:
    """Each month, in order."""
    return tuple(sorted(_rows(counts, lambda count: count.month), key=lambda row: row.key))


def by_court(counts: Iterable[Count]) -> tuple[Row, ...]:
    """Each court, the one with most checks first; the court "" is no court."""
    return tuple(sorted(_rows(counts, lambda count: count.court), key=lambda row: (-row.checks, row.key)))


def by_state(counts: Iterable[Count], state_of: StateOf) -> tuple[Row, ...]:
    """Each state, in order."""
    known = (count for count in counts if count.court)
    return tuple(sorted(_rows(known, lambda count: state_of(count.court)), key=lambda row: row.key))


def by_defect(counts: Iterable[Count]) -> tuple[Row, ...]:
    """Each defect beside all checks that are looked at, the most frequent first."""
    found: Counter[str] = Counter()
    for count in counts:
        found[count.defect] += count.n
    checks = found.pop(CHECKED, 0)
    rows = (Row(defect, checks, n) for defect, n in found.items())
    return tuple(sorted(rows, key=lambda row: (-row.found, row.key)))


def by_way(counts: Iterable[Count], defect: str) -> tuple[Row, ...]:
    """How the papers with this defect came, where that is counted."""
    ways: Counter[str] = Counter()
    for count in counts:
        if count.defect == defect and count.how:
            ways[count.how] += count.n
    return tuple(Row(way, 0, n) for way, n in sorted(ways.items()))


def open_months(cells: Iterable[Cell]) -> tuple[Row, ...]:
    """Each published month: at least so many checks, and the sum of the defects that are told."""
    return tuple(sorted(_rows_of_cells(cells, lambda cell: cell.month), key=lambda row: row.key))


def open_defects(cells: Iterable[Cell]) -> tuple[Row, ...]:
    """Each defect in the published months, the most frequent first."""
    found: Counter[str] = Counter()
    for cell in cells:
        found[cell.defect] += cell.at_least
    checks = found.pop(CHECKED, 0)
    return tuple(sorted((Row(d, checks, n) for d, n in found.items()), key=lambda row: (-row.found, row.key)))


def open_places(cells: Iterable[Cell]) -> tuple[tuple[str, Row], ...]:
    """Each published place with its kind, the one with most checks first."""
    kinds = {f"{cell.kind}/{cell.place}": cell.kind for cell in cells}
    rows = _rows_of_cells(cells, lambda cell: f"{cell.kind}/{cell.place}")
    told = [(kinds[row.key], Row(row.key.partition("/")[2], row.checks, row.found)) for row in rows]
    return tuple(sorted(told, key=lambda pair: (-pair[1].checks, pair[0], pair[1].key)))


def _rows(counts: Iterable[Count], key: Callable[[Count], str]) -> list[Row]:
    return _summed((key(count), count.defect == CHECKED, count.n) for count in counts)


def _rows_of_cells(cells: Iterable[Cell], key: Callable[[Cell], str]) -> list[Row]:
    return _summed((key(cell), cell.defect == CHECKED, cell.at_least) for cell in cells)


def _summed(told: Iterable[tuple[str, bool, int]]) -> list[Row]:
    checks: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for key, is_check, n in told:
        (checks if is_check else found)[key] += n
    return [Row(key, checks[key], found[key]) for key in checks.keys() | found.keys()]
