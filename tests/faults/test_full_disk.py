from pathlib import Path

import pytest

from benchmarks.faults.full_disk import fill_up, limited


@pytest.mark.parametrize("killed", [False, True], ids=["then there is room again", "and the bot is killed in it"])
async def test_a_disk_that_fills_up_loses_nothing_acknowledged_and_puts_the_rest_off(
    tmp_path: Path, *, killed: bool
) -> None:
    found = await fill_up(tmp_path, limited(tmp_path), people=16, killed=killed)
    assert found.losses == ()
