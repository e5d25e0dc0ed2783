import asyncio
from datetime import UTC, datetime

from bot.domain.reports import Waiting
from bot.storage.keys import Keys
from bot.storage.migrate import REPORTS
from bot.storage.store import Store
from tests.reports.office import NO_TIME, Office, check

PEOPLE = 120
COURTS = ("miami", "el-paso", "")


async def test_two_processes_that_take_release_and_close_at_once_lose_nothing_and_double_nothing(
    reports_url: str, keys: Keys
) -> None:
    """Everybody reports to both; one of them releases all the while, and closes a month that is over."""
    stores = [Store.open(reports_url, REPORTS) for _ in range(2)]
    offices = [Office(store, keys, waiting=Waiting(people=1, hours=0)) for store in stores]
    november, december = offices
    new = await november.report(0)
    december.now = datetime(2026, 12, 5, tzinfo=UTC)

    async def keep() -> None:
        for _ in range(15):
            await december.close()

    keeping = asyncio.create_task(keep())
    works = [office.report(n, check(COURTS[n % 3], NO_TIME)) for n in range(PEOPLE) for office in offices]
    new += sum(await asyncio.gather(*works))
    await keeping
    december.now = datetime(2027, 2, 2, tzinfo=UTC)
    assert await december.close() == ["2026-11", "2026-12"]
    rows = await december.rows()
    assert sum(rows.values()) == new
    assert all(n <= PEOPLE // len(COURTS) + 1 for n in rows.values())
    for store in stores:
        store.close()
