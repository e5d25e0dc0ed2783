"""What belongs together about papers, checked before anything starts: words, law, drawings, buttons, layouts.

Every paper is put together for every kind of facts it is offered with. A piece that states the law and names no
authority is refused, and so is one that cites where nothing is said to be law.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import chain

from bot.domain.about_papers import about_sheet
from bot.domain.brief import brief_sheet
from bot.domain.chat import Run
from bot.domain.court_papers import filed_sheet
from bot.domain.defects import BOOK
from bot.domain.facts import Facts
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.own_papers import own_sheet
from bot.domain.paper_screens import MAKE, TICKED, paper_key
from bot.domain.papers import CHOICES, FILED, PAPERS, Order, letters_of, order_of
from bot.domain.partition import COURT
from bot.domain.publishing import Cell
from bot.domain.sheets import Legal, Piece, Sheet
from bot.domain.spots import SPOTS
from bot.law.values import Law
from bot.text.environment import block_name
from bot.text.sheets import COURT as COURT_WORDS
from bot.text.sheets import COVER, DRAWING, FILER, PAGE, REST
from bot.text.typeset import layouts
from bot.text.words import Words

BYTES = 64  # Bot API, InlineKeyboardButton.callback_data
TODAY = date(2026, 11, 24)
FLAGS = ("detained", "not_detained", "stay")
LAYOUTS = ("court", "page", "drawing", "pieces")
CITATION = re.compile(r"§|\bC\.F\.R\.|\bU\.S\.C\.|\bI&N\b|\bMatter of\b|\bv\. ")
STATES = re.compile(r"\b(law|statute|regulation|rule says|has to|may not be|within \d+ days)\b", re.IGNORECASE)
IN_DOUBT = ("may-have-changed", "conflict")


def sample_orders(law: Law) -> Iterator[Order]:
    """Orders of every paper, with and without what the facts may lack."""
    ahead = TODAY + timedelta(days=111)
    court = next(iter(law.courts.values()))
    open_case = Facts(TODAY, document="nta", hearing_date=ahead, hearing_time=time(8, 30), court=court, detained="no")
    bare = Facts(TODAY, document="nta", hearing_date="missing", hearing_time="missing", before_judge="never")
    ordered = Facts(TODAY, document="removal-order", ordered="yes", attended="no", detained="yes")
    missed = Facts(TODAY, walk="missed-hearing", order_on=TODAY, missed_why=("no-notice", "late-to-court"))
    no_hour = replace(open_case, hearing_time=None)
    for facts in (open_case, no_hour, bare, ordered, missed):
        for paper in PAPERS:
            order = order_of(paper, facts, CHOICES.get(paper, ()))
            if order is not None:
                yield order


def sheets_of_all(law: Law) -> Iterator[Sheet]:
    """Every sheet of these orders."""
    legal = Legal(law.checked, old=False, fees=law.fees, translated=True, reviewed=False)
    for order in sample_orders(law):
        if order.paper in FILED:
            filed = filed_sheet(order)
            yield filed
            yield about_sheet(order, filed, legal)
        elif order.paper not in CHOICES:
            yield own_sheet(order, legal)
    court = next(iter(law.courts.values()))
    cells = tuple(Cell("2026-10", COURT, court.id, rule.id, 15) for rule in BOOK if rule.counted == "yes")
    yield brief_sheet(court, cells, legal, made_up=True)


def paper_misfits(law: Law, words: Words) -> Iterator[str]:
    """One line for each thing that does not fit."""
    sheets = tuple(sheets_of_all(law))
    lacking = tuple(_lacking(sheets, words))
    yield from lacking
    if not lacking:
        yield from chain.from_iterable(_lawless(s, p, law, words) for s in sheets for p in s.pieces)
    yield from _drawings(words)
    yield from (f"templates/documents/layout/{name}.typ: is missing" for name in _missing_layouts())
    yield from _bytes()


def _lacking(sheets: tuple[Sheet, ...], words: Words) -> Iterator[str]:
    fixed = [(COVER, (*FILER, *COURT_WORDS, *REST, *FLAGS)), (PAGE, ("not_filed", "may_have_changed"))]
    used = [(s.title.template, (block_name(s.title.block),)) for s in sheets]
    used += [(p.words.template, (block_name(p.words.block),)) for s in sheets for p in s.pieces if not p.chat]
    for template, blocks in dict.fromkeys((*fixed, *used)):
        yield from (
            f"templates/documents/{template}.html: {what}" for what in words.lacks(template, blocks, document=True)
        )


def _lawless(sheet: Sheet, piece: Piece, law: Law, words: Words) -> Iterator[str]:
    """What is wrong with the law of one piece."""
    where = f"{sheet.name}: {piece.words.template} {piece.words.block}"
    unknown = [a for a in piece.authorities if a not in law.authorities]
    yield from (f"{where} cites {a}, which authorities.toml lacks" for a in unknown)
    if piece.chat or unknown:
        return
    cited = [law.authorities[a] for a in piece.authorities]
    if sheet.layout == "court":
        yield from (f"{where} cites {a.id}, which may have changed" for a in cited if a.state in IN_DOUBT)
    said = words.plain(piece.words) if piece.words.block != "authority" else ""
    if piece.kind == "law" and not piece.authorities:
        yield f"{where} states the law and names no authority"
    if STATES.search(said) and not piece.authorities and not _speaks_of_law(piece):
        yield f"{where} speaks of the law and names no authority"
    if CITATION.search(said) and not piece.authorities:
        yield f"{where} cites in its words: the citation comes from authorities.toml"


def _speaks_of_law(piece: Piece) -> bool:
    """Whether a piece only names the statute that the person points at: what they tick, fill in or ask for."""
    return piece.kind in ("box", "item", "numbered", "heading", "lines", "field", "small")


def _drawings(words: Words) -> Iterator[str]:
    blocks = tuple(block_name(spot) for spot in SPOTS)
    yield from (
        f"templates/documents/{DRAWING}.html: {what}"
        for what in words.lacks(DRAWING, (*blocks, "note"), document=True)
    )
    yield from (f"templates/chat/papers/spots.html: {what}" for what in words.lacks("papers/spots", blocks))


def _missing_layouts() -> Iterator[str]:
    return (name for name in LAYOUTS if not (layouts() / f"{name}.typ").is_file())


def _bytes() -> Iterator[str]:
    run = Run(NOTICE_CHECK.id, "0" * 8)
    for paper in PAPERS:
        longest = letters_of(paper, CHOICES.get(paper, ()))
        for wanted in (f"en.{paper}", f"en.{paper}{TICKED}{longest}", f"{paper}{MAKE}{longest}"):
            data = paper_key(run, wanted)
            if len(data.encode()) > BYTES:
                yield f"the button {data} has more than {BYTES} bytes"
    for step in NOTICE_CHECK.steps:
        if len(f"s:{run.nonce}:{step.id}") > BYTES:
            yield f"the button s:{run.nonce}:{step.id} has more than {BYTES} bytes"
