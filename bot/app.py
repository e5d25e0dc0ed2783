"""The composition root: settings in, the running thing out. The one module that knows all the others."""

import asyncio
import gc
import logging
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import structlog
from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp

from bot.domain.values import Unavailable
from bot.law.load import load_law
from bot.law.values import Law
from bot.services.checks import Checks
from bot.services.desk import Desk
from bot.services.fit import check_fit
from bot.services.housekeeping import keep_house, keep_log_short
from bot.services.people import People
from bot.services.talk import Talk
from bot.settings import BadSetting, Settings
from bot.storage.key_file import read_key_file, read_keys
from bot.storage.keys import Keys
from bot.storage.store import Store
from bot.telegram.application import AnyApplication, initialize, make_application
from bot.telegram.calls import make_call
from bot.telegram.counts import make_counts
from bot.telegram.gateway import Gateway
from bot.telegram.poller import Poller
from bot.telegram.quiet import quiet_libraries
from bot.telegram.reading import ALLOWED_UPDATES
from bot.telegram.reply import Replies
from bot.text.catalog import SOURCE
from bot.text.catalog_file import has_catalog
from bot.text.places import data_folder
from bot.text.words import Words, load_words
from bot.web.serve import serving
from bot.web.site import WEBHOOK_PATH, make_site
from bot.web.webhook import Webhook
from handlers.door import DOOR, Door
from handlers.introduce import introduce_bot
from handlers.table import HANDLERS
from handlers.words import on_failure

log = structlog.get_logger()
OBJECTS_A_COLLECTION = 10_000
NONCE_BYTES = 4
Clock = Callable[[], datetime]


def now() -> datetime:
    """The time, with its zone."""
    return datetime.now(UTC)


def configure_logs() -> None:
    """One JSON line an event on standard error; libraries keep to themselves."""
    quiet_libraries()
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def open_keys(settings: Settings, today: date) -> Keys:
    """The root keys; BadSetting or BadKey where there are none or they are wrong."""
    if settings.secret_key:
        return read_keys(settings.secret_key, today=today)
    if settings.secret_key_file is not None:
        return read_key_file(settings.secret_key_file, today)
    raise BadSetting(
        "FAIRHEARING_SECRET_KEY or FAIRHEARING_SECRET_KEY_FILE: must be set (see `fairhearing keys make`)"
    )


def open_words(law: Law, offered: Sequence[str]) -> dict[str, Words]:
    """The words of the languages on offer, of all that have a catalog where none is named.

    BadSetting for one that the law data does not know, or that has no catalog yet.
    """
    locales = data_folder("locales")
    ready = [code for code in law.languages if has_catalog(locales, code)]
    strange = [code for code in offered if code not in ready]
    if strange:
        raise BadSetting(f"FAIRHEARING_LOCALES: must be of {', '.join(ready)}; {strange[0]!r} is not")
    # English is the source of every text, so it is always there
    chosen = {code: law.languages[code] for code in ((*offered, SOURCE) if offered else ready)}
    return load_words(chosen, templates=data_folder("templates"), locales=locales)


@dataclass(frozen=True, slots=True)
class Bot:
    """The running parts: the desk, the application with its handlers, the gateway and the web site."""

    desk: Desk
    application: AnyApplication
    gateway: Gateway
    replies: Replies
    site: ASGIApp
    secret: str


def build(settings: Settings, *, clock: Clock = now, api_url: str = "") -> Bot:
    """Everything made and connected, nothing started yet."""
    law = load_law()
    keys = open_keys(settings, clock().date())
    settings.data.mkdir(parents=True, exist_ok=True)
    # SQLite's rewrite needs a temporary file: beside the database, since /tmp may be closed to it
    os.environ.setdefault("SQLITE_TMPDIR", str(settings.data.absolute()))
    words = open_words(law, settings.locales)
    check_fit(law, words)
    store = Store.open(settings.main_database)
    desk = Desk(store, keys, law, words, clock, lambda: secrets.token_hex(NONCE_BYTES))
    return _connect(settings, desk, api_url or settings.api_url.rstrip("/"))


def _connect(settings: Settings, desk: Desk, api_url: str) -> Bot:
    registry = CollectorRegistry()
    counts = make_counts(registry)
    application = make_application(settings.token, api_url=api_url)
    replies = Replies(application.bot, counts)
    checks = Checks(desk)
    door = Door(checks, Talk(desk, checks), People(desk, checks), dict(desk.words), replies)
    application.bot_data[DOOR] = door
    application.add_handlers(HANDLERS)
    gateway = Gateway(application, counts, on_failure=on_failure)
    secret = settings.webhook_secret or desk.keys.derive("webhook").hex()
    webhook = Webhook(gateway.receive, counts, secret=secret) if settings.public_url else None
    site = make_site(ready=lambda: ready(desk.store, application), registry=registry, webhook=webhook)
    return Bot(desk, application, gateway, replies, site, secret)


async def ready(store: Store, application: AnyApplication) -> str:
    """Empty once the database answers and the bot knows its own name; else one word for what is missing."""
    try:
        await store.read(lambda db: db.exec_driver_sql("SELECT 1").scalar())
    except Unavailable:
        return "database"
    return "" if application.running else "telegram"


@asynccontextmanager
async def running(bot: Bot, settings: Settings) -> AsyncIterator[None]:
    """The bot at work: fetching or taking updates, and keeping house; it ends what it began."""
    async with bot.application:
        await bot.application.start()
        await introduce_bot(bot.application.bot, bot.desk.words)
        tasks = [asyncio.create_task(keep(bot.desk)) for keep in (keep_house, keep_log_short)]
        poller = None if settings.public_url else Poller(bot.application.bot, bot.gateway)
        polling = asyncio.create_task(poller.run()) if poller else None
        if poller is None:
            await set_webhook(bot, settings)
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            if poller is not None and polling is not None:
                poller.stop()
                await polling
            await bot.replies.drain()
            await bot.application.stop()
    bot.desk.store.close()


async def set_webhook(bot: Bot, settings: Settings) -> None:
    """Tell Telegram where this bot is reached; what waits there is kept."""
    call = {
        "method": "setWebhook",
        "url": settings.public_url.rstrip("/") + WEBHOOK_PATH,
        "secret_token": bot.secret,
        "allowed_updates": list(ALLOWED_UPDATES),
        "max_connections": 100,
    }
    await make_call(bot.application.bot, call)


async def serve(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT; what was begun is finished first."""
    configure_logs()
    if not settings.token:
        raise BadSetting("FAIRHEARING_TOKEN: must be the bot's token, from BotFather")
    bot = build(settings)
    spare_the_collector()
    stopped = stop_signal()
    async with serving(bot.site, host=settings.host, port=settings.port):
        await initialize(bot.application)
        async with running(bot, settings):
            log.info("running", way="webhook" if settings.public_url else "polling")
            await stopped.wait()


def spare_the_collector() -> None:
    """Leave what was built out of garbage collection: it stays as long as the process.

    Looking through words, law and libraries again and again took a seventh of an answer's CPU time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_A_COLLECTION)


def stop_signal() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stopped.set)
    return stopped
