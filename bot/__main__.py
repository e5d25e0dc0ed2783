"""The command line `fairhearing`: a door that holds no rule. Bad input ends with one line and exit 2."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer

T = TypeVar("T")
app = typer.Typer(
    help="Help with a hearing notice of the US immigration court.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
keys_app = typer.Typer(help="The root keys that lock what is kept.", no_args_is_help=True)
app.add_typer(keys_app, name="keys")
audit_app = typer.Typer(help="The log of what the team did.", no_args_is_help=True)
app.add_typer(audit_app, name="audit")
KeyFile = Annotated[Path, typer.Argument(help="The key file.")]


def stop(message: object) -> NoReturn:
    """Say what is wrong in one line and end with 2."""
    typer.echo(f"fairhearing: {message}", err=True)
    raise typer.Exit(2)


def today_utc() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


@app.command()
def check(
    file: Annotated[
        str, typer.Argument(help="A file of cases: one JSON object, an array, or one a line; - reads stdin.")
    ],
    locale: Annotated[str, typer.Option(help="Adds the words the chat would say, in this language.")] = "",
) -> None:
    """Say what the rules find in cases on file: one JSON object a case, one line each."""
    import json

    from bot.law.load import LawError, load_law
    from bot.services.cases import BadCase, facts_of, read_cases, report

    try:
        law = load_law()
        speak = _speaker(locale) if locale else None
        cases = facts_of(read_cases(_read(file)), law, lambda zone: datetime.now(zone).date())
    except (BadCase, LawError) as error:
        stop(error)
    for facts in cases:
        said = report(facts) | ({"text": speak(facts)} if speak else {})
        sys.stdout.write(json.dumps(said, sort_keys=True, ensure_ascii=False) + "\n")


def _read(file: str) -> str:
    try:
        return sys.stdin.buffer.read().decode() if file == "-" else Path(file).read_bytes().decode()
    except OSError as error:
        stop(f"{file}: {error.strerror}")
    except UnicodeDecodeError as error:
        stop(f"{file}: not UTF-8 at byte {error.start}")


def _speaker(locale: str) -> "Callable[[object], str]":
    """A function from facts to the words of one language."""
    from bot.law.load import load_law
    from bot.services.case_text import text_of
    from bot.text.catalog import CatalogError
    from bot.text.catalog_file import has_catalog
    from bot.text.places import data_folder
    from bot.text.words import load_words

    law, locales = load_law(), data_folder("locales")
    ready = [code for code in law.languages if has_catalog(locales, code)]
    if locale not in ready:
        stop(f"--locale: must be one of {', '.join(ready)}")
    chosen = {locale: law.languages[locale]}
    try:
        words = load_words(chosen, templates=data_folder("templates"), locales=locales)
    except (CatalogError, FileNotFoundError) as error:
        stop(error)
    return lambda facts: text_of(facts, words[locale], law)  # type: ignore[arg-type]


@app.command()
def run() -> None:
    """Run the bot until it is told to stop; settings come from the environment or `.env`."""
    from bot.app import serve
    from bot.settings import read_settings

    _guarded(lambda: _uvloop(serve(read_settings())))


@app.command()
def demo(
    window: Annotated[int, typer.Option(min=0, help="How many seconds a broadcast can be stopped.")] = 20,
) -> None:
    """Run the bot on this machine with made-up phones on a page; needs no Telegram account."""
    from bot.demo import serve_demo
    from bot.settings import read_settings

    _guarded(lambda: _uvloop(serve_demo(read_settings(), window)))


@app.command()
def migrate() -> None:
    """Bring the databases to the newest schema; with PostgreSQL before every first start of a new version."""
    from bot.databases import migrate_all
    from bot.settings import read_settings

    for name in _guarded(lambda: list(migrate_all(read_settings()))):
        typer.echo(f"{name}: schema up to date")


@app.command()
def invite(
    role: Annotated[str, typer.Argument(help="volunteer, organizer or administrator.")],
) -> None:
    """Make a link that gives one chat a role: it works once, within 24 hours."""
    import asyncio

    from bot.app import invite_link
    from bot.settings import read_settings

    typer.echo(_guarded(lambda: asyncio.run(invite_link(read_settings(), role))))


@app.command()
def doctor() -> None:
    """Say in one line each what is ready and what is not; exit 2 where something is not."""
    from bot.doctor import examine

    lines = examine()
    for name, ok, said in lines:
        typer.echo(f"{'ready' if ok else 'NOT ready'}  {name}: {said}")
    if not all(ok for _, ok, _ in lines):
        raise typer.Exit(2)


class Audience(StrEnum):
    """Who gets an export."""

    PUBLIC = "public"
    VOLUNTEERS = "volunteers"


class Form(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    JSON = "json"


@app.command()
def export(
    out: Annotated[Path, typer.Option(help="The folder to write into.")],
    audience: Annotated[Audience, typer.Option("--for", help="Who gets the tables.")] = Audience.PUBLIC,
    form: Annotated[Form, typer.Option("--format", help="What the tables are written as.")] = Form.CSV,
    locale: Annotated[str, typer.Option(help="The language of the page that explains them.")] = "en",
) -> None:
    """Write the released reports as tables into a folder, with a page that explains them."""
    from bot.export import export as write
    from bot.settings import read_settings

    for file in _guarded(lambda: write(read_settings(), audience, form, folder=out, locale=locale)):
        typer.echo(file)


@app.command()
def backup(
    folder: Annotated[Path, typer.Argument(help="The folder to write into, away from the key.")],
    keep: Annotated[int, typer.Option(min=1, help="How many of the newest backups stay there.")] = 7,
) -> None:
    """Write what may be copied of both databases into one sealed file, while the bot runs; delete old ones."""
    from bot.backup import backup as write
    from bot.settings import read_settings

    path, old = _guarded(lambda: write(read_settings(), folder, today=today_utc().date(), keep=keep))
    typer.echo(path)
    for one in old:
        typer.echo(f"deleted {one}")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A backup.")]) -> None:
    """Put a backup into new, empty databases; the bot must not run yet."""
    from bot.backup import restore as put_back
    from bot.settings import read_settings

    for name, rows in _guarded(lambda: put_back(read_settings(), file, today=today_utc().date())).items():
        typer.echo(f"{name}: {rows} rows")


@app.command()
def languages() -> None:
    """Say how far each language is: translated, read by a native reader, changed since, on offer or not."""
    from bot.law.load import load_law
    from bot.settings import read_settings
    from bot.text.places import data_folder
    from bot.text.state import HEAD, states

    def lines() -> list[str]:
        root = data_folder("templates").parent
        return [HEAD, *(s.line for s in states(root, load_law().languages, read_settings().locales))]

    for line in _guarded(lines):
        typer.echo(line.rstrip())


@audit_app.command()
def verify(
    head: Annotated[str, typer.Option(help="A head that was told, such as 12:3f…: is it a place of this log?")] = "",
) -> None:
    """Say whether the log of the team is as it was written; exit 2 where it is not."""
    from bot.auditing import verify as examine
    from bot.settings import read_settings

    whole, said = _guarded(lambda: examine(read_settings(), head))
    if not whole:
        stop(said)
    typer.echo(said)


@audit_app.command("show")
def show_log() -> None:
    """Write the log of the team, one line an entry: number, day, who under a pseudonym, what, about what."""
    from bot.auditing import lines
    from bot.settings import read_settings

    for line in _guarded(lambda: lines(read_settings())):
        typer.echo(line)


@keys_app.command()
def make(file: KeyFile) -> None:
    """Make a key file with one new root key; refuses to overwrite."""
    from bot.storage.key_file import make_key_file

    _guarded(lambda: make_key_file(file, today_utc().date()))
    typer.echo(f"made {file}. Keep a copy apart from the databases: without it, what is kept cannot be read.")


@keys_app.command()
def rotate(file: KeyFile) -> None:
    """Add a new root key; the old one opens old rows for 30 days more. Restart the bot afterwards."""
    from bot.storage.key_file import rotate_key_file

    _guarded(lambda: rotate_key_file(file, today_utc().date()))
    show(file)


@keys_app.command()
def show(file: KeyFile) -> None:
    """Show the ids of the live keys, newest first; never a key."""
    from bot.storage.key_file import read_key_file

    for number, key in enumerate(_guarded(lambda: read_key_file(file, today_utc().date())).live):
        typer.echo(f"{key.id.hex()}  {'newest' if number == 0 else 'opens old rows'}")


def _uvloop(main: object) -> object:
    from bot.web.serve import run as run_on_uvloop

    return run_on_uvloop(main)  # type: ignore[arg-type]


def _guarded(work: Callable[[], T]) -> T:
    """Do the work; what an operator can mend becomes one line and exit 2."""
    from jinja2 import TemplateError
    from telegram.error import TelegramError

    from bot.law.load import LawError
    from bot.services.fit import Misfit
    from bot.settings import BadSetting
    from bot.storage.errors import StoreError
    from bot.storage.keys import BadKey
    from bot.text.catalog import CatalogError
    from bot.web.serve import PortInUse

    known = (
        Misfit,
        LawError,
        BadSetting,
        StoreError,
        BadKey,
        CatalogError,
        PortInUse,
        TemplateError,
        FileNotFoundError,
    )
    try:
        return work()
    except known as error:
        stop(error)
    except TelegramError as error:
        stop(f"Telegram: {error.message}")
    except OSError as error:
        stop(f"{error.filename or 'system'}: {error.strerror or error}")


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
