"""The demo: the same bot, against the local Bot API on the same port, with made-up people."""

import secrets
from dataclasses import replace
from datetime import timedelta

import structlog
from sqlalchemy import Connection
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.app import build, configure_logs, running, stop_signal
from bot.demo_reports import fill_with_made_up
from bot.domain.broadcasts import Caution
from bot.domain.roles import Helper
from bot.domain.subscriptions import Subscription
from bot.domain.zones import EASTERN
from bot.local_api import PEOPLE, LocalTelegram, NewPerson, Rules, make_app
from bot.parts import Bot
from bot.services.fit import check_fit
from bot.services.team import invite
from bot.settings import Settings, sqlite_address
from bot.storage.chats import load_chat, save_chat
from bot.storage.key_file import make_key_file
from bot.storage.roles import free_number, give_role, team_of
from bot.storage.subscriptions import delete_subscription, save_subscription
from bot.telegram.application import initialize
from bot.web.serve import serving

log = structlog.get_logger()
OURS = ("/healthz", "/metrics")
PAGES = ("/monitor", "/open")
HELPERS = (NewPerson("Ana", "en", "organizer", 1_000_000_001), NewPerson("Bo", "es", "organizer", 1_000_000_002))
READERS = (NewPerson("Omar", "en", "respondent", 1_000_000_003), NewPerson("Rosa", "es", "respondent", 1_000_000_004))


class LateSite:
    """One port for two: the bot's own pages once it is built, and the local Bot API with its phones."""

    def __init__(self, phones: ASGIApp) -> None:
        """Begin with the phones alone."""
        self.phones = phones
        self.ours: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request to the one it is for."""
        path = str(scope.get("path"))
        ours = self.ours if path in OURS or path.startswith(PAGES) else None
        await (ours or self.phones)(scope, receive, send)


async def serve_demo(settings: Settings, window: int = 20) -> None:
    """Serve the page with the phones and the bot behind it until told to stop.

    A broadcast can be stopped for `window` seconds, and goes out at any hour, since somebody tries it at any hour.
    """
    configure_logs()
    settings = _demo_settings(settings)
    rules = Rules(bot_name="Fair Hearing Bot", bot_username="fairhearing_bot")
    phones = make_app(settings.token, people=(*PEOPLE, *HELPERS, *READERS), rules=rules)
    site = LateSite(phones)
    stopped = stop_signal()
    async with serving(site, host=settings.host, port=settings.port) as port:
        address = f"http://{settings.host}:{port}"
        bot = build(settings.model_copy(update={"monitor_url": address}), api_url=address)
        check_fit(bot.desk.law, bot.desk.words)
        site.ours = bot.site
        bot.newsroom.caution = Caution(fewest=1, window=timedelta(seconds=window), by_day=False)
        await initialize(bot.application)
        await fill_with_made_up(bot)
        code = await invite(bot.desk.store, bot.desk.keys, "volunteer", now=bot.desk.clock())
        async with running(bot, settings):
            await _people_the_team(bot, phones.state.telegram)
            _say(f"{address}/", code, window)
            await stopped.wait()
        await phones.state.telegram.close()  # an open page listens for ever, and would hold the end up


async def _people_the_team(bot: Bot, telegram: LocalTelegram) -> None:
    """Give two people a role that is old enough, and let two others have asked for news already."""
    desk = bot.desk
    since = desk.clock() - timedelta(days=2)

    def work(db: Connection) -> None:
        for new in (*HELPERS, *READERS):
            chat = load_chat(db, desk.keys, new.id or 0)
            chosen = replace(chat, language=new.language, understood=True)
            save_chat(db, desk.keys, new.id or 0, chosen, today=desk.today_utc())
        held = {m.chat_id for m in team_of(db, desk.keys)}
        for new in (h for h in HELPERS if h.id not in held):
            give_role(db, desk.keys, new.id or 0, Helper(free_number(db), "organizer", since))
        for number, new in enumerate(READERS):
            asked = Subscription(new.id or 0, new.language, EASTERN, desk.today_utc(), discreet=bool(number))
            delete_subscription(db, desk.keys, asked.chat_id)
            save_subscription(db, desk.keys, replace(asked, purposes=frozenset({"news"})))

    await desk.store.run(work)
    for new in (*HELPERS, *READERS):
        await telegram.people[new.id or 0].says("/start")


def _demo_settings(settings: Settings) -> Settings:
    """The settings with a made-up token and a key in the data folder; never the operator's own."""
    settings.data.mkdir(parents=True, exist_ok=True)
    key = settings.data / "demo.key"
    if not key.exists():
        from datetime import UTC, datetime  # noqa: PLC0415

        make_key_file(key, datetime.now(UTC).date())
    changed = {
        "token": f"100000001:{secrets.token_urlsafe(26)}",
        "public_url": "",
        "secret_key": "",
        "secret_key_file": key,
        "database_url": sqlite_address(settings.data / "demo.sqlite3"),
        "reports_url": sqlite_address(settings.data / "demo-reports.sqlite3"),
        "report_batch": 1,
        "report_hours": 0,
    }
    return settings.model_copy(update=changed)


def _say(address: str, code: str, window: int) -> None:
    """Tell the newcomer what to do."""
    print(  # noqa: T201 - the command's own output
        f"\nFair Hearing Bot runs on this machine: open {address}\n"
        "Press Start on a phone, choose a language, then check a hearing paper.\n"
        "Reports are released at once here; a real bot lets five people and a day come together first.\n"
        f"To be a volunteer, type on one phone: /start {code}\nand then /monitor: its reports are made up.\n"
        f"Ana and Bo may send a broadcast: /broadcast. It can be stopped for {window} seconds; a real bot waits ten\n"
        "minutes, writes to no fewer than ten people, and to nobody at night.\n"
        "Nothing leaves this machine. Ctrl+C stops it.\n",
        flush=True,
    )
