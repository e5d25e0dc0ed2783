"""The vocabulary of answers: which keys there are, what each may hold, and the reader that refuses the rest.

One vocabulary serves the chat, the command line and the reports. A missing key means "not asked", never "no".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

WALKS = ("notice-check", "more-time", "missed-hearing")
YES_NO = ("yes", "no")
YES_NO_UNSURE = ("yes", "no", "unsure")

NTA_ONLY_TICKS = frozenset(
    {
        "no-certificate-of-service",
        "unsigned",
        "no-allegations",
        "no-charges",
        "no-counsel-list",
        "no-address-warning",
        "two-ntas",
        "signature-not-mine",
    }
)
TICKS = (
    "no-certificate-of-service",
    "unsigned",
    "no-allegations",
    "no-charges",
    "wrong-name",
    "wrong-a-number",
    "wrong-country",
    "no-counsel-list",
    "no-consequences-warning",
    "no-address-warning",
    "not-explained",
    "papers-disagree",
    "missing-pages",
    "two-ntas",
    "hand-corrected",
    "signature-not-mine",
    "money-asked",
)
REASONS = (
    "find-lawyer",
    "lawyer-unavailable",
    "short-notice",
    "evidence",
    "other-application",
    "illness",
    "interpreter",
    "moved",
    "family-emergency",
)
MISSED_WHY = (
    "no-notice",
    "in-custody",
    "serious-illness",
    "family-illness",
    "death-in-family",
    "abuse",
    "late-to-court",
    "wrong-day",
    "fear-of-arrest",
    "fear-of-return",
    "other",
)


@dataclass(frozen=True, slots=True)
class Key:
    """What one key may hold: some `words`, and besides them a date, a time of day or a court's id.

    `many` means a list of words instead of one.
    """

    words: tuple[str, ...] = ()
    kind: str = "word"
    many: bool = False

    @property
    def allowed(self) -> str:
        """What the key may hold, in one line for an error."""
        extra = {"date": "a date YYYY-MM-DD", "time": "a time HH:MM (24 h)", "court": "a court's id"}
        names = [*([extra[self.kind]] if self.kind in extra else []), *self.words]
        return ("a list of: " if self.many else "") + ", ".join(names)


KEYS: Mapping[str, Key] = {
    "walk": Key(WALKS),
    "today": Key(kind="date"),
    "document": Key(("nta", "hearing-notice", "removal-order", "other-paper", "no-paper")),
    "other_kind": Key(
        (
            "expedited-removal",
            "reinstatement",
            "other-dhs-order",
            "other-proceeding",
            "ice-check-in",
            "uscis",
            "fee-notice",
            "unsure",
        )
    ),
    "detained": Key(YES_NO),
    "ordered": Key(YES_NO_UNSURE),
    "hearing_date": Key(("missing", "to-be-set", "impossible"), "date"),
    "hearing_time": Key(("missing", "to-be-set"), "time"),
    "hearing_place": Key(("missing", "to-be-set", "not-listed"), "court"),
    "hearing_form": Key(("in-person", "video-with-link", "video-without-link", "unsure")),
    "hearing_kind": Key(("master", "individual", "unsure")),
    "before_judge": Key(("never", "answered", "not-answered", "unsure")),
    "attended": Key(YES_NO_UNSURE),
    "served_how": Key(("in-person", "mail", "electronic", "never", "unsure")),
    "served_on": Key(("unsure",), "date"),
    "received_on": Key((), "date"),
    "nta_served_on": Key(("unsure",), "date"),
    "prompt_hearing_signed": Key(YES_NO_UNSURE),
    "address": Key(("right", "wrong", "old", "missing")),
    "address_reported": Key(YES_NO_UNSURE),
    "moved_on": Key(("unsure",), "date"),
    "who": Key(("adult", "14-17", "under-14", "needs-guardian")),
    "adult_served": Key(YES_NO_UNSURE),
    "acis": Key(("same", "different", "no-hearing", "no-case", "ordered-removed", "not-checked")),
    "acis_date": Key((), "date"),
    "problems": Key(TICKS, many=True),
    "reasons": Key(REASONS, many=True),
    "order_on": Key(("unsure",), "date"),
    "missed_why": Key(MISSED_WHY, many=True),
}

Value = str | date | time | tuple[str, ...]
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
SHOWN = 60


class BadAnswer(ValueError):  # noqa: N818 - what the person at the keyboard gave
    """An answer outside the vocabulary; its words name the key, the value and what is allowed."""

    def __init__(self, key: str, value: object, allowed: str) -> None:
        """Say which key, which value (cut after 60 characters) and what is allowed."""
        shown = repr(value)
        shown = shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…"
        super().__init__(f"{key}: {shown} is not allowed; allowed: {allowed}")


def read_answers(given: object, court_ids: frozenset[str]) -> dict[str, Value]:
    """The answers of one case, each value typed; BadAnswer names what does not fit the vocabulary."""
    if not isinstance(given, Mapping):
        raise BadAnswer("case", given, "one JSON object")
    return {str(key): read_value(str(key), value, court_ids) for key, value in given.items()}


def read_value(name: str, value: object, court_ids: frozenset[str]) -> Value:
    """One value as its key has it: a date, a time, a word or a tuple of words."""
    key = KEYS.get(name)
    if key is None:
        raise BadAnswer("unknown key", name, ", ".join(KEYS))
    if key.many:
        return _read_list(name, key, value)
    if not isinstance(value, str):
        raise BadAnswer(name, value, key.allowed)
    if value in key.words:
        return value
    typed = _read_typed(key.kind, value, court_ids)
    if typed is None:
        raise BadAnswer(name, value, key.allowed)
    return typed


def _read_list(name: str, key: Key, value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise BadAnswer(name, value, key.allowed)
    for one in value:
        if not isinstance(one, str) or one not in key.words:
            raise BadAnswer(name, one, key.allowed)
    return tuple(dict.fromkeys(value))


def _read_typed(kind: str, value: str, court_ids: frozenset[str]) -> Value | None:
    if kind == "court" and value in court_ids:
        return value
    if kind == "time" and CLOCK.fullmatch(value):
        return time.fromisoformat(value)
    if kind == "date" and ISO_DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None
