"""What is filed with the court: the motions and the objection, each with cover, order and proof of service.

What a program must not know (names, numbers, addresses, what happened, how and when it was served) is a blank.
"""

from collections.abc import Callable, Iterator, Mapping

from bot.domain.grounds import GOOD_CAUSE, REASON_LAW
from bot.domain.papers import (
    MISSING_FROM_NTA,
    MOTION,
    NO_NOTICE,
    OBJECTION,
    REOPEN_EXCEPTIONAL,
    REOPEN_NOTICE,
    Order,
    hearing_of,
)
from bot.domain.sheets import Cover, Piece, Sheet, Writer

SHARED = Writer("shared/filed")
EXCEPTIONAL = ("serious-illness", "family-illness", "death-in-family", "abuse", "late-to-court")
BLANKS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "find-lawyer": (("received", 1), ("done", 5), ("appointments", 2)),
    "lawyer-unavailable": (("name", 1), ("why", 3), ("days", 1)),
    "short-notice": (("nta", 1), ("notice", 1), ("time", 3)),
    "evidence": (("what", 3), ("asked", 2), ("expected", 1), ("matters", 3)),
    "other-application": (("form", 1), ("stands", 2), ("likely", 3), ("changes", 3)),
    "illness": (("who", 1), ("what", 3), ("until", 1)),
    "interpreter": (("language", 1), ("asked", 2)),
    "moved": (("when", 1), ("reported", 1), ("hard", 3)),
    "family-emergency": (("what", 4), ("until", 1)),
}
"""What each reason for more time leaves to the pen: a block of its template, and how many lines."""


def cover_of(order: Order, *flags: str) -> Cover:
    """The cover of a court paper."""
    held = {"yes": ("detained",), "no": ("not_detained",)}.get(order.facts.detained or "", ())
    return Cover(order.facts.court, *hearing_of(order.facts), (*held, *flags))


def filed_sheet(order: Order) -> Sheet:
    """The paper that is filed."""
    flags = ("stay",) if order.paper in (REOPEN_NOTICE, REOPEN_EXCEPTIONAL) else ()
    writer = Writer(order.paper)
    pieces = tuple(_BODIES[order.paper](order, writer))
    return Sheet(order.paper, "court", "english", writer.words("title"), pieces, cover_of(order, *flags))


def _motion(order: Order, own: Writer) -> Iterator[Piece]:
    day, clock = hearing_of(order.facts)
    asks = Writer(MOTION, {"day": day, "clock": clock})
    yield own.piece("title", "title")
    yield asks.piece("numbered", "asks")
    yield own.law("good_cause", *GOOD_CAUSE)
    yield own.piece("numbered", "reasons")
    for reason in order.chosen:
        yield from _reason(reason)
    yield own.piece("heading", "time")
    yield own.piece("lines", "how_long", lines=2)
    yield own.piece("lines", "can_come", lines=1)
    yield own.piece("field", "before")
    yield own.piece("lines", "position", lines=2)
    yield own.piece("numbered", "will_come")
    yield from attached(own, "hearing_notice", "nta", "list", "letters", "other")
    yield from signed()
    yield from _order(own, new_hearing=True)
    yield from _served(own)


def _reason(reason: str) -> Iterator[Piece]:
    writer = Writer(f"motion-reasons/{reason}")
    yield writer.piece("heading", "title")
    cited = tuple(a for a in REASON_LAW[reason] if a not in GOOD_CAUSE)
    if cited:
        yield writer.law("law", *cited)
    for block, lines in BLANKS[reason]:
        yield writer.piece("lines", block, lines=lines)


def _objection(order: Order, own: Writer) -> Iterator[Piece]:
    yield own.piece("title", "title")
    yield own.piece("numbered", "objects")
    yield own.piece("lines", "served", lines=1)
    yield own.piece("numbered", "missing")
    for defect in MISSING_FROM_NTA:
        yield own.piece("box", defect.replace("-", "_"), ticked=defect in order.chosen)
    yield own.piece("lines", "says", lines=1)
    yield own.law("must_give", "ina-239-a-1-g")
    yield own.law("on_time", "fernandes", "larios-gutierrez")
    yield own.piece("box", "not_answered")
    yield own.piece("numbered", "no_admission")
    yield own.piece("numbered", "rule")
    yield own.piece("box", "lawyer")
    yield from attached(own, "nta", "hearing_notice")
    yield from signed()
    yield from _served(own)


def _reopen_notice(order: Order, own: Writer) -> Iterator[Piece]:
    yield from _reopen_head(own)
    yield own.law("no_fee", "ina-240-b-5-c", "8-usc-1812-g", kind="strong")
    yield from _about_the_order(own)
    yield own.law("any_time", "ina-240-b-5-c")
    for ground in NO_NOTICE:
        yield own.piece("box", ground.replace("-", "_"), ticked=ground in order.chosen)
    yield own.law("mail", "m-r-a", "c-r-c")
    for block, lines in (("learned", 3), ("happened", 6), ("lived", 5), ("letters", 3), ("custody", 2), ("since", 3)):
        yield own.piece("lines", block, lines=lines)
    yield from _reopen_end(own, "order", "address", "declaration", "evidence")


