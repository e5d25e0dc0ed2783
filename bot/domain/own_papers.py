"""What is kept and not filed: the card, the checklist, the log of lawyers, the summary of a check."""

from collections.abc import Callable, Iterator, Mapping

from bot.domain.deadlines import find_deadlines
from bot.domain.defects import find_defects
from bot.domain.papers import CARD, CHECKLIST, LOG, SUMMARY, Order, hearing_of, missing_from_nta
from bot.domain.result import Outcome, date_values, is_call_in, say_aloud
from bot.domain.sheets import Legal, Piece, Sheet, Tongue, Writer
from bot.domain.values import Part

LOG_ROWS = 6


def own_sheet(order: Order, legal: Legal) -> Sheet:
    """The sheet of one of these papers; the log may be shown to a judge, so nothing of ours stands on it."""
    tongue: Tongue = "reader" if order.paper == CHECKLIST else "both"
    writer = Writer(order.paper)
    foot = () if order.paper == LOG else legal.foot()
    pieces = (*_BODIES[order.paper](order, writer), *foot)
    return Sheet(order.paper, "page", tongue, writer.words("title"), pieces)


def _card(order: Order, own: Writer) -> Iterator[Piece]:
    yield own.piece("text", "how")
    yield own.piece("heading", "start")
    yield from own.all("say", "name", "number", "language", "again", "interpreter")
    yield own.piece("heading", "lawyer_heading")
    yield from own.all("say", "lawyer", "time", "not_ready", "list")
    yield own.piece("heading", "paper_heading")
    if order.facts.objection_open is not False and missing_from_nta(order.facts):
        yield own.piece("say", "object")
    yield from own.all("say", "address", "papers")
    yield own.piece("heading", "fear_heading")
    yield from own.all("say", "fear", "other_country", "apply", "dismiss")
    yield own.piece("heading", "end_heading")
    yield from own.all("say", "next", "appeal")
    yield own.piece("heading", "rights_heading")
    yield own.law("counsel", "ina-240-b-4", "8-cfr-1240-10-a")
    yield own.piece("text", "sign_nothing")


def _checklist(order: Order, own: Writer) -> Iterator[Piece]:
    day, clock = hearing_of(order.facts)
    said = Writer(CHECKLIST, {"day": day, "clock": clock, "court": order.facts.court})
    if day is not None:
        yield said.piece("strong", "when")
    if order.facts.court is not None:
        yield said.piece("strong", "where")
    for heading, boxes in (
        ("before_heading", ("acis", "form", "address", "numbers", "care")),
        ("bring_heading", ("notices", "identity", "sets", "stamped", "log", "card", "needs", "family")),
        ("there_heading", ("early", "late", "phone_off", "answer", "sign")),
    ):
        yield own.piece("heading", heading)
        yield from own.all("box", *boxes)
    yield own.piece("heading", "after_heading")
    yield own.piece("lines", "next", lines=1)
    yield own.piece("lines", "deadlines", lines=2)
    yield own.piece("box", "keep")
    if not is_call_in(order.facts):
        yield own.law("go", "ina-240-b-5-a", kind="strong")


def _log(_order: Order, own: Writer) -> Iterator[Piece]:
    yield own.piece("text", "how")
    yield own.piece("field", "name")
    yield own.piece("log", "columns", lines=LOG_ROWS)
    yield own.law("penalty", "28-usc-1746")
    yield Writer("shared/filed").piece("sign", "signature")


def _summary(order: Order, own: Writer) -> Iterator[Piece]:
    facts = order.facts
    outcome = Outcome(facts, find_defects(facts), find_deadlines(facts))
    yield own.piece("text", "what")
    yield _chat("strong", say_aloud(facts))
    yield own.piece("heading", "answers")
    yield from (_chat("item", line) for line in order.lines)
    yield own.piece("heading", "signs")
    for finding in outcome.findings:
        template = f"findings/{finding.id}"
        yield _chat("strong", Part(template, "title", outcome.values))
        yield Piece("law", Part(template, "why", outcome.values), finding.authorities, chat=True)
    if not outcome.findings:
        yield own.piece("text", "none")
    yield own.piece("heading", "dates")
    for deadline in outcome.deadlines:
        yield _chat("text", Part("shared/date_line", values=date_values(deadline, facts)))
    if not is_call_in(facts):
        yield _chat("strong", Part("general/go"))


def _chat(kind: str, words: Part) -> Piece:
    """A piece whose words stand on a screen too."""
    return Piece(kind, words, chat=True)  # type: ignore[arg-type]


_BODIES: Mapping[str, Callable[[Order, Writer], Iterator[Piece]]] = {
    CARD: _card,
    CHECKLIST: _checklist,
    LOG: _log,
    SUMMARY: _summary,
}
