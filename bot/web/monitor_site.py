"""The routes of the monitor and of the open figures, in one list for the site."""

from collections.abc import Sequence

from starlette.routing import Route

from bot.web.monitor import Monitor
from bot.web.monitor_acts import MonitorActs
from bot.web.monitor_pages import MonitorPages
from bot.web.open_figures import OpenFigures


def monitor_routes(monitor: Monitor) -> Sequence[Route]:
    """Every route; the first that fits is taken."""
    return (*MonitorActs(monitor).routes, *MonitorPages(monitor).routes, *OpenFigures(monitor).routes)
