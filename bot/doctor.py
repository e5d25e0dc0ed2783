"""What is ready and what is not, one line each."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial

from bot.app import open_keys, open_words
from bot.auditing import verify
from bot.databases import Database, databases
from bot.law.load import LawError, load_law
from bot.services.fit import Misfit, check_fit
from bot.settings import BadSetting, Settings, read_settings
from bot.storage.addresses import address, is_server
from bot.storage.cluster import are_one_cluster
from bot.storage.errors import StoreError
from bot.storage.keys import BadKey
from bot.storage.store import Store
from bot.text.catalog import CatalogError

Line = tuple[str, bool, str]
MENDABLE = (Misfit, BadSetting, BadKey, StoreError, LawError, CatalogError, OSError)


def examine() -> tuple[Line, ...]:
    """Name, whether it is ready, and what was seen; nothing secret in it."""
    try:
        settings = read_settings()
    except BadSetting as error:
        return (("settings", False, str(error)),)
    return tuple(_lines(settings))


def _lines(settings: Settings) -> Iterator[Line]:
    today = datetime.now(UTC).date()
    yield ("settings", True, "read")
    yield ("token", bool(settings.token), "set" if settings.token else "FAIRHEARING_TOKEN: must be set")
    yield _line("keys", lambda: f"{len(open_keys(settings, today).live)} live")
    yield _line("law", lambda: _law(today))
    yield _line("words", lambda: _words(settings))
    found = tuple(_databases(settings))
    yield from found
    way = f"webhook at {settings.public_url}/telegram" if settings.public_url else "polling"
    yield ("way", True, way)
    address = settings.monitor_address
    yield ("monitor", True, f"at {address}/monitor" if address else "no address: FAIRHEARING_MONITOR_URL is not set")
    opened = all(is_ready for _, is_ready, _ in found)
    if opened and (settings.secret_key or settings.secret_key_file is not None):
        yield _line("log", lambda: _log(settings))


def _line(name: str, look: Callable[[], str]) -> Line:
    try:
        return (name, True, look())
    except MENDABLE as error:
        return (name, False, str(error))


def _law(today: object) -> str:
    law = load_law()
    old = " (more than 180 days ago: read it again)" if law.is_old(today) else ""  # type: ignore[arg-type]
    return f"{len(law.courts)} courts, {len(law.authorities)} authorities, checked {law.checked}{old}"


def _words(settings: Settings) -> str:
    words = open_words(load_law(), settings.locales)
    check_fit(load_law(), words)
    return ", ".join(f"{code} ({w.catalog.review or 'source'})" for code, w in words.items())


def _log(settings: Settings) -> str:
    whole, said = verify(settings, "")
    if not whole:
        raise StoreError(said)
    return said.partition(", head")[0]


def _databases(settings: Settings) -> Iterator[Line]:
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        found = databases(settings)
    except MENDABLE as error:
        yield ("database", False, str(error))
        return
    for database in found:
        yield _line(database.name, partial(_opens, database))
    urls = settings.main_database, settings.reports_database
    if all(is_server(address(url)) for url in urls):
        yield _line("servers", lambda: _servers(*urls))


def _opens(database: Database) -> str:
    Store.open(database.url, database.schema).close()
    return "opens, schema up to date"


def _servers(main: str, reports: str) -> str:
    if are_one_cluster(main, reports):
        return "both databases are on one PostgreSQL server, whose log of writes tells what was written together"
    return "each database has a PostgreSQL server of its own"
