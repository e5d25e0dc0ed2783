"""Where a catalog lies, and what its header may say of its review."""

import re
from pathlib import Path

SOURCE = "en"
HEAD_LETTERS = 1000
DRAFTED = "machine-drafted"
REVIEWED = "reviewed"
BEGUN = "begun"  # not on offer yet: most of it would be in English
STATE = re.compile(rf"{BEGUN}|{DRAFTED}|{REVIEWED} \d{{4}}-\d{{2}}-\d{{2}} by \S.*")


def catalog_file(folder: Path, language: str) -> Path:
    """The catalog of a language, whether or not it exists yet."""
    return folder / language / "LC_MESSAGES" / "messages.po"


def has_catalog(folder: Path, language: str) -> bool:
    """Whether a language can be on offer: its catalog is there and not only begun, or it is the source itself."""
    path = catalog_file(folder, language)
    return language == SOURCE or (path.is_file() and f'"X-Review: {BEGUN}' not in _head(path))


def _head(path: Path) -> str:
    with path.open(encoding="utf-8") as catalog:
        return catalog.read(HEAD_LETTERS)
