"""The state of each language: how much is translated, how much a native reader read, and what changed since."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

from bot.law.values import Language
from bot.text.catalog_file import DRAFTED, SOURCE, catalog_file, has_catalog
from bot.text.messages import extract, missing_in
from bot.text.review import is_changed, is_reviewed


@dataclass(frozen=True, slots=True)
class State:
    """One language's figures, of `messages` in all; `review` is what its header says, empty without a catalog."""

    language: Language
    offered: bool
    messages: int
    translated: int = 0
    reviewed: int = 0
    changed: int = 0
    review: str = ""

    @property
    def line(self) -> str:
        """The figures as one line of a table."""
        figures = (f"{100 * part // self.messages if self.messages else 0} %" for part in self._parts)
        cells = "".join(f"{figure:>11}" for figure in figures)
        offered = "offered" if self.offered else "not offered"
        return f"{self.language.code:<9}{offered:<13}{cells}{self.changed:>15}  {self.review or 'no catalog'}"

    @property
    def _parts(self) -> tuple[int, int]:
        return (self.translated, self.reviewed)


HEAD = f"{'language':<9}{'':<13}{'complete':>11}{'reviewed':>11}{'changed since':>15}  state"


def states(root: Path, languages: Mapping[str, Language], offered: tuple[str, ...]) -> Iterator[State]:
    """The state of each language; `offered` names those that an operator chose, empty for all that have a catalog."""
    template = extract(root)
    locales = root / "locales"
    for code, language in languages.items():
        shown = has_catalog(locales, code) and (not offered or code in (*offered, SOURCE))
        if code == SOURCE:
            yield State(language, shown, len(template), len(template), len(template), review="source")
        elif not catalog_file(locales, code).is_file():
            yield State(language, shown, len(template))
        else:
            yield _state(polib.pofile(str(catalog_file(locales, code))), template, language, offered=shown)


def _state(catalog: polib.POFile, template: polib.POFile, language: Language, *, offered: bool) -> State:
    known = {(entry.msgctxt, entry.msgid) for entry in template}
    said = [entry for entry in catalog if (entry.msgctxt, entry.msgid) in known]
    return State(
        language,
        offered,
        len(template),
        translated=len(template) - len(missing_in(catalog, template)),
        reviewed=sum(map(is_reviewed, said)),
        changed=sum(map(is_changed, said)),
        review=catalog.metadata.get("X-Review", DRAFTED),
    )
