from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.reminders import Places, Reminder, begun, due, is_quiet, marked, still_kept
from bot.domain.subscriptions import DeadlineAhead, Hearing, Subscription
from bot.law.load import load_law

ZONES = ("America/New_York", "America/Chicago", "America/Phoenix", "America/Los_Angeles")
COURTS = load_law().courts
PLACES = Places(COURTS, ZoneInfo)
NOTHING = timedelta(0)
AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(days=1)
HEARING = Hearing("me", date(2027, 3, 15), time(8, 30), "master", "", date(2026, 11, 24))
ONE = Subscription(1, "en", "America/New_York", date(2026, 11, 24), (HEARING,), purposes=frozenset({"reminders"}))


def at(text: str, zone: str = "America/New_York") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def with_hearing(subscription: Subscription = ONE, **changes: object) -> Subscription:
    return replace(subscription, hearings=(replace(HEARING, **changes),))  # type: ignore[arg-type]


def marks(subscription: Subscription, now: datetime, ahead: timedelta = NOTHING) -> list[str]:
    return [r.mark for r in due(subscription, now, ahead=ahead, places=PLACES)]


Sent = tuple[datetime, Reminder]


def run(subscription: Subscription, clock: Iterator[datetime]) -> tuple[list[Sent], Subscription]:
    """What goes out while the clock runs: as the pump does it, outside quiet hours, marked once sent."""
    sent: list[Sent] = []
    for now in clock:
        if is_quiet(now, ZoneInfo(subscription.zone)):
            continue
        for reminder in due(subscription, now, ahead=NOTHING, places=PLACES):
            sent.append((now, reminder))
            subscription = marked(subscription, reminder)
    return sent, subscription


def every(step: timedelta, since: datetime, until: datetime) -> Iterator[datetime]:
    while since <= until:
        yield since
        since += step


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2027-03-08 08:59", []),
        ("2027-03-08 09:00", ["7"]),
        ("2027-03-08 20:59", ["7"]),
        ("2027-03-08 21:00", []),
        ("2027-03-12 09:00", ["3"]),
        ("2027-03-14 09:00", ["1"]),  # the clocks went forward that night
        ("2027-03-14 19:59", ["1"]),
        ("2027-03-14 20:00", ["1", "0"]),  # 8:30 is too near to the end of the quiet hours
        ("2027-03-15 08:00", ["0"]),
        ("2027-03-15 08:30", []),
        ("2027-03-15 12:30", ["x"]),
        ("2027-03-16 11:59", ["x"]),
        ("2027-03-16 12:00", []),
    ],
)
def test_a_hearing_is_reminded_of_when_the_person_asked_for_it(now: str, expected: list[str]) -> None:
    assert marks(with_hearing(looks=False), at(now)) == expected


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        (time(8), "2027-03-14 20:00"),
        (time(9, 29), "2027-03-14 20:00"),
        (time(9, 30), "2027-03-15 08:00"),
        (time(10, 59), "2027-03-15 08:00"),
        (time(11), "2027-03-15 08:00"),
        (time(13), "2027-03-15 10:00"),
        (None, "2027-03-14 20:00"),
    ],
)
def test_the_mornings_reminder_comes_in_time_and_never_in_the_night(hour: time | None, expected: str) -> None:
    one = with_hearing(at=hour, days=(0,), looks=False)
    moment = at(expected)
    assert marks(one, moment - timedelta(seconds=1)) == []
    assert marks(one, moment) == ["0"]


def test_quiet_hours_are_the_persons_own_and_the_hour_of_the_hearing_is_the_courts() -> None:
    court = next(c.id for c in COURTS.values() if c.time_zone == "America/New_York")
    one = replace(with_hearing(court=court, at=time(13), days=(0,), looks=False), zone="America/Los_Angeles")
    [reminder] = due(one, at("2027-03-15 08:00", one.zone), ahead=NOTHING, places=PLACES)
    assert reminder.at == at("2027-03-15 08:00", one.zone)  # 13:00 in New York is 10:00 there
    assert reminder.not_after == at("2027-03-15 13:00")


