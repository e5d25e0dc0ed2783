"""Somebody who has every published table and wants to know a number that is hidden.

The attacker knows the program, the courts and their states, that nobody has a defect without a check, that whoever
is counted under a language, or under what is told without a court, has made a check, and all that was published. A
hidden number is worked out when every table of true numbers that would have been published in just the same way has
the same number there. So for each hidden number another such table is looked for: by linear programming over what the
published numbers allow, and then by publishing what was found.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from bot.domain.publishing import Count, Published, Spoken

MONTH = "2026-11"
DEFECTS = ("no-date", "no-time", "late-notice")
CHILD = "child-under-14"
LANGUAGES = ("en", "es", "ht")
HIDDEN_MOST, SLACK = 10, 4
FAR = 100
MANY = 10_000

Name = tuple[str, str]  # a defect and a court, or "language" and one
Table = Mapping[Name, int]
Publish = Callable[[Table], Published]


def counts_of(table: Table) -> list[Count]:
    return [Count(MONTH, court, "nta", defect, "", n) for (defect, court), n in table.items() if defect != "language"]


def spoken_of(table: Table) -> list[Spoken]:
    return [Spoken(MONTH, language, n) for (kind, language), n in table.items() if kind == "language"]


@dataclass(slots=True)
class Attack:
    """What is known of one month: sums that lie between two numbers."""

    states: Mapping[str, str]
    published: Published
    names: list[Name]
    may_be_lowered: bool = True  # where several courts are told together, a number that fills them is told lower
    sums: list[tuple[list[tuple[Name, int]], float, float]] = field(default_factory=list)
    shown: set[Name] = field(default_factory=set)
    told: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.told = {(cell.kind, cell.place, cell.defect): cell.at_least for cell in self.published.cells}
        places = [*self._places()]
        for defect in ("checked", *DEFECTS):
            self._of_defect(defect, places)
        checks = [(("checked", court), -1) for court in self.states]
        for defect in DEFECTS:
            for court in self.states:
                self._know([((defect, court), 1), (("checked", court), -1)], -np.inf, 0)
        people = [(("language", language), 1) for language in LANGUAGES]
        self._know([*people, *checks], -np.inf, 0)
        self._know([((CHILD, ""), 1), *checks], -np.inf, 0)
        self._know([((CHILD, ""), 1), *((name, -1) for name, _ in people)], -np.inf, 0)
        child = self.told.get(("everywhere", "", CHILD), 0)
        self._know([((CHILD, ""), 1)], max(child, HIDDEN_MOST + 1) if child else 0, np.inf)
        spoken = {one.language: one.n for one in self.published.languages}
        for name, _ in people:
            n = spoken.get(name[1], 0)
            # one that is told may be told lower than its own number, and one of them left out
            most: float = MANY if self.may_be_lowered else n + SLACK if n else HIDDEN_MOST
            self._know([(name, 1)], max(n, HIDDEN_MOST + 1) if n else 0, most)
            self.shown |= {name} if n else set()
        self.shown |= {(CHILD, "")} if child else set()

    def _know(self, terms: list[tuple[Name, int]], least: float, most: float) -> None:
        self.sums.append((terms, least, most))

    def _places(self) -> Iterator[tuple[str, str, list[str]]]:
        """Every place that is told, and its courts; the rest as a place that is not."""
        small: dict[str, list[str]] = {}
        for court, state in self.states.items():
            kind = "court" if court else "no-court"
            if (kind, court, "checked") in self.told:
                yield kind, court, [court]
            else:
                self._know([(("checked", court), 1)], 0, HIDDEN_MOST)
                small.setdefault(state, []).append(court)
        rest: list[str] = []
        for state, courts in small.items():
            if ("state", state, "checked") in self.told:
                yield "state", state, courts
            else:
                self._know([(("checked", court), 1) for court in courts], 0, HIDDEN_MOST)
                rest += courts
        yield "elsewhere", "", rest

    def _of_defect(self, defect: str, places: list[tuple[str, str, list[str]]]) -> None:
        small: list[tuple[Name, int]] = []
        for kind, place, courts in places:
            terms = [((defect, court), 1) for court in courts]
            n = self.told.get((kind, place, defect), 0)
            self._told(terms, n, units=1 if kind in ("court", "no-court") else 2)
            if n and kind in ("court", "no-court"):
                self.shown.add((defect, place))
            elif not n and (kind, place, "checked") in self.told:
                small += terms
        self._told(small, self.told.get(("small", "", defect), 0), units=2)

    def _told(self, terms: list[tuple[Name, int]], n: int, *, units: int) -> None:
        lowered = self.may_be_lowered and units > 1 and n > HIDDEN_MOST and n % 10 == 5
        most = n + SLACK + lowered if n else HIDDEN_MOST
        self._know(terms, max(n, HIDDEN_MOST + 1) if n else 0, most)

    def matrix(self) -> "tuple[NDArray[np.float64], NDArray[np.float64]]":
        """All that is known as rows: sum ≤ bound."""
        at = {name: n for n, name in enumerate(self.names)}
        sides = [(terms, 1, most) for terms, _, most in self.sums if np.isfinite(most)]
        sides += [(terms, -1, -least) for terms, least, _ in self.sums if np.isfinite(least)]
        rows = np.zeros((len(sides), len(self.names)))
        for row, (terms, side, _) in zip(rows, sides, strict=True):
            for name, sign in terms:
                row[at[name]] = side * sign
        return rows, np.array([bound for _, _, bound in sides])


def worked_out(table: Table, states: Mapping[str, str], publish: Publish, chance: Random) -> set[Name]:
    """The hidden numbers for which no other table was found that would be published in the same way."""
    published = publish(table)
    attack = Attack(states, published, list(table))
    matrix, bounds = attack.matrix()
    _, narrower = Attack(states, published, list(table), may_be_lowered=False).matrix()
    truth = np.array([table[name] for name in attack.names])
    assert (matrix @ truth <= bounds).all(), "the attacker believes something that is not so"
    open_ones = {n for n, name in enumerate(attack.names) if name not in attack.shown}

    def look(
        prices: NDArray[np.float64], least: NDArray[np.float64], most: NDArray[np.float64], known: NDArray[np.float64]
    ) -> None:
        """The best table for these prices of what is added to the truth and of what is taken away."""
        added, taken = np.maximum(most, 0), np.maximum(-least, 0)
        limits = np.column_stack([np.concatenate([np.maximum(least, 0), np.maximum(-most, 0)]), [*added, *taken]])
        both = np.hstack([matrix, -matrix])
        found = linprog(prices, A_ub=both, b_ub=known - matrix @ truth, bounds=limits.tolist(), method="highs")
        if found.x is None:
            return
        change = np.rint(found.x[: len(truth)] - found.x[len(truth) :]).astype(int)
        other = dict(zip(attack.names, (truth + change).tolist(), strict=True))
        if (matrix @ (truth + change) <= bounds).all() and publish(other) == published:
            open_ones.difference_update(np.flatnonzero(change).tolist())

    size = len(truth)
    for sign in (1, -1, 1, -1):  # many at once: all that are open up, or all down
        if open_ones:
            open_now = np.array([n in open_ones for n in range(size)])
            prices = np.where(open_now, -sign * np.array([chance.uniform(0.5, 1) for _ in truth]), 0.0)
            cost = np.full(size, 0.01)
            look(np.concatenate([prices + cost, -prices + cost]), -np.minimum(truth, 2), np.full(size, 2), narrower)
    # those that are left, one by one: the nearest table
    for n, step, known in product(sorted(open_ones), (1, -1, 2, -2), (narrower, bounds)):
        if n in open_ones and truth[n] + step >= 0:
            least, most = -truth, np.full(size, FAR)
            least[n] = most[n] = step
            look(np.array([chance.uniform(0.5, 1) for _ in range(2 * size)]), least, most, known)
    return {attack.names[n] for n in open_ones}


def in_the_span(published: Published, states: Mapping[str, str], names: list[Name]) -> set[Name]:
    """The hidden numbers that would follow by addition and subtraction if every published number were exact."""
    attack = Attack(states, published, names)
    at = {name: n for n, name in enumerate(names)}
    rows = []
    for terms, least, _ in attack.sums:
        if least > 0:
            row = np.zeros(len(names))
            row[[at[name] for name, _ in terms]] = 1
            rows.append(row)
    if not rows:
        return set()
    _, sizes, basis = np.linalg.svd(np.array(rows), full_matrices=False)
    basis = basis[sizes > 1e-9]
    inside = (basis**2).sum(axis=0) > 1 - 1e-9
    return {name for name in names if inside[at[name]] and name not in attack.shown}
