"""The Jinja environment of one language: its filters, tests and globals, and how a block takes words of another."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from bot.law.values import Language
from bot.text import dates
from bot.text.catalog import SOURCE, Catalog
from bot.text.compiled import CompiledOnce

COMPILED = {autoescape: CompiledOnce() for autoescape in (False, True)}


def block_name(name: str) -> str:
    """The template block of an id: `-` becomes `_`, a leading digit gets `o_`."""
    plain = name.replace("-", "_")
    return "o_" + plain if plain[:1].isdigit() else plain


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
