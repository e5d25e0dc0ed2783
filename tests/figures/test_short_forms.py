"""The contest and the scaling of `make bench` in short: each figure is taken; how large it is, the bench says."""

import sys
from pathlib import Path

import pytest

from benchmarks.peers import contest
from benchmarks.scaling import chart_of, measure_scaling

PEERS = {"in the body": ("aiogram_bot.py", "body"), "floor": ("floor.py",)}


async def test_answers_are_measured_with_chats_stored_and_drawn(tmp_path: Path) -> None:
    (found,) = await measure_scaling(tmp_path, stored=(100,), rounds=1)
    assert found.stored == 100
    assert found.megabytes > 0
    assert found.rounds[0].rate > 0
    assert chart_of([found]).startswith(b"<svg")


async def test_ours_takes_part_in_the_contest_and_stands_in_its_table(tmp_path: Path) -> None:
    found = await contest.measure_ours(tmp_path, 0.0, times=1)
    assert found.round.rate > 0
    assert "ours, SQLite" in contest.lines_of({"ours, SQLite": [found]})[1]


@pytest.mark.parametrize("name", PEERS)
async def test_a_peer_asks_its_ten_questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """With the libraries of this environment; python-telegram-bot's webhook needs more than is here."""
    monkeypatch.setattr(contest, "PYTHON", sys.executable)
    found = await contest.measure_peer(tmp_path, 0.0, words=PEERS[name], times=1)
    assert found.round.rate > 0
    assert found.memory > 0
