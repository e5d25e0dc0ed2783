from pathlib import Path

from benchmarks.faults.jumping_ids import jump_about


async def test_updates_whose_ids_jump_are_each_handled_once(tmp_path: Path) -> None:
    found = await jump_about(tmp_path, people=3, checks=1, seed=20261124)
    assert found.losses == ()
