from pathlib import Path

from benchmarks.faults.rotation import rotate_under_load


async def test_a_key_that_is_rotated_while_people_answer_loses_no_answer_and_is_soon_unnecessary(
    tmp_path: Path,
) -> None:
    found = await rotate_under_load(tmp_path, people=2)
    assert found.losses == ()
