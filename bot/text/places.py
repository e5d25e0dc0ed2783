"""Where templates and catalogs lie: the checkout first, else the data inside the wheel."""

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


@cache
def data_folder(name: str) -> Path:
    """The folder `templates` or `locales`; FileNotFoundError names both places where it was looked for."""
    places = (PACKAGE.parent / name, PACKAGE / "_data" / name)
    for place in places:
        if place.is_dir() and (place.parent / "pyproject.toml").is_file() | (place.parent.name == "_data"):
            return place
    raise FileNotFoundError(f"no folder {name}: looked in {places[0]} and {places[1]}")
