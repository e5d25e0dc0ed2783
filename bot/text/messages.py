"""Catalogs and templates kept together: what the templates say, merged into each catalog, and what is wrong there.

Babel extracts and polib merges, since Babel drops headers that it does not know (X-Review).
"""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import polib
from babel.messages.extract import extract_from_dir

from bot.text.places import data_folder

METHODS = [("templates/**.html", "jinja2"), ("bot/law/authorities.toml", "bot.text.messages:read_authorities")]
OPTIONS: dict[str, dict[str, Any]] = {
    "templates/**.html": {"encoding": "utf-8", "silent": "false", "newstyle_gettext": "true"}
}
KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
TAG = re.compile(r"</?[a-z][^>]*>")
Extracted = Iterator[tuple[int, str, str, list[str]]]


def read_authorities(file: IO[bytes], *_: object, **__: object) -> Extracted:
    """The sentence of each authority, for Babel's extraction."""
    for entry in tomllib.loads(file.read().decode()).values():
        yield (1, "gettext", entry["says"], [f"translators: what {entry['citation']} says"])


def extract(root: Path) -> polib.POFile:
    """Everything that is said, as a template catalog with places and notes for translators."""
    found: dict[tuple[str | None, str], polib.POEntry] = {}
    for place, line, message, notes, context in extract_from_dir(
        root, METHODS, OPTIONS, KEYWORDS, comment_tags=("translators:",), directory_filter=_ours
    ):
        one, many = message if isinstance(message, tuple) else (message, "")
        entry = found.setdefault((context, one), polib.POEntry(msgid=one, msgid_plural=many, msgctxt=context))
        entry.occurrences.append((place, "" if place.endswith(".toml") else line))
        known = entry.comment.split("\n") if entry.comment else []
        entry.comment = "\n".join(dict.fromkeys([*known, *(n.removeprefix("translators:").strip() for n in notes)]))
        if many:
            entry.msgstr_plural = {0: "", 1: ""}
    catalog = polib.POFile(wrapwidth=110)
    catalog.extend(sorted(found.values(), key=lambda e: e.occurrences[0]))
    return catalog


def _ours(folder: str) -> bool:
    return Path(folder).name not in {".venv", ".git", "node_modules", "_data", "data"}


def merge(root: Path) -> list[str]:
    """Bring every catalog up to date; the languages that were merged. Their headers stay as they are."""
    template = extract(root)
    languages = []
    for path in sorted((root / "locales").glob("*/LC_MESSAGES/messages.po")):
        catalog = polib.pofile(str(path), wrapwidth=110)
        catalog.merge(template)
        for entry in catalog.obsolete_entries():
            catalog.remove(entry)
        catalog.save(str(path))
        languages.append(path.parent.parent.name)
    return languages


def faults_of(catalog: Iterable[polib.POEntry]) -> Iterator[str]:
    """What is wrong in a catalog: fuzzy entries, and translations whose placeholders or tags differ."""
    for entry in catalog:
        if entry.fuzzy:
            yield f"fuzzy: {entry.msgid[:60]!r}"
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        for text in filter(None, texts):
            yield from _differences(entry, text)


def _differences(entry: polib.POEntry, text: str) -> Iterator[str]:
    sources = (entry.msgid, entry.msgid_plural or entry.msgid)
    if not any(set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(s)) for s in sources):
        yield f"placeholders differ: {entry.msgid[:60]!r}"
    if Counter(TAG.findall(text)) != Counter(TAG.findall(entry.msgid)):
        yield f"tags differ: {entry.msgid[:60]!r}"


def missing_in(catalog: polib.POFile, template: polib.POFile) -> list[str]:
    """The messages of the templates that the catalog does not translate."""
    done = {(e.msgctxt, e.msgid) for e in catalog if e.translated()}
    return [e.msgid for e in template if (e.msgctxt, e.msgid) not in done]


def main() -> None:
    """Extract and merge, for `make messages`."""
    languages = merge(data_folder("templates").parent)
    sys.stdout.write(f"merged: {', '.join(languages)}\n")


if __name__ == "__main__":
    main()
