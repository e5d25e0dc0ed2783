"""What was released, read once for each release: pages and files between two releases are the same, byte for byte."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Generic, TypeVar

from sqlalchemy import Connection

from bot.domain.publishing import FOR_VOLUNTEERS, Count, Published, Spoken, for_volunteers, publish
from bot.services.reports import Reports
from bot.storage.report_counts import months_closed, release_number, released, spoken

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that may be shown after one release: to volunteers, and to everybody."""

    number: int = -1
    counts: tuple[Count, ...] = ()
    spoken: tuple[Spoken, ...] = ()
    published: Published = field(default_factory=lambda: Published((), ()))
    closed: tuple[str, ...] = ()
    made_up: bool = False


class Snapshot:
    """The figures of the newest release, read again only when something was released."""

    def __init__(self, reports: Reports) -> None:
        """Read from these reports, when somebody first asks."""
        self.reports = reports
        self.made_up = False  # whether the reports are, as in the demo: whatever shows a number says so then
        self._figures = Figures()
        self._turn = asyncio.Lock()

    async def now(self) -> Figures:
        """The figures; raises Unavailable."""
        number = await self.reports.store.read(release_number)
        if number != self._figures.number:
            async with self._turn:
                if number != self._figures.number:
                    read = partial(read_figures, reports=self.reports)
                    self._figures = replace(await self.reports.store.read(read), made_up=self.made_up)
        return self._figures


def read_figures(db: Connection, reports: Reports) -> Figures:
    """A read of all figures, over one state of the database."""
    counts, languages, closed = released(db), spoken(db), months_closed(db)
    return Figures(
        release_number(db),
        for_volunteers(counts),
        tuple(one for one in languages if one.n >= FOR_VOLUNTEERS),
        publish(counts, languages, closed=closed, state_of=reports.state_of, least=reports.least),
        tuple(closed),
    )


class Kept(Generic[T]):
    """What was made of one release, by a name; the first that is made of a newer one sweeps the rest away."""

    def __init__(self, most: int) -> None:
        """Keep at most so many."""
        self._most = most
        self._number = -1
        self._made: dict[object, T] = {}

    def get(self, number: int, name: object, make: Callable[[], T]) -> T:
        """What stands under the name, made where it is not there."""
        if number != self._number or len(self._made) >= self._most:
            self._number, self._made = number, {}
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]
