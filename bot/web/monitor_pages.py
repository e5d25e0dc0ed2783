"""The routes of the monitor that show something: overview, courts, faults, months, languages, files, health."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.domain.brief import cells_of
from bot.domain.circles import circles
from bot.domain.defects import BOOK
from bot.domain.monitor import by_court, by_defect, by_month, by_way, overview
from bot.domain.notes import STATES
from bot.domain.publishing import FOR_VOLUNTEERS
from bot.law.map import load_map
from bot.services.briefing import make_brief
from bot.services.exporting import files_of, volunteers_tables
from bot.services.health import look_at_health
from bot.services.monitoring import DEFECTS, counts_of, of_nobody
from bot.services.pictures import FAULTS, MONTHS
from bot.services.workshop import NotMade
from bot.web.monitor import Monitor, Seat, chart_at

FILES = ("counts.csv", "counts.json", "dictionary.html")
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
}


def file_answer(name: str, content: bytes, *, saved_as: str = "") -> Response:
    """A file as an answer, by the end of its name; to be saved where a name for that is given."""
    headers = {"content-disposition": f'attachment; filename="{saved_as}"'} if saved_as else {}
    return Response(content, media_type=KINDS[name.rpartition(".")[2]], headers=headers)


class MonitorPages:
    """What members look at."""

    def __init__(self, monitor: Monitor) -> None:
        """Show what the monitor has."""
        self.monitor = monitor

    @property
    def routes(self) -> Iterable[Route]:
        """The routes, each for members alone."""
        shown = {
            "/monitor": self.overview,
            "/monitor/courts": self.courts,
            "/monitor/courts/{court}": self.court,
            "/monitor/faults": self.faults,
            "/monitor/faults/{defect}": self.fault,
            "/monitor/months": self.months,
            "/monitor/languages": self.languages,
            "/monitor/files": self.files,
            "/monitor/files/{name}": self.file,
            "/monitor/pictures/{name}.svg": self.picture,
            "/monitor/briefs/{court}.pdf": self.brief,
            "/monitor/health": self.health,
        }
        return [Route(path, self.monitor.private(show)) for path, show in shown.items()]

    async def overview(self, _: Request, seat: Seat) -> Response:
        """The whole in a few numbers."""
        whole = overview(self._counts(seat))
        drawn = not seat.view.query and bool(whole.found)
        charts = SimpleNamespace(
            **{name: chart_at(f"/monitor/pictures/{name}.svg", drawn=drawn) for name in (FAULTS, MONTHS)}
        )
        return self._page(seat, "overview", whole=whole, charts=charts)

    async def courts(self, _: Request, seat: Seat) -> Response:
        """Every court, as a table and on the map."""
        rows, country = by_court(self._counts(seat)), load_map()
        return self._page(seat, "courts", rows=rows, map=country, circles=circles(rows, country.places))

    async def court(self, request: Request, seat: Seat) -> Response:
        """One court, with the notes on it."""
        court = seat.view.courts.get(request.path_params["court"])
        if court is None:
            raise HTTPException(404)
        counts = self._counts(seat)
        notes = await self.monitor.noting.of_court(court.id)
        told = bool(cells_of(seat.figures.published.cells, court.id))
        values = {"court": court, "whole": overview(counts), "faults": by_defect(counts)}
        return self._page(seat, "court", **values, notes=notes, told=told, states=STATES)

    async def faults(self, _: Request, seat: Seat) -> Response:
        """Every fault."""
        return self._page(seat, "faults", rows=by_defect(self._counts(seat)))

    async def fault(self, request: Request, seat: Seat) -> Response:
        """One fault: what it is, the law behind it, its months, how the paper came, its courts."""
        defect = request.path_params["defect"]
        if defect not in DEFECTS:
            raise HTTPException(404)
        counts = self._counts(seat)
        has = any(count.defect == defect for count in counts)
        law = self.monitor.desk.law
        cited = [law.authorities[name] for name in BOOK.rules[defect].authorities]
        values = {
            "months": by_month(counts) if has else (),
            "ways": by_way(counts, defect),
            "courts": by_court(counts),
        }
        return self._page(seat, "fault", defect=defect, cited=cited, of_nobody=of_nobody(law), **values)

    async def months(self, _: Request, seat: Seat) -> Response:
        """Every month."""
        return self._page(seat, "months", rows=by_month(self._counts(seat)))

    async def languages(self, _: Request, seat: Seat) -> Response:
        """The languages, apart from everything else."""
        names = {code: language.native for code, language in self.monitor.desk.law.languages.items()}
        return self._page(seat, "languages", rows=seat.figures.spoken, names=names)

    async def files(self, _: Request, seat: Seat) -> Response:
        """The list of the files."""
        return self._page(seat, "files", files=FILES)

    async def file(self, request: Request, seat: Seat) -> Response:
        """One file; that it was taken is noted in the team's log."""
        name, monitor = request.path_params["name"], self.monitor
        if name not in FILES:
            raise HTTPException(404)
        form = "json" if name.endswith(".json") else "csv"
        tables, language = volunteers_tables(seat.figures.counts), seat.member.language
        made = monitor.files.get(
            seat.figures.number,
            (form, language),
            lambda: files_of(
                tables, form, documents=monitor.documents(language), law=monitor.desk.law, least=FOR_VOLUNTEERS
            ),
        )
        await monitor.sign_in.note(seat.member, "exported", name)
        return file_answer(name, made[name], saved_as=monitor.saved_as(name))

    async def picture(self, request: Request, seat: Seat) -> Response:
        """A chart of the release."""
        return await self.drawn(seat, request.path_params["name"])

    async def brief(self, request: Request, seat: Seat) -> Response:
        """The page of a court to send to others; that it was taken is noted in the team's log."""
        monitor, court = self.monitor, request.path_params["court"]
        try:
            made = await make_brief(monitor.desk, monitor.workshop, seat.figures, court)
        except NotMade:
            raise HTTPException(503) from None
        if made is None:
            raise HTTPException(404)
        await monitor.sign_in.note(seat.member, "exported", f"brief/{court}")
        return file_answer("brief.pdf", made, saved_as=monitor.saved_as(f"brief-{court}.pdf"))

    async def drawn(self, seat: Seat, name: str) -> Response:
        """A chart, where there is one."""
        try:
            made = await self.monitor.pictures.of(seat.figures, name, seat.member.language)
        except NotMade:
            raise HTTPException(503) from None
        if made is None:
            raise HTTPException(404)
        return file_answer(f"{name}.svg", made)

    async def health(self, _: Request, seat: Seat) -> Response:
        """How the bot is doing, for administrators."""
        if not seat.view.is_administrator:
            raise HTTPException(404)
        health = await look_at_health(self.monitor.desk, self.monitor.ready)
        return self._page(seat, "health", figures=seat.figures, health=health)

    def _counts(self, seat: Seat) -> Any:
        return counts_of(self.monitor.desk.law, seat.figures, seat.view.wanted)

    def _page(self, seat: Seat, template: str, **values: Any) -> Response:
        return self.monitor.page(seat.member.language, template, {"view": seat.view, **values})
