"""What the released reports add up to; a report itself leaves the store by no way."""

from sqlalchemy import Connection, func, select

from bot.domain.publishing import Count, Spoken
from bot.storage.reports_tables import closed_months, languages, reports

WHAT = (reports.c.month, reports.c.court, reports.c.paper, reports.c.defect, reports.c.how)
RELEASED = select(*WHAT, func.count()).group_by(*WHAT)
SPOKEN = select(languages.c.month, languages.c.language, languages.c.n)
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
