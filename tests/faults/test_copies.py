from pathlib import Path

from benchmarks.faults.copies import send_in_copies


async def test_an_update_that_is_sent_three_times_has_one_effect(tmp_path: Path) -> None:
    found = await send_in_copies(tmp_path, people=4)
    assert found.losses == ()
