"""What a rule is, how its severity is settled, and the order in which findings are shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.facts import Facts

OBJECT, TIME, REOPEN, VERIFY, INFO = "object", "time", "reopen", "verify", "info"
WEIGHT = {REOPEN: 0, OBJECT: 1, TIME: 2, VERIFY: 3, INFO: 4}
TODAY_GROUP = (
    "already-ordered",
    "ice-order-paper",
    "hearing-soon",
    "acis-earlier",
    "past-date",
    "papers-disagree",
    "acis-differs",
    "acis-no-hearing",
    "not-a-court-address",
    "money-asked",
    "old-address",
    "wrong-address",
)
VERY_SOON = timedelta(days=3)

Test = Callable[[Facts], bool]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that looks wrong: its id, its severities (the first is the main one), its authorities."""

    id: str
    severity: tuple[str, ...]
    authorities: tuple[str, ...]

    @property
    def main(self) -> str:
        """The main severity."""
        return self.severity[0]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of defects: when it applies, its severity, and the law behind it.

    `reopen_if` narrows where `reopen` may stay; without it, `reopen` stays wherever an order may exist.
    `counted` says how the defect enters a report: yes, no, no-court, apart, or how (with its way of service).
    """

    id: str
    test: Test
    severity: tuple[str, ...]
    authorities: tuple[str, ...]
    counted: str
    reopen_if: Test | None = None

    def finding(self, facts: Facts) -> Finding | None:
        """The finding where the rule applies to the facts, else None."""
        return Finding(self.id, self._settled(facts), self.authorities) if self.test(facts) else None

    def _settled(self, facts: Facts) -> tuple[str, ...]:
        reopen = facts.order_may_exist and (self.reopen_if is None or self.reopen_if(facts))
        kept = tuple(s for s in self.severity if s != REOPEN or reopen)
        return kept or (VERIFY,)


class RuleBook:
    """The rules in the order of the table; `rule` is the decorator that adds one."""

    def __init__(self) -> None:
        """Begin with no rule."""
        self.rules: dict[str, Rule] = {}

    def __iter__(self) -> Iterator[Rule]:
        """The rules, in order."""
        return iter(self.rules.values())

    def rule(
        self,
        name: str,
        severity: tuple[str, ...],
        *,
        authorities: tuple[str, ...],
        counted: str,
        reopen_if: Test | None = None,
    ) -> Callable[[Test], Test]:
        """Enter a function of the facts as a rule of this book; a second of that name is refused."""

        def enter(test: Test) -> Test:
            if name in self.rules:
                raise ValueError(f"rule {name} is declared twice")
            self.rules[name] = Rule(name, test, severity, authorities, counted, reopen_if)
            return test

        return enter

    def find(self, facts: Facts) -> tuple[Finding, ...]:
        """Every finding of the facts, in the order in which it is shown."""
        found = [f for r in self if (f := r.finding(facts))]
        return tuple(sorted(found, key=lambda f: _place(f, facts)))


def _place(finding: Finding, facts: Facts) -> tuple[int, int]:
    """Today's group first, in its own order; then by main severity; sorting keeps the table's order."""
    if finding.id in TODAY_GROUP and (finding.id != "hearing-soon" or _very_soon(facts)):
        return (0, TODAY_GROUP.index(finding.id))
    return (1, WEIGHT[finding.main])


def _very_soon(facts: Facts) -> bool:
    counts = facts.date_that_counts
    return counts is not None and counts - facts.today <= VERY_SOON
