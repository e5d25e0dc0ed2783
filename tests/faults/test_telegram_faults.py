from pathlib import Path

from benchmarks.faults.telegram_faults import weather_the_storm
from benchmarks.faults.weather import KINDS


async def test_bad_weather_loses_no_answer_and_no_reminder_in_silence(tmp_path: Path) -> None:
    found = await weather_the_storm(tmp_path, readers=6, share=0.3, speed=120, seed=20261124)
    assert found.losses == ()
    assert all(f"{kind} " in found.seen[0] for kind in KINDS)
