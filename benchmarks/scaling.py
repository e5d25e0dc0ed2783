"""What an answer costs with more and more chats stored: `python -m benchmarks scaling`.

The rows are made at once, sealed bytes of the size that a finished check has; the 32 chats that talk are new ones.
A chart of it is left in build/scaling.svg.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.answers import CHATS, Round, one_round
from benchmarks.bot_process import MEGABYTE, ROOT, at_work
from benchmarks.moves import AGAIN, BEGIN, FIRST_WORDS, READ, spanish_check
from benchmarks.phones import phones
from bot.storage.store import Store
from bot.text.chart import SVG, draw

STORED = (10, 1_000, 100_000, 1_000_000)
SEALED = 1057  # bytes of a row in the middle of a second check
NAME = "fairhearing.sqlite3"


@dataclass(frozen=True, slots=True)
class Scale:
    """So many chats stored, the megabytes of their file, the seconds of a start, and the rounds of answers."""

    stored: int
    megabytes: float
    start: float
    rounds: Sequence[Round]


async def measure_scaling(folder: Path, *, stored: Sequence[int] = STORED, rounds: int = 5) -> list[Scale]:
    """Each number of chats in a database of its own."""
    return [await _with(folder / str(many), many, rounds) for many in stored]


async def _with(folder: Path, many: int, rounds: int) -> Scale:
    data = folder / "data"
    data.mkdir(parents=True)
    fill(data / NAME, many)
    size = (data / NAME).stat().st_size / MEGABYTE
    async with phones(folder, CHATS, data=data) as scene:
        began = perf_counter()
        async with at_work(scene.bot):
            check = (*spanish_check(scene.today.date()), *READ)
            await scene.all_do(FIRST_WORDS[:1])
            start = perf_counter() - began
            await scene.all_do((*FIRST_WORDS[1:], BEGIN, *check))
            found = [await one_round(scene, (*AGAIN, *check)) for _ in range(rounds)]
    (data / NAME).unlink()
    return Scale(many, size, start, found)


def fill(file: Path, many: int) -> None:
    """A database of this version with so many chats of today."""
    Store.open(f"sqlite:///{file}").close()
    with closing(sqlite3.connect(file)) as db, db:
        db.executemany('INSERT INTO chats ("index", revision, day, sealed) VALUES (?, 1, ?, ?)', rows(many))


def rows(many: int) -> Iterator[tuple[bytes, str, bytes]]:
    """Rows that nobody can open."""
    day = datetime.now(UTC).date().isoformat()
    return ((os.urandom(32), day, os.urandom(SEALED)) for _ in range(many))


def chart_of(found: Sequence[Scale]) -> bytes:
    """A line as SVG: microseconds of CPU an answer over the number of chats stored."""
    rows = [{"label": f"{one.stored:,}", "n": round(median(each.cpu for each in one.rounds))} for one in found]
    told = {"kind": "line", "title": "CPU of an answer, in µs", "subtitle": ["by chats stored, SQLite"], "rows": rows}
    return draw("", json.dumps(told | {"backwards": False}), SVG)


def lines_of(found: Sequence[Scale]) -> list[str]:
    """A table: one line a number of chats; its chart goes into build/scaling.svg."""
    (ROOT / "build" / "scaling.svg").write_bytes(chart_of(found))
    head = f"{'chats stored':>12}{'MB':>8}{'start s':>9}{'CPU µs':>8}{'(rounds)':>14}{'p50 ms':>8}{'p99 ms':>8}"
    return [head, *(_line(one) for one in found)]


def _line(one: Scale) -> str:
    cpu = [each.cpu for each in one.rounds]
    half = median(each.half for each in one.rounds)
    slow = median(each.slowest_hundredth for each in one.rounds)
    spread = f"{min(cpu):.0f}-{max(cpu):.0f}"
    middle = median(cpu)
    return f"{one.stored:12,}{one.megabytes:8.0f}{one.start:9.1f}{middle:8.0f}{spread:>14}{half:8.1f}{slow:8.1f}"
