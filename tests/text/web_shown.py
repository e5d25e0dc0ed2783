"""Every web page in every state, as one language says it."""

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

from bot.domain.audit import Head
from bot.domain.circles import circles
from bot.domain.monitor import by_court, by_defect, by_month, by_way, open_defects, open_months, open_places, overview
from bot.domain.notes import STATES, Note
from bot.domain.publishing import Cell, Count, Spoken
from bot.domain.reports import CHECKED, HAND, MAIL, NOT_KNOWN
from bot.law.map import load_map
from bot.services.exporting import KINDS
from bot.services.figures import Figures
from bot.services.monitoring import DEFECTS, look, of_nobody
from bot.services.pictures import NAMES, told
from bot.text.places import data_folder
from bot.text.web_pages import WebPages
from bot.web.monitor_pages import FILES
from bot.web.open_figures import FILES as OPEN_FILES
from tests.text.shown import law, words_of

COURTS = ("", "miami", "chicago", "fort-snelling")
MONTHS = tuple(f"2026-{month:02}" for month in range(1, 13))


@cache
def figures() -> Figures:
    counts = tuple(
        Count(month, court, "nta", defect, how, 7)
        for month in MONTHS
        for court in COURTS
        for defect in (CHECKED, *DEFECTS)
        for how in ((HAND, MAIL, NOT_KNOWN) if defect == "old-address" else ("",))
    )
    without_checks = Count("2026-01", "aurora", "nta", "no-time", "", 5)
    return Figures(3, (*counts, without_checks), (Spoken("2026-01", "es", 7),))


def web_pages(code: str) -> list[str]:
    """The pages, and the words on the charts."""
    pages = WebPages(words_of(code), data_folder("templates"))
    charts = [
        str(told(by_month(figures().counts) if name != "faults" else (), name, words_of(code), made_up=True))
        for name in NAMES
    ]
    return [*(pages.page(template, values | {"made_up": True}) for template, values in _states()), *charts]


def _states() -> Iterator[tuple[str, dict[str, Any]]]:
    yield from _inside()
    yield from (("refused", {"status": status}) for status in (400, 404, 503))
    yield from (("door", {"said": said, "back": back}) for said, back in (("", ""), ("no-use", "/monitor")))
    cells = [Cell(month, kind, place, CHECKED, 15) for month in MONTHS for kind, place in _places()]
    cells += [Cell("2026-01", "court", "miami", defect, 15) for defect in DEFECTS]
    for some in (cells, []):
        yield (
            "open",
            {
                "months": open_months(some),
                "faults": open_defects(some),
                "places": open_places(some),
                "courts": law().courts,
                "charts": SimpleNamespace(open=SimpleNamespace(path="/p", width=1, height=1)),
                "least": 11,
                "languages": [("en", "English")],
                "files": OPEN_FILES,
            },
        )


def _places() -> list[tuple[str, str]]:
    return [(kind, {"court": "miami", "state": "FL"}.get(kind, "")) for kind in KINDS]


def _inside() -> Iterator[tuple[str, dict[str, Any]]]:
    drawn = SimpleNamespace(path="/p", width=1, height=1)
    charts = SimpleNamespace(faults=drawn, months=drawn)
    for some, asked in ((figures(), {}), (Figures(), {}), (figures(), {"state": "FL", "until": "2026-02"})):
        view = look(law(), some, "/monitor", asked, fixed={})
        counts = tuple(c for c in some.counts if not asked or c.month < "2026-03") if "state" not in asked else ()
        rows, whole = by_court(counts), overview(counts)
        few = overview(tuple(count for count in counts if count.month < "2026-03"))
        notes = [Note("miami", "no-time", state, "…", "2026-11-24") for state in STATES]
        yield "overview", {"view": view, "whole": whole, "charts": charts}
        yield "overview", {"view": view, "whole": few, "charts": charts}
        yield "courts", {"view": view, "rows": rows, "map": load_map(), "circles": circles(rows, load_map().places)}
        court = {"court": law().courts["miami"], "whole": whole, "faults": by_defect(counts)}
        yield "court", {"view": view, **court, "notes": notes, "states": STATES, "told": not asked}
        yield "faults", {"view": view, "rows": by_defect(counts)}
        cited = tuple(law().authorities.values())
        fault = {"months": by_month(counts), "ways": by_way(counts, "old-address"), "courts": rows}
        for defect in DEFECTS if not asked else ("old-address",):
            yield "fault", {"view": view, "defect": defect, "cited": cited, "of_nobody": of_nobody(law()), **fault}
        yield "months", {"view": view, "rows": by_month(counts)}
        yield "languages", {"view": view, "rows": some.spoken, "names": {"es": "Miami"}}
        yield "files", {"view": view, "files": FILES}
        for missing, broken in (("", ""), ("2", "link")):
            health = SimpleNamespace(missing=missing, broken=broken, head=Head(), checked=law().checked)
            yield "health", {"view": view.__class__(**_administrator(view)), "figures": some, "health": health}


def _administrator(view: Any) -> dict[str, Any]:
    return {name: getattr(view, name) for name in view.__slots__} | {"is_administrator": True}
