"""A TOML file of tables, read strictly: every key known, present and fitting, or one line on what is wrong."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class LawError(Exception):
    """Law data does not fit; the message is one line: file, table, key, and what it must be."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What one key must hold: the words for it, and the test that a value has to pass."""

    must_be: str
    fits: Callable[[Any], bool]
    default: object = None


def one_of(*allowed: str, default: str | None = None) -> Kind:
    """Give the kind that holds one word of a short list, and `default` where it is left out."""
    return Kind("one of " + ", ".join(allowed), lambda value: value in allowed, default)


def like(pattern: str, must_be: str) -> Kind:
    """Give the kind that holds a text of one shape."""
    shape = re.compile(pattern)
    return Kind(must_be, lambda value: isinstance(value, str) and shape.fullmatch(value) is not None)


def names(count: int | None = None, *, default: tuple[str, ...] | None = None) -> Kind:
    """Give the kind that holds a list of texts that are not empty, `count` of them or none where it is given."""
    must_be = "a list of texts" if count is None else f"a list of {count} texts"

    def fits(value: Any) -> bool:
        return _is_list(value) and (count is None or len(value) in (0, count))

    return Kind(must_be, fits, default if count is None else ())


def places(least: int, most: int) -> Kind:
    """Give the kind that holds a text for each place, such as each month; it, and a text in it, may be left empty."""
    must_be = f"a list of {least} texts" if least == most else f"a list of {least} to {most} texts"

    def fits(value: Any) -> bool:
        return isinstance(value, list) and least <= len(value) <= most and all(isinstance(one, str) for one in value)

    return Kind(must_be, fits, ())


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)


def _is_zone(value: Any) -> bool:
    try:
        return isinstance(value, str) and ZoneInfo(value).key == value
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False


def _is_day(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


TEXT = Kind("a text that is not empty", lambda value: isinstance(value, str) and value.strip() != "")
MAYBE_TEXT = Kind("a text, which may be empty", lambda value: isinstance(value, str))
FLAG = Kind("true or false", lambda value: isinstance(value, bool))
COUNT = Kind("a whole number of 0 or more", _is_count)
DAY = Kind("a day such as 2026-11-24, without quotes", _is_day)
ZONE = Kind("a time zone such as America/New_York", _is_zone)
SOURCES = Kind('a whole number of 0 or more, or "conflict"', lambda value: _is_count(value) or value == "conflict")
LINK = Kind("an https address", lambda value: isinstance(value, str) and value.startswith("https://"), "")


def read_tables(path: Path, keys: Mapping[str, Kind]) -> dict[str, dict[str, Any]]:
    """Read a file of tables, each with exactly these keys; a key with a default may be left out."""
    tables = _parse(path)
    if not tables:
        raise LawError(f"{path.name}: must hold at least one table")
    return {name: _read_table(path.name, name, table, keys) for name, table in tables.items()}


def read_table(path: Path, keys: Mapping[str, Kind]) -> dict[str, Any]:
    """Read a file that is one table with exactly these keys, named after the file in what is said of it."""
    return _read_table(path.name, path.stem, _parse(path), keys)


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as wrong:
        raise LawError(f"{path.name}: must be a readable UTF-8 file ({type(wrong).__name__})") from wrong
    except tomllib.TOMLDecodeError as wrong:
        raise LawError(f"{path.name}: must be valid TOML: {' '.join(str(wrong).split())}") from wrong


def _read_table(file: str, name: str, table: Any, keys: Mapping[str, Kind]) -> dict[str, Any]:
    if not isinstance(table, dict):
        raise LawError(f"{file}: {name} must be a table, [{name}]")
    for key in sorted(table.keys() - keys.keys()):
        raise LawError(f"{file}: [{name}] {key} must be left out: it is no known key")
    return {
        key: _read_key(f"{file}: [{name}] {key}", table.get(key, kind.default), kind) for key, kind in keys.items()
    }


def _read_key(place: str, value: Any, kind: Kind) -> Any:
    if value is None:
        raise LawError(f"{place} must be given: {kind.must_be}")
    if value is kind.default:
        return value
    if not kind.fits(value):
        raise LawError(f"{place} must be {kind.must_be}")
    return tuple(value) if isinstance(value, list) else value
