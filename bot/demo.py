"""The demo: the same bot, against the local Bot API on the same port, with made-up people."""

import secrets

import structlog
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.app import build, configure_logs, running, stop_signal
from bot.demo_reports import fill_with_made_up
from bot.local_api import Rules, make_app
from bot.services.team import invite
from bot.settings import Settings, sqlite_address
from bot.storage.key_file import make_key_file
from bot.telegram.application import initialize
from bot.web.serve import serving

log = structlog.get_logger()
OURS = ("/healthz", "/metrics")
PAGES = ("/monitor", "/open")


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


async def serve_demo(settings: Settings) -> None:
    """Serve the page with the phones and the bot behind it until told to stop."""
    configure_logs()
    settings = _demo_settings(settings)
    phones = make_app(settings.token, rules=Rules(bot_name="Fair Hearing Bot", bot_username="fairhearing_bot"))
    site = LateSite(phones)
    stopped = stop_signal()
    async with serving(site, host=settings.host, port=settings.port) as port:
        address = f"http://{settings.host}:{port}"
        bot = build(settings.model_copy(update={"monitor_url": address}), api_url=address)
        site.ours = bot.site
        await initialize(bot.application)
        await fill_with_made_up(bot)
        code = await invite(bot.desk.store, bot.desk.keys, "volunteer", now=bot.desk.clock())
        async with running(bot, settings):
            _say(settings.host, port, code)
            await stopped.wait()
        await phones.state.telegram.close()  # an open page listens for ever, and would hold the end up


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


def _say(host: str, port: int, code: str) -> None:
    """Tell the newcomer what to do."""
    print(  # noqa: T201 - the command's own output
        f"\nFair Hearing Bot runs on this machine: open http://{host}:{port}/\n"
        "Press Start on a phone, choose a language, then check a hearing paper.\n"
        "Reports are released at once here; a real bot lets five people and a day come together first.\n"
        f"To be a volunteer, type on one phone: /start {code}\nand then /monitor: its reports are made up.\n"
        "Nothing leaves this machine. Ctrl+C stops it.\n",
        flush=True,
    )
