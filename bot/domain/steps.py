"""The kinds of question: one choice, several ticks, a date, a time of day, a court.

A stored answer is a short string: an option's id, the ticked ids joined by commas, an ISO date, HH:MM, a
court's id, or `skipped` ("I don't know" where the vocabulary has no `unsure`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from bot.domain.answers import CLOCK, ISO_DATE, KEYS, Value
from bot.domain.facts import Facts
from bot.domain.values import Court

SKIPPED = "skipped"
UNSURE = "unsure"
NONE_TICKED = "none"
IMPOSSIBLE = "impossible"
YEARS = range(2000, 2100)  # what can be typed; a forged press may name any year
Kind = Literal["choice", "ticks", "date", "time", "court"]
Applies = Callable[[Facts], bool]
Sets = Callable[[str], Mapping[str, Value]]
Near = Callable[[Facts], date | None]


def always(_: Facts) -> bool:
    """Whatever the facts."""
    return True


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its id, and when it is offered."""

    id: str
    when: Applies = always


@dataclass(frozen=True, slots=True)
class Step:
    """One question: its kind, what may be chosen, when it is asked, and which facts its answer sets.

    `options` are the choices or boxes; for a date, a time or a court they are the words beside it. `key` is
    the fact that the answer sets; `sets` says it where one answer sets several. `past` marks a day that
    cannot lie ahead, `checked` an answer that is read back where it is unusual, `printed` a day that may be one
    that no calendar has. `near` gives a day that stands on a button of its own. `template` names the words where
    they are not the walk's own. `doubt` is the option that a typed "I don't know" means where nothing can be skipped.
    """

    id: str
    kind: Kind
    options: tuple[Option, ...] = ()
    when: Applies = always
    key: str = ""
    sets: Sets | None = None
    skip: str = ""
    doubt: str = ""
    past: bool = False
    checked: bool = False
    printed: bool = False
    template: str = ""
    near: Near | None = None
    fixed: tuple[str, ...] | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Note the ids of the options where none depends on the facts: most steps ask for them at every fold."""
        whatever = all(o.when is always for o in self.options)
        object.__setattr__(self, "fixed", tuple(o.id for o in self.options) if whatever else None)

    def offered(self, facts: Facts) -> tuple[str, ...]:
        """The ids of the options that these facts leave."""
        return self.fixed if self.fixed is not None else tuple([o.id for o in self.options if o.when(facts)])

    def asked(self, facts: Facts) -> bool:
        """Whether the question is asked with these facts."""
        return self.when(facts) and (self.kind != "ticks" or bool(self.offered(facts)))

    def accepts(self, raw: str, facts: Facts, courts: Mapping[str, Court]) -> bool:
        """Whether the stored answer is a valid one with these facts."""
        if raw == self.skip and raw:
            return True
        if self.kind == "ticks":
            return raw == NONE_TICKED or set(raw.split(",")) <= {o.id for o in self.options}
        if raw in self.offered(facts):
            return True
        if self.kind == "date":
            return self._accepts_date(raw, facts.today)
        return (self.kind == "time" and CLOCK.fullmatch(raw) is not None) or (self.kind == "court" and raw in courts)

    def counting(self, raw: str, facts: Facts) -> str:
        """What of the stored answer counts with these facts: of several ticks, those that are offered."""
        if self.kind != "ticks":
            return raw
        given = ticked(raw)
        return ",".join(i for i in self.offered(facts) if i in given) or NONE_TICKED

    def _accepts_date(self, raw: str, today: date) -> bool:
        if raw == IMPOSSIBLE or not ISO_DATE.fullmatch(raw):
            return raw == IMPOSSIBLE and self.printed
        day = real_day(raw)
        if day is None:
            return self.printed
        return day.year in YEARS and not (self.past and day > today)

    def facts_of(self, raw: str) -> Mapping[str, Value]:
        """The facts that the answer sets; none for a skipped one."""
        if raw == SKIPPED:
            return {}
        if self.sets is not None:
            return self.sets(raw)
        return {self.key or self.id: self._typed(raw)}

    def _typed(self, raw: str) -> Value:
        if self.kind == "time" and CLOCK.fullmatch(raw):
            return time.fromisoformat(raw)
        if self.kind == "date" and ISO_DATE.fullmatch(raw):
            return real_day(raw) or IMPOSSIBLE
        return raw


def real_day(raw: str) -> date | None:
    """The day of YYYY-MM-DD, or None where no calendar has it (31 September)."""
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None


def printed_parts(raw: str) -> tuple[int, int, int] | None:
    """Year, month and day as the paper prints them, even where no calendar has that day."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", raw, re.ASCII)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def ticked(raw: str) -> tuple[str, ...]:
    """The ids that a stored answer with several ticks holds."""
    return () if raw in (NONE_TICKED, SKIPPED, "") else tuple(raw.split(","))


def choice(
    name: str, *options: str | Option, when: Applies = always, sets: Sets | None = None, key: str = ""
) -> Step:
    """One choice of several; `unsure` is offered last where the vocabulary has it, else `skipped`."""
    known = KEYS.get(key or name)
    skip = UNSURE if known is not None and UNSURE in known.words else SKIPPED
    return Step(name, "choice", _options(options), when, key=key, sets=sets, skip=skip)


def decided(
    name: str, *options: str | Option, when: Applies = always, sets: Sets | None = None, doubt: str = ""
) -> Step:
    """One choice of several that cannot be left open."""
    return Step(name, "choice", _options(options), when, sets=sets, doubt=doubt)


def boxes(name: str, *options: str | Option, sets: Sets, when: Applies = always) -> Step:
    """Several ticks on one screen, none of them needed."""
    return Step(name, "ticks", _options(options), when, sets=sets)


def past_day(name: str, *, when: Applies = always, near: Near | None = None) -> Step:
    """A day that is today or gone; `unsure` where the vocabulary has it."""
    skip = UNSURE if UNSURE in KEYS[name].words else SKIPPED
    return Step(name, "date", when=when, skip=skip, past=True, near=near)


def _options(given: tuple[str | Option, ...]) -> tuple[Option, ...]:
    return tuple(o if isinstance(o, Option) else Option(o) for o in given)
