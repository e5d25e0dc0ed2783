"""What stands on a sheet of paper, without words: pieces in order, each with its block of a template.

A piece of the kind `law` says what the law is, so it names its authorities; the start refuses one that does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from bot.domain.values import Court, Part

Layout = Literal["court", "page"]
Tongue = Literal["english", "reader", "both"]
Kind = Literal[
    "title", "section", "order", "heading", "numbered", "law", "text", "lead", "strong", "small", "item", "say",
    "lines", "field", "box", "sign", "log",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a sheet: how it looks, its words, the law it states, and lines or a box for the pen.

    `chat` says that the words are a part of a screen, from templates/chat; all else is from templates/documents.
    """

    kind: Kind
    words: Part
    authorities: tuple[str, ...] = ()
    lines: int = 0
    ticked: bool = False
    chat: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """What a court paper's cover says of the case: the court, the hearing, and the flags at the top right."""

    court: Court | None
    day: date | None
    clock: time | None
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file: its name, its layout, in whose language it is, and its pieces.

    `tongue` is English for what is filed, the reader's for what explains it, both for what is shown to others.
    `notice` is a block of shared/page that stands at the top of every page.
    """

    name: str
    layout: Layout
    tongue: Tongue
    title: Part
    pieces: tuple[Piece, ...]
    cover: Cover | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes pieces of one template, so that a sheet reads as a list of its blocks."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def words(self, block: str) -> Part:
        """A block of the template."""
        return Part(self.template, block, self.values)

    def piece(self, kind: Kind, block: str, *, lines: int = 0, ticked: bool = False) -> Piece:
        """A piece that states no law."""
        return Piece(kind, self.words(block), lines=lines, ticked=ticked)

    def law(self, block: str, *authorities: str, kind: Kind = "law") -> Piece:
        """A piece that states law."""
        return Piece(kind, self.words(block), authorities)

    def all(self, kind: Kind, *blocks: str) -> tuple[Piece, ...]:
        """Several pieces of one kind."""
        return tuple(self.piece(kind, block) for block in blocks)


@dataclass(frozen=True, slots=True)
class Legal:
    """What a sheet says of the law data and of its words: when checked, whether old, the fees, the reviewing.

    `translated` says that the reader's language is not English, `reviewed` that a native reader has read its words.
    """

    checked: date
    old: bool
    fees: Mapping[str, object]
    translated: bool = False
    reviewed: bool = True

    def foot(self) -> tuple[Piece, ...]:
        """The small print: general information, when the law was checked, and who translated it."""
        page = Writer("shared/page", {"checked": self.checked, "old": self.old})
        return page.all("small", "general", *(() if self.reviewed else ("machine_drafted",)))
