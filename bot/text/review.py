"""A native reader's review, message by message: what was read is stamped, and a stamp dies with any change.

A catalog is keyed by its English, so a changed English text is a new message without a stamp. Tools that guess
(Weblate, msgmerge) carry translation and comments over to it; the stamp they carry no longer fits. It stands in
the translator's comment, which Weblate and Poedit keep.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import polib

from bot.text.catalog_file import REVIEWED, catalog_file
from bot.text.places import data_folder

STAMP = re.compile(r"^reviewed: ([0-9a-f]{12})$", re.MULTILINE)
LENGTH = 12


def stamp_of(entry: polib.POEntry) -> str:
    """The stamp of a message as it is: its context, its English and its translation."""
    forms = [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] if entry.msgid_plural else [entry.msgstr]
    said = "\x1f".join([entry.msgctxt or "", entry.msgid, entry.msgid_plural or "", *forms])
    return sha256(said.encode()).hexdigest()[:LENGTH]


def is_reviewed(entry: polib.POEntry) -> bool:
    """Whether the message is translated and stands as a reviewer read it."""
    found = STAMP.search(entry.tcomment)
    return bool(entry.translated() and found and found[1] == stamp_of(entry))


def is_changed(entry: polib.POEntry) -> bool:
    """Whether the English or the translation changed after a reviewer read it."""
    return bool(STAMP.search(entry.tcomment)) and not is_reviewed(entry)


def record_review(catalog: polib.POFile, state: str) -> int:
    """Stamp every translated message and write the state into the header; how many were stamped."""
    translated = [entry for entry in catalog if entry.translated()]
    for entry in translated:
        kept = STAMP.sub("", entry.tcomment).strip()
        entry.tcomment = "\n".join(filter(None, (kept, f"reviewed: {stamp_of(entry)}")))
    catalog.metadata["X-Review"] = state
    return len(translated)


def main(words: Sequence[str] | None = None, *, locales: Path | None = None) -> None:
    """Record that all messages of a catalog were read: `python -m bot.text.review es "two court interpreters"`."""
    parser = argparse.ArgumentParser(prog="python -m bot.text.review")
    parser.add_argument("language")
    parser.add_argument("who")
    given = parser.parse_args(words)
    path = catalog_file(locales or data_folder("locales"), given.language)
    catalog = polib.pofile(str(path), wrapwidth=110)
    count = record_review(catalog, f"{REVIEWED} {datetime.now(UTC).date()} by {given.who}")
    catalog.save(str(path))
    sys.stdout.write(f"{given.language}: {count}\n")


if __name__ == "__main__":
    main()
