"""The map of the monitor: the outline of the states, and where the cities of the courts lie on it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).parent / "map.toml"


@dataclass(frozen=True, slots=True)
class CountryMap:
    """The outline as an SVG path in a field of `width` by `height`, and each court's place in the same field."""

    width: int
    height: int
    path: str
    places: Mapping[str, tuple[int, int]]


@cache
def load_map() -> CountryMap:
    """Read the map; what it is drawn from stands at the head of its file."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))
    outline = rows.pop("outline")
    places = {court: (row["x"], row["y"]) for court, row in rows.items()}
    return CountryMap(outline["width"], outline["height"], outline["path"], MappingProxyType(places))
