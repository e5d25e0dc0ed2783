"""What the released reports add up to; a report itself leaves the store by no way."""

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.publishing import Count, Spoken
from bot.storage.reports_tables import closed_months, languages, releases, reports

WHAT = (reports.c.month, reports.c.court, reports.c.paper, reports.c.defect, reports.c.how)
RELEASED = select(*WHAT, func.count()).group_by(*WHAT)
SPOKEN = select(languages.c.month, languages.c.language, languages.c.n)
ROW = "released"
NUMBER = select(releases.c.n).where(releases.c.name == ROW)
GROW = insert(releases)
GROW = GROW.on_conflict_do_update(index_elements=[releases.c.name], set_={"n": releases.c.n + 1})
CLOSED = select(closed_months.c.month)


def released(db: Connection) -> list[Count]:
    """How many people reported each line in each month: all that is released, sorted."""
    return sorted(Count(*row) for row in db.execute(RELEASED))


def spoken(db: Connection) -> list[Spoken]:
    """How many of those who reported had the bot speak which language, by month, sorted."""
    return sorted(Spoken(*row) for row in db.execute(SPOKEN))


def months_closed(db: Connection) -> list[str]:
    """The closed months, in order."""
    return sorted(db.execute(CLOSED).scalars())


def release_number(db: Connection) -> int:
    """A number that grows with whatever changes what is released."""
    return db.execute(NUMBER).scalar() or 0


def count_release(db: Connection) -> None:
    """Note that what is released has changed."""
    db.execute(GROW, {"name": ROW, "n": 1})
