import asyncio
from pathlib import Path

from benchmarks.faults.report_kill import KEY, differences, kill_at_random
from benchmarks.faults.reporting import take
from bot.storage.keys import Keys
from bot.storage.migrate import REPORTS
from bot.storage.store import Store


def test_a_process_killed_between_any_two_writes_loses_no_report_and_doubles_none(tmp_path: Path) -> None:
    found = kill_at_random(tmp_path, times=20, seed=20261124)
    assert found.losses == ()
    assert found.seen[0].startswith("20 kills")


def test_the_record_shows_a_lost_and_a_doubled_report(sqlite_reports_url: str) -> None:
    store = Store.open(sqlite_reports_url, REPORTS)
    asyncio.run(take(store, Keys.of(KEY), [0, 1, 2, 3]))
    store.close()
    assert [*differences(sqlite_reports_url, range(4))] == []
    assert len([*differences(sqlite_reports_url, range(3))]) == 1
    assert len([*differences(sqlite_reports_url, range(5))]) == 3
