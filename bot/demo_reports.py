"""Months of made-up reports for the demo, so that a newcomer sees the monitor alive; every page says so."""

import os
from datetime import date
from random import Random

from sqlalchemy import Connection

from bot.domain.made_up import make_up
from bot.parts import Bot
from bot.storage.report_made_up import add_made_up, has_reports

REPORTS, MONTHS, SEED = 6_000, 14, 2026
LARGE = ("miami", "chicago", "houston-greenspoint-park", "new-york-federal-plaza", "dallas", "san-francisco")


async def fill_with_made_up(bot: Bot) -> None:
    """Put the reports where there are none yet, and have whatever shows a number say that they are made up."""
    months = months_before(bot.desk.today_utc())
    courts = (*LARGE, *(court for court in bot.desk.law.courts if court not in LARGE))

    def work(db: Connection) -> None:
        if not has_reports(db):
            made = make_up(REPORTS, months, courts, Random(SEED))  # noqa: S311 - the same each time
            add_made_up(db, made, months[:-1], randomness=os.urandom)

    await bot.reports.store.run(work)
    bot.monitor.snapshot.made_up = True


def months_before(today: date) -> tuple[str, ...]:
    """The last months up to that of this day, oldest first."""
    last = today.year * 12 + today.month - 1
    return tuple(f"{n // 12:04}-{n % 12 + 1:02}" for n in range(last - MONTHS + 1, last + 1))