def _reopen_exceptional(order: Order, own: Writer) -> Iterator[Piece]:
    yield from _reopen_head(own)
    yield own.piece("text", "fee")
    yield own.piece("box", "fee_paid")
    yield own.piece("box", "fee_waiver")
    yield from _about_the_order(own)
    yield own.law("within", "ina-240-b-5-c")
    yield own.law("meaning", "ina-240-e-1")
    for ground in EXCEPTIONAL:
        yield own.piece("box", ground.replace("-", "_"), ticked=ground in order.chosen)
    yield own.piece("box", "other", lines=2)
    yield own.law("proof", "j-p", "b-a-s")
    if "late-to-court" in order.chosen or not order.chosen:
        yield own.law("late", "s-l-h")
    for block, lines in (("happened", 6), ("called", 3), ("since", 3), ("before", 3)):
        yield own.piece("lines", block, lines=lines)
    yield from _reopen_end(own, "order", "address", "fee", "declaration", "evidence")


def _reopen_head(own: Writer) -> Iterator[Piece]:
    shared = Writer("shared/reopen")
    yield own.piece("title", "title")
    yield shared.piece("strong", "stay_title")
    yield shared.law("stay", "ina-240-b-5-c", "8-cfr-1003-23-b-4-ii")


def _about_the_order(own: Writer) -> Iterator[Piece]:
    shared = Writer("shared/reopen")
    yield own.piece("numbered", "asks")
    yield shared.piece("field", "order_date")
    yield shared.piece("field", "order_place")
    yield own.piece("heading", "ground")


def _reopen_end(own: Writer, *papers: str) -> Iterator[Piece]:
    """What every motion to reopen says, signs and carries (8 CFR 1003.23(b)(1)(i); INA 240(b)(5)(C): one motion)."""
    shared = Writer("shared/reopen")
    yield shared.piece("heading", "statements")
    yield shared.law("must_state", "8-cfr-1003-23-b-1-i")
    yield from shared.all("box", "no_court_case", "court_case", "no_criminal", "criminal")
    yield shared.law("one_motion", "8-cfr-1003-23-b-4-ii", "m-m-l-j")
    yield from shared.all("box", "first_motion")
    yield from attached(shared, *papers)
    yield from signed()
    yield shared.piece("section", "declaration_title")
    yield shared.piece("lines", "declaration", lines=18)
    yield shared.law("penalty", "28-usc-1746", kind="lead")
    yield SHARED.piece("sign", "signature")
    yield shared.piece("heading", "interpreted_title")
    yield shared.law("interpreted", "8-cfr-1003-33", kind="lead")
    yield shared.piece("sign", "interpreter")
    yield from _order(own)
    yield from _served(own)


def attached(own: Writer, *papers: str) -> Iterator[Piece]:
    """The papers that go with it, as boxes to tick."""
    yield SHARED.piece("heading", "attached")
    for paper in papers:
        yield own.piece("box", "with_" + paper)


def signed() -> Iterator[Piece]:
    """The signature of the person who files."""
    yield SHARED.piece("lead", "signing")
    yield SHARED.piece("sign", "signature")


def _order(own: Writer, *, new_hearing: bool = False) -> Iterator[Piece]:
    """The order that the judge may sign, with nothing filled in."""
    order = Writer("shared/order")
    yield order.piece("order", "title")
    yield own.piece("text", "order")
    yield order.piece("box", "granted")
    yield order.piece("box", "denied")
    if new_hearing:
        yield own.piece("lines", "new_hearing", lines=1)
    yield order.piece("text", "because")
    yield from order.all("box", "not_opposed", "no_response", "cause", "agrees")
    yield order.piece("box", "other", lines=1)
    yield order.piece("sign", "judge")
    yield order.piece("heading", "service")
    yield order.piece("text", "by")
    yield order.piece("text", "to")
    yield order.piece("field", "clerk")


def _served(own: Writer) -> Iterator[Piece]:
    """The proof that the other side got a copy (8 CFR 1003.32); never filled in as done."""
    service = Writer("shared/service")
    yield service.piece("section", "title")
    yield service.piece("field", "on")
    yield service.piece("field", "who")
    yield own.piece("text", "served_title")
    yield service.piece("text", "on_whom")
    yield service.piece("lines", "address", lines=2)
    yield service.piece("text", "how")
    yield from service.all("box", "by_hand", "by_mail", "by_courier", "by_eservice")
    yield service.piece("box", "by_other", lines=1)
    yield service.piece("sign", "server")


_BODIES: Mapping[str, Callable[[Order, Writer], Iterator[Piece]]] = {
    MOTION: _motion,
    OBJECTION: _objection,
    REOPEN_NOTICE: _reopen_notice,
    REOPEN_EXCEPTIONAL: _reopen_exceptional,
}
