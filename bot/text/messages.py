"""Catalogs and templates kept together: what the templates say, merged into each catalog, and what is wrong there.

Babel extracts and polib merges, since Babel drops headers that it does not know (X-Review).
"""

import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_from_dir

from bot.law.load import load_law
from bot.law.values import Language
from bot.text.catalog_file import DRAFTED, catalog_file
from bot.text.places import PACKAGE, data_folder

METHODS = [("templates/**.html", "jinja2")]
LAW = "bot/law/authorities.toml"
OPTIONS: dict[str, dict[str, Any]] = {
    "templates/**.html": {"encoding": "utf-8", "silent": "false", "newstyle_gettext": "true"}
}
KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
FORMS = re.compile(r"nplurals=(\d)")
TAG = re.compile(r"</?[a-z][^>]*>")
Found = tuple[str, int, Any, list[str], str | None]


def extract(root: Path) -> polib.POFile:
    """Everything that is said, as a template catalog with places and notes for translators."""
    found: dict[tuple[str | None, str], polib.POEntry] = {}
    for place, line, message, notes, context in (*_in_law(root), *_in_templates(root)):
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


def _in_templates(root: Path) -> Iterator[Found]:
    yield from extract_from_dir(
        root, METHODS, OPTIONS, KEYWORDS, comment_tags=("translators:",), directory_filter=_ours
    )


def _in_law(root: Path) -> Iterator[Found]:
    """The sentence of each authority; in the wheel the law data lies apart from the templates."""
    file = next(f for f in (root / LAW, PACKAGE / "law" / "authorities.toml") if f.is_file())
    for entry in tomllib.loads(file.read_text(encoding="utf-8")).values():
        yield (LAW, 1, entry["says"], [f"translators: what {entry['citation']} says"], None)


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
        _give_forms(catalog)
        catalog.save(str(path))
        languages.append(path.parent.parent.name)
    return languages


def _give_forms(catalog: polib.POFile) -> None:
    """Give each plural as many forms as the language has: Babel's template has two, Arabic six and Chinese one."""
    count = forms_in(catalog)
    for entry in (e for e in catalog if e.msgid_plural):
        entry.msgstr_plural = {n: entry.msgstr_plural.get(n, "") for n in range(count)}


def forms_in(catalog: polib.POFile) -> int:
    """How many plural forms the header of a catalog promises; two where it says nothing."""
    found = FORMS.match(catalog.metadata.get("Plural-Forms", ""))
    return int(found[1]) if found else 2


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


def start(root: Path, language: Language) -> Path:
    """Begin the catalog of a language with the headers it must have; FileExistsError where there is one."""
    path = catalog_file(root / "locales", language.code)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog = polib.POFile(wrapwidth=110)
    catalog.metadata = {
        "Project-Id-Version": "fairhearing",
        "Language": language.code,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": language.plural,
        "X-Review": DRAFTED,
    }
    with path.open("x", encoding="utf-8") as file:
        file.write(str(catalog))
    return path


def main() -> None:
    """Extract and merge, for `make messages`; begin the catalog of a language that is named first."""
    root = data_folder("templates").parent
    for code in sys.argv[1:]:
        start(root, load_law().languages[code])
    sys.stdout.write(f"merged: {', '.join(merge(root))}\n")


if __name__ == "__main__":
    main()
