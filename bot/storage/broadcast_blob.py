"""A broadcast and how far it has come, as the bytes that are sealed: compact JSON with a version."""

from datetime import date, datetime, time
from typing import Any

import orjson

from bot.domain.announcements import Audience, Content
from bot.domain.broadcasts import Broadcast
from bot.domain.courses import Course

VERSION = 1


def pack(broadcast: Broadcast, course: Course) -> bytes:
    """Both as bytes, without id and revision, which are columns."""
    b, c = broadcast, broadcast.content
    a = c.audience
    return orjson.dumps(
        [
            VERSION,
            [b.author, b.state, b.seal, b.approver, _told(b.opens), _told(b.until), _told(b.begun), b.paused_by],
            [c.template, c.court, c.place, _told(c.day), _told(c.hour), _told(c.start), c.zone, c.lasts],
            [a.languages, a.courts, a.within],
            [course.zones, {z: at.hex() for z, at in course.cursors.items()}, sorted(course.over)],
            [course.made.isoformat(), course.meant, [*course.shown.items()]],
        ]
    )


def unpack(blob: bytes, name: str, revision: int) -> tuple[Broadcast, Course]:
    """The broadcast of this id and its course; raises ValueError where the bytes are of another version, or none."""
    version, *fields = orjson.loads(blob)
    if version != VERSION:
        raise ValueError("a broadcast of another version")
    stand, content, audience, way, counted = fields
    author, state, seal, approver, opens, until, begun, paused_by = stand
    broadcast = Broadcast(
        name,
        author,
        _content(content, audience),
        state=state,
        seal=seal,
        approver=approver,
        opens=_moment(opens),
        until=_moment(until),
        begun=_moment(begun),
        paused_by=paused_by,
        revision=revision,
    )
    return broadcast, _course(way, counted)


def _content(content: list[Any], audience: list[Any]) -> Content:
    template, court, place, day, hour, start, zone, lasts = content
    languages, courts, within = audience
    return Content(
        template,
        court,
        place,
        date.fromisoformat(day) if day else None,
        time.fromisoformat(hour) if hour else None,
        Audience(tuple(languages), tuple(courts), within),
        start=_moment(start),
        zone=zone,
        lasts=lasts,
    )


def _course(way: list[Any], counted: list[Any]) -> Course:
    zones, cursors, over = way
    made, meant, shown = counted
    at = {zone: bytes.fromhex(row) for zone, row in cursors.items()}
    return Course(tuple(zones), at, frozenset(over), meant, date.fromisoformat(made), dict(shown))


def _told(value: date | time | None) -> str:
    return value.isoformat() if value is not None else ""


def _moment(told: str) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
