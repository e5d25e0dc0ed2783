"""The catalogs' lint: red for what is missing in Spanish, and for fuzzy entries, placeholders and tags anywhere."""

import sys
from collections.abc import Iterator
from pathlib import Path

import polib

from bot.text.messages import extract, faults_of, missing_in
from bot.text.places import data_folder

COMPLETE = frozenset({"es"})


def complaints(root: Path) -> Iterator[str]:
    """One line for each thing that is wrong."""
    template = extract(root)
    for path in sorted((root / "locales").glob("*/LC_MESSAGES/messages.po")):
        language = path.parent.parent.name
        catalog = polib.pofile(str(path))
        yield from (f"{language}: {fault}" for fault in faults_of(catalog))
        if "X-Review" not in catalog.metadata:
            yield f"{language}: the header X-Review is missing"
        missing = missing_in(catalog, template)
        if language in COMPLETE:
            yield from (f"{language}: missing: {message[:60]!r}" for message in missing)


def main() -> None:
    """Print the complaints; exit 1 where there are any."""
    found = list(complaints(data_folder("templates").parent))
    sys.stdout.writelines(line + "\n" for line in found)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
