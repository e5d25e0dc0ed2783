from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from bot.domain.facts import Facts
from bot.domain.papers import CALENDAR, CHOICES, NEUTRAL, PLAIN, Order, order_of
from bot.text.calendar_file import timezone_of, write_calendar
from tests.text.shown import law, words_of

NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)
TODAY = NOW.date()
COURTS = law().courts
ZONES = sorted({c.time_zone for c in COURTS.values()})
IN_ZONE = {c.time_zone: c for c in COURTS.values()}
EDGES = (
    date(2027, 3, 12), date(2027, 3, 15), date(2027, 11, 5), date(2027, 11, 8),
    date(2028, 3, 10), date(2028, 3, 13), date(2028, 11, 3), date(2028, 11, 6),
)  # fmt: skip


def order(day: date, clock: time | None, zone: str, title: str = NEUTRAL, **more: Any) -> Order:
    facts = Facts(TODAY, document="nta", hearing_date=day, hearing_time=clock, court=IN_ZONE[zone], **more)
    made = order_of(CALENDAR, facts, (title,))
    assert made is not None
    return made


def file(made: Order, code: str = "en") -> bytes:
    title = "title_plain" if PLAIN in made.chosen else "title_neutral"
    return write_calendar(words_of(code), made, now=NOW, title=title)


def events(content: bytes) -> list[Any]:
    """The entries as vobject, which is no part of icalendar, reads them."""
    return list(vobject.readOne(content.decode()).vevent_list)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", EDGES, ids=str)
def test_a_second_reader_finds_the_hour_of_the_court(zone: str, day: date) -> None:
    (hearing, *_) = events(file(order(day, time(8, 30), zone)))
    there = datetime.combine(day, time(8, 30), tzinfo=ZoneInfo(zone))
    assert hearing.dtstart.value.astimezone(UTC) == there.astimezone(UTC)


def test_arizona_and_puerto_rico_and_places_with_two_times_are_among_the_zones() -> None:
    assert {"America/Phoenix", "America/Puerto_Rico", "America/Denver", "America/New_York"} <= set(ZONES)


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_is_written_with_a_yearly_rule_where_its_clocks_change(zone: str) -> None:
    january, july = (datetime(2027, month, 15, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))
    parts = {part.name: part for part in timezone_of(zone, 2027).subcomponents}
    assert set(parts) == ({"STANDARD", "DAYLIGHT"} if january != july else {"STANDARD"})
    assert all(("RRULE" in part) is (january != july) for part in parts.values())
    assert all("RDATE" not in part for part in parts.values())


@pytest.mark.parametrize("zone", ZONES)
def test_the_file_uses_no_zone_that_it_does_not_define(zone: str) -> None:
    read = icalendar.Calendar.from_ical(file(order(EDGES[0], time(8, 30), zone)))
    defined = {str(part["TZID"]) for part in read.walk("VTIMEZONE")}
    used = {e["DTSTART"].params.get("TZID") for e in read.walk("VEVENT")} - {None}
    assert used == defined == {zone}


def test_it_rings_seven_three_and_one_days_before_and_that_morning() -> None:
    (hearing, *_) = events(file(order(EDGES[0], time(8, 30), "America/New_York")))
    rings = [alarm.trigger.value for alarm in hearing.valarm_list]
    assert rings == [*(timedelta(days=-d) for d in (7, 3, 1)), timedelta(hours=-2, minutes=-30)]


def test_a_day_without_an_hour_is_a_whole_day_that_rings_by_day() -> None:
    (hearing, *_) = events(file(order(EDGES[0], None, "America/New_York")))
    assert hearing.dtstart.value == EDGES[0]
    rings = [alarm.trigger.value for alarm in hearing.valarm_list]
    assert rings == [*(timedelta(days=-d, hours=9) for d in (7, 3, 1)), timedelta(hours=6)]


@pytest.mark.parametrize("code", ["en", "es"])
def test_the_neutral_file_says_nothing_of_a_court(code: str) -> None:
    made = order(EDGES[0], time(8, 30), "America/New_York", address="wrong")
    content = file(made, code).decode().lower()
    court = made.facts.court
    assert court is not None
    for telling in (
        court.city,
        court.street,
        "court",
        "corte",
        "immigra",
        "inmigra",
        "hearing",
        "audiencia",
        "judge",
    ):
        assert telling.lower() not in content
    titles = {e.summary.value for e in events(file(made, code))}
    assert titles == {{"en": "Appointment", "es": "Cita"}[code]}


def test_the_plain_file_names_the_hearing_its_place_and_the_dates_that_matter() -> None:
    made = order(EDGES[0], time(8, 30), "America/New_York", PLAIN, address="wrong")
    (hearing, *dates) = events(file(made))
    assert hearing.summary.value == "Immigration court hearing"
    assert made.facts.court is not None
    assert made.facts.court.street in hearing.location.value
    assert "Go to every hearing" in hearing.description.value
    assert [d.summary.value for d in dates] == ["Give the court the address", "Ask for more time by then"]


def test_two_dates_that_differ_are_both_in_the_file() -> None:
    sooner = EDGES[0] - timedelta(days=30)
    made = order(EDGES[0], time(8, 30), "America/New_York", acis="different", acis_date=sooner)
    starts = [e.dtstart.value for e in events(file(made))]
    assert starts[0] == sooner
    assert starts[1].date() == EDGES[0]


def test_entries_are_told_apart_and_every_line_is_short() -> None:
    content = file(order(EDGES[0], time(8, 30), "America/New_York", PLAIN, address="wrong"))
    uids = [e.uid.value for e in events(content)]
    assert len(set(uids)) == len(uids) == 3
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))  # RFC 5545, 3.1
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_court_that_is_not_known_leaves_the_hour_without_a_zone() -> None:
    facts = Facts(TODAY, document="nta", hearing_date=EDGES[0], hearing_time=time(8, 30))
    made = order_of(CALENDAR, facts, CHOICES[CALENDAR][:1])
    assert made is not None
    (hearing, *_) = events(file(made))
    assert hearing.dtstart.value == datetime.combine(EDGES[0], time(8, 30))
    assert b"VTIMEZONE" not in file(made)
