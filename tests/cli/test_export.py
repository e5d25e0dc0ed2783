import asyncio
import os
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.reports import Line
from bot.law.load import load_law
from bot.services.reports import Reports, states_of
from bot.storage.keys import Keys
from bot.storage.migrate import REPORTS
from bot.storage.report_release import Chance
from bot.storage.store import Store
from tests.cli.test_start import fairhearing, refused


async def fill(url: str) -> None:
    """Twelve people in Miami, in a month that is closed."""
    moments = iter([datetime(2026, 11, 10, 12, tzinfo=UTC)] * 12 + [datetime(2026, 12, 2, tzinfo=UTC)])
    chance = Chance(os.urandom, random.SystemRandom().shuffle)
    store = Store.open(url, REPORTS)
    reports = Reports(store, Keys.of(os.urandom(32)), lambda: next(moments), chance, states_of(load_law()))
    for person in range(12):
        await reports.submit(person, (Line("miami", "nta", "checked"),), "es", update_id=1)
    await reports.keep()
    store.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    asyncio.run(fill(f"sqlite:///{tmp_path}/data/reports.sqlite3"))
    return tmp_path


def test_the_tables_are_written_without_a_key_or_a_token(home: Path) -> None:
    status, out, err = fairhearing("export", "--out", "tables", home=home)
    assert (status, err) == (0, "")
    assert sorted(out.split()) == sorted(f"tables/{file.name}" for file in (home / "tables").iterdir())
    assert "2026-11,court,miami,checked,10," in (home / "tables" / "cells.csv").read_text("utf-8")


def test_volunteers_get_theirs_as_json_in_spanish(home: Path) -> None:
    words = ("--for", "volunteers", "--format", "json", "--locale", "es")
    assert fairhearing("export", "--out", "tables", *words, home=home)[0] == 0
    assert sorted(file.name for file in (home / "tables").iterdir()) == ["counts.json", "dictionary.html"]
    assert "Qué significan" in (home / "tables" / "dictionary.html").read_text("utf-8")


def test_a_larger_threshold_is_kept(home: Path) -> None:
    fairhearing("export", "--out", "tables", home=home, settings={"FAIRHEARING_PUBLISH_MINIMUM": "20"})
    assert "miami" not in (home / "tables" / "cells.csv").read_text("utf-8")


def test_a_smaller_threshold_is_refused(home: Path) -> None:
    said = refused("export", "--out", "tables", home=home, settings={"FAIRHEARING_PUBLISH_MINIMUM": "5"})
    assert said == "FAIRHEARING_PUBLISH_MINIMUM: must be how many people a published number needs, 11 or more"


def test_where_there_are_no_reports_none_are_made_up(tmp_path: Path) -> None:
    assert refused("export", "--out", "tables", home=tmp_path) == "data/reports.sqlite3: there are no reports"
    assert not (tmp_path / "data").exists()


def test_a_language_that_nobody_knows_is_refused(home: Path) -> None:
    assert "xx" in refused("export", "--out", "tables", "--locale", "xx", home=home)


def test_a_folder_that_cannot_be_made_is_refused(home: Path) -> None:
    (home / "file").write_text("", "utf-8")
    assert "file" in refused("export", "--out", "file/tables", home=home)
