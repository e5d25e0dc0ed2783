from pathlib import Path

from benchmarks.faults.many_reports import report_often


async def test_many_reports_of_one_account_count_once_and_of_many_accounts_each(tmp_path: Path) -> None:
    found = await report_often(tmp_path, how_many=150)
    assert found.losses == ()
