from pathlib import Path

from benchmarks.faults.kill import kill_again_and_again
from benchmarks.faults.record import differences, kept_now
from benchmarks.moves import BEGIN, FIRST_WORDS, Move, spanish_check
from benchmarks.phones import phones


async def test_a_bot_that_is_killed_at_any_moment_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    found = await kill_again_and_again(tmp_path, rounds=3, seed=20261124)
    assert found.losses == ()


async def test_the_record_shows_every_loss(tmp_path: Path) -> None:
    async with phones(tmp_path, 1) as scene:
        await scene.bot.start()
        await scene.all_do((*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date())[:2]))
        person = scene.people[0]
        kept = kept_now(scene.bot.folder, [person.id])
        sent = scene.done[person.id]
        assert [*differences(scene, kept, whole=True), *differences(scene, kept, whole=False)] == []

        sent[-1] = Move(sets={"document": "no-paper"})
        assert [*differences(scene, kept, whole=True)] == [
            "chat 1: after 6 updates these answers are wrong: document"
        ]
        sent.append(Move("never-arrived"))
        assert [*differences(scene, kept, whole=True)] == ["chat 1: 6 updates kept, 7 acknowledged, 7 sent"]
        scene.carrier.taken[person.id] += 1
        assert [*differences(scene, kept, whole=False)] == ["chat 1: 6 updates kept, 7 acknowledged, 7 sent"]
