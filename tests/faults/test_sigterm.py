from pathlib import Path

from benchmarks.faults.sigterm import stop_again_and_again


async def test_a_bot_that_is_told_to_stop_ends_by_itself_and_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    found = await stop_again_and_again(tmp_path, people=3, rounds=2, seed=20261124)
    assert found.losses == ()
