"""The pages behind the result of any walk but the notice check, and the law behind the pages of every walk."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain import result, ways
from bot.domain.asking import CHANGE, key
from bot.domain.chat import Run
from bot.domain.law_of import law_behind
from bot.domain.result import Outcome
from bot.domain.scam_check import SCAM_CHECK
from bot.domain.scam_result import show_scam
from bot.domain.values import Button, Part, Screen
from bot.domain.walk import RESULT, Place
from bot.services.desk import Desk
from bot.services.legal import cited

LONGEST = 3900  # Bot API: a message holds 4096 characters after its markup is read


def law_page(desk: Desk, run: Run, outcome: Outcome, page: str) -> Screen | None:
    """The authorities behind a page of a result; None where it has none."""
    names = law_behind(outcome, page)
    return ways.show_law_of(run, page, cited(desk.law, names, outcome.facts.today)) if names else None


def finding_law(desk: Desk, run: Run, outcome: Outcome, name: str) -> Screen | None:
    """The authorities of a finding; None where it was not found or has none."""
    finding = next((f for f in outcome.findings if f.id == name), None)
    if finding is None or not finding.authorities:
        return None
    return result.show_law(run, finding, values=cited(desk.law, finding.authorities, outcome.facts.today))


def whole_text(desk: Desk, run: Run, outcome: Outcome, language: str) -> Screen:
    """The whole as one text to copy; where it would not fit one message, the findings by title alone."""
    law = desk.law
    old = law.is_old(outcome.facts.today)
    back = (Button(key(run, RESULT, "list"), "shared/buttons", "to-result"),)
    grounds = tuple(p for g in outcome.grounds for p in ways.ground_parts(outcome, g.id))
    full, brief = (
        Screen("text", (Part(result.LABELS, "text_head"), *parts), back)
        for parts in (
            result.full_text(outcome, checked=law.checked, old=old, brief=brief, grounds=grounds)
            for brief in (False, True)
        )
    )
    return full if len(desk.words[language].render(full).text) <= LONGEST else brief


@dataclass(frozen=True, slots=True)
class BehindWay:
    """The pages behind more time, a missed hearing, or the scam check."""

    desk: Desk
    run: Run
    place: Place
    outcome: Outcome

    def page(self, page: str, language: str) -> Screen | None:
        """The page of that name; None for an unknown one."""
        kind, _, name = page.partition(".")
        if kind == CHANGE:
            number = int(name) if name.isdecimal() else 1
            return result.show_changes(self.run, self.place, self.desk.law.courts, page=number)
        if kind == "law":
            found = finding_law(self.desk, self.run, self.outcome, name)
            return found or law_page(self.desk, self.run, self.outcome, name)
        return self._behind(kind, name, language) if self.run.walk != SCAM_CHECK.id else None

    def list(self) -> Screen:
        """The result itself."""
        if self.run.walk == SCAM_CHECK.id:
            return show_scam(self.run, self.outcome.facts, self._beside)
        return ways.show_way(self.run, self.outcome, self._beside)

    def _behind(self, kind: str, name: str, language: str) -> Screen | None:
        if kind == "g":
            return ways.show_ground(self.run, self.outcome, name)
        if kind == "p":
            return ways.show_way_page(self.run, self.outcome, name, self._beside)
        if kind == "f":
            return result.show_finding(self.run, self.outcome, name)
        if kind == "d":
            return result.show_date(self.run, self.outcome, name)
        if kind == "text":
            return whole_text(self.desk, self.run, self.outcome, language)
        return result.show_page(self.run, self.outcome, kind)

    @property
    def _beside(self) -> Mapping[str, object]:
        """What the words speak of besides the facts: the fees, and when the law was checked."""
        law = self.desk.law
        return {"fees": law.fees, "checked": law.checked, "old": law.is_old(self.outcome.facts.today)}
