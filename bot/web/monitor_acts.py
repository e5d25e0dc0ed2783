"""The routes of the monitor that do something: sign in, sign out, keep a note; and the files behind its pages."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.services.sign_in import Member
from bot.web.guard import COOKIE, drop_cookie, guarded, keep_cookie, read_form
from bot.web.monitor import Monitor

STATIC = Path(__file__).parent / "static"
STATIC_FILES = {"monitor.css": "text/css; charset=utf-8", "enter.js": "text/javascript; charset=utf-8"}
SEE_OTHER = 303


class MonitorActs:
    """What people do."""

    def __init__(self, monitor: Monitor) -> None:
        """Act on this monitor."""
        self.monitor = monitor

    @property
    def routes(self) -> Iterable[Route]:
        """The routes; whatever changes something is a POST from a page of ours."""
        shown = self.monitor.shown
        return [
            Route("/monitor/enter", shown(self.enter)),
            Route("/monitor/sign-in", shown(self.sign_in), methods=["POST"]),
            Route("/monitor/sign-out", shown(self.sign_out), methods=["POST"]),
            Route("/monitor/sign-out-everywhere", shown(self.sign_out_everywhere), methods=["POST"]),
            Route("/monitor/notes", shown(self.note), methods=["POST"]),
            Route("/monitor/static/{name}", static),
        ]

    async def enter(self, request: Request) -> Response:
        """The page behind the link of the chat: it shows a button, so that a preview uses nothing up."""
        return self.monitor.door(self.monitor.hint(request), status=200)

    async def sign_in(self, request: Request) -> Response:
        """Take the link's code and begin a session."""
        form = await read_form(request)
        session = await self.monitor.sign_in.enter(form.get("token", ""))
        if session is None:
            return self.monitor.door(self.monitor.hint(request), said="no-use", status=403)
        made = RedirectResponse("/monitor", SEE_OTHER)
        keep_cookie(made, session)
        return made

    async def sign_out(self, request: Request) -> Response:
        """End this session."""
        await read_form(request)
        member = await self.monitor.member(request)
        if member is not None:
            await self.monitor.sign_in.leave(member, request.cookies.get(COOKIE, ""))
        return gone(member)

    async def sign_out_everywhere(self, request: Request) -> Response:
        """End every session of the chat."""
        await read_form(request)
        member = await self.monitor.member(request)
        if member is not None:
            await self.monitor.sign_in.leave_everywhere(member)
        return gone(member)

    async def note(self, request: Request) -> Response:
        """Keep a note on a court and a defect."""
        form = await read_form(request)
        member = await self.monitor.member(request)
        if member is None:
            return self.monitor.door(self.monitor.hint(request))
        told = {part: form.get(part, "") for part in ("court", "defect", "state", "words")}
        if not await self.monitor.noting.put(member, **told):
            return self.monitor.refusal(member.language, 400)
        return RedirectResponse(f"/monitor/courts/{told['court']}", SEE_OTHER)


def gone(member: Member | None) -> Response:
    """Back to the sign-in page, in the same language, with nothing left in the browser."""
    made = RedirectResponse(f"/monitor/enter?lang={member.language}" if member else "/monitor/enter", SEE_OTHER)
    drop_cookie(made)
    return made


async def static(request: Request) -> Response:
    """The style and the script, which are the same for everybody."""
    name = request.path_params["name"]
    if name not in STATIC_FILES:
        return guarded(Response(status_code=404))
    return guarded(Response(_read(name), media_type=STATIC_FILES[name]))


@cache
def _read(name: str) -> bytes:
    return (STATIC / name).read_bytes()
