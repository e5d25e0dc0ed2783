"""What the law room knows: authorities, fees, languages, and all of it together with its day of checking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.domain.values import Court

OLD_AFTER_DAYS = 180
INTENTS = (
    *("check", "more-time", "missed-hearing", "moved", "courtday"),
    *("findhelp", "rights", "scam", "lost-paper", "language"),
)
"""What free words may ask for: a walk or a page, by its id."""

AuthorityKind = Literal["statute", "regulation", "case", "policy", "page", "order"]
State = Literal["in-force", "good-law", "may-have-changed", "conflict"]
How = Literal["V", "V2", "M"]
Direction = Literal["ltr", "rtl"]
Order = Literal["dmy", "mdy", "ymd"]
Digits = Literal["latn", "arab", "guru", "deva", "ethi"]
Clock = Literal["midnight", "sunrise"]
Calendar = Literal["gregorian", "ethiopian"]


@dataclass(frozen=True, slots=True)
class Authority:
    """One statute, rule, case, policy or page: how a court paper prints it and what it says.

    `how` tells how far it was checked: V read in the source named, V2 read in a second-hand source, M well known.
    `url` is empty where people are not sent to a page.
    """

    id: str
    citation: str
    says: str
    kind: AuthorityKind
    state: State
    how: How
    checked: date
    source: str
    url: str

    def is_old(self, today: date) -> bool:
        """Whether nobody has read this authority again for too long."""
        return today - self.checked > timedelta(days=OLD_AFTER_DAYS)


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee in whole US dollars, and the day from which it holds."""

    id: str
    amount: int
    what: str
    since: date
    state: State
    checked: date
    source: str


@dataclass(frozen=True, slots=True)
class Language:
    """One language that people may choose, and the words they may type in it instead of pressing.

    `months` and `weekdays` (Monday first) are empty where Babel knows the language. `says` maps yes, no,
    stop, back, menu and unknown to words; they are compared without accents and case. `typed` maps each key of
    the words around dates, hours and numbers that languages.toml explains to its words; where a key has a place
    for each month, day or number, the words of one place have commas between them.
    `plural` is the header Plural-Forms that its catalog must have. `clock` is sunrise where the hours are counted
    from six in the morning.
    """

    code: str
    native: str
    locale: str
    direction: Direction
    telegram: tuple[str, ...]
    label_width: int
    plural: str
    formality: str
    date_order: Order
    digits: Digits
    clock: Clock
    calendar: Calendar
    source: str
    says: Mapping[str, tuple[str, ...]]
    typed: Mapping[str, tuple[str, ...]]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """All law data that was read, none of which can be changed.

    `paper_names` are the names that people use for papers (folded), each with the option it means.
    `checked` is the oldest day on which an authority or a fee was checked; a court carries its own.
    """

    courts: Mapping[str, Court]
    authorities: Mapping[str, Authority]
    fees: Mapping[str, Fee]
    languages: Mapping[str, Language]
    paper_names: Mapping[str, str]
    checked: date
    old_after_days: int = OLD_AFTER_DAYS

    def is_old(self, today: date) -> bool:
        """Whether the law has not been checked for too long to be shown without a warning."""
        return today - self.checked > timedelta(days=self.old_after_days)
