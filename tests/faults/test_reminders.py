from benchmarks.faults.reminders_kill import remind
from tests.postgres import NewDatabase


def test_a_process_killed_in_the_midst_of_reminders_loses_none_and_repeats_a_batch_at_most(
    new_database: NewDatabase,
) -> None:
    found = remind(new_database(), people=200, kills=6, seed=20261124)
    assert found.losses == ()
    assert found.seen[0].startswith("6 kills")
