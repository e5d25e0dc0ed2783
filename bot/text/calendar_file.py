"""The calendar file of a hearing and of the dates that matter (RFC 5545), in the court's own time.

The zone is written as VTIMEZONE with a yearly rule: the list of days that icalendar's `add_missing_timezones` writes
is read an hour wrong by vobject. The neutral file says nothing that the screen of a lost phone may not show.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

from bot.domain.deadlines import find_deadlines
from bot.domain.papers import Order, hearing_of
from bot.domain.values import Court, Part
from bot.text.sheets import plain
from bot.text.words import Words

TEMPLATE = "papers/calendar"
DAYS_BEFORE = (7, 3, 1)
MORNING, RINGS_AT = time(6), time(9)
TAKES = timedelta(hours=3)
AN_HOUR = timedelta(hours=1)
AT_TWO = time(2)
RULES = (  # 15 USC 260a: from the second Sunday of March to the first of November, at two
    (TimezoneDaylight, date(2007, 3, 11), {"freq": "yearly", "bymonth": 3, "byday": "2SU"}),
    (TimezoneStandard, date(2007, 11, 4), {"freq": "yearly", "bymonth": 11, "byday": "1SU"}),
)


def write_calendar(words: Words, order: Order, *, now: datetime, title: str) -> bytes:
    """The file; `title` is a block of papers/calendar: the plain one brings the place, the neutral one nothing."""
    facts = order.facts
    told = title == "title_plain"
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//calendar//EN")
    file.add("method", "PUBLISH")
    if facts.court is not None:
        file.add_component(timezone_of(facts.court.time_zone, now.year))
    for number, (start, name) in enumerate(_entries(words, order, title)):
        event = _event(start, name, now)
        event.add("uid", f"{int(now.timestamp())}-{number}-{start.isoformat()}")
        if told and isinstance(start, datetime) | (number == 0):
            _add_place(event, facts.court, words)
        file.add_component(event)
    return bytes(file.to_ical())


def _entries(words: Words, order: Order, title: str) -> Iterator[tuple[date, str]]:
    """The hearing, a later date that the paper prints, the dates that matter; the neutral title is one for all."""
    facts = order.facts
    heading = words.block(TEMPLATE, title, {}).strip()
    day, clock = hearing_of(facts)
    if day is not None:
        yield _start(day, clock, facts.court), heading
    printed = facts.printed_date
    if printed is not None and day is not None and printed > day:
        hour = facts.hearing_time if isinstance(facts.hearing_time, time) else None
        yield _start(printed, hour, facts.court), heading
    for deadline in find_deadlines(facts):
        if deadline.on is not None and deadline.on >= facts.today:
            name = plain(words.block(f"dates/{deadline.id}", "title", {})).strip()
            yield deadline.on, name if title == "title_plain" else heading


def _start(day: date, clock: time | None, court: Court | None) -> date:
    """When an entry starts: an hour in the court's zone, one without a zone, or a whole day."""
    if clock is None:
        return day
    zone = ZoneInfo(court.time_zone) if court is not None else None
    return datetime.combine(day, clock, tzinfo=zone)


def _event(start: date, name: str, now: datetime) -> Event:
    event = Event()
    event.add("dtstamp", now)
    event.add("dtstart", start)
    if isinstance(start, datetime):
        event.add("duration", TAKES)
    event.add("summary", name)
    for trigger in _rings(start):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", name)
        alarm.add("trigger", trigger)
        event.add_component(alarm)
    return event


def _rings(start: date) -> Iterator[timedelta]:
    """Seven, three and one days before, and that morning; a whole day rings at nine, on the day at six."""
    if isinstance(start, datetime):
        yield from (timedelta(days=-days) for days in DAYS_BEFORE)
        early = timedelta(hours=MORNING.hour) - timedelta(hours=start.hour, minutes=start.minute)
        yield min(early, -AN_HOUR)
        return
    yield from (timedelta(days=-days, hours=RINGS_AT.hour) for days in DAYS_BEFORE)
    yield timedelta(hours=MORNING.hour)


def _add_place(event: Event, court: Court | None, words: Words) -> None:
    if court is not None:
        event.add("location", f"{court.name}, {court.street}, {court.city}, {court.state} {court.zip}")
    event.add("description", plain(words.part(Part("general/go"))))


def timezone_of(name: str, year: int) -> Timezone:
    """The zone as VTIMEZONE: with the yearly rule of the United States where its clocks change, else without one."""
    zone = ZoneInfo(name)
    winter, summer = (datetime(year, month, 15, tzinfo=zone) for month in (1, 7))
    offsets = {TimezoneStandard: winter.utcoffset(), TimezoneDaylight: summer.utcoffset()}
    names = {TimezoneStandard: winter.tzname(), TimezoneDaylight: summer.tzname()}
    changes = winter.utcoffset() != summer.utcoffset()
    made = Timezone()
    made.add("tzid", name)
    for kind, start, rule in RULES:
        if kind is TimezoneDaylight and not changes:
            continue
        part = kind()
        other = TimezoneStandard if kind is TimezoneDaylight else TimezoneDaylight
        part.add("dtstart", datetime.combine(start, AT_TWO))
        part.add("tzoffsetfrom", offsets[other] if changes else offsets[kind])
        part.add("tzoffsetto", offsets[kind])
        part.add("tzname", names[kind])
        if changes:
            part.add("rrule", vRecur(rule))
        made.add_component(part)
    return made
