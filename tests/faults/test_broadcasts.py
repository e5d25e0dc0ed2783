import asyncio
from pathlib import Path

from benchmarks.faults.broadcast_kill import kill_the_sender
from benchmarks.faults.stolen_phone import steal_a_phone
from tests.postgres import NewDatabase


def test_a_process_killed_in_the_midst_of_a_broadcast_loses_none_and_sends_none_twice(
    new_database: NewDatabase,
) -> None:
    found = kill_the_sender(new_database(), readers=600, kills=10, seed=20261124)
    assert found.losses == ()
    assert found.seen[0].startswith("10 kills")


def test_a_stolen_phone_reaches_nobody_and_honest_people_do(tmp_path: Path) -> None:
    found = asyncio.run(steal_a_phone(tmp_path, steps=800))
    assert found.losses == ()
    assert ": 0 messages" in found.seen[0]
    assert ": 0 messages" not in found.seen[1]
