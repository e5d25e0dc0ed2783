"""The facts of one paper, and the three notions the rules share.

`Facts` holds the answers typed; None means "not asked or not known", never "no".
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, time

from bot.domain.answers import Value
from bot.domain.values import Court


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one paper; the attributes are the keys of the vocabulary.

    `flags` holds what only the chat asks, such as a ticked group of faults, to choose its next question or its
    words; no rule reads it, and the signs of the scam check are made of it.
    """

    today: date
    walk: str = "notice-check"
    court: Court | None = None
    document: str | None = None
    other_kind: str | None = None
    detained: str | None = None
    ordered: str | None = None
    hearing_date: date | str | None = None
    hearing_time: time | str | None = None
    hearing_place: str | None = None
    hearing_form: str | None = None
    hearing_kind: str | None = None
    before_judge: str | None = None
    attended: str | None = None
    served_how: str | None = None
    served_on: date | str | None = None
    received_on: date | None = None
    nta_served_on: date | str | None = None
    prompt_hearing_signed: str | None = None
    address: str | None = None
    address_reported: str | None = None
    moved_on: date | str | None = None
    who: str | None = None
    adult_served: str | None = None
    acis: str | None = None
    acis_date: date | None = None
    problems: frozenset[str] = frozenset()
    reasons: tuple[str, ...] = ()
    order_on: date | str | None = None
    missed_why: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()

    @property
    def printed_date(self) -> date | None:
        """The hearing date on the paper, where it is a real one."""
        return as_date(self.hearing_date)

    @property
    def order_may_exist(self) -> bool:
        """Whether a removal order may exist: only then does a finding speak of reopening."""
        return (
            self.acis == "ordered-removed"
            or self.document == "removal-order"
            or self.ordered == "yes"
            or self.walk == "missed-hearing"
            or (self.printed_date is not None and self.printed_date < self.today and self.attended != "yes")
        )

    @property
    def date_that_counts(self) -> date | None:
        """The earliest of the paper's and ACIS's dates that is not past; when both are past, the later."""
        known = [d for d in (self.printed_date, self.acis_date) if d is not None]
        ahead = [d for d in known if d >= self.today]
        return min(ahead) if ahead else max(known, default=None)

    @property
    def nta_served(self) -> date | None:
        """The day the Notice to Appear was served, whichever paper told it."""
        given = {"nta": self.served_on, "hearing-notice": self.nta_served_on}
        return as_date(given.get(self.document or ""))

    @property
    def was_before_judge(self) -> bool:
        """Whether the person was before a judge in this case, as far as was said."""
        return self.before_judge in ("answered", "not-answered")

    @property
    def objection_open(self) -> bool | None:
        """Whether an objection can still be made in time; None where the facts do not tell.

        Matter of Fernandes, 28 I&N Dec. 605 (BIA 2022): timely before pleadings close.
        """
        if self.before_judge == "answered" or self.order_may_exist:
            return False
        if self.document == "nta" and self.before_judge in ("never", "not-answered"):
            return True
        return None


FACT_NAMES = frozenset(f.name for f in fields(Facts)) - {"court", "flags"}


def as_date(value: date | str | None) -> date | None:
    """The value where it is a date; None for a word such as `missing` and for None."""
    return value if isinstance(value, date) else None


def days_between(first: date | None, last: date | None) -> int | None:
    """Whole days from the first to the last; None where one is not known."""
    return None if first is None or last is None else (last - first).days


def facts_from(answers: Mapping[str, Value], courts: Mapping[str, Court], today: date) -> Facts:
    """The facts of typed answers; an answer `today` wins over the argument."""
    given: dict[str, object] = {k: v for k, v in answers.items() if k in FACT_NAMES}
    given.setdefault("today", today)
    if "problems" in given:
        given["problems"] = frozenset(given["problems"])  # type: ignore[call-overload]
    return Facts(court=courts.get(str(answers.get("hearing_place"))), **given)  # type: ignore[arg-type]
