"""The process killed between any two writes of a report or a release: each report counts once, repeated or not."""

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from benchmarks.faults.found import Found
from benchmarks.faults.reporting import CHANCE, live, submission_of
from bot.domain.reports import Line, Waiting
from bot.storage.keys import Keys
from bot.storage.migrate import REPORTS
from bot.storage.report_counts import months_closed, released, spoken
from bot.storage.report_release import close_months, release_due
from bot.storage.store import Store
from tests.forked import lived

KEY = bytes(range(32))
A_ROUND = 40  # reports asked for in one life of the process
STATEMENTS = 400  # of about so many statements in a life, before one of which it dies
OVER = datetime(2026, 12, 2, tzinfo=UTC)


def kill_at_random(folder: Path, *, times: int, seed: int = 1) -> Found:
    """Ask for reports, kill the process so many times, repeat what it did not acknowledge, and count in the end."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    url = address_of(folder)
    Store.open(url, REPORTS).close()
    asked, open_ones, kills, repeated = 0, list[int](), 0, 0
    while kills < times:
        fresh = range(asked, asked + A_ROUND - min(len(open_ones), A_ROUND - 1))
        asked = fresh.stop
        sent = [*open_ones, *fresh]
        chance.shuffle(sent)
        acknowledged, died = asked_for(folder, sent, chance.randrange(1, STATEMENTS))
        open_ones = [number for number in sent if number not in acknowledged]
        kills += died
        repeated += len(open_ones)
    acknowledged, _ = asked_for(folder, open_ones, 0)
    losses = [*differences(url, range(asked))]
    losses += [f"{len(open_ones) - len(acknowledged)} reports were never acknowledged"] * (
        acknowledged != {*open_ones}
    )
    with closing(sqlite3.connect(folder / "reports.db")) as db:
        losses += ["the file is damaged"] * (db.execute("PRAGMA integrity_check").fetchone() != ("ok",))
    seen = (f"{kills} kills among {asked} reports; seed {seed}", f"{repeated} were not acknowledged and came again")
    return Found("killed between any two writes of a report", seen, tuple(losses))


def asked_for(folder: Path, numbers: Sequence[int], dies: int) -> tuple[set[int], bool]:
    """What one life of the process acknowledged of these reports, and whether it was killed."""
    lines, died = lived(live, address_of(folder), KEY, dies, list(numbers))
    return {int(line) for line in lines}, died


def address_of(folder: Path) -> str:
    """Where the reports are."""
    return f"sqlite:///{folder}/reports.db"


def differences(url: str, numbers: Sequence[int]) -> Iterator[str]:
    """Close the month, and say where the rows are not what these reports make, each counted once."""
    rows, languages, closed = asyncio.run(_closed(url))
    people = {(s.chat_id, line): line for s in map(submission_of, numbers) for line in s.lines}
    expected = Counter(people.values())
    for line in sorted(expected.keys() | rows.keys()):
        if expected[line] != rows[line]:
            yield f"{line}: {rows[line]} rows for {expected[line]} people"
    speak = Counter({s.chat_id: s.language for s in map(submission_of, numbers)}.values())
    if languages != speak:
        yield f"languages {dict(languages)} for {dict(speak)}"
    if closed != ["2026-11"]:
        yield f"closed are {closed}"


async def _closed(url: str) -> tuple[Counter[Line], Counter[str], list[str]]:
    keys, store = Keys.of(KEY), Store.open(url, REPORTS)
    release = partial(release_due, keys=keys, now=OVER, waiting=Waiting(), chance=CHANCE)
    for work in (release, partial(close_months, now=OVER)):
        while await store.run(work):
            pass
    counts, told, closed = await store.run(released), await store.run(spoken), await store.run(months_closed)
    store.close()
    rows = Counter({Line(c.court, c.paper, c.defect, c.how): c.n for c in counts})
    return rows, Counter({one.language: one.n for one in told}), closed
