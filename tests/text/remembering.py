"""Screens as messages of one language, fast: a part or a label that stands on many screens is written once.

What is written is what the bot writes: only `part` and `label` remember, all else is `Words`.
"""

import unicodedata
from dataclasses import replace
from typing import Any

from bot.domain.values import Button, Part, Screen
from bot.law.values import Language
from bot.text.words import Message, Words

NARROW = 28  # Latin or Cyrillic letters on a button


class Remembering(Words):
    """Words that remember what they wrote of a part or a label; `render_shared` takes screens of `Shared`."""

    written: dict[int, str]

    def render_shared(self, screen: Screen) -> Message:
        """The screen as a message."""
        if not hasattr(self, "written"):
            self.written = {}
        return self.render(screen)

    def part(self, part: Part) -> str:
        """One part of a body, as Telegram HTML."""
        found = self.written.get(id(part))
        if found is None:
            found = self.written[id(part)] = super().part(part)
        return found

    def label(self, button: Button) -> str:
        """The label of a button, as plain text."""
        found = self.written.get(id(button))
        if found is None:
            found = self.written[id(button)] = super().label(button)
        return found


class Shared:
    """Screens whose equal parts and buttons are one object each, which lives as long as this does."""

    def __init__(self) -> None:
        """Know none yet."""
        self.known: dict[object, Any] = {}

    def screen(self, screen: Screen) -> Screen:
        """The same screen, of shared parts and buttons."""
        parts = tuple(self.known.setdefault((p.template, p.block, repr(p.values)), p) for p in screen.parts)
        buttons = tuple(self.known.setdefault(repr(replace(b, data="")), b) for b in screen.buttons)
        return replace(screen, parts=parts, buttons=buttons)

    @staticmethod
    def key(screen: Screen) -> object:
        """What two screens of shared pieces have in common that look alike."""
        return tuple(map(id, screen.parts)), tuple(map(id, screen.buttons)), screen.numbered


def width(label: str, language: Language) -> float:
    """How much of a button a label takes: 1 is all. A Latin or Cyrillic letter takes 1/28 in every language."""
    signs = [sign for sign in label if unicodedata.category(sign) != "Cf"]
    narrow = sum(sign < "\u0530" for sign in signs)
    return narrow / NARROW + (len(signs) - narrow) / language.label_width