@pytest.mark.parametrize("days", [(), (7,), (3, 0), (7, 3, 1, 0)])
def test_only_the_chosen_days_are_used(days: tuple[int, ...]) -> None:
    one = with_hearing(days=days, looks=False)
    sent, _ = run(one, every(AN_HOUR, at("2027-03-01 00:00"), at("2027-03-17 00:00")))
    assert [r.mark for _, r in sent] == [*map(str, days), "x"]


def test_to_look_in_acis_is_asked_weekly_and_twice_a_week_from_60_days_before() -> None:
    one = begun(ONE, at("2026-11-24 12:00"), PLACES, of=ONE.hearings[0].label)
    sent, _ = run(one, every(AN_HOUR, at("2026-11-24 12:00"), at("2027-03-17 00:00")))
    looks = [int(r.mark[1:]) for _, r in sent if r.kind == "look"]
    assert looks == [105, 98, 91, 84, 77, 70, 63, 59, 56, 52, 49, 45, 42, 38, 35, 31, 28, 24, 21, 17, 14, 10]
    assert [r.mark for _, r in sent if r.kind != "look"] == ["7", "3", "1", "0", "x"]


def test_a_person_without_a_date_is_asked_to_look_once_a_week_if_they_wish() -> None:
    waiting = with_hearing(on=None, at=None, nudged=True)
    clock = list(every(AN_HOUR, at("2026-11-24 12:00"), at("2026-12-31 00:00")))
    assert [r.mark for _, r in run(waiting, iter(clock))[0]] == ["n1", "n2", "n3", "n4", "n5"]
    assert run(with_hearing(on=None, at=None), iter(clock))[0] == []


def test_a_deadline_is_reminded_of_a_week_and_a_day_before_and_on_its_day() -> None:
    one = replace(ONE, hearings=(), deadlines=(DeadlineAhead("reopen-180-days", date(2027, 3, 15)),))
    sent, _ = run(one, every(AN_HOUR, at("2027-03-01 00:00"), at("2027-03-17 00:00")))
    assert [(r.mark, now) for now, r in sent] == [
        ("7", at("2027-03-08 09:00")),
        ("1", at("2027-03-14 09:00")),
        ("0", at("2027-03-15 09:00")),
    ]


def test_nothing_is_sent_without_the_consent_to_reminders() -> None:
    one = replace(ONE, purposes=frozenset({"news"}))
    assert marks(one, at("2027-03-08 09:00")) == []


def test_whoever_subscribes_late_gets_no_reminder_of_a_time_that_is_over() -> None:
    now = at("2027-03-14 15:00")
    sent, _ = run(
        begun(with_hearing(looks=False), now, PLACES, of=ONE.hearings[0].label),
        every(AN_HOUR, now, at("2027-03-17 00:00")),
    )
    assert [r.mark for _, r in sent] == ["0", "x"]


def test_a_hearing_is_kept_to_noon_of_the_day_after_it() -> None:
    assert still_kept(ONE, at("2027-03-16 11:59"), PLACES) == ONE
    assert still_kept(ONE, at("2027-03-16 12:00"), PLACES) is None
    two = ONE.with_hearing(replace(HEARING, label="child-1", on=date(2027, 5, 1)))
    assert still_kept(two, at("2027-03-16 12:00"), PLACES) == two.without_hearing("me")


@pytest.mark.parametrize("purposes", [{"news"}, {"reminders", "news"}])
def test_without_a_date_it_is_kept_for_90_days_after_the_last_tap(purposes: set[str]) -> None:
    one = replace(with_hearing(on=None, nudged=True), purposes=frozenset(purposes))  # type: ignore[arg-type]
    assert still_kept(one, at("2027-02-22 23:00"), PLACES) == one
    assert still_kept(one, at("2027-02-23 00:01"), PLACES) is None


