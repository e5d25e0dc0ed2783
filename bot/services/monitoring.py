"""What a page of the monitor is filled with: the figures of a release, looked at through a filter."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from bot.domain.answers import KEYS
from bot.domain.defects import BOOK
from bot.domain.facts import Facts
from bot.domain.monitor import Filter, chosen
from bot.domain.publishing import Count
from bot.domain.result import Outcome
from bot.domain.values import Court
from bot.law.values import Law
from bot.services.figures import Figures
from bot.services.reports import states_of

DEFECTS = tuple(sorted(rule.id for rule in BOOK if rule.counted != "no"))
PAPERS = tuple(sorted(KEYS["document"].words))
PARTS = ("state", "court", "defect", "paper", "since", "until")


@dataclass(frozen=True, slots=True)
class View:
    """What every page needs: where it is, its filter, what can be chosen, and the courts by their ids."""

    path: str
    wanted: Filter
    states: tuple[str, ...]
    court_ids: tuple[str, ...]
    months: tuple[str, ...]
    courts: Mapping[str, Court]
    defects: tuple[str, ...] = DEFECTS
    papers: tuple[str, ...] = PAPERS
    fixed: tuple[str, ...] = ()  # what the page itself is about, such as its court
    is_administrator: bool = False

    @property
    def query(self) -> str:
        """The filter as it stands in the address; empty where nothing is chosen."""
        told = {part: value for part in PARTS if (value := getattr(self.wanted, part)) and part not in self.fixed}
        return "?" + urlencode(told) if told else ""


def look(law: Law, figures: Figures, path: str, asked: Mapping[str, str], *, fixed: Mapping[str, str]) -> View:
    """The view that an address asks for; what the data does not know is left out of the filter."""
    months = tuple(sorted({count.month for count in figures.counts}))
    states = {court.state for court in law.courts.values()}
    allowed = {
        "state": states,
        "court": law.courts,
        "defect": DEFECTS,
        "paper": PAPERS,
        "since": months,
        "until": months,
    }
    told = {**asked, **fixed}
    known = {part: told[part] for part in PARTS if told.get(part, "") in allowed[part]}
    return View(
        path,
        Filter(**known),
        tuple(sorted(states)),
        tuple(sorted(law.courts, key=lambda court: law.courts[court].short)),
        months,
        law.courts,
        fixed=tuple(fixed),
    )


def of_nobody(law: Law) -> Mapping[str, object]:
    """What the words that explain a fault to a respondent are given where they are about no paper of anybody."""
    return Outcome(Facts(law.checked), (), ()).values


def counts_of(law: Law, figures: Figures, wanted: Filter) -> tuple[Count, ...]:
    """The counts that a view looks at."""
    return chosen(figures.counts, wanted, states_of(law))
