"""Made-up reports as if they had been released: for a demo, for figures, and for tests. Never beside real ones."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import islice

from sqlalchemy import Connection, insert, select

from bot.domain.made_up import MadeUp
from bot.storage.report_counts import count_release
from bot.storage.report_keys import Randomness
from bot.storage.report_release import CLOSE, SPEAK
from bot.storage.reports_tables import RANDOM_BYTES, reports

ANY = select(reports.c.id).limit(1)
AT_ONCE = 5_000


def has_reports(db: Connection) -> bool:
    """Whether anything was ever released here."""
    return db.execute(ANY).first() is not None


def add_made_up(db: Connection, made: Iterable[MadeUp], closed: Sequence[str], *, randomness: Randomness) -> int:
    """Write made-up reports, and close the months that are named; how many lines."""
    spoken: Counter[tuple[str, str]] = Counter()
    written = 0
    source = iter(made)
    while some := list(islice(source, AT_ONCE)):
        spoken.update((one.month, one.language) for one in some)
        rows = [
            {"id": randomness(RANDOM_BYTES), "month": one.month} | asdict(line) for one in some for line in one.lines
        ]
        db.execute(insert(reports), rows)
        written += len(rows)
    told = [{"month": month, "language": language, "n": n} for (month, language), n in sorted(spoken.items())]
    for one in told:
        db.execute(SPEAK, one)
    for month in closed:
        db.execute(CLOSE, {"month": month})
    count_release(db)
    return written
