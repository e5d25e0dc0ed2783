"""Choosing what a broadcast says and to whom: every choice is a button, nothing is typed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.announcements import (
    CLINIC_DAYS,
    CLINIC_HOURS,
    LASTS,
    WITHIN,
    Content,
    may_be_named,
)
from bot.domain.broadcast_screens import broadcast_key
from bot.domain.clinics import Clinic
from bot.domain.values import Button, Court, Part, Screen
from bot.domain.zones import CHOSEN_ZONES

CHOOSE, DRAFT = "broadcast/choose", "broadcast/draft"
START_DAYS = 7
FEW_COURTS = 8  # shown without their states
MOST_COURTS = 8  # in one audience: they have to fit the screen


@dataclass(frozen=True, slots=True)
class Options:
    """What there is to choose from: the courts, the confirmed clinics, the languages by their own names, today."""

    courts: Mapping[str, Court]
    clinics: Mapping[str, Clinic]
    languages: Mapping[str, str]
    today: date


def show_choice(name: str, content: Content, wanted: str, options: Options) -> Screen:
    """The buttons for one field; `wanted` is its name, with a page behind a dot where there are several."""
    field, _, page = wanted.partition(".")
    block, values, buttons = PAGES[field](name, content, page, options)
    back = Button(broadcast_key(name, "show"), DRAFT, "back")
    return Screen("broadcast-choice", (Part(CHOOSE, block, values),), (*buttons, back))


Page = tuple[str, Mapping[str, object], tuple[Button, ...]]


def _set(name: str, field: str, value: str) -> str:
    return broadcast_key(name, f"={field}={value}")


def _court(name: str, content: Content, page: str, options: Options) -> Page:
    named = [c for c in options.courts.values() if c.status != "old" and may_be_named(content.template, c)]
    return "court", {}, tuple(_court_buttons(name, "court", named, page))


def _courts(name: str, content: Content, page: str, options: Options) -> Page:
    chosen = content.audience.courts
    return "courts", {}, tuple(_court_buttons(name, "courts", options.courts.values(), page, chosen))


def _court_buttons(
    name: str, field: str, courts: Iterable[Court], page: str, chosen: tuple[str, ...] | None = None
) -> Iterator[Button]:
    """The states, then the courts of one; all at once where they are few."""
    shown = list(courts)
    few = len(shown) <= FEW_COURTS
    if not page and not few:
        for number, state in enumerate(sorted({c.state for c in shown})):
            yield Button(broadcast_key(name, f"pick.{field}.{state}"), "shared/states", state, row=1 + number // 2)
    for court in shown:
        if few or court.state == page:
            ticked = None if chosen is None else court.id in chosen
            yield Button(_set(name, field, ("-" if ticked else "+") + court.id), value=court, ticked=ticked)


def _place(name: str, _content: Content, _page: str, options: Options) -> Page:
    clinics = options.clinics.values()
    buttons = (Button(_set(name, "place", c.id), "team/clinics", "one", values={"place": c}) for c in clinics)
    return "place", {}, tuple(buttons)


def _day(name: str, _content: Content, _page: str, options: Options) -> Page:
    days = [options.today + timedelta(days=n) for n in range(1, CLINIC_DAYS + 1)]
    return "day", {}, tuple(Button(_set(name, "day", day.isoformat()), value=day) for day in days)


def _hour(name: str, _content: Content, _page: str, _options: Options) -> Page:
    hours = tuple(Button(_set(name, "hour", at.isoformat("minutes")), value=at) for at in CLINIC_HOURS)
    return "hour", {}, hours


def _languages(name: str, content: Content, _page: str, options: Options) -> Page:
    chosen = content.audience.languages
    buttons = tuple(
        Button(_set(name, "languages", ("-" if code in chosen else "+") + code), value=native, ticked=code in chosen)
        for code, native in options.languages.items()
    )
    return "languages", {}, buttons


def _within(name: str, _content: Content, _page: str, _options: Options) -> Page:
    days = tuple(Button(_set(name, "within", str(n)), CHOOSE, "days", values={"days": n}) for n in WITHIN)
    return "within", {}, (*days, Button(_set(name, "within", "0"), CHOOSE, "any"))


def _start(name: str, _content: Content, page: str, options: Options) -> Page:
    """The zone, then the day there, then the hour; or as soon as it may."""
    word, _, day = page.partition(".")
    if word not in CHOSEN_ZONES:
        zones = (
            Button(broadcast_key(name, f"pick.start.{word}"), CHOOSE, "zone", values={"zone": word})
            for word in CHOSEN_ZONES
        )
        return "start", {}, (Button(_set(name, "start", "now"), CHOOSE, "now"), *zones)
    if not day:
        days = [options.today + timedelta(days=n) for n in range(START_DAYS)]
        buttons = (Button(broadcast_key(name, f"pick.start.{word}.{d.isoformat()}"), value=d) for d in days)
        return "start_day", {"zone": word}, tuple(buttons)
    hours = (Button(_set(name, "start", f"{word}.{day}T{at:%H}"), value=at) for at in CLINIC_HOURS)
    return "start_hour", {"zone": word}, tuple(hours)


def _lasts(name: str, _content: Content, _page: str, _options: Options) -> Page:
    return (
        "lasts",
        {},
        tuple(Button(_set(name, "lasts", str(n)), CHOOSE, "hours", values={"hours": n}) for n in LASTS),
    )


PAGES: Mapping[str, Callable[[str, Content, str, Options], Page]] = {
    "court": _court,
    "courts": _courts,
    "place": _place,
    "day": _day,
    "hour": _hour,
    "languages": _languages,
    "within": _within,
    "start": _start,
    "lasts": _lasts,
}


def chosen(content: Content, field: str, value: str, options: Options) -> Content:
    """The content with one field set; the same where the value is none of the choices, as in a forged button."""
    try:
        return SETTERS[field](content, value, options)
    except (KeyError, ValueError):
        return content


def _among(value: str, known: Iterable[object]) -> str:
    if value not in {str(one) for one in known}:
        raise ValueError(value)
    return value


def _toggled(before: tuple[str, ...], value: str, known: Iterable[str]) -> tuple[str, ...]:
    sign, one = value[:1], _among(value[1:], known)
    rest = tuple(sorted(other for other in before if other != one))
    return rest if sign == "-" else tuple(sorted((*rest, one)))


def _with_court(content: Content, value: str, options: Options) -> Content:
    court = options.courts[value.removeprefix("+")]
    return replace(content, court=court.id) if may_be_named(content.template, court) else content


def _with_start(content: Content, value: str, options: Options) -> Content:
    if value == "now":
        return replace(content, start=None)
    word, _, told = value.partition(".")
    zone = CHOSEN_ZONES[word]
    start = datetime.strptime(told, "%Y-%m-%dT%H").replace(tzinfo=ZoneInfo(zone))
    if not 0 <= (start.date() - options.today).days <= START_DAYS:
        return content
    return replace(content, start=start.astimezone(ZoneInfo("UTC")), zone=zone)


def _with_day(content: Content, value: str, options: Options) -> Content:
    day = date.fromisoformat(value)
    return replace(content, day=day) if 0 < (day - options.today).days <= CLINIC_DAYS else content


def _audience(content: Content, **changed: object) -> Content:
    return replace(content, audience=replace(content.audience, **changed))  # type: ignore[arg-type]


SETTERS: Mapping[str, Callable[[Content, str, Options], Content]] = {
    "court": _with_court,
    "place": lambda c, value, o: replace(c, place=_among(value, o.clinics)),
    "day": _with_day,
    "hour": lambda c, value, _: replace(
        c, hour=time.fromisoformat(_among(value, (h.isoformat("minutes") for h in CLINIC_HOURS)))
    ),
    "languages": lambda c, value, o: _audience(c, languages=_toggled(c.audience.languages, value, o.languages)),
    "courts": lambda c, value, o: _audience(c, courts=_toggled(c.audience.courts, value, o.courts)[:MOST_COURTS]),
    "within": lambda c, value, _: _audience(c, within=int(_among(value, (0, *WITHIN)))),
    "start": _with_start,
    "lasts": lambda c, value, _: replace(c, lasts=int(_among(value, LASTS))),
}


def is_possible(content: Content, options: Options) -> bool:
    """Whether what it names is still so: the court fits, the clinic is confirmed, its day is not over."""
    court = options.courts.get(content.court)
    if content.court and (court is None or not may_be_named(content.template, court)):
        return False
    if content.place and content.place not in options.clinics:
        return False
    return content.day is None or content.day >= options.today
