"""A Screen in, a message out: one Jinja environment a language, labels as plain text, HTML as Telegram reads it."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from bot.domain.values import Button, Court, Part, Screen
from bot.law.values import Language
from bot.text import dates
from bot.text.bidi import set_apart
from bot.text.catalog import SOURCE, Catalog, noting_missing, read_catalog
from bot.text.compiled import CompiledOnce

COMPILED = {autoescape: CompiledOnce() for autoescape in (False, True)}
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


def block_name(name: str) -> str:
    """The template block of an id: `-` becomes `_`, a leading digit gets `o_`."""
    plain = name.replace("-", "_")
    return "o_" + plain if plain[:1].isdigit() else plain


class Words:
    """All words of one language."""

    def __init__(self, language: Language, catalog: Catalog, templates: Path) -> None:
        """Make the language's own environment (an overlay would share its globals with others)."""
        self.language = language
        self.catalog = catalog
        self.fixed: dict[tuple[str, str], str] = {}
        self.templates: dict[str, Template] = {}
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
        """One block of a template, rendered; what needs no values is rendered once."""
        if not values:
            known = self.fixed.get((template, block))
            return known if known is not None else self._fix(template, block)
        return self._render(template, block, values)

    def plain(self, part: Part) -> str:
        """A block of a paper (templates/documents), as plain text: nothing in it is markup to anybody."""
        found = self.documents.get_template(part.template + ".html")
        return "".join(found.blocks[block_name(part.block)](found.new_context(dict(part.values)))).strip()

    def label(self, button: Button) -> str:
        """The label of a button, as plain text."""
        if button.block:
            words = self.block(button.template, block_name(button.block), button.values)
            return html.unescape(words).strip()
        return self.value(button.value)

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
        return self._shaped("".join(found.blocks[block](found.new_context(dict(values)))))

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


def load_words(languages: Mapping[str, Language], *, templates: Path, locales: Path) -> dict[str, Words]:
    """The words of each language; CatalogError and TemplateError name what is missing."""
    return {code: Words(lang, read_catalog(locales, code), templates) for code, lang in languages.items()}


def make_environment(
    folders: Sequence[Path], language: Language, catalog: Catalog, *, autoescape: bool = True
) -> Environment:
    """The templates of these folders, the first that has one, as this language says them."""
    made = Environment(
        loader=FileSystemLoader(folders),
        extensions=["jinja2.ext.i18n"],
        autoescape=autoescape,  # noqa: S701 - a paper is plain text, and no browser ever reads it
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=COMPILED[autoescape],
        keep_trailing_newline=False,
    )
    i18n: Any = made
    i18n.install_gettext_callables(
        catalog.gettext,
        catalog.ngettext,
        newstyle=True,
        pgettext=catalog.pgettext,
        npgettext=catalog.npgettext,
    )
    made.filters["day"] = partial(dates.write_day, language=language)
    made.filters["plain_day"] = partial(dates.write_plain_day, language=language)
    made.filters["month"] = partial(dates.write_month, language=language)
    made.filters["clock"] = _clock
    made.filters["court_day"] = dates.write_court_day
    made.filters["court_clock"] = dates.write_court_clock
    made.filters["block"] = _block
    made.tests["date"] = lambda value: isinstance(value, date)
    made.tests["time"] = lambda value: isinstance(value, time)
    made.globals["write_hour"] = partial(dates.write_hour, language=language)
    made.globals["is_source"] = language.code == SOURCE
    made.globals["translate"] = catalog.gettext
    return made


@pass_context
def _clock(context: Context, value: time) -> Markup:
    """An hour with its part of the day, in the words of shared/clock."""
    values = {"hour": context.resolve("write_hour")(value)}
    return _of(context, "shared/clock", dates.part_of_day(value), values)


@pass_context
def _block(context: Context, template: str, name: str, values: Mapping[str, object] | None = None) -> Markup:
    """A block of another template, such as the title of a finding."""
    return _of(context, template, block_name(name), values or {})


def _of(context: Context, template: str, block: str, values: Mapping[str, object]) -> Markup:
    found = context.environment.get_template(template + ".html")
    try:
        words = "".join(found.blocks[block](found.new_context(dict(values))))
    except KeyError:
        raise TemplateError(f"{template}.html has no block {block}") from None
    return Markup(words.strip())  # noqa: S704 - the block escaped its values itself
