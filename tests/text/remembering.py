"""Screens as messages of one language, fast: a part or a label that stands on many screens is written once.

What is written is what the bot writes: only `part` and `label` remember, all else is `Words`.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from bot.domain.values import Button, Part, Screen
from bot.law.values import Language
from bot.text.catalog import Catalog, noting_missing
from bot.text.environment import block_name
from bot.text.words import Message, Words

One = TypeVar("One", Part, Button)
NARROW = 28  # Latin or Cyrillic letters on a button
INDIC = 34  # signs of Devanagari or Gurmukhi, many of which stand above or below another


class Remembering(Words):
    """Words that remember what they wrote of a part or a label; `render` takes screens of `Shared`."""

    def __init__(self, language: Language, catalog: Catalog, templates: Path) -> None:
        """Remember nothing yet."""
        super().__init__(language, catalog, templates)
        self.written: dict[int, str] = {}
        self.gaps: set[int] = set()

    def render(self, screen: Screen) -> Message:
        """The screen as a message; the note of a gap stands on each screen that has one."""
        message = super().render(screen)
        note = self.block("shared/state", "in_english", {})
        if note in message.text or self.gaps.isdisjoint(map(id, (*screen.parts, *screen.buttons))):
            return message
        return replace(message, text=f"{message.text}\n\n{note}")

    def part(self, part: Part) -> str:
        """One part of a body, as Telegram HTML."""
        return self._once(part, super().part)

    def label(self, button: Button) -> str:
        """The label of a button, as plain text."""
        return self._once(button, super().label)

    def _once(self, one: One, write: Callable[[One], str]) -> str:
        if id(one) not in self.written:
            with noting_missing() as noted:
                self.written[id(one)] = write(one)
            if noted:
                self.gaps.add(id(one))
        return self.written[id(one)]


class Shared:
    """Screens whose equal parts and buttons are one object each, which lives as long as this does.

    Two pieces are equal that have the same words in every language: the values that their block reads are the same.
    """

    def __init__(self, words: Words) -> None:
        """Know none yet; the words of any language tell what a block reads."""
        self.words = words
        self.known: dict[object, Any] = {}

    def screen(self, screen: Screen) -> Screen:
        """The same screen, of shared parts and buttons."""
        parts = tuple(self.known.setdefault(self._said(p.template, p.block, p.values), p) for p in screen.parts)
        buttons = tuple(self.known.setdefault(self._label(b), b) for b in screen.buttons)
        return replace(screen, parts=parts, buttons=buttons)

    def _label(self, button: Button) -> object:
        said = self._said(button.template, block_name(button.block), button.values) if button.block else button.value
        return said, button.row, button.link, button.ticked

    def _said(self, template: str, block: str, values: Mapping[str, object]) -> object:
        read = self.words._reads(template, block)
        return template, block, repr({name: value for name, value in values.items() if name in read})

    @staticmethod
    def key(screen: Screen) -> object:
        """What two screens of shared pieces have in common that look alike."""
        return tuple(map(id, screen.parts)), tuple(map(id, screen.buttons)), screen.numbered


def width(label: str, language: Language) -> float:
    """How much of a button a label takes: 1 is all. A Latin or Cyrillic letter takes 1/28 in every language.

    Another script's own name stands on the buttons of the menu of languages: its signs are as wide there as at home.
    """
    signs = [sign for sign in label if unicodedata.category(sign) != "Cf"]
    narrow = sum(sign < "\u0530" for sign in signs)
    indic = sum("\u0900" <= sign <= "\u0dff" for sign in signs)
    return narrow / NARROW + indic / INDIC + (len(signs) - narrow - indic) / language.label_width
