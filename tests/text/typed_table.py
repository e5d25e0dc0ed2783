"""The strings people type, language by language, and how the readers of dates and hours do on them."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from bot.text.reading import read_dates, read_times

TODAY = date(2026, 11, 20)
FOLDER = Path(__file__).parent / "typed_strings"
Verdict = Literal["right", "refused", "otherwise", "silently wrong"]


@dataclass(frozen=True, slots=True)
class Row:
    """One typed text, all that it may mean, and what was read."""

    language: str
    kind: str
    typed: str
    means: frozenset[str]
    read: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """Right when every reading and no other is offered; silently wrong when one is taken that was not meant."""
        if frozenset(self.read) == self.means:
            return "right"
        if len(self.read) == 1:
            return "silently wrong"
        return "otherwise" if self.read else "refused"


@cache
def rows() -> tuple[Row, ...]:
    """Every string of every language, read."""
    files = sorted(FOLDER.glob("*.toml"))
    return tuple(row for f in files for row in _rows(f.stem, tomllib.loads(f.read_text(encoding="utf-8"))))


@cache
def later_rows() -> tuple[Row, ...]:
    """The strings that were written after the readers had learned the others, read."""
    languages = tomllib.loads((FOLDER.parent / "typed_later.toml").read_text(encoding="utf-8"))
    return tuple(row for code, kinds in languages.items() for row in _rows(code, kinds))


def _rows(code: str, kinds: Mapping[str, Mapping[str, str]]) -> Iterator[Row]:
    for kind, table in kinds.items():
        for typed, means in table.items():
            read = read_dates(typed, code, today=TODAY) if kind == "dates" else read_times(typed, code)
            yield Row(code, kind, typed, frozenset(means.split()), read)


def table() -> str:
    """The figures of each language, a line each, and of all together."""
    verdicts: tuple[Verdict, ...] = ("right", "refused", "otherwise", "silently wrong")
    lines = [f"{'language':<9}{'strings':>8}" + "".join(f"{v:>16}" for v in verdicts)]
    for code in (*dict.fromkeys(row.language for row in rows()), "all"):
        chosen = [row for row in rows() if code in (row.language, "all")]
        counts = Counter(row.verdict for row in chosen)
        lines.append(f"{code:<9}{len(chosen):>8}" + "".join(f"{counts[v]:>16}" for v in verdicts))
    return "\n".join(lines)
