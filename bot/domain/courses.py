"""How far a broadcast has come: a cursor for each time zone, and what became of those it met."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Course:
    """The way through the subscriptions, one zone after the other, each while it is day there.

    `cursors` has the row of the last one met in each zone that was begun; `over` are the zones that are through.
    `made` is the day it was drafted, `meant` how many there were at the start; `shown` are the messages with the
    progress, by the helper's number.
    """

    zones: tuple[str, ...] = ()
    cursors: Mapping[str, bytes] = field(default_factory=dict)
    over: frozenset[str] = frozenset()
    meant: int = 0
    made: date = date.min
    shown: Mapping[int, int] = field(default_factory=dict)

    def at(self, zone: str) -> bytes:
        """Behind which row the zone goes on."""
        return self.cursors.get(zone, b"")

    def moved(self, zone: str, cursor: bytes | None) -> "Course":
        """The course with the zone's cursor moved; None: the zone is through."""
        if cursor is None:
            return replace(self, over=self.over | {zone})
        return replace(self, cursors={**self.cursors, zone: cursor})

    @property
    def left(self) -> tuple[str, ...]:
        """The zones that are not through."""
        return tuple([zone for zone in self.zones if zone not in self.over])
