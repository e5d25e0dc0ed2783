"""How a question is shown: its parts and buttons, the pickers behind a date, an hour and a court.

A button carries the run, its step and its target: `w:<nonce>:<step>:<value>`. A value that begins with `~`
only turns a page of a picker; it changes nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import date, time

from bot.domain.calendar import is_weekend
from bot.domain.chat import Run
from bot.domain.facts import Facts
from bot.domain.spots import spot_of
from bot.domain.steps import IMPOSSIBLE, NONE_TICKED, UNSURE, Step, printed_parts, real_day
from bot.domain.values import Button, Court, Part, Screen
from bot.domain.walk import BACK, DONE, KEEP, RESULT, SKIP, SURE, Place, keepable

SHARED = "shared/buttons"
ECHO = "shared/echo"
PICK = "~"
CHANGE = "change"
MORNING, EVENING = 8, 16
MONTHS = 12
DAYS = 31
YEARS_AHEAD = 4
VERY_SOON_DAYS = 1


def key(run: Run, step: str, value: str) -> str:
    """The data of a button of this run."""
    return f"w:{run.nonce}:{step}:{value}"


def template_of(walk: str, step: Step) -> str:
    """The template that holds a question's words."""
    return step.template or f"{walk}/{step.id}"


def ask(run: Run, place: Place, courts: Mapping[str, Court], *, notes: tuple[Part, ...] = ()) -> Screen:
    """The open question as it is shown: what was just understood, what is urgent, the question, its buttons."""
    step = place.open
    if step is None:
        raise ValueError("no question is open")
    said = notes if only_taken(run, place) else (*echo(place, courts), *urgent(place), *notes)
    if run.offered and all(step.accepts(raw, place.facts, courts) for raw in run.offered):
        return _choose_reading(run, place, step, courts)
    body = Part(template_of(run.walk, step), values=_values(run, place, step))
    buttons = (*_BY_KIND[step.kind](run, place, step), *_last_buttons(run, place, step, courts))
    return Screen(step.id, (*said, body), buttons, numbered=step.kind == "choice")


def only_taken(run: Run, place: Place) -> bool:
    """Whether the last answer came from the notice check, so that it was not given just now."""
    return place.last is not None and place.last[0].id in run.taken


def _values(run: Run, place: Place, step: Step) -> Mapping[str, object]:
    return {
        "facts": place.facts,
        "court": place.facts.court,
        "ticked": [i for i in step.offered(place.facts) if i in run.ticks],
    }


def echo(place: Place, courts: Mapping[str, Court]) -> tuple[Part, ...]:
    """What was understood of the last answer, where it is a date, an hour or a court that could be misread."""
    if place.last is None:
        return ()
    step, raw = place.last
    if step.kind == "court" and raw in courts:
        court = courts[raw]
        notes = (Part("courts/notes", note.replace("-", "_"), {"court": court}) for note in court.notes)
        return (Part(ECHO, "court", {"court": court}), *notes)
    if step.kind in ("date", "time") and raw not in (*step.offered(place.facts), step.skip, IMPOSSIBLE):
        return (Part(ECHO, step.id, read_back_values(raw)),)
    return ()


def read_back_values(raw: str) -> Mapping[str, object]:
    """A typed date or hour for a template: `day` or `clock`, else what the paper prints."""
    day = real_day(raw) if raw != IMPOSSIBLE else None
    clock = time.fromisoformat(raw) if ":" in raw else None
    return {"day": day, "clock": clock, "printed": printed_parts(raw)}


def urgent(place: Place) -> tuple[Part, ...]:
    """What cannot wait for the result, said as soon as it was answered."""
    if place.last is None:
        return ()
    step, facts = place.last[0], place.facts
    if step.key in ("acis_date", "hearing_date") or step.id == "hearing_date":
        near = _near(facts)
        beside = {"today": "can_wait", "tomorrow": "look"}.get(near)
        said = (Part("shared/urgent", near, {"day": facts.date_that_counts}),) if near else ()
        return (*said, Part("shared/urgent", beside)) if beside else said
    if step.id == "attended" and facts.attended == "yes" and facts.document != "removal-order":
        return (Part("shared/urgent", "was_there"),)
    if step.id == "status" and "missed" in facts.flags:
        return (Part("shared/urgent", "missed"),)
    if facts.acis == "ordered-removed" and step.id.startswith("acis"):
        return (Part("shared/urgent", "ordered"),)
    return ()


