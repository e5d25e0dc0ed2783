"""The parts of a running bot, each made once and connected with the others; `bot.app` starts and ends them."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp

from bot.domain.values import Unavailable
from bot.services.auditing import Herald, deeds_of
from bot.services.broadcast_source import BroadcastSource
from bot.services.broadcasting import Broadcasts
from bot.services.bulletin import Bulletin
from bot.services.bulletin_post import BulletinPost
from bot.services.checks import Checks
from bot.services.clinics import Clinics
from bot.services.counting import Counting
from bot.services.delivery import Delivery
from bot.services.desk import Desk
from bot.services.figures import Snapshot
from bot.services.lease import Leader
from bot.services.newsroom import Newsroom
from bot.services.outgoing import Process, SteadyClock, make_pump
from bot.services.papers import Papers
from bot.services.people import People
from bot.services.pictures import Pictures, new_workshop
from bot.services.progress import Progress
from bot.services.pump import Pump
from bot.services.reminding import Reminding
from bot.services.reports import Reports
from bot.services.sign_in import SignIn
from bot.services.talk import Talk
from bot.services.team import Team
from bot.services.watching import Watching
from bot.services.workshop import Workshop
from bot.settings import Settings
from bot.storage.store import Store
from bot.telegram.application import AnyApplication, make_application
from bot.telegram.counts import Counts, make_counts
from bot.telegram.gateway import Gateway
from bot.telegram.reply import Replies
from bot.telegram.sender import Sender
from bot.web.monitor import Monitor
from bot.web.monitor_site import monitor_routes
from bot.web.site import make_site
from bot.web.webhook import Webhook
from handlers.door import DOOR, Door
from handlers.table import HANDLERS
from handlers.words import on_failure

NONCE_BYTES = 4
PATIENCE = 5.0  # seconds
HOUSE = "house"  # the lease of the process that polls, sends and keeps house
Ticks = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Bot:
    """The running parts: desk, reports, the lease, the application with its handlers, the gateway, the web site."""

    desk: Desk
    reports: Reports
    leader: Leader
    application: AnyApplication
    gateway: Gateway
    replies: Replies
    workshop: Workshop
    sender: Sender
    pump: Pump
    newsroom: Newsroom
    herald: Herald
    watching: Watching
    pictures: Pictures
    monitor: Monitor
    site: ASGIApp
    secret: str


@dataclass(frozen=True, slots=True)
class _Outside:
    """The ways out to Telegram, and what is counted of them."""

    application: AnyApplication
    counts: Counts
    replies: Replies
    sender: Sender


def connect(settings: Settings, desk: Desk, reports: Reports, api_url: str, ticks: Ticks) -> Bot:
    """All parts connected, nothing started; `ticks` is a clock that never jumps."""
    registry = CollectorRegistry()
    counts = make_counts(registry)
    application = make_application(settings.token, api_url=api_url)
    out = _Outside(application, counts, Replies(application.bot, counts), Sender(application.bot, counts))
    newsroom = Newsroom(desk, SteadyClock(desk.clock, ticks))
    monitor = Monitor(SignIn(desk), Snapshot(reports), Pictures(desk.words, new_workshop()), Workshop())
    door = _door(reports, out, monitor, newsroom, settings.monitor_address)
    application.bot_data[DOOR] = door
    application.add_handlers(HANDLERS)
    gateway = Gateway(application, counts, on_failure=on_failure)
    secret = settings.webhook_secret or desk.keys.derive("webhook").hex()
    webhook = Webhook(gateway.receive, counts, secret=secret) if settings.public_url else None
    monitor.ready = partial(ready, (desk.store, reports.store), application)
    monitor.requests = counts.web
    leader = Leader(desk.store, HOUSE, secrets.token_hex(NONCE_BYTES))
    return Bot(
        desk=desk,
        reports=reports,
        leader=leader,
        application=application,
        gateway=gateway,
        replies=out.replies,
        workshop=monitor.workshop,
        sender=out.sender,
        pump=_pump(out, newsroom, leader),
        newsroom=newsroom,
        herald=Herald(desk, out.sender),
        watching=door.watching,
        pictures=monitor.pictures,
        monitor=monitor,
        site=make_site(ready=monitor.ready, registry=registry, webhook=webhook, routes=monitor_routes(monitor)),
        secret=secret,
    )


def _door(reports: Reports, out: _Outside, monitor: Monitor, newsroom: Newsroom, address: str) -> Door:
    """The use cases that handlers call; `address` is where the monitor is found."""
    desk = monitor.desk
    checks, note = Checks(desk), deeds_of(desk)
    people = People(desk, checks)
    delivery = Delivery(desk, monitor.workshop, out.sender)
    bulletin = Bulletin(people, monitor.sign_in, monitor.snapshot, address)
    return Door(
        checks=checks,
        counting=Counting(desk, checks, reports),
        talk=Talk(desk, checks),
        people=people,
        team=Team(desk, lambda: out.application.bot.username, note),
        broadcasts=Broadcasts(newsroom, note),
        clinics=Clinics(desk, note),
        papers=Papers(desk, checks, is_making=delivery.is_making),
        delivery=delivery,
        reminding=Reminding(desk, checks),
        bulletin=bulletin,
        watching=Watching(bulletin, out.sender),
        post=BulletinPost(bulletin, monitor.pictures, out.sender),
        words=dict(desk.words),
        replies=out.replies,
    )


def _pump(out: _Outside, newsroom: Newsroom, leader: Leader) -> Pump:
    """What sends reminders and broadcasts while this process holds the lease; both believe the newsroom's clock."""
    process = Process(out.sender.send, lambda: leader.epoch, lambda: out.replies.sent, out.counts, newsroom.clock)
    progress = Progress(newsroom, out.sender.send, process.ticks)
    return make_pump(newsroom.desk, HOUSE, process, (BroadcastSource(newsroom, HOUSE, progress.tell),))


async def ready(stores: Sequence[Store], application: AnyApplication, *, patience: float = PATIENCE) -> str:
    """Empty once the databases answer and the bot knows its own name; else one word for what is missing.

    A server that was stopped takes what it is asked and says nothing: whoever asks here gets an answer all the same.
    """
    try:
        async with asyncio.timeout(patience):
            for store in stores:
                await store.read(lambda db: db.exec_driver_sql("SELECT 1").scalar())
    except (Unavailable, TimeoutError):
        return "database"
    return "" if application.running else "telegram"
