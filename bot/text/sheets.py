"""A sheet of paper in words: what the typesetter is given, as plain data.

In a language that is written from right to left, whatever stands in it from left to right (a date, an hour, an
address, a citation) is wrapped in the signs U+2066 and U+2069: else "8:30 AM" is shown as "AM 8:30".
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.sheets import Cover, Piece, Sheet
from bot.domain.spots import SPOTS
from bot.domain.values import Part
from bot.law.load import load_states
from bot.law.values import Authority, Law
from bot.text.catalog import SOURCE, noting_missing
from bot.text.words import Words

TAG = re.compile(r"<[^>]+>")
SIGN, BETWEEN = r"[A-Za-z0-9§_]", r"[ .,:;/@#&'’\-–]"
LEFT_TO_RIGHT = re.compile(rf"{SIGN}+(?:{BETWEEN}*(?:{SIGN}+|\((?:{SIGN}|{BETWEEN})*\)))*")
COVER = "shared/cover"
FILER = ("name", "address", "town", "phone", "mail")
COURT = ("doj", "eoir", "court", "place")
REST = ("pro_se", "matter", "respondent", "file_no", "proceedings", "judge", "next", "hearing")
PAGE = "shared/page"
DRAWING = "drawing"
DOUBTFUL = ("may-have-changed", "conflict")
IN_ENGLISH = Piece("small", Part("shared/state", "in_english"), chat=True)
Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes sheets for one reader: the reader's words, the English ones, and the law that they cite."""

    reader: Words
    english: Words
    law: Law

    def write(self, sheet: Sheet) -> Data:
        """The sheet as the typesetter takes it; the words of a sheet in English are never the reader's."""
        words = self.english if sheet.tongue == "english" else self.reader
        both = sheet.tongue == "both" and words.language.code != SOURCE
        isolated = words.language.direction == "rtl"
        written = (self._piece(p, words, both=both) for p in sheet.pieces)
        pieces = [p for p in written if p["text"] or p["lines"]]
        if any(p["english"] for p in pieces):
            pieces.append(self._piece(IN_ENGLISH, words, both=False))
        data: Data = {
            "title": words.plain(sheet.title),
            "title_en": self.english.plain(sheet.title) if both else "",
            "lang": words.language.locale.split("_")[0],
            "dir": words.language.direction,
            "notice": words.plain(Part(PAGE, sheet.notice)) if sheet.notice else "",
            "pieces": [_isolated(p) if isolated and not p["english"] else p for p in pieces],
        }
        return data if sheet.cover is None else {**data, "cover": cover_words(sheet.cover, self.english)}

    def _piece(self, piece: Piece, words: Words, *, both: bool) -> Data:
        cited = [self.law.authorities[a] for a in piece.authorities]
        with noting_missing() as noted:
            text = _said(piece, words, cited)
        data: Data = {
            "kind": piece.kind,
            "text": text,
            "english": bool(noted),
            "cite": "; ".join(a.citation for a in cited),
            "lines": piece.lines,
            "ticked": piece.ticked,
        }
        return {**data, "en": _said(piece, self.english, cited)} if both else data


def _said(piece: Piece, words: Words, cited: list[Authority]) -> str:
    if piece.chat:
        return plain(words.part(piece.words))
    said = words.plain(Part(piece.words.template, piece.words.block, {**piece.words.values, "cited": cited}))
    doubtful = any(a.state in DOUBTFUL for a in cited)
    return f"{said} {words.plain(Part(PAGE, 'may_have_changed'))}" if doubtful else said


def plain(markup: str) -> str:
    """Words of the chat without the tags that only Telegram reads."""
    return html.unescape(TAG.sub("", markup))


def cover_words(cover: Cover, english: Words) -> Mapping[str, object]:
    """The words of a court paper's cover, always English."""
    values = {"court": cover.court, "states": load_states(), "day": cover.day, "clock": cover.clock}

    def said(blocks: Iterable[str]) -> Iterator[str]:
        return (english.plain(Part(COVER, block, values)) for block in blocks)

    return {
        "filer": list(said(FILER)),
        "court": list(said(COURT)),
        "flags": list(said(cover.flags)),
        **dict(zip(REST, said(REST), strict=True)),
    }


def draw_spot(words: Words, spot: str) -> Data:
    """What the drawing of a spot shows, with its label and its note in one language."""
    drawing, *rings = SPOTS[spot]
    isolated = words.language.direction == "rtl"
    label, note = (words.plain(Part(DRAWING, block)) for block in (spot, "note"))
    return {
        "drawing": drawing,
        "rings": rings,
        "label": isolate(label) if isolated else label,
        "note": isolate(note) if isolated else note,
        "lang": words.language.locale.split("_")[0],
        "dir": words.language.direction,
    }


def _isolated(piece: Data) -> Data:
    """The piece with each run from left to right in isolates; its English column stays as it is."""
    return {**piece, "text": isolate(str(piece["text"])), "cite": isolate(str(piece["cite"]))}


def isolate(text: str) -> str:
    """The text with each run that is read from left to right between U+2066 and U+2069, brackets only in pairs."""
    return LEFT_TO_RIGHT.sub(lambda run: f"\u2066{run[0]}\u2069", text)
