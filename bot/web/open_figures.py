"""What everybody may see: the published numbers as a page and as files, which change with a closed month alone."""

from collections.abc import Iterable
from types import SimpleNamespace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.domain.monitor import open_defects, open_months, open_places, shows_trend
from bot.services.exporting import files_of, public_tables
from bot.services.pictures import OPEN
from bot.services.workshop import NotMade
from bot.web.monitor import Monitor, chart_at
from bot.web.monitor_pages import file_answer

TABLES = ("cells", "by-defect", "by-place", "languages")
FILES = (*(f"{table}.{form}" for form in ("csv", "json") for table in TABLES), "dictionary.html")


class OpenFigures:
    """The open pages and files."""

    def __init__(self, monitor: Monitor) -> None:
        """Show what the monitor may show to everybody."""
        self.monitor = monitor

    @property
    def routes(self) -> Iterable[Route]:
        """The routes, for everybody."""
        shown = self.monitor.shown
        return [
            Route("/open", shown(self.page)),
            Route("/open/files/{name}", shown(self.file)),
            Route("/open/pictures/open.svg", shown(self.picture)),
        ]

    async def page(self, request: Request) -> Response:
        """The published numbers."""
        figures = await self.monitor.snapshot.now()
        cells, desk, language = figures.published.cells, self.monitor.desk, self._language(request)
        months = open_months(cells)
        chart = chart_at(f"/open/pictures/open.svg?lang={language}", drawn=shows_trend(months))
        values = {
            "months": months,
            "faults": open_defects(cells),
            "places": open_places(cells),
            "courts": desk.law.courts,
            "charts": SimpleNamespace(open=chart),
            "least": self.monitor.snapshot.reports.least,
            "languages": [(code, words.language.native) for code, words in desk.words.items()],
            "files": FILES,
        }
        return self.monitor.page(language, "open", values)

    async def file(self, request: Request) -> Response:
        """One file of the published numbers."""
        name, monitor, language = request.path_params["name"], self.monitor, self._language(request)
        if name not in FILES:
            raise HTTPException(404)
        figures = await monitor.snapshot.now()
        form = "json" if name.endswith(".json") else "csv"
        tables, least = public_tables(figures.published), monitor.snapshot.reports.least
        made = monitor.files.get(
            figures.number,
            ("open", form, language),
            lambda: files_of(tables, form, documents=monitor.documents(language), law=monitor.desk.law, least=least),
        )
        return file_answer(name, made[name], saved_as=monitor.saved_as(name))

    async def picture(self, request: Request) -> Response:
        """The chart of the published months."""
        figures = await self.monitor.snapshot.now()
        try:
            made = await self.monitor.pictures.of(figures, OPEN, self._language(request))
        except NotMade:
            raise HTTPException(503) from None
        if made is None:
            raise HTTPException(404)
        return file_answer("open.svg", made)

    def _language(self, request: Request) -> str:
        """The language that is asked for; English else, whatever the browser says, so that an address is one page."""
        asked = request.query_params.get("lang", "")
        return asked if asked in self.monitor.desk.words else "en"
