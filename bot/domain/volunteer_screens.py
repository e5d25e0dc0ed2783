"""What the chat shows to volunteers: the link to the monitor, what was released, one court."""

from itertools import islice

from bot.domain.monitor import Overview, Row
from bot.domain.values import Button, Court, Part, Screen

MOST = 5
HEAD, LINES, SAMPLE = "team/reports", "team/lines", Part("team/lines", "sample")


def show_monitor(link: str) -> Screen:
    """The link that signs in, once and within five minutes; without an address, where the operator sets one."""
    if not link:
        return Screen("monitor", (Part("team/monitor", "no_address"),))
    return Screen("monitor", (Part("team/monitor"),), (Button("", "team/monitor", "open", link=link),))


def show_reports(whole: Overview, courts: tuple[tuple[Court, Row], ...]) -> Screen:
    """What is released: the whole in two numbers, the most frequent defects, the courts with most checks."""
    if not whole.months:
        return Screen("reports", (Part(HEAD, "empty"),))
    numbers = Part(
        HEAD, "body", {"checks": whole.checks, "found": whole.found, "month": _month(whole.months[-1].key)}
    )
    faults = Part(LINES, "faults", {"rows": tuple(islice(whole.top, MOST))})
    places = (Part(LINES, "courts", {"rows": tuple(islice(courts, MOST))}),) if courts else ()
    return Screen("reports", (numbers, faults, *places, SAMPLE))


def show_months(whole: Overview) -> Screen:
    """The months as text: what stands on the picture above it."""
    if not whole.months:
        return Screen("stats", (Part(HEAD, "empty"),))
    rows = tuple((*_month(row.key), row.checks, row.found) for row in whole.months[-12:])
    return Screen("stats", (Part(LINES, "months", {"rows": rows}), SAMPLE))


def show_court_numbers(court: Court, whole: Overview) -> Screen:
    """One court: its two numbers and its defects."""
    head = Part("team/court", "head", {"court": court})
    if not whole.months:
        return Screen("court-numbers", (head, Part(HEAD, "empty")))
    numbers = Part(
        HEAD, "body", {"checks": whole.checks, "found": whole.found, "month": _month(whole.months[-1].key)}
    )
    return Screen("court-numbers", (head, numbers, Part(LINES, "faults", {"rows": whole.top}), SAMPLE))


def show_which_court(courts: tuple[Court, ...]) -> Screen:
    """How a court is named, and the courts that the words may mean."""
    return Screen("which-court", (Part("team/court", "which", {"courts": courts}),))


def show_export() -> Screen:
    """That the files are on their way, and what they are for."""
    return Screen("export", (Part("team/export"),))


def _month(month: str) -> tuple[int, int]:
    year, _, number = month.partition("-")
    return int(year), int(number)


def show_watch(block: str, **values: object) -> Screen:
    """What became of a watch (`kept`, `ended`, `reached`), or how one is written (`how`)."""
    return Screen("watch", (Part("team/watch", block, values),))