def _near(facts: Facts) -> str:
    counts = facts.date_that_counts
    if counts is None:
        return ""
    ahead = (counts - facts.today).days
    if ahead < 0:
        return "past"
    return {0: "today", VERY_SOON_DAYS: "tomorrow"}.get(ahead, "")


def _choices(run: Run, place: Place, step: Step) -> Iterator[Button]:
    for option in step.offered(place.facts):
        yield Button(key(run, step.id, option), template_of(run.walk, step), option)


def _boxes(run: Run, place: Place, step: Step) -> Iterator[Button]:
    for box in step.offered(place.facts):
        on = box in run.ticks
        yield Button(key(run, step.id, ("-" if on else "+") + box), template_of(run.walk, step), box, ticked=on)
    given = DONE if run.ticks else NONE_TICKED
    yield Button(key(run, step.id, given), SHARED, "done" if run.ticks else "none-of-these")


def _with_picker(run: Run, place: Place, step: Step) -> Iterator[Button]:
    near = step.near(place.facts) if step.near else None
    if near is not None:
        yield _near_day(key(run, step.id, near.isoformat()), near, place.facts.today)
    yield Button(key(run, step.id, PICK), SHARED, "pick-" + step.kind)
    yield from _choices(run, place, step)


def _near_day(data: str, day: date, today: date) -> Button:
    return Button(data, SHARED, "today") if day == today else Button(data, value=day)


_BY_KIND = {
    "choice": _choices,
    "ticks": _boxes,
    "date": _with_picker,
    "time": _with_picker,
    "court": _with_picker,
}


def _last_buttons(run: Run, place: Place, step: Step, courts: Mapping[str, Court]) -> Iterator[Button]:
    """I don't know, show me where, keep the answer that was set aside, back."""
    if step.skip:
        yield Button(key(run, step.id, SKIP), SHARED, UNSURE)
    if spot_of(step.id, place.facts):
        yield Button(f"s:{run.nonce}:{step.id}", SHARED, "where")
    if keepable(run, place, step, courts) is not None:
        yield Button(key(run, step.id, KEEP), SHARED, "keep", values=_kept_values(run, step, courts))
    if only_taken(run, place):
        yield Button(key(run, RESULT, CHANGE), "walk/taken", "change")
    if place.last is not None:
        yield Button(key(run, step.id, BACK), SHARED, "back")


def _kept_values(run: Run, step: Step, courts: Mapping[str, Court]) -> Mapping[str, object]:
    """What the button "keep" speaks of: a court, a day, an hour, or the words of an option."""
    raw = run.aside[step.id]
    court = courts[raw].short if step.kind == "court" and raw in courts else ""
    option = raw if raw in {o.id for o in step.options} else ""
    known = step.kind in ("date", "time") and not option and raw != step.skip
    values = read_back_values(raw) if known else {"day": None, "clock": None, "printed": None}
    return {"template": template_of(run.walk, step), "option": option, "court": court, **values}


def _choose_reading(run: Run, place: Place, step: Step, courts: Mapping[str, Court]) -> Screen:
    """One reading to confirm, or several to choose from; each spelled out."""
    one = len(run.offered) == 1
    if step.kind == "court":
        found = [courts[raw] for raw in run.offered]
        part = Part("shared/readings", "court", {"many": not one, "courts": found})
    elif one:
        values = {**read_back_values(run.offered[0]), "why": why_unusual(run.offered[0], place.facts)}
        part = Part("shared/readings", "confirm", values)
    else:
        same_day = step.kind == "date" and len({raw[4:] for raw in run.offered}) == 1
        part = Part("shared/readings", "choose", {"what": "year" if same_day else step.kind})
    buttons = (*_readings(run, step, courts, sure=one), *_other_reading(run, step))
    back = (Button(key(run, step.id, BACK), SHARED, "back"),) if place.last else ()
    return Screen(step.id, (part,), (*buttons, *back), numbered=True, values={"reading": True})


