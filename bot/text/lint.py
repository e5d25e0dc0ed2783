"""The catalogs' lint: red for fuzzy entries, placeholders, tags and headers anywhere, in Spanish for all else too."""

import sys
from collections.abc import Iterator
from pathlib import Path

import polib

from bot.law.load import load_law
from bot.law.values import Language
from bot.text.catalog_file import STATE
from bot.text.lint_rules import doubts, read_terms
from bot.text.messages import extract, faults_of, forms_in, missing_in
from bot.text.places import data_folder

COMPLETE = frozenset({"es"})
GLOSSARY = "docs/glossary.csv"
TERM = "term "


def complaints(root: Path) -> Iterator[str]:
    """One line for each thing that is wrong."""
    template = extract(root)
    for code, catalog in catalogs(root):
        language = load_law().languages.get(code)
        yield from (f"{code}: {fault}" for fault in (*faults_of(catalog), *_headers(catalog, language)))
        if code in COMPLETE:
            yield from (f"{code}: missing: {message[:60]!r}" for message in missing_in(catalog, template))
            looked_at = _in_doubt(root, catalog, language)
            yield from (f"{code}: {doubt}" for doubt in looked_at if not doubt.startswith(TERM))


def catalogs(root: Path) -> Iterator[tuple[str, polib.POFile]]:
    """The catalogs there are, by language."""
    for path in sorted((root / "locales").glob("*/LC_MESSAGES/messages.po")):
        yield path.parent.parent.name, polib.pofile(str(path))


def _headers(catalog: polib.POFile, language: Language | None) -> Iterator[str]:
    if language is None:
        yield "languages.toml has no table for it"
        return
    review = catalog.metadata.get("X-Review")
    if review is None:
        yield "the header X-Review is missing"
    elif not STATE.fullmatch(review):
        yield f"the header X-Review must be machine-drafted, or reviewed, a day and by whom: {review!r}"
    if catalog.metadata.get("Plural-Forms") != language.plural:
        yield f"the header Plural-Forms must be {language.plural}"
    count = forms_in(catalog)
    plurals = (entry for entry in catalog if entry.msgid_plural)
    yield from (f"not {count} plural forms: {e.msgid[:60]!r}" for e in plurals if len(e.msgstr_plural) != count)


def _in_doubt(root: Path, catalog: polib.POFile, language: Language | None) -> Iterator[str]:
    if language is not None:
        glossary = root / GLOSSARY
        terms = read_terms(glossary) if glossary.is_file() else {}
        found = doubts(catalog, language, terms.get(language.code, {}))
        yield from (f"{doubt.rule}: {doubt.message[:60]!r}" for doubt in found)


def counted(root: Path) -> Iterator[str]:
    """One line for each thing to look at that is not red: terms, and in a language not complete all doubts."""
    for code, catalog in catalogs(root):
        found = _in_doubt(root, catalog, load_law().languages.get(code))
        yield from (f"{code}: look at: {d}" for d in found if code not in COMPLETE or d.startswith(TERM))


def main() -> None:
    """Print the complaints; exit 1 where there are any. The rest is counted, and printed with `--all`."""
    root = data_folder("templates").parent
    found, looked_at = list(complaints(root)), list(counted(root))
    sys.stdout.writelines(line + "\n" for line in (looked_at if "--all" in sys.argv else []))
    sys.stdout.writelines(line + "\n" for line in found)
    sys.stdout.write(f"catalogs: {len(found)} faults, {len(looked_at)} to look at (--all)\n")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
