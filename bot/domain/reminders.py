"""Which reminders are due: of a hearing, to look in ACIS again, of a deadline, to look for a date, and after it.

Everything is counted from days on the calendar, never from spans of seconds, so that no change of the clock moves a
reminder. What went out is noted by a mark at its hearing: a mark is never sent twice, whatever the clock says.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal, TypeVar

from bot.domain.subscriptions import DeadlineAhead, Hearing, Subscription
from bot.domain.values import Court

Kind = Literal["before", "look", "nudge", "deadline", "after"]
QUIET_FROM, QUIET_TO = time(21), time(8)
FIRST_HOUR, LOOK_HOUR, EVENING, NOON = time(9), time(10), time(20), time(12)
COURT_OPENS, COURT_CLOSES = time(8), time(17)  # taken for a hearing whose hour is not known
ON_THE_WAY = timedelta(hours=3)  # before the hearing, where no quiet hours are in the way
STILL_USEFUL = timedelta(minutes=90)
HEARD = timedelta(hours=4)  # after the hearing's hour people are asked how it went
WEEK = 7
OFTEN_FROM = 60  # days before the hearing; from there on twice a week
SECOND_IN_A_WEEK = 3
LAST_LOOK = 4  # nearer to the hearing every reminder says to look
DEADLINE_DAYS = (7, 1, 0)
DAYS_UNDATED = 90
NEAR = 2  # days: whoever lives far from the court has another day there
A_DAY = timedelta(days=1)
LOOK, NUDGE, AFTER = "a", "n", "x"
Zones = Callable[[str], tzinfo]
T = TypeVar("T", Hearing, DeadlineAhead)


@dataclass(frozen=True, slots=True)
class Places:
    """The courts by id, and the zones by their IANA names."""

    courts: Mapping[str, Court]
    zones: Zones

    def of_court(self, hearing: Hearing, subscription: Subscription) -> tzinfo:
        """The zone of the hearing's hour: its court's, else the person's."""
        court = self.courts.get(hearing.court)
        return self.zones(court.time_zone if court else subscription.zone)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One message that is to go out: `of` is the hearing's label or the deadline's id, `mark` names it there.

    It goes out at `at`, later where it could not, never from `not_after` on.
    """

    kind: Kind
    of: str
    mark: str
    at: datetime
    not_after: datetime


def due(subscription: Subscription, now: datetime, *, ahead: timedelta, places: Places) -> tuple[Reminder, ...]:
    """What is to go out now or within this span, and did not go out yet; nothing without the person's consent."""
    if not subscription.agreed("reminders"):
        return ()
    found = _around(subscription, now + ahead, places)
    return tuple(r for r in found if r.at <= now + ahead and r.not_after > now)


def is_quiet(now: datetime, zone: tzinfo) -> bool:
    """Whether it is between 21 and 8 o'clock there."""
    here = now.astimezone(zone).time()
    return here >= QUIET_FROM or here < QUIET_TO


def marked(subscription: Subscription, reminder: Reminder) -> Subscription:
    """The subscription with this reminder noted as sent; as it was where what it was of is gone."""
    if reminder.kind == "deadline":
        ends = tuple(_with_mark(d, reminder) if d.id == reminder.of else d for d in subscription.deadlines)
        return replace(subscription, deadlines=ends)
    hearing = subscription.hearing(reminder.of)
    return subscription if hearing is None else subscription.with_hearing(_with_mark(hearing, reminder))


def begun(subscription: Subscription, now: datetime, places: Places, *, of: str) -> Subscription:
    """The subscription with what is in the past of one hearing or deadline already noted as sent.

    Whoever subscribes late gets no old ones; what is late of the others is still to go out.
    """
    for reminder in _around(subscription, now, places):
        if reminder.of == of and reminder.at <= now:
            subscription = marked(subscription, reminder)
    return subscription


def still_kept(subscription: Subscription, now: datetime, places: Places) -> Subscription | None:
    """The subscription without what is over; None where nothing is left to keep it for.

    A hearing goes at noon of the day after it, a deadline on that day; without a date 90 days after the last tap.
    """
    zone = places.zones(subscription.zone)
    today = now.astimezone(zone).date()
    undated = (today - subscription.touched).days <= DAYS_UNDATED
    hearings = tuple(h for h in subscription.hearings if (undated if h.on is None else now < _gone(h.on, zone)))
    deadlines = tuple(d for d in subscription.deadlines if today <= d.on)
    dated = any(h.on is not None for h in hearings) or bool(deadlines)
    if not dated and not (undated and (hearings or subscription.agreed("news"))):
        return None
    if len(hearings) == len(subscription.hearings) and len(deadlines) == len(subscription.deadlines):
        return subscription
    return replace(subscription, hearings=hearings, deadlines=deadlines)


def _with_mark(one: T, reminder: Reminder) -> T:
    """With the mark; of the looks and the nudges only the last is kept, since it stands for those before it."""
    first = reminder.mark[:1]
    kept = frozenset(m for m in one.sent if m[:1] != first) if first in (LOOK, NUDGE) else one.sent
    return replace(one, sent=kept | {reminder.mark})