def why_unusual(raw: str, facts: Facts) -> str:
    """Why a date or an hour is read back: impossible, past, weekend, holiday or hour."""
    day = real_day(raw) if ":" not in raw and raw != IMPOSSIBLE else None
    if ":" in raw:
        return "hour"
    if day is None:
        return "impossible"
    if day < facts.today:
        return "past"
    return "weekend" if is_weekend(day) else "holiday"


def _readings(run: Run, step: Step, courts: Mapping[str, Court], *, sure: bool) -> Iterator[Button]:
    for raw in run.offered:
        if step.kind == "court":
            yield Button(key(run, step.id, raw), value=courts[raw])
        elif sure:
            yield Button(key(run, step.id, SURE + raw), SHARED, "yes-it-says-that")
        else:
            yield reading_button(key(run, step.id, raw), raw)


def _other_reading(run: Run, step: Step) -> Iterator[Button]:
    yield Button(key(run, step.id, PICK + "other"), SHARED, "none-of-these" if step.kind == "court" else "type-again")


def reading_button(data: str, raw: str) -> Button:
    """A button that spells a date or an hour out."""
    values = read_back_values(raw)
    if values["clock"] is not None:
        return Button(data, value=time.fromisoformat(raw))
    if values["day"] is not None:
        return Button(data, value=date.fromisoformat(raw))
    return Button(data, "shared/readings", "impossible", values=values)


def turn_page(run: Run, place: Place, page: str, courts: Mapping[str, Court]) -> Screen:
    """A page of the open question's picker; an unknown page is the question itself."""
    step = place.open
    if step is None:
        raise ValueError("no question is open")
    pages = {"date": _date_page, "time": _time_page, "court": _court_page}
    buttons = tuple(pages[step.kind](run, step, place.facts, page, courts)) if step.kind in pages else ()
    if not buttons:
        return ask(run, place, courts)
    part = Part("shared/pickers", step.kind, {"page": page})
    return Screen(step.id, (part,), (*buttons, to_question(run, step)))


def to_question(run: Run, step: Step) -> Button:
    """The button back to the open question."""
    return Button(key(run, step.id, PICK + "other"), SHARED, "back-to-question")


def _date_page(run: Run, step: Step, facts: Facts, page: str, _courts: Mapping[str, Court]) -> Iterator[Button]:
    """Years, then months, then days: all 31, since a paper may print a day that no calendar has."""
    if page == "":
        first = facts.today.year - YEARS_AHEAD + 1 if step.past else facts.today.year - 1
        for year in range(first, first + YEARS_AHEAD + (0 if step.past else 1)):
            yield Button(key(run, step.id, f"{PICK}{year}"), value=str(year), row=1)
    elif page.isdecimal() and len(page) == len("2027"):
        for month in range(1, MONTHS + 1):
            data = key(run, step.id, f"{PICK}{page}-{month:02}")
            yield Button(data, "shared/pickers", "month", values={"month": month}, row=1 + (month - 1) // 3)
    elif printed_parts(page + "-01"):
        for day in range(1, DAYS + 1):
            yield Button(key(run, step.id, f"{page}-{day:02}"), value=str(day), row=1 + (day - 1) // 7)


def _time_page(run: Run, step: Step, _facts: Facts, page: str, _courts: Mapping[str, Court]) -> Iterator[Button]:
    """Every half hour in which courts hear cases; another one is typed."""
    if page:
        return
    for number in range((EVENING - MORNING) * 2 + 1):
        clock = time(MORNING + number // 2, 30 * (number % 2))
        yield Button(key(run, step.id, clock.isoformat("minutes")), value=clock, row=1 + number // 2)


def _court_page(run: Run, step: Step, _facts: Facts, page: str, courts: Mapping[str, Court]) -> Iterator[Button]:
    """The states, then the courts of one; a court that closed is found by typing only."""
    shown = [c for c in courts.values() if c.status != "old"]
    if page == "":
        for number, state in enumerate(sorted({c.state for c in shown})):
            data = key(run, step.id, PICK + state)
            yield Button(data, "shared/states", state, row=1 + number // 2)
    for court in shown:
        if court.state == page:
            yield Button(key(run, step.id, court.id), value=court)
