"""The organizers' screens: all broadcasts, one of them as it stands, how it goes.

A button carries the broadcast and a deed: `b:<id>:<deed>`. That to agree carries the seal of what was looked at
besides: `b:<id>:approve.<32 digits>`. Forged data changes nothing that its sender may not change anyway.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.announcements import FIELDS, Content, lacking
from bot.domain.broadcasts import BEFORE_SENDING, ENDED, UNDER_WAY, Broadcast
from bot.domain.clinics import Clinic
from bot.domain.tallies import ACCEPTED, UNKNOWN, Tally, rounded
from bot.domain.values import Button, Court, Part, Screen
from bot.domain.zones import zone_word

HOME, DRAFT, PROGRESS = "broadcast/home", "broadcast/draft", "broadcast/progress"
SEAL_SHOWN = 32
TENTHS = 10
ALL = Button("b:home", HOME, "back")
MENU = Button("g:menu", "shared/buttons", "menu")


@dataclass(frozen=True, slots=True)
class View:
    """One broadcast and what its screens speak of; `who` looks, `people` is already rounded."""

    broadcast: Broadcast
    who: int
    people: int = 0
    few: bool = False
    end: datetime | None = None
    court: Court | None = None
    place: Clinic | None = None
    languages: tuple[str, ...] = ()
    courts: tuple[str, ...] = ()
    tally: Tally = field(default_factory=Tally)
    seal: str = ""


def broadcast_key(name: str, deed: str) -> str:
    """The data of a button of a broadcast."""
    return f"b:{name}:{deed}"


def show_home(broadcasts: tuple[Broadcast, ...]) -> Screen:
    """All broadcasts, those under way first, and the way to a new one."""
    order = sorted(broadcasts, key=lambda b: (b.state in ENDED, b.id))
    ones = tuple(
        Button(broadcast_key(b.id, "show"), HOME, "one", values={"template": b.content.template, "state": b.state})
        for b in order
    )
    parts = (Part(HOME), *(() if ones else (Part(HOME, "nothing"),)))
    return Screen("broadcasts", parts, (*ones, Button("b:new", HOME, "new"), MENU), numbered=len(ones) > 1)


def show_templates() -> Screen:
    """The approved texts, to choose one."""
    texts = tuple(Button(f"b:new:{template}", f"broadcast/{template}", "label") for template in FIELDS)
    return Screen("broadcast-texts", (Part(HOME, "which"),), (*texts, ALL))


def show_no_organizer() -> Screen:
    """That this chat has no such role."""
    return Screen("no-organizer", (Part(HOME, "not_an_organizer"),), (MENU,))


def show_broadcast(view: View, refused: str = "") -> Screen:
    """One broadcast as it stands, with what its viewer may press."""
    one = view.broadcast
    said = (Part("broadcast/refused", refused),) if refused else ()
    head = Part(DRAFT, values={"template": one.content.template, "state": one.state, "author": one.author})
    body = (*_choices(view), *_next(one)) if one.state in BEFORE_SENDING else (*_progress(view),)
    buttons = tuple(Button(broadcast_key(one.id, data), DRAFT, block) for data, block in _deeds(view))
    return Screen("broadcast-stands", (*said, head, *body), (*buttons, ALL))


def _choices(view: View) -> Iterator[Part]:
    content = view.broadcast.content
    fields = {"court": view.court, "place": view.place, "day": content.day, "hour": content.hour}
    if FIELDS[content.template]:
        yield Part(DRAFT, "text", {**fields, "lacking": bool(lacking(content))})
    audience = {"languages": view.languages, "courts": view.courts, "within": content.audience.within}
    yield Part(DRAFT, "audience", {**audience, "people": view.people, "few": view.few})
    yield Part(DRAFT, "times", _times(view, content))


def _times(view: View, content: Content) -> Mapping[str, object]:
    there = ZoneInfo(content.zone)
    start = (view.broadcast.opens or content.start) if view.broadcast.state == "waiting" else content.start
    begin, end = (moment.astimezone(there) if moment else None for moment in (start, view.end))
    return {
        "day": begin.date() if begin else None,
        "hour": begin.time().replace(second=0, microsecond=0) if begin else None,
        "zone": zone_word(content.zone),
        "lasts": content.lasts,
        "end_day": end.date() if end else None,
        "end_hour": end.time().replace(second=0, microsecond=0) if end else None,
    }


def _next(one: Broadcast) -> Iterator[Part]:
    yield Part(DRAFT, f"next_{one.state}", {"approver": one.approver} if one.state == "waiting" else {})


def _deeds(view: View) -> Iterator[tuple[str, str]]:
    """What this viewer may do now: the data of each button and the block of its label."""
    one, mine = view.broadcast, view.who == view.broadcast.author
    if one.state in BEFORE_SENDING:
        yield "see", "see"
    if mine and one.state in ("draft", "tested"):
        yield from ((f"pick.{name}", name) for name in FIELDS[one.content.template])
        yield from ((f"pick.{name}", name) for name in ("languages", "courts", "within", "start", "lasts"))
        yield "test", "test"
    if mine and one.state == "tested":
        yield "submit", "submit"
    if one.state == "submitted" and not mine:
        yield f"approve.{view.seal[:SEAL_SHOWN]}", "approve"
    if one.state == "sending":
        yield "pause", "pause"
    if one.state == "paused":
        yield "resume", "resume"
    if one.state not in ENDED and (mine or one.state not in ("draft", "tested")):
        yield "stop", "throw-away" if one.state in ("draft", "tested") else "stop"
    yield from _afterwards(view)


def _afterwards(view: View) -> Iterator[tuple[str, str]]:
    one = view.broadcast
    if not one.begun:
        return
    if view.tally.counts.get(UNKNOWN) and view.who in (one.author, one.approver) and one.state != "cancelled":
        yield "again", "again"
    yield "csv", "csv"


def _progress(view: View) -> Iterator[Part]:
    """How far it is, in words and as a bar, and every count that is not naught."""
    one, tally = view.broadcast, view.tally
    if one.state in UNDER_WAY or one.begun:
        tenths = min(TENTHS, TENTHS * tally.handled // max(1, tally.meant))
        yield Part(PROGRESS, "bar", {"tenths": tenths, "bar": "#" * tenths + "." * (TENTHS - tenths)})
    for what, number in lines_of(tally, over=one.state in ENDED):
        yield Part(PROGRESS, "line", {"what": what, "number": rounded(number), "some": number > 0})
    if one.state == "paused":
        yield Part(PROGRESS, "paused_by", {"number": one.paused_by})
    if tally.counts.get(UNKNOWN):
        yield Part(PROGRESS, "about_unknown")
    yield Part(PROGRESS, "reading")


def lines_of(tally: Tally, *, over: bool) -> Iterator[tuple[str, int]]:
    """What is told of a tally, in order: a block of broadcast/progress and a count."""
    yield "meant", tally.meant
    yield ACCEPTED, tally.counts.get(ACCEPTED, 0)
    yield from (
        (name.replace(".", "_"), number)
        for name, number in sorted(tally.counts.items())
        if number and name not in (ACCEPTED, UNKNOWN)
    )
    yield UNKNOWN, tally.counts.get(UNKNOWN, 0)
    if over:
        yield "not_reached", max(0, tally.meant - tally.handled)


def show_tested(name: str) -> Screen:
    """What comes after a test, below the test itself: else the way on would be above it, out of sight."""
    submit = Button(broadcast_key(name, "submit"), DRAFT, "submit")
    back = Button(broadcast_key(name, "show"), DRAFT, "back")
    return Screen("broadcast-test", (Part(DRAFT, "next_tested"),), (submit, back))


def show_told(name: str, block: str, values: Mapping[str, object], *, stoppable: bool = False) -> Screen:
    """What another organizer did, with a look at it, and the way to stop it while that can be done."""
    stop = (Button(broadcast_key(name, "stop"), DRAFT, "stop"),) if stoppable else ()
    look = Button(broadcast_key(name, "show"), DRAFT, "look")
    return Screen("broadcast-told", (Part("broadcast/told", block, values),), (look, *stop))