def _around(subscription: Subscription, now: datetime, places: Places) -> Iterator[Reminder]:
    """What may be due about now, of all that was not sent: only days next to today are looked at."""
    zone = places.zones(subscription.zone)
    today = _Day(now.astimezone(zone).date(), zone)
    for hearing in subscription.hearings:
        if hearing.on is None:
            yield from _nudges(hearing, today)
            continue
        before = (hearing.on - today.on).days
        yield from _ahead(hearing, before, today)
        if abs(before) <= NEAR:
            yield from _near(hearing, hearing.on, zone, places.of_court(hearing, subscription))
    for deadline in subscription.deadlines:
        before = (deadline.on - today.on).days
        if before in DEADLINE_DAYS and str(before) not in deadline.sent:
            yield today.reminder("deadline", deadline.id, str(before), FIRST_HOUR)


def _ahead(hearing: Hearing, before: int, today: "_Day") -> Iterator[Reminder]:
    """What goes out so many days before: a reminder, else on some days a look in ACIS."""
    if before > 0 and before in hearing.days:
        if str(before) not in hearing.sent:
            yield today.reminder("before", hearing.label, str(before), FIRST_HOUR)
    elif hearing.looks and _is_look(before) and not _looked(hearing, before):
        yield today.reminder("look", hearing.label, f"{LOOK}{before}", LOOK_HOUR)


def _near(hearing: Hearing, on: date, zone: tzinfo, there: tzinfo) -> Iterator[Reminder]:
    """What is counted from the hour of the hearing: that morning's reminder, and the question afterwards."""
    hour = _at(on, hearing.at or COURT_OPENS, there)
    if 0 in hearing.days and "0" not in hearing.sent:
        yield Reminder("before", hearing.label, "0", _morning(hour, zone), hour)
    if AFTER not in hearing.sent:
        over = hour + HEARD if hearing.at else _at(on, COURT_CLOSES, there)
        yield Reminder("after", hearing.label, AFTER, _afterwards(over, zone), _gone(on, zone))


def _morning(hour: datetime, zone: tzinfo) -> datetime:
    """Three hours before; in the evening or at night when the night is over if that is in time, else that evening.

    The last hour before the quiet ones is left free: what is late there would not go out at all.
    """
    wished = hour - ON_THE_WAY
    here = wished.astimezone(zone)
    if QUIET_TO <= here.time() <= EVENING:
        return wished
    night = here.date() if here.time() > EVENING else here.date() - A_DAY
    wakes = _at(night + A_DAY, QUIET_TO, zone)
    return wakes if wakes <= hour - STILL_USEFUL else _at(night, EVENING, zone)


def _afterwards(over: datetime, zone: tzinfo) -> datetime:
    """When the hearing is over; where that is in the last hours of the day at eight, at night the next morning."""
    here = over.astimezone(zone)
    if here.time() < QUIET_TO:
        return _at(here.date(), FIRST_HOUR, zone)
    if here.time() <= EVENING:
        return over
    evening = _at(here.date(), EVENING, zone)
    return evening if over - evening <= HEARD - STILL_USEFUL else _at(here.date() + A_DAY, FIRST_HOUR, zone)


def _nudges(hearing: Hearing, today: "_Day") -> Iterator[Reminder]:
    weeks, rest = divmod((today.on - hearing.typed).days, WEEK)
    if hearing.nudged and weeks > 0 and rest == 0 and not _marked_up_to(hearing, NUDGE, weeks):
        yield today.reminder("nudge", hearing.label, f"{NUDGE}{weeks}", LOOK_HOUR)


def _is_look(before: int) -> bool:
    """Whether to look in ACIS so many days before: once a week, from 60 days before twice."""
    if before < LAST_LOOK:
        return False
    return before % WEEK == 0 or (before <= OFTEN_FROM and before % WEEK == SECOND_IN_A_WEEK)


def _looked(hearing: Hearing, before: int) -> bool:
    return any(int(m[1:]) <= before for m in hearing.sent if m[:1] == LOOK)


def _marked_up_to(hearing: Hearing, kind: str, number: int) -> bool:
    return any(int(m[1:]) >= number for m in hearing.sent if m[:1] == kind)


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of the person's calendar: what goes out on it is worth sending until its quiet hours."""

    on: date
    zone: tzinfo

    def reminder(self, kind: Kind, of: str, mark: str, hour: time) -> Reminder:
        return Reminder(kind, of, mark, _at(self.on, hour, self.zone), _at(self.on, QUIET_FROM, self.zone))


def _gone(on: date, zone: tzinfo) -> datetime:
    """When a hearing of this day is deleted."""
    return _at(on + A_DAY, NOON, zone)


def _at(day: date, clock: time, zone: tzinfo) -> datetime:
    """That hour there, in UTC: moments of one zone are compared by their clocks, wrong where those change."""
    return datetime.combine(day, clock, zone).astimezone(UTC)
