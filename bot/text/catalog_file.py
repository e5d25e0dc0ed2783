"""Where a catalog lies, and what its header may say of its review."""

import re
from pathlib import Path

SOURCE = "en"
DRAFTED = "machine-drafted"
REVIEWED = "reviewed"
STATE = re.compile(rf"{DRAFTED}|{REVIEWED} \d{{4}}-\d{{2}}-\d{{2}} by \S.*")


def catalog_file(folder: Path, language: str) -> Path:
    """The catalog of a language, whether or not it exists yet."""
    return folder / language / "LC_MESSAGES" / "messages.po"


def has_catalog(folder: Path, language: str) -> bool:
    """Whether a language can be on offer: its catalog is there, or it is the source itself."""
    return language == SOURCE or catalog_file(folder, language).is_file()
