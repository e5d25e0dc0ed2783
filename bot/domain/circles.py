"""Circles on a map: one a court, larger where more was checked, courts of one city set apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from bot.domain.monitor import Row

SMALLEST, LARGEST = 3.0, 26.0
APART = 7.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A court's circle, in the units of the map."""

    row: Row
    x: float
    y: float
    radius: float


def circles(rows: Iterable[Row], places: Mapping[str, tuple[int, int]]) -> tuple[Circle, ...]:
    """The circles of the courts that have a place, the largest first so that the small ones lie on top.

    The area is in proportion to the checks; courts at one point stand in a ring around it.
    """
    shown = sorted((row for row in rows if row.key in places), key=lambda row: (-row.checks, row.key))
    most = max([row.checks for row in shown], default=0)
    at: dict[tuple[int, int], list[str]] = {}
    for row in sorted(shown, key=lambda row: row.key):
        at.setdefault(places[row.key], []).append(row.key)
    return tuple(_circle(row, places[row.key], at[places[row.key]], most=most) for row in shown)


def _circle(row: Row, place: tuple[int, int], here: list[str], *, most: int) -> Circle:
    x, y = float(place[0]), float(place[1])
    if len(here) > 1:
        turn = 2 * pi * here.index(row.key) / len(here)
        x, y = x + APART * cos(turn), y + APART * sin(turn)
    radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(row.checks / most) if most else SMALLEST
    return Circle(row, round(x, 1), round(y, 1), round(radius, 1))
