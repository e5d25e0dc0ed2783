"""The page that explains a court paper to who files it: what it is, what it can lead to, the steps, the law.

It is a file of its own, in the reader's language, so that nobody files it by mistake. What each authority of the
paper says stands at its end, and for who does not read English a copy of the paper's words to read at home.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from bot.domain.deadlines import find_deadlines
from bot.domain.papers import MOTION, OBJECTION, REOPEN_EXCEPTIONAL, REOPEN_NOTICE, Order
from bot.domain.sheets import Kind, Legal, Piece, Sheet, Writer

PAGE = Writer("shared/page")
REOPEN = "about/reopen"
FEES = {REOPEN_NOTICE: "motion-to-reopen-no-notice", REOPEN_EXCEPTIONAL: "motion-to-reopen-judge"}
READ_AS: Mapping[str, Kind] = {
    **dict.fromkeys(("title", "section", "order"), "heading"),
    **dict.fromkeys(("box", "field", "lines", "sign"), "item"),
    "law": "numbered",
    "lead": "text",
}
"""How a piece of a court paper looks in the copy to read at home, which has no blanks."""


def about_sheet(order: Order, filed: Sheet, legal: Legal) -> Sheet:
    """The page that explains a court paper; the copy to read at home is for who does not read English."""
    values = {"on": _day_of(order), "fee": legal.fees.get(FEES.get(order.paper, ""))}
    template = REOPEN if order.paper in FEES else f"about/{order.paper}"
    own = Writer(template, values)
    title = {REOPEN_NOTICE: "notice_title", REOPEN_EXCEPTIONAL: "exceptional_title"}.get(order.paper, "title")
    pieces = (
        *_BODIES[order.paper](order, own),
        *_steps(order),
        *_law(filed),
        *legal.foot(),
        *(_reading_copy(filed) if legal.translated else ()),
    )
    return Sheet(f"{order.paper}-explained", "page", "reader", own.words(title), pieces, notice="not_filed")


def _day_of(order: Order) -> date | None:
    """The day that the page names: until when the paper is to be at the court."""
    wanted = {MOTION: "motion-suggested-by", REOPEN_EXCEPTIONAL: "reopen-180-days"}.get(order.paper)
    return next((d.on for d in find_deadlines(order.facts) if d.id == wanted), None)


def _motion(_order: Order, own: Writer) -> Iterator[Piece]:
    yield own.piece("heading", "what_heading")
    yield own.piece("text", "what")
    yield own.law("cause", "8-cfr-1003-29", "8-cfr-1240-6")
    yield own.law("fee", "8-cfr-1003-24-b-2")
    yield own.piece("heading", "helps_heading")
    yield from own.all("item", "helps_dates", "helps_proof", "helps_own", "helps_other")
    yield own.piece("heading", "costs_heading")
    yield own.law("clock", "8-cfr-1208-7")
    yield own.law("year", "ina-208-a-2-b")
    yield own.piece("heading", "when_heading")
    yield own.piece("text", "by")


def _objection(_order: Order, own: Writer) -> Iterator[Piece]:
    yield own.piece("heading", "what_heading")
    yield own.piece("text", "what")
    yield own.law("must_give", "ina-239-a-1-g")
    yield own.piece("heading", "when_heading")
    yield own.law("before", "fernandes", "larios-gutierrez")
    yield own.piece("text", "aloud")
    yield own.piece("heading", "follows_heading")
    yield own.law("corrected", "fernandes", "r-t-p")
    yield own.law("closed", "ina-235-b-1")
    yield own.piece("strong", "lawyer_first")
    yield own.piece("text", "no_answer")


def _reopen(order: Order, own: Writer) -> Iterator[Piece]:
    no_notice = order.paper == REOPEN_NOTICE
    yield own.piece("heading", "lawyer_heading")
    yield own.law("one", "8-cfr-1003-23-b-4-ii", "m-m-l-j")
    yield from own.all("text", "found", "help")
    yield own.piece("heading", "what_heading")
    yield own.piece("text", "what")
    yield from _no_notice(own) if no_notice else _exceptional(own, order)
    yield own.piece("heading", "fee_heading")
    yield own.law("no_fee" if no_notice else "fee", "8-usc-1812-g", "eoir-fees")
    if not no_notice:
        yield own.law("waiver", "8-cfr-1003-24-d")
    yield own.piece("heading", "stay_heading")
    yield own.law("stay", "ina-240-b-5-c", "8-cfr-1003-23-b-4-ii")
    yield own.piece("text", "carry")
    yield own.piece("heading", "proof_heading")
    proof = ("proof_mail", "proof_held") if no_notice else ("proof_reason",)
    yield from own.all("item", "proof_order", "proof_address", *proof)
    yield own.law("statement", "28-usc-1746")


def _no_notice(own: Writer) -> Iterator[Piece]:
    yield own.law("any_time", "ina-240-b-5-c")
    yield own.law("later_notice", "campos-chaves")
    yield own.law("no_address", "ina-240-b-5-b")


def _exceptional(own: Writer, order: Order) -> Iterator[Piece]:
    yield own.law("within", "ina-240-b-5-c")
    if _day_of(order) is not None:
        yield own.piece("strong", "last_day")
    yield own.law("meaning", "ina-240-e-1")


def _steps(order: Order) -> Iterator[Piece]:
    own = Writer("about/steps", {"court": order.facts.court})
    yield own.piece("heading", "heading")
    yield from own.all("numbered", "read", "lawyer", "fill")
    yield own.law("sign", "8-cfr-1292-1", kind="numbered")
    yield own.law("english", "8-cfr-1003-33", kind="numbered")
    if order.paper in FEES:
        yield own.law("copies_reopen", "8-cfr-1003-23-b-1-ii", kind="numbered")
    else:
        yield own.piece("numbered", "copies")
    yield own.law("serve", "8-cfr-1003-32", kind="numbered")
    yield own.law("file", "8-cfr-1003-31", kind="numbered")
    if order.facts.court is not None:
        yield own.piece("text", "court")
    yield from own.all("numbered", "stamp", "after")
    yield own.law("go", "ina-240-b-5-a", kind="numbered")


def _law(filed: Sheet) -> Iterator[Piece]:
    """What each authority of the paper says, once each, in the order in which the paper names them."""
    yield PAGE.piece("heading", "law_heading")
    for authority in dict.fromkeys(a for piece in filed.pieces for a in piece.authorities):
        yield PAGE.law("authority", authority)


def _reading_copy(filed: Sheet) -> Iterator[Piece]:
    yield PAGE.piece("section", "reading_title")
    yield PAGE.piece("strong", "reading")
    for piece in filed.pieces:
        yield replace(piece, kind=READ_AS.get(piece.kind, piece.kind), lines=0)


_BODIES: Mapping[str, Callable[[Order, Writer], Iterator[Piece]]] = {
    MOTION: _motion,
    OBJECTION: _objection,
    REOPEN_NOTICE: _reopen,
    REOPEN_EXCEPTIONAL: _reopen,
}
