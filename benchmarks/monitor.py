"""What the monitor's pages cost with many reports: the time at the server, and the bytes, of every page and file.

The reports are made up and spread over two years of months; every page is asked for again and again by one who is
signed in, over real HTTP. The first page after a release reads all reports, and stands apart.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from tests.monitor.desk import Visitor, fills, gives, visiting
from tests.world import live

REPORTS = 200_000
MONTHS = tuple(f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13))[:22]
ROUNDS = 40
PAGES = (
    *("/monitor", "/monitor/courts", "/monitor/courts/miami", "/monitor/faults", "/monitor/faults/no-time"),
    *("/monitor/months", "/monitor/languages", "/monitor/files", "/monitor?state=FL&since=2026-01", "/open"),
)
FILES = ("/monitor/files/counts.csv", "/monitor/files/counts.json", "/open/files/cells.csv")
MILLI = 1000


@dataclass(frozen=True, slots=True)
class Paged:
    """One page: its name, its milliseconds, its bytes."""

    path: str
    times: Sequence[float]
    size: int

    @property
    def p95(self) -> float:
        """The slowest twentieth."""
        return quantiles(self.times, n=20)[-1]


@dataclass(frozen=True, slots=True)
class Cost:
    """The pages, the files, and the first page after a release in milliseconds."""

    pages: Sequence[Paged]
    files: Sequence[Paged]
    first: float


async def measure_monitor(folder: Path, reports: int = REPORTS, rounds: int = ROUNDS) -> Cost:
    """Fill, sign in, ask for every page in turn."""
    async with live(folder) as world, visiting(world) as visitor:
        sam = world.telegram.person("Sam")
        await world.says(sam, "/start")
        await gives(world, sam, "volunteer")
        await fills(world, reports, months=MONTHS, closed=20)
        await visitor.signs_in(sam)
        first = await _timed(visitor, "/monitor")
        pages = [await _page(visitor, path, rounds) for path in PAGES]
        files = [await _page(visitor, path, max(2, rounds // 4)) for path in FILES]
        return Cost(pages, files, first[0])


async def _page(visitor: Visitor, path: str, rounds: int) -> Paged:
    await _timed(visitor, path)
    told = [await _timed(visitor, path) for _ in range(rounds)]
    return Paged(path, [time for time, _ in told], max(size for _, size in told))


async def _timed(visitor: Visitor, path: str) -> tuple[float, int]:
    began = perf_counter()
    answer = await visitor.gets(path)
    assert answer.status == 200, path
    return (perf_counter() - began) * MILLI, len(answer.body)


def lines_of(cost: Cost) -> list[str]:
    """The figures in words."""
    slow, large = max(cost.pages, key=lambda page: page.p95), max(cost.pages, key=lambda page: page.size)
    told = [
        f"slowest page, slowest twentieth: {slow.p95:.0f} ms ({slow.path}); the aim is 150",
        f"largest page: {large.size / 1000:.0f} kB ({large.path}); the aim is 200",
        f"first page after a release, which reads all reports: {cost.first:.0f} ms",
    ]
    return told + [
        f"{page.path}: {page.p95:.0f} ms, {page.size / 1000:.0f} kB" for page in (*cost.pages, *cost.files)
    ]


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as place:
        print(*lines_of(asyncio.run(measure_monitor(Path(place)))), sep="\n")
