"""The scam check: who wants something, how they came, what money is wanted, and whether ACIS knows the hearing.

What is answered becomes flags, and flags become signs. A sign is never a verdict, and a page of the government
where real fees are paid is never one.
"""

from collections.abc import Callable, Mapping

from bot.domain.answers import Value
from bot.domain.steps import choice
from bot.domain.walk import Walk

SIGNS: Mapping[str, frozenset[str]] = {
    "odd-money": frozenset({"money-odd"}),
    "cash": frozenset({"money-cash"}),
    "by-chat": frozenset({"channel-chat"}),
    "video-call": frozenset({"channel-call"}),
    "notary": frozenset({"sender-helper"}),
    "not-in-acis": frozenset({"acis-no"}),
    "real-page": frozenset({"money-page"}),
}
NOT_A_SIGN = frozenset({"real-page"})


def _flag(step: str) -> Callable[[str], Mapping[str, Value]]:
    return lambda raw: {"flags": (f"{step}-{raw}",)}


SCAM_CHECK = Walk(
    "scam-check",
    (
        choice("sender", "court", "office", "helper", "stranger", sets=_flag("sender")),
        choice("channel", "mail", "hand", "chat", "call", sets=_flag("channel")),
        choice("money", "none", "page", "odd", "cash", sets=_flag("money")),
        choice("scam_acis", "yes", "no", sets=_flag("acis")),
    ),
)


def signs_of(flags: frozenset[str]) -> tuple[str, ...]:
    """What the answers show: signs, and where a real fee may stand behind the paper, in the order of the table."""
    return tuple(sign for sign, shown_by in SIGNS.items() if shown_by & flags)
