"""The volunteers' pages: what may be shown is worked out by the services, and shown to whoever is signed in."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from prometheus_client import Counter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.domain.values import Unavailable
from bot.services.exporting import saved_as
from bot.services.figures import Figures, Kept, Snapshot
from bot.services.monitoring import View, look
from bot.services.noting import Noting
from bot.services.pictures import Pictures
from bot.services.sign_in import Member, SignIn
from bot.services.workshop import Workshop
from bot.text.catalog import SOURCE
from bot.text.documents import Documents
from bot.text.places import data_folder
from bot.text.web_pages import WebPages
from bot.web.guard import COOKIE, WITH_SCRIPT, guarded

RETRY_SECONDS = 15
MOST_KEPT = 400
Ready = Callable[[], Awaitable[str]]
Respond = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Seat:
    """Who asks, with which figures, through which view."""

    member: Member
    figures: Figures
    view: View


Show = Callable[[Request, Seat], Awaitable[Response]]


async def nothing_missing() -> str:
    """Nothing: until the composition root says how to look."""
    return ""


class Monitor:
    """What the routes of the monitor share."""

    def __init__(self, sign_in: SignIn, snapshot: Snapshot, pictures: Pictures, workshop: Workshop) -> None:
        """Serve these figures to those who are signed in."""
        self.sign_in = sign_in
        self.desk = sign_in.desk
        self.snapshot = snapshot
        self.pictures = pictures
        self.noting = Noting(self.desk)
        self.workshop = workshop
        self.ready: Ready = nothing_missing
        self.requests: Counter | None = None  # by status alone
        self.files: Kept[Mapping[str, bytes]] = Kept(MOST_KEPT)
        self._pages: dict[str, WebPages] = {}
        self._documents: dict[str, Documents] = {}

    def page(self, language: str, template: str, values: Mapping[str, Any], *, status: int = 200) -> Response:
        """A page in a language on offer, English for any other."""
        code = language if language in self.desk.words else SOURCE
        if code not in self._pages:
            self._pages[code] = WebPages(self.desk.words[code], data_folder("templates"))
        return HTMLResponse(self._pages[code].page(template, {"made_up": self.snapshot.made_up, **values}), status)

    def documents(self, language: str) -> Documents:
        """The documents of a language on offer, for the page that explains the files."""
        if language not in self._documents:
            self._documents[language] = Documents(self.desk.words[language], data_folder("templates"))
        return self._documents[language]

    def door(self, language: str, *, said: str = "", back: str = "", status: int = 401) -> Response:
        """The page to sign in, for whoever is not."""
        made = self.page(language, "door", {"said": said, "back": back}, status=status)
        made.headers["content-security-policy"] = WITH_SCRIPT
        return made

    def shown(self, respond: Respond) -> Respond:
        """The route with the headers of the monitor, counted; what cannot be shown becomes a page that says so."""

        async def route(request: Request) -> Response:
            try:
                made = await respond(request)
            except HTTPException as error:
                made = self.refusal(self.hint(request), error.status_code)
            except Unavailable:
                made = self.refusal(self.hint(request), 503)
                made.headers["retry-after"] = str(RETRY_SECONDS)
            if self.requests is not None:
                self.requests.labels(str(made.status_code)).inc()
            return guarded(made)

        return route

    def private(self, show: Show) -> Respond:
        """The route for members alone: anybody else gets the page to sign in, and nothing else."""

        async def respond(request: Request) -> Response:
            member = await self.member(request)
            if member is None:
                back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
                return self.door(self.hint(request), back=back if request.method == "GET" else "")
            figures = await self.snapshot.now()
            asked, fixed = dict(request.query_params), request.path_params
            view = look(self.desk.law, figures, request.url.path, asked, fixed=fixed)
            seat = Seat(member, figures, replace(view, is_administrator=member.role == "administrator"))
            try:
                return await show(request, seat)
            except HTTPException as error:
                return self.refusal(member.language, error.status_code)

        return self.shown(respond)

    async def member(self, request: Request) -> Member | None:
        """Who is signed in with this request."""
        return await self.sign_in.member(request.cookies.get(COOKIE, ""))

    def hint(self, request: Request) -> str:
        """The language to speak to somebody who is not known: asked for, or the browser's first one."""
        asked = request.query_params.get("lang", "")
        if asked in self.desk.words:
            return asked
        return self.desk.guess(request.headers.get("accept-language", "").partition(",")[0].partition(";")[0].strip())

    def saved_as(self, name: str) -> str:
        """The name under which a file is saved: one of made-up reports says so wherever it goes."""
        return saved_as(name, made_up=self.snapshot.made_up)

    def refusal(self, language: str, status: int) -> Response:
        """A page that says that something cannot be shown."""
        return self.page(language, "refused", {"status": status}, status=status)


def chart_at(path: str, *, drawn: bool) -> SimpleNamespace | None:
    """Where a chart is found, and the room that it takes on the page; None where there is none."""
    return SimpleNamespace(path=path, width=640, height=440) if drawn else None
