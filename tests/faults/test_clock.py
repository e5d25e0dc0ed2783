from pathlib import Path

from benchmarks.faults.clock import set_the_clock


async def test_a_clock_that_jumps_a_day_ahead_and_back_sends_nothing_early_late_or_twice(tmp_path: Path) -> None:
    found = await set_the_clock(tmp_path, people=5, speed=100, seed=20261124)
    assert found.losses == ()
