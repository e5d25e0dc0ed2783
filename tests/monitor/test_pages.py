"""What the pages show: only what may be shown, the same between two releases, and something for every state."""

import csv
import io
import re
from collections import Counter

from bot.domain.publishing import for_volunteers
from bot.domain.reports import CHECKED, Line
from bot.local_api import Person
from bot.storage.report_counts import released
from tests.monitor.desk import MONTHS, Visitor, fills, gives, releases
from tests.world import World

PAGES = (
    "/monitor",
    "/monitor/courts",
    "/monitor/courts/miami",
    "/monitor/faults",
    "/monitor/faults/no-time",
    "/monitor/faults/old-address",
    "/monitor/months",
    "/monitor/languages",
    "/monitor/files",
    "/open",
    "/open?lang=es",
)
FILES = (
    "/monitor/files/counts.csv",
    "/monitor/files/counts.json",
    "/monitor/files/dictionary.html",
    "/open/files/cells.csv",
    "/open/files/by-defect.json",
    "/open/files/by-place.csv",
    "/open/files/languages.csv",
    "/open/files/dictionary.html",
)
NOT_A_SAMPLE = "Self-reported, not a sample."


async def test_every_page_says_that_it_is_no_sample_before_and_after_the_first_report(
    member: Visitor, world: World
) -> None:
    for reports in (1500, 0):
        for path in (*PAGES, "/monitor/enter", "/monitor/health", "/open/nothing", "/monitor?court=miami"):
            answer = await member.gets(path)
            assert NOT_A_SAMPLE in answer.text or "no es una muestra" in answer.text or answer.status == 404, path
        await fills(world, reports)


async def test_a_new_monitor_says_that_nothing_is_wrong(member: Visitor) -> None:
    for path in PAGES:
        answer = await member.gets(path)
        assert answer.status == 200
        if path.startswith("/monitor") and path != "/monitor/files":
            assert "normal in the first weeks" in answer.text, path
    assert "No month is closed yet" in (await member.gets("/open")).text


async def test_a_few_small_numbers_are_shown_as_nothing_and_two_months_as_no_trend(
    member: Visitor, world: World
) -> None:
    await releases(world, Line("miami", "nta", "no-time"), n=4)
    assert "normal in the first weeks" in (await member.gets("/monitor")).text
    await releases(world, Line("miami", "nta", "no-time"), month="2026-10", n=5)
    await releases(world, Line("miami", "nta", "no-time"), month="2026-11", n=5)
    page = (await member.gets("/monitor")).text
    assert "A trend is drawn from the third month on." in page
    assert "/monitor/pictures/months.svg" not in page


async def test_the_pages_add_up_to_what_may_be_shown_and_to_nothing_else(member: Visitor, world: World) -> None:
    await fills(world, 4000)
    counts = for_volunteers(await world.bot.reports.store.read(released))
    rows = list(csv.DictReader(io.StringIO((await member.gets("/monitor/files/counts.csv")).text)))
    assert min(int(row["n"]) for row in rows) >= 5
    assert sum(int(row["n"]) for row in rows) == sum(count.n for count in counts)
    checks = sum(count.n for count in counts if count.defect == CHECKED)
    found = sum(count.n for count in counts if count.defect != CHECKED)
    numbers = re.findall(r'<span class="number">(\d+)</span>', (await member.gets("/monitor")).text)
    assert numbers[:2] == [str(checks), str(found)]
    by_court: Counter[str] = Counter()
    for count in counts:
        by_court[count.court] += count.n * (count.defect == CHECKED)
    page = (await member.gets("/monitor/courts/miami")).text
    assert re.findall(r'<span class="number">(\d+)</span>', page)[0] == str(by_court["miami"])


async def test_a_filter_stands_in_the_address_and_shows_the_same_to_a_colleague(
    member: Visitor, world: World
) -> None:
    await fills(world, 4000)
    whole = (await member.gets("/monitor")).text
    some = (await member.gets("/monitor?state=FL&since=2026-06&until=2026-08")).text
    assert some != whole
    assert '<option value="FL" selected>' in some
    assert (await member.gets("/monitor?until=2026-08&state=FL&since=2026-06")).text == some
    assert (await member.gets("/monitor?state=XX&court=nowhere&since=9999-99&evil=%3Cscript%3E")).text == whole


async def test_a_page_between_two_releases_is_the_same_byte_for_byte(member: Visitor, world: World) -> None:
    """A thousand reports come in one at a time, and wait; then a release changes the pages."""
    await fills(world, 3000)
    seen = {path: (await member.gets(path)).body for path in (*PAGES, *FILES)}
    for number in range(1000):
        lines = (Line("miami", "nta", CHECKED), Line("miami", "nta", "no-time"))
        await world.bot.reports.submit(10_000 + number, lines, "es", update_id=number)
        if number % 100 == 99:
            assert {path: (await member.gets(path)).body for path in (*PAGES, *FILES)} == seen
    await fills_month(world)
    assert (await member.gets("/monitor")).body != seen["/monitor"]
    assert (await member.gets("/open")).body == seen["/open"]


