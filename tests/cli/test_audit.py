import sqlite3
from pathlib import Path

import pytest

from tests.cli.test_start import fairhearing


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with a key and a log of two entries."""
    assert fairhearing("keys", "make", "root.key", home=tmp_path)[0] == 0
    (tmp_path / ".env").write_text("FAIRHEARING_SECRET_KEY_FILE=root.key\n")
    (tmp_path / "data").mkdir()
    for role in ("volunteer", "organizer"):
        assert fairhearing("invite", role, home=tmp_path)[0] == 0
    return tmp_path


def test_a_whole_log_is_said_to_be_whole_and_an_old_head_is_a_place_of_it(home: Path) -> None:
    status, out, err = fairhearing("audit", "verify", home=home)
    assert (status, err) == (0, "")
    assert out.startswith("whole: 2 entries, head 2:")
    assert fairhearing("audit", "verify", "--head", out.split()[-1], home=home)[0] == 0
    assert fairhearing("audit", "verify", "--head", f"2:{'0' * 64}", home=home)[0] == 2


def test_the_log_is_written_one_line_an_entry(home: Path) -> None:
    _, out, _ = fairhearing("audit", "show", home=home)
    lines = [line.split() for line in out.splitlines()]
    assert [(line[0], *line[2:]) for line in lines] == [
        ("1", "console", "invited", "volunteer"),
        ("2", "console", "invited", "organizer"),
    ]


def test_a_changed_log_ends_with_two_and_names_the_entry(home: Path) -> None:
    with sqlite3.connect(home / "data" / "fairhearing.sqlite3") as db:
        db.execute("DROP TRIGGER audit_no_update")
        db.execute("UPDATE audit SET about = 'administrator' WHERE n = 1")
    db.close()
    status, out, err = fairhearing("audit", "verify", home=home)
    assert (status, out) == (2, "")
    assert err.strip() == "fairhearing: the log is not as it was written: entry 1 (link)"
