"""The composition root: settings in, the running thing out. With `bot.parts` it knows all other modules."""

import asyncio
import gc
import logging
import os
import resource
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from random import SystemRandom
from typing import Any

import structlog

from bot.databases import databases
from bot.domain.reports import Waiting
from bot.domain.roles import ROLES
from bot.law.load import load_law
from bot.law.values import Law
from bot.parts import Bot, connect
from bot.services.desk import Desk
from bot.services.fit import check_fit
from bot.services.housekeeping import LOOKS_AN_HOUR, House, keep_logs_short
from bot.services.outgoing import boot_seconds
from bot.services.reports import Reports, states_of
from bot.services.silence import watch_pump
from bot.services.team import deep_link, invite
from bot.settings import BadSetting, Settings
from bot.storage.key_file import read_key_file, read_keys
from bot.storage.keys import Keys
from bot.storage.report_release import Chance
from bot.storage.store import Store
from bot.telegram.application import initialize, make_application
from bot.telegram.calls import make_call
from bot.telegram.poller import Poller
from bot.telegram.quiet import quiet_libraries
from bot.telegram.reading import ALLOWED_UPDATES
from bot.telegram.standby import poll_in_turn
from bot.text.catalog import SOURCE
from bot.text.catalog_file import has_catalog
from bot.text.places import data_folder
from bot.text.words import Words, load_words
from bot.web.serve import serving
from bot.web.site import WEBHOOK_PATH
from handlers.introduce import introduce_bot

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


def build(
    settings: Settings, *, clock: Clock = now, api_url: str = "", ticks: Callable[[], float] = boot_seconds
) -> Bot:
    """Everything made and connected, nothing started yet; `ticks` is a clock that never jumps."""
    law = load_law()
    keys = open_keys(settings, clock().date())
    settings.data.mkdir(parents=True, exist_ok=True)
    main, others = databases(settings)
    # SQLite's rewrite needs a temporary file: beside the database, since /tmp may be closed to it
    os.environ.setdefault("SQLITE_TMPDIR", str(settings.data.absolute()))
    words = open_words(law, settings.locales)
    store = Store.open(main.url, main.schema)
    desk = Desk(store, keys, law, words, clock, lambda: secrets.token_hex(NONCE_BYTES))
    reports = Reports(
        Store.open(others.url, others.schema),
        keys,
        clock,
        Chance(os.urandom, SystemRandom().shuffle),
        states_of(law),
        Waiting(settings.report_batch, settings.report_hours),
        settings.publish_minimum,
    )
    return connect(settings, desk, reports, api_url or settings.api_url.rstrip("/"), ticks)


@asynccontextmanager
async def running(bot: Bot, settings: Settings) -> AsyncIterator[asyncio.Event]:
    """The bot at work: taking updates or, in its turn, fetching them, and keeping house; it ends what it began.

    The event is set where a part of it broke: then whoever started this process has to start it anew.
    """
    broken = asyncio.Event()
    async with bot.application:
        await bot.application.start()
        await introduce_bot(bot.application.bot, bot.desk.words)
        await bot.leader.renew()
        tasks = [_watched(work, broken) for work in _standing_work(bot)]
        pump = _watched(bot.pump.run(), broken)
        polling = None if settings.public_url else _watched(_poll(bot), broken)
        if settings.public_url:
            await set_webhook(bot, settings)
        try:
            yield broken
        finally:
            await _end([polling] if polling else [])
            await bot.gateway.leave()
            await bot.replies.drain()
            await _end([pump])  # while the lease is held: what it sent last is still noted
            await _end(tasks)
            await bot.workshop.close()
            await bot.pictures.close()
            await bot.application.stop()
    for store in (bot.desk.store, bot.reports.store):
        store.close()


def _watched(work: Coroutine[None, None, None], broken: asyncio.Event) -> asyncio.Task[None]:
    """The work as a task. Where it ends by an error, that is logged without its words, and the event is set.

    Without its pump or its polling a bot would look well and tell nobody anything.
    """
    task, name = asyncio.create_task(work), getattr(work, "__qualname__", "")

    def over(ended: asyncio.Task[None]) -> None:
        error = None if ended.cancelled() else ended.exception()
        if error is not None:
            log.critical("broken", work=name, error=type(error).__name__)
            broken.set()

    task.add_done_callback(over)
    return task


def _standing_work(bot: Bot) -> tuple[Coroutine[None, None, None], ...]:
    """What goes on beside the updates."""
    at_once = bot.reports.waiting.hours == 0
    more = (bot.herald.keep, bot.watching.keep)
    house = House(bot.desk, bot.reports, lambda: bot.leader.epoch, 1 if at_once else LOOKS_AN_HOUR, more)
    logs = keep_logs_short(bot.desk.store, bot.reports.store)
    return (watch_pump(bot.desk, bot.sender.send), bot.leader.run(), house.keep(), logs)


async def _poll(bot: Bot) -> None:
    await poll_in_turn(lambda: Poller(bot.application.bot, bot.gateway), lambda: bot.leader.epoch is not None)


async def _end(tasks: Sequence[asyncio.Future[Any]]) -> None:
    """Cancel the tasks and wait for what they still do."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


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
    leave_no_core()
    if not settings.token:
        raise BadSetting("FAIRHEARING_TOKEN: must be the bot's token, from BotFather")
    bot = build(settings)
    check_fit(bot.desk.law, bot.desk.words)
    spare_the_collector()
    stopped = stop_signal()
    async with serving(bot.site, host=settings.host, port=settings.port):
        await initialize(bot.application)
        async with running(bot, settings) as broken:
            log.info("running", way="webhook" if settings.public_url else "polling")
            ends = [asyncio.ensure_future(event.wait()) for event in (stopped, broken)]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            is_broken = broken.is_set()
            await _end(ends)
    if is_broken:
        sys.exit(1)  # the log says what broke


async def invite_link(settings: Settings, role: str, clock: Clock = now) -> str:
    """A link that gives one chat this role, once, within 24 hours; where Telegram is not asked, what to type.

    BadSetting for an unknown role.
    """
    chosen = next((known for known in ROLES if known == role), None)
    if chosen is None:
        raise BadSetting(f"role: must be one of {', '.join(ROLES)}")
    keys = open_keys(settings, clock().date())
    settings.data.mkdir(parents=True, exist_ok=True)  # the first administrator may be invited before the first start
    store = Store.open(settings.main_database)
    try:
        code = await invite(store, keys, chosen, now=clock())
    finally:
        store.close()
    if not settings.token:
        return f"/start {code}"
    application = make_application(settings.token, api_url=settings.api_url.rstrip("/"))
    await initialize(application)
    try:
        return deep_link(application.bot.username, code)
    finally:
        await application.shutdown()


def leave_no_core() -> None:
    """Let no crash of this process, or of one that it starts, write its memory to a disk: key and token are in it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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
