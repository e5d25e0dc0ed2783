"""The root keys outside the databases: one in a setting, or a file of them with the days they were made and retired.

A line of the file is `<64 hexadecimal digits> <day made> [<day retired>]`, days as YYYY-MM-DD; `#` begins a comment.
A retired key is live for 30 days more, so that every row can be found and rewritten under the newest.
"""

import os
import secrets
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from bot.storage.keys import ROOT_BYTES, BadKey, Keys

SETTING = "FAIRHEARING_SECRET_KEY"
DAYS_RETIRED = 30
ABOUT = "# Root keys of Fair Hearing Bot: key, day made, day retired. Keep this file apart from the backups.\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a key file."""

    root: bytes = field(repr=False)
    made: date
    retired: date | None = None

    def is_live(self, today: date) -> bool:
        """Whether rows under this key are still looked for: always, or 30 days from its retirement."""
        return self.retired is None or today - self.retired <= timedelta(days=DAYS_RETIRED)

    def line(self) -> str:
        """The entry as a line of the file."""
        days = (self.made, self.retired) if self.retired else (self.made,)
        return " ".join((self.root.hex(), *(day.isoformat() for day in days))) + "\n"


def read_keys(text: str, *, today: date, source: str = SETTING) -> Keys:
    """The live keys of a setting (one key, no days) or of a key file's text; raises BadKey."""
    entries = [entry for entry in _entries(text, today, source) if entry.is_live(today)]
    if all(entry.retired for entry in entries):
        raise BadKey(f"{source}: every key in it is retired")
    return Keys.of(*(entry.root for entry in entries))


def read_key_file(path: Path, today: date) -> Keys:
    """The live keys of the file; raises BadKey with the file and the line."""
    return read_keys(_read(path), today=today, source=str(path))


def make_key_file(path: Path, today: date) -> None:
    """Write a new file with one new key, readable by its owner alone; raises BadKey where something is there."""
    try:
        _write_new(path, [Entry(secrets.token_bytes(ROOT_BYTES), today)])
    except OSError as error:
        raise BadKey(f"{path}: {error.strerror}") from None


def rotate_key_file(path: Path, today: date) -> None:
    """Put a new key into the file, retire the one in use and drop those that are dead, all at once or not at all."""
    kept = [
        replace(entry, retired=entry.retired or today)
        for entry in _entries(_read(path), today, str(path))
        if entry.is_live(today)
    ]
    beside = path.with_name(path.name + ".new")
    try:
        beside.unlink(missing_ok=True)
        _write_new(beside, [Entry(secrets.token_bytes(ROOT_BYTES), today), *kept])
        beside.replace(path)
        _sync(path.parent)
    except OSError as error:
        raise BadKey(f"{path}: {error.strerror}") from None


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise BadKey(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BadKey(f"{path}: is not a text file") from None


def _entries(text: str, today: date, source: str) -> list[Entry]:
    """The entries, newest first; of keys made on one day the one that stands first."""
    alone = len(text.split()) == 1
    entries: list[Entry] = []
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        try:
            entry = _entry([*words, today.isoformat()] if alone else words)
        except ValueError as error:
            raise BadKey(f"{source}, line {number}: {error}") from None
        if any(entry.root == other.root for other in entries):
            raise BadKey(f"{source}, line {number}: this key is there twice")
        entries.append(entry)
    if not entries:
        raise BadKey(f"{source}: there is no key; it must be {2 * ROOT_BYTES} hexadecimal digits")
    return sorted(entries, key=lambda entry: (entry.retired is not None, -entry.made.toordinal()))


def _entry(words: list[str]) -> Entry:
    if not 2 <= len(words) <= 3:  # noqa: PLR2004 - a key, the day made, perhaps the day retired
        raise ValueError("a line is a key, the day it was made, and perhaps the day it was retired")
    made, *retired = [_day(word) for word in words[1:]]
    if retired and retired[0] < made:
        raise ValueError("the day retired is before the day made")
    return Entry(_root(words[0]), made, *retired)


def _root(word: str) -> bytes:
    if len(word) != 2 * ROOT_BYTES:
        raise ValueError(f"a key has {2 * ROOT_BYTES} hexadecimal digits, not {len(word)} characters")
    try:
        return bytes.fromhex(word)
    except ValueError:
        raise ValueError("a key has hexadecimal digits only (0-9, a-f)") from None


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise ValueError("a day is written YYYY-MM-DD") from None


def _write_new(path: Path, entries: list[Entry]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.writelines([ABOUT, *(entry.line() for entry in entries)])
        file.flush()
        os.fsync(file.fileno())
    _sync(path.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