async def fills_month(world: World) -> None:
    """What waits is released; the month is still open."""
    world.clock.passes(days=2)
    await world.bot.reports.keep()
    world.clock.passes(days=-2)


async def test_what_is_published_stays_when_more_is_released(visitor: Visitor, world: World) -> None:
    await fills(world, 3000)
    before = {path: (await visitor.gets(path)).body for path in ("/open", *FILES[3:])}
    await releases(world, Line("miami", "nta", "no-time"), month="2026-11", n=50)
    assert {path: (await visitor.gets(path)).body for path in ("/open", *FILES[3:])} == before


async def test_a_court_has_a_circle_where_its_city_lies_and_all_are_in_the_table(
    member: Visitor, world: World
) -> None:
    await fills(world, 20_000)
    page = (await member.gets("/monitor/courts")).text
    circles = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"><title>([^:]+):', page)
    assert len(circles) > 30
    assert all(0 < float(x) < 975 and 0 < float(y) < 610 and 3 <= float(r) <= 26 for x, y, r, _ in circles)
    assert {name for *_, name in circles} <= set(re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', page))
    apart = set(re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a> <small>\(not on the map\)</small>', page))
    assert apart == {"Fort Snelling, MN", "Guaynabo (San Juan), PR", "Saipan, MP"}
    assert len(re.findall(r'<th scope="row"><a ', page)) == len(circles) + len(apart)


async def test_a_number_that_is_not_shown_is_never_told_as_zero(member: Visitor, world: World) -> None:
    """Where every number of a row is small, zero would be a lie: there may be four people in each."""
    for month in MONTHS[-3:]:
        await releases(world, Line("miami", "nta", "no-time"), month=month, n=4)
        await releases(world, month=month, n=9)
    for path in ("/monitor", "/monitor/courts", "/monitor/courts/miami", "/monitor/months", "/open"):
        page = (await member.gets(path)).text
        assert not re.search(r"<td[^>]*>0|>0</span>", page), path
        assert path == "/open" or "not shown" in page, path
    assert (await member.gets("/monitor/pictures/months.svg")).status == 404
    assert "pictures/" not in (await member.gets("/monitor")).text
    await releases(world, Line("miami", "nta", "no-time"), month=MONTHS[-1], n=600)
    page = (await member.gets("/monitor")).text
    assert "from 604 in October 2026 to 604 in October 2026" in page


async def test_a_fault_is_shown_with_the_law_behind_it_and_how_it_came(member: Visitor, world: World) -> None:
    await fills(world, 6000)
    page = (await member.gets("/monitor/faults/old-address")).text
    assert "8 C.F.R." in page
    assert "By mail" in page
    assert "an address where the person no longer lives" in page
    assert "Last checked" in page


async def test_what_is_not_there_is_said_to_be_not_there(member: Visitor) -> None:
    for path in ("/monitor/courts/nowhere", "/monitor/faults/nothing", "/monitor/files/x"):
        assert (await member.gets(path)).status == 404, path


async def test_health_is_for_administrators(member: Visitor, world: World, maria: Person) -> None:
    assert (await member.gets("/monitor/health")).status == 404
    await gives(world, maria, "administrator")
    await member.signs_in(maria)
    page = (await member.gets("/monitor/health")).text
    assert re.search(r"<code>\d+:[0-9a-f]{64}</code>", page)
    assert "/monitor/health" in (await member.gets("/monitor")).text


async def test_every_page_is_small(member: Visitor, world: World) -> None:
    await fills(world, 20_000, months=(*MONTHS, *(f"2025-{n:02}" for n in range(1, 13))), closed=3)
    sizes = {path: len((await member.gets(path)).body) for path in PAGES}
    assert max(sizes.values()) <= 200_000, sizes


async def test_a_picture_is_an_svg_that_says_that_it_is_no_sample_and_asks_nobody(
    member: Visitor, world: World
) -> None:
    assert (await member.gets("/monitor/pictures/months.svg")).status == 404
    await fills(world, 4000)
    for path in ("/monitor/pictures/months.svg", "/monitor/pictures/faults.svg", "/open/pictures/open.svg"):
        answer = await member.gets(path)
        assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml"), path
        assert NOT_A_SAMPLE in answer.text
        assert not re.search(r"(href|src)=|url\(|<script|<image", answer.text.replace("xlink", ""))
        assert (await member.gets(path)).body == answer.body
    assert (await member.gets("/monitor/pictures/nothing.svg")).status == 404
