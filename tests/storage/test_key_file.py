import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.storage.key_file import make_key_file, read_key_file, read_keys, rotate_key_file
from bot.storage.keys import BadKey, Keys

ONE, TWO, THREE = "1a" * 32, "2b" * 32, "3c" * 32
DAY = date(2026, 11, 24)


def roots(keys: Keys) -> list[str]:
    return [key.root.hex() for key in keys.live]


@pytest.mark.parametrize("text", [ONE, ONE.upper(), f"  {ONE}\n"])
def test_a_setting_is_one_key(text: str) -> None:
    assert roots(read_keys(text, today=DAY)) == [ONE]


def test_a_file_gives_its_live_keys_the_newest_first() -> None:
    text = f"""
    # the keys
    {ONE} 2026-01-01 2026-11-01
    {TWO} 2026-11-01   # in use
    {THREE} 2025-01-01 2026-01-01
    """
    assert roots(read_keys(text, today=DAY)) == [TWO, ONE]


@pytest.mark.parametrize(("days", "live"), [(0, True), (30, True), (31, False), (-1, True)])
def test_a_retired_key_is_live_for_thirty_days(days: int, live: bool) -> None:  # noqa: FBT001 - a case
    text = f"{TWO} 2026-11-24\n{ONE} 2026-01-01 2026-11-24\n"
    assert (ONE in roots(read_keys(text, today=DAY + timedelta(days=days)))) is live


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", "", "no key"),
        ("# nothing here\n", "", "no key"),
        (ONE[:-1], "line 1", "64 hexadecimal digits, not 63"),
        (ONE + "0", "line 1", "not 65"),
        ("z" + ONE[1:], "line 1", "hexadecimal digits only"),
        (" ".join(ONE[at : at + 2] for at in range(0, 64, 2)), "line 1", "a line is"),
        (f"{ONE} 2026-01-01\n{TWO}\n", "line 2", "a line is"),
        (f"{ONE} 2026-01-01\n{TWO} 2026-01-01 2026-02-01 2026-03-01\n", "line 2", "a line is"),
        (f"#\n{ONE} 2026-13-01\n", "line 2", "YYYY-MM-DD"),
        (f"{ONE} 2026-02-01 2026-01-31\n", "line 1", "before the day made"),
        (f"{ONE} 2026-02-01\n{ONE} 2026-03-01\n", "line 2", "twice"),
        (f"{ONE} 2026-02-01 2026-11-23\n", "", "every key in it is retired"),
        (f"{ONE} 2026-02-01 2026-03-01\n", "", "every key in it is retired"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line_without_a_key(text: str, line: str, reason: str) -> None:
    with pytest.raises(BadKey) as refused:
        read_keys(text, today=DAY, source="keys.txt")
    told = str(refused.value)
    assert told.startswith(f"keys.txt{', ' if line else ''}{line}:")
    assert reason in told
    assert "\n" not in told
    assert not any(key[:6] in told for key in (ONE, TWO, THREE))
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_a_new_file_holds_one_key_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    make_key_file(path, DAY)
    assert len(read_key_file(path, DAY).live) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_is_never_overwritten_by_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    make_key_file(path, DAY)
    before = path.read_bytes()
    with pytest.raises(BadKey, match="exists"):
        make_key_file(path, DAY)
    assert path.read_bytes() == before


def test_rotation_puts_a_new_key_first_and_keeps_the_old_one_for_thirty_days(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    make_key_file(path, DAY)
    [first] = roots(read_key_file(path, DAY))
    rotate_key_file(path, DAY)
    second, kept = roots(read_key_file(path, DAY))
    assert kept == first
    assert second != first
    assert roots(read_key_file(path, DAY + timedelta(days=31))) == [second]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == ["keys"]


def test_rotation_drops_a_dead_key_and_leaves_the_day_an_older_one_was_retired(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text(f"{TWO} 2026-11-01\n{ONE} 2026-01-01 2026-11-01\n{THREE} 2025-01-01 2026-01-01\n")
    rotate_key_file(path, DAY)
    text = path.read_text()
    assert THREE not in text
    assert f"{ONE} 2026-01-01 2026-11-01\n" in text
    assert f"{TWO} 2026-11-01 2026-11-24\n" in text
    assert roots(read_key_file(path, DAY))[1:] == [TWO, ONE]


def test_a_file_of_one_bare_key_can_be_rotated(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text(ONE)
    rotate_key_file(path, DAY)
    assert roots(read_key_file(path, DAY))[1:] == [ONE]


def test_two_rotations_on_one_day_keep_the_last_key_first(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    make_key_file(path, DAY)
    rotate_key_file(path, DAY)
    [middle, first] = roots(read_key_file(path, DAY))
    rotate_key_file(path, DAY)
    assert roots(read_key_file(path, DAY))[1:] == [middle, first]


def test_a_missing_or_unreadable_file_is_refused_in_one_line(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "none", tmp_path, binary):
        with pytest.raises(BadKey, match=f"^{path}: [^\n]+$"):
            read_key_file(path, DAY)
    with pytest.raises(BadKey, match="No such file"):
        make_key_file(tmp_path / "none" / "keys", DAY)
