"""A Screen in, a message out: one Jinja environment a language, labels as plain text, HTML as Telegram reads it."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from jinja2 import Template, TemplateNotFound, TemplateSyntaxError
from jinja2.runtime import Context

from bot.domain.values import Button, Court, Part, Screen
from bot.law.values import Language
from bot.text import dates
from bot.text.bidi import set_apart
from bot.text.catalog import Catalog, noting_missing, read_catalog
from bot.text.compiled import names_read
from bot.text.environment import block_name, make_environment

TICKED, UNTICKED = "[x] ", "[  ] "
UNSPACED = ("zh_Hans",)
AFTER_WIDE = re.compile(r"([。，、：；！？）](?:</?\w+>)*) +")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a keyboard: its label, and the data it sends or the address it opens."""

    label: str
    data: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What a chat shows: Telegram HTML, and rows of keys."""

    text: str
    rows: tuple[tuple[Key, ...], ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of all keys, in order."""
        return tuple(k.label for row in self.rows for k in row)


class Words:
    """All words of one language."""

    def __init__(self, language: Language, catalog: Catalog, templates: Path) -> None:
        """Make the language's own environment (an overlay would share its globals with others)."""
        self.language = language
        self.catalog = catalog
        self.fixed: dict[tuple[str, str], str] = {}
        self.labels: dict[tuple[str, str], str] = {}
        self.templates: dict[str, Template] = {}
        self.reads: dict[str, dict[str, frozenset[str]]] = {}
        self.environment = make_environment((templates / "chat",), language, catalog)
        places = (templates / "documents", templates / "chat")  # an hour is said alike in both
        self.documents = make_environment(places, language, catalog, autoescape=False)

    def render(self, screen: Screen) -> Message:
        """The screen in this language; what the catalog lacks is in English, and the message says so."""
        with noting_missing() as noted:
            parts = [self.part(p) for p in screen.parts]
            rows = self._rows(screen)
        if noted:
            parts.append(self.block("shared/state", "in_english", {}))
        return Message("\n\n".join(p for p in parts if p), rows)

    def part(self, part: Part) -> str:
        """One part of a body, as Telegram HTML."""
        return self.block(part.template, part.block, part.values).strip()

    def block(self, template: str, block: str, values: Mapping[str, object]) -> str:
        """One block of a template, rendered; one that reads none of its values is rendered once."""
        known = self.fixed.get((template, block))
        if known is not None:
            return known
        if self._reads(template, block).isdisjoint(values):
            return self._fix(template, block)
        return self._render(template, block, values)

    def plain(self, part: Part) -> str:
        """A block of a paper (templates/documents), as plain text: nothing in it is markup to anybody."""
        found = self.documents.get_template(part.template + ".html")
        return _written(found, block_name(part.block), part.values).strip()

    def label(self, button: Button) -> str:
        """The label of a button, as plain text."""
        if not button.block:
            return self.value(button.value)
        block = block_name(button.block)
        known = self.labels.get((button.template, block))
        if known is not None:
            return known
        label = html.unescape(self.block(button.template, block, button.values)).strip()
        if (button.template, block) in self.fixed:
            self.labels[button.template, block] = label
        return label

    def month(self, month: str) -> str:
        """A month such as 2026-11 with its year, as the reader writes it."""
        year, _, number = month.partition("-")
        return html.unescape(self.block("shared/printed", "month", {"month": int(number), "year": year})).strip()

    def value(self, value: str | date | time | Court) -> str:
        """A value as a label writes it."""
        if isinstance(value, Court):
            return self._shaped(value.short)
        if isinstance(value, time):
            return html.unescape(self.clock(value))
        return self._shaped(dates.write_short_day(value, self.language)) if isinstance(value, date) else value

    def _shaped(self, text: str) -> str:
        """The text with its Latin words and numbers set apart where the language runs from right to left.

        Chinese has no space after its stops: templates put one between two messages.
        """
        if self.language.direction == "rtl":
            return set_apart(text)
        return AFTER_WIDE.sub(r"\1", text) if self.language.code in UNSPACED else text

    def lacks(self, template: str, blocks: tuple[str, ...], *, document: bool = False) -> list[str]:
        """What a template lacks of these blocks, or why it cannot be read; empty where nothing is missing."""
        try:
            found = (self.documents if document else self.environment).get_template(template + ".html")
        except TemplateNotFound:
            return ["is missing"]
        except TemplateSyntaxError as error:
            return [f"line {error.lineno}: {error.message}"]
        return [f"has no block {block}" for block in blocks if block not in found.blocks]

    def clock(self, clock: time) -> str:
        """An hour with its part of the day, such as "8:30 in the morning"."""
        values = {"hour": dates.write_hour(clock, self.language)}
        return self.block("shared/clock", dates.part_of_day(clock), values).strip()

    def _reads(self, template: str, block: str) -> frozenset[str]:
        known = self.reads.get(template)
        if known is None:
            known = self.reads[template] = names_read(self.environment, template + ".html")
        return known.get(block, frozenset())

    def _fix(self, template: str, block: str) -> str:
        with noting_missing() as noted:
            words = self._render(template, block, {})
        if not noted:
            self.fixed[template, block] = words
        return words

    def _render(self, template: str, block: str, values: Mapping[str, object]) -> str:
        found = self.templates.get(template)
        if found is None:
            found = self.templates[template] = self.environment.get_template(template + ".html")
        return self._shaped(_written(found, block, values))

    def _rows(self, screen: Screen) -> tuple[tuple[Key, ...], ...]:
        rows: list[list[Key]] = []
        before = 0
        for number, button in enumerate(screen.buttons, 1):
            label = self.label(button)
            if button.ticked is not None:
                label = (TICKED if button.ticked else UNTICKED) + label
            elif screen.numbered:
                label = f"{number}. {label}"
            key = Key(self._shaped(label), button.data, button.link)
            if button.row and button.row == before:
                rows[-1].append(key)
            else:
                rows.append([key])
            before = button.row
        return tuple(tuple(row) for row in rows)


def _written(template: Template, block: str, values: Mapping[str, object]) -> str:
    """One block as the template writes it; a context that knows no other block costs half as much."""
    context = Context(template.environment, {**template.globals, **values}, template.name, {})
    return "".join(template.blocks[block](context))


def load_words(languages: Mapping[str, Language], *, templates: Path, locales: Path) -> dict[str, Words]:
    """The words of each language; CatalogError and TemplateError name what is missing."""
    return {code: Words(lang, read_catalog(locales, code), templates) for code, lang in languages.items()}
