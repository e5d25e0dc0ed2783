from pathlib import Path

from benchmarks.faults.mutations import Amounts, post_mutations


async def test_damaged_updates_are_answered_and_no_word_of_them_is_logged(tmp_path: Path) -> None:
    found = await post_mutations(tmp_path, Amounts(updates=500, presses=100, posts=200), seed=20261124)
    assert found.losses == ()
