"""What a broadcast may say and to whom: approved templates with typed fields, an audience, times. No free text."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from bot.domain.values import Court

LOOK_AGAIN, COURT_MOVED, CLINIC, COURT_STATUS = "look-again", "court-moved", "clinic", "court-status"
FIELDS: Mapping[str, tuple[str, ...]] = {
    LOOK_AGAIN: (),
    COURT_MOVED: ("court",),
    CLINIC: ("place", "day", "hour"),
    COURT_STATUS: ("court",),
}
"""The approved templates, and the fields that each of them has."""
MOVED = ("moved-", "closing-")  # what the notes of a court that moves begin with
WITHIN = (7, 14, 30, 60)  # days to a hearing
LASTS = (6, 24, 72)  # hours after the start, then nothing goes out any more
CLINIC_DAYS = 14
CLINIC_HOURS = tuple(time(hour) for hour in range(8, 21))


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is meant; what is empty or 0 excludes nobody. `within`: a hearing in so many days."""

    languages: tuple[str, ...] = ()
    courts: tuple[str, ...] = ()
    within: int = 0


@dataclass(frozen=True, slots=True)
class Reader:
    """What an audience asks about a person: the language, and each hearing to come with its court."""

    language: str
    hearings: tuple[tuple[str, date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """One broadcast as it was put together. `start` None: as soon as it may; `lasts` in hours from the start.

    `court` and `place` are ids. `zone` is the IANA name that the organizer chose the start in.
    """

    template: str
    court: str = ""
    place: str = ""
    day: date | None = None
    hour: time | None = None
    audience: Audience = Audience()
    start: datetime | None = None
    zone: str = "America/New_York"
    lasts: int = 24


def lacking(content: Content) -> tuple[str, ...]:
    """The fields that are not filled in yet."""
    return tuple(name for name in FIELDS[content.template] if not getattr(content, name))


def may_be_named(template: str, court: Court) -> bool:
    """Whether this court fits the template: one that moved has to be so in the courts' data."""
    return template != COURT_MOVED or any(note.startswith(MOVED) for note in court.notes)


def includes(audience: Audience, reader: Reader, today: date) -> bool:
    """Whether the person is meant; one and the same hearing has to fit the court and the days."""
    if audience.languages and reader.language not in audience.languages:
        return False
    if not audience.courts and not audience.within:
        return True
    return any(_fits(audience, court, day, today) for court, day in reader.hearings)


def _fits(audience: Audience, court: str, day: date | None, today: date) -> bool:
    if audience.courts and court not in audience.courts:
        return False
    return not audience.within or (day is not None and today <= day <= today + timedelta(days=audience.within))


def seal_of(content: Content, texts: Mapping[str, str]) -> str:
    """What an approval is bound to: SHA-256 of the content and of its exact text in every language, 64 digits."""
    told = [repr(content), *(repr(pair) for pair in sorted(texts.items()))]
    return sha256("\n".join(told).encode()).hexdigest()
