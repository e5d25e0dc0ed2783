"""Where settings come from."""

from pathlib import Path

import pytest

from bot.settings import Settings


def test_a_setting_may_stand_in_a_file_of_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "FAIRHEARING_TOKEN").write_text("from the file\n")
    (tmp_path / "fairhearing_reports_url").write_text("sqlite:///reports.db\n")
    assert Settings(_secrets_dir=tmp_path).token == "from the file"
    assert Settings(_secrets_dir=tmp_path).reports_database == "sqlite:///reports.db"
    monkeypatch.setenv("FAIRHEARING_TOKEN", "from the environment")
    assert Settings(_secrets_dir=tmp_path).token == "from the environment"


def test_without_addresses_both_databases_are_files_in_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(data=Path("/somewhere else"))
    assert settings.main_database == "sqlite:////somewhere%20else/fairhearing.sqlite3"
    assert settings.reports_database == "sqlite:////somewhere%20else/reports.sqlite3"
