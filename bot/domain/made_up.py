"""Made-up reports, for the demo and for figures: months of them, plausible and of nobody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from bot.domain.defects import BOOK
from bot.domain.reports import CHECKED, HAND, MAIL, NOT_KNOWN, Line

PAPERS = ("nta", "hearing-notice", "other-paper")
PAPER_WEIGHTS = (60, 34, 6)
WAYS, WAY_WEIGHTS = (HAND, MAIL, NOT_KNOWN), (30, 60, 10)
OFTEN = ("no-time", "date-to-be-set", "wrong-address", "old-address", "no-certificate-of-service", "unsigned")
LANGUAGES, LANGUAGE_WEIGHTS = ("es", "ht", "pt_BR", "en", "zh_Hans", "fr"), (62, 12, 8, 8, 6, 4)
NO_COURT_IN = 14  # one check of so many names no court
MOST_DEFECTS = 3


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One made-up report: its month, its lines, and the language."""

    month: str
    lines: tuple[Line, ...]
    language: str


def make_up(reports: int, months: Sequence[str], courts: Sequence[str], chance: Random) -> Iterator[MadeUp]:
    """So many reports: more in later months, few large courts and many small ones, some defects more often."""
    grow = list(accumulate(range(3, 3 + len(months))))
    sizes = list(accumulate(1 / (place + 1) for place in range(len(courts))))
    rules = [rule for rule in BOOK if rule.counted != "no"]
    weights = list(accumulate(30 if rule.id in OFTEN else 2 + number % 5 for number, rule in enumerate(rules)))
    for _ in range(reports):
        month = chance.choices(months, cum_weights=grow)[0]
        court = chance.choices(courts, cum_weights=sizes)[0] if chance.randrange(NO_COURT_IN) else ""
        paper = chance.choices(PAPERS, PAPER_WEIGHTS)[0]
        found = dict.fromkeys(chance.choices(rules, cum_weights=weights, k=chance.randint(0, MOST_DEFECTS)))
        how = chance.choices(WAYS, WAY_WEIGHTS)[0]
        lines = tuple(
            Line(
                "" if rule.counted in ("no-court", "apart") else court,
                "" if rule.counted == "apart" else paper,
                rule.id,
                how if rule.counted == "how" else "",
            )
            for rule in found
        )
        yield MadeUp(month, (Line(court, paper, CHECKED), *lines), chance.choices(LANGUAGES, LANGUAGE_WEIGHTS)[0])