HOURS = (time(8), time(8, 30), time(9, 30), time(13), time(15, 30), None)


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_of_reminders_over_both_changes_of_the_clock_has_none_wrong(zone: str) -> None:
    here = ZoneInfo(zone)
    days = [date(2026, 10, 1) + n * A_DAY for n in range(365)]
    hearings = [replace(HEARING, label=str(n), on=day, at=HOURS[n % 6], looks=False) for n, day in enumerate(days)]
    first, last = (datetime.combine(day, time(0), here).astimezone(UTC) for day in (days[0] - 9 * A_DAY, days[-1]))
    ahead, waiting, sent = ONE, list(reversed(hearings)), []
    ahead = replace(ahead, zone=zone, hearings=())
    for now in every(timedelta(minutes=30), first, last + 2 * A_DAY):
        if is_quiet(now, here):
            continue
        today = now.astimezone(here).date()
        while waiting and waiting[-1].on is not None and (waiting[-1].on - today).days <= 8:
            ahead = ahead.with_hearing(waiting.pop())
        for reminder in due(ahead, now, ahead=NOTHING, places=PLACES):
            sent.append((reminder.of, reminder.mark, now.astimezone(here).replace(tzinfo=None)))
            ahead = marked(ahead, reminder)
        ahead = still_kept(ahead, now, PLACES) or replace(ahead, hearings=())
    assert sorted(sent) == sorted(expected(hearings))


def expected(hearings: list[Hearing]) -> Iterator[tuple[str, str, datetime]]:
    """When each reminder is due by the clock on the wall, as a person would reckon it."""
    mornings = {time(8): -4, time(8, 30): -4, time(9, 30): 8, time(13): 10, time(15, 30): 12.5, None: -4}
    afters = {time(8): 12, time(8, 30): 12.5, time(9, 30): 13.5, time(13): 17, time(15, 30): 19.5, None: 17}
    for hearing in hearings:
        assert hearing.on is not None
        midnight = datetime.combine(hearing.on, time(0))
        for days in (7, 3, 1):
            yield hearing.label, str(days), midnight - timedelta(days=days, hours=-9)
        yield hearing.label, "0", midnight + timedelta(hours=mornings[hearing.at])
        yield hearing.label, "x", midnight + timedelta(hours=afters[hearing.at])


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from((-24, 24, -1, 1)), st.integers(1, 60)), max_size=4),
    st.sampled_from(ZONES),
)
def test_no_mark_is_sent_twice_however_the_clock_jumps(jumps: list[tuple[int, int, int]], zone: str) -> None:
    """The clock shows a wrong hour for a while and then the right one again."""
    one = replace(ONE, zone=zone)
    clock = list(every(AN_HOUR, at("2027-03-01 00:00"), at("2027-03-17 00:00")))
    for begin, hours, length in jumps:
        for n in range(begin, min(begin + length, len(clock))):
            clock[n] += timedelta(hours=hours)
    sent, _ = run(one, iter(clock))
    once = [(r.of, r.mark) for _, r in sent]
    assert len(once) == len(set(once))
    assert all(r.at <= now < r.not_after and not is_quiet(now, ZoneInfo(zone)) for now, r in sent)


@given(
    st.sampled_from(ZONES),
    st.dates(date(2027, 1, 10), date(2027, 12, 1)),
    st.none() | st.times(time(5), time(20)).map(lambda t: t.replace(microsecond=0)),
    st.sampled_from(("", *COURTS)),
)
@example("America/Phoenix", date(2027, 1, 10), time(16, 46), "saipan")  # three hours before: 14 minutes to quiet
def test_every_reminder_can_be_sent_outside_quiet_hours(zone: str, on: date, hour: time | None, court: str) -> None:
    one = replace(with_hearing(on=on, at=hour, court=court, looks=False), zone=zone)
    begin = datetime.combine(on - 9 * A_DAY, time(0), UTC)
    sent, _ = run(one, every(timedelta(minutes=15), begin, begin + 12 * A_DAY))
    assert [r.mark for _, r in sorted(sent, key=lambda s: "7310x".index(s[1].mark))] == ["7", "3", "1", "0", "x"]
    times = {r.mark: now for now, r in sent}
    hearing = datetime.combine(on, hour or time(8), PLACES.of_court(one.hearings[0], one)).astimezone(UTC)
    assert timedelta(minutes=75) <= hearing - times["0"] < timedelta(hours=14)
    assert times["x"] > hearing
