"""The values that cross rooms: a court, a screen and its buttons, and the two refusals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

CourtStatus = Literal["current", "closing", "verify", "old"]


@dataclass(frozen=True, slots=True)
class Court:
    """One immigration court as the data knows it; `notes` are ids of words in the templates.

    `time_zone` is an IANA name. `phone` is empty where no source has one, and `phone_sure` is false
    where fewer than two independent copies agree on it.
    """

    id: str
    name: str
    short: str
    city: str
    state: str
    street: str
    zip: str
    phone: str
    phone_sure: bool
    time_zone: str
    time_zone_trap: bool
    status: CourtStatus
    notes: tuple[str, ...]
    detained: bool
    source: str
    checked: str


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a screen's body: a block of a template under templates/chat, and its values."""

    template: str
    block: str = "body"
    values: Mapping[str, object] = field(default_factory=dict)


LabelValue = str | date | time | Court


@dataclass(frozen=True, slots=True)
class Button:
    """One button: what a press sends, and where its label comes from.

    The label is the `block` of `template`, rendered with `values`; where `block` is empty, it is `value`
    itself: a date, a time and a court are written as the reader's language writes them, a str as it is.
    `row` joins neighbours that share a number above 0 in one row; `link` opens an address instead.
    """

    data: str
    template: str = ""
    block: str = ""
    value: LabelValue = ""
    values: Mapping[str, object] = field(default_factory=dict)
    row: int = 0
    link: str = ""
    ticked: bool | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """What is to be shown, without words: parts in order, buttons in order.

    `numbered` puts "1. ", "2. " … before the labels, so that a typed number can name one.
    """

    name: str
    parts: tuple[Part, ...]
    buttons: tuple[Button, ...] = ()
    numbered: bool = False
    values: Mapping[str, object] = field(default_factory=dict)


class Unavailable(Exception):  # noqa: N818 - the field's word for "ask again later"
    """The store cannot take this unit now; nothing was changed, and the same call may work later."""


class Stale(Exception):  # noqa: N818 - a refusal, not a failure
    """The row changed since it was read; the unit has to run again."""
