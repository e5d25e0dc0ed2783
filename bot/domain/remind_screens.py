"""Reminders as screens: what goes out by itself, what is kept, what was stopped; and the buttons under them.

A button is `r:<what>` or `r:<what>:<about>`; it says what it makes true, so that a second press changes nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.domain.reminders import Reminder
from bot.domain.subscriptions import DAYS_BEFORE, Hearing, Subscription
from bot.domain.values import Button, Court, Part, Screen

MESSAGE, LIST, HEARING, LABELS = "remind/message", "remind/list", "remind/hearing", "remind/labels"
SHARED = "shared/buttons"
MENU = Button("g:menu", SHARED, "menu")
BLOCKS: Mapping[str, str] = {"before": "hearing", "look": "look", "nudge": "nudge", "after": "after"}
ZONES: Mapping[str, str] = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "arizona": "America/Phoenix",
    "pacific": "America/Los_Angeles",
    "hawaii": "Pacific/Honolulu",
    "puerto-rico": "America/Puerto_Rico",
    "saipan": "Pacific/Saipan",
}
Courts = Mapping[str, Court]


def show_reminder(subscription: Subscription, reminder: Reminder, courts: Courts, today: date) -> Screen:
    """The message of a reminder: a discreet one tells nothing on a locked phone, and opens by a button."""
    if not subscription.discreet:
        return show_opened(subscription, reminder.kind, reminder.of, courts, today=today)
    show = Button(f"r:show:{reminder.kind}.{reminder.of}", MESSAGE, "show")
    return Screen("reminder", (Part(MESSAGE, "discreet"), Part(MESSAGE, "stop")), (show, _stop()))


def show_opened(subscription: Subscription, kind: str, of: str, courts: Courts, *, today: date) -> Screen:
    """What a reminder says: of a deadline, of a hearing; where it is not kept any more, that it is not."""
    deadline = next((d for d in subscription.deadlines if d.id == of), None)
    hearing = subscription.hearing(of)
    if kind == "deadline" and deadline is not None:
        part = Part(MESSAGE, "deadline", {"template": f"dates/{of}", "on": deadline.on, "today": today})
        return Screen("reminder", (part, Part(MESSAGE, "stop")), (_seen(), _stop()))
    if hearing is None or kind not in BLOCKS:
        return show_gone()
    parts = tuple(_said(kind, hearing, courts.get(hearing.court), today))
    return Screen("reminder", (*parts, Part(MESSAGE, "stop")), tuple(_beside(kind, hearing)))


def _said(kind: str, hearing: Hearing, court: Court | None, today: date) -> Iterator[Part]:
    values = hearing_values(hearing, court, today)
    yield Part(MESSAGE, BLOCKS[kind], values)
    if kind != "after":
        yield Part(MESSAGE, "where", values)
    if kind == "before":
        yield Part("general/go")


def _beside(kind: str, hearing: Hearing) -> Iterator[Button]:
    if kind == "after":
        yield Button(f"r:moved:{hearing.label}", MESSAGE, "new-date")
        yield Button(f"r:missed:{hearing.label}", MESSAGE, "missed")
        yield Button(f"r:done:{hearing.label}", MESSAGE, "finished")
    else:
        yield _seen()
        yield Button(f"r:moved:{hearing.label}", MESSAGE, "moved" if hearing.on else "found")
        if kind == "before":
            yield Button("r:plan", "remind/plan", "ask")
    yield _stop()


def hearing_values(hearing: Hearing, court: Court | None, today: date) -> Mapping[str, object]:
    """What the words of a hearing speak of."""
    whom, _, number = hearing.label.partition("-")
    return {
        "whom": whom,
        "number": number,
        "on": hearing.on,
        "at": hearing.at,
        "kind": hearing.kind,
        "court": court,
        "typed": hearing.typed,
        "ahead": None if hearing.on is None else (hearing.on - today).days,
        "days": hearing.days,
        "looks": hearing.looks,
    }


def _seen() -> Button:
    return Button("r:seen", MESSAGE, "seen")


def _stop() -> Button:
    return Button("r:stop", MESSAGE, "stop_button")


def show_said(what: str) -> Screen:
    """That a press was understood: seen, the plan, finished, no, not kept any more."""
    return Screen("remind-said", (Part("remind/said", what),), (Button("r:list", LIST, "title"), MENU))


def show_due_question(nonce: str, deadline: str) -> Screen:
    """Whether to be reminded of a deadline: what is kept for it is said before the yes."""
    yes = Button(f"r:dueon:{nonce}.{deadline}", "remind/consent", "on")
    no = Button(f"r:off:{nonce}", "remind/consent", "off")
    heading = Part("shared/heading", values={"template": f"dates/{deadline}", "values": {}})
    return Screen("remind-said", (heading, Part("remind/said", "due_ask")), (yes, no))


def show_gone() -> Screen:
    """That nothing is kept of what a message spoke of."""
    return show_said("gone")


def show_plan() -> Screen:
    """The questions to plan with; what is answered is only in the person's mind."""
    return Screen("remind-plan", (Part("remind/plan"),), (Button("r:seen", "remind/plan", "ready"), MENU))


def show_on(*, news: bool) -> Screen:
    """Reminders are on: what to think of now, and the question whether organizers may write, a consent of its own."""
    if news:
        buttons = (Button("r:plan", "remind/plan", "ask"), Button("r:list", LIST, "title"), MENU)
        return Screen("remind-on", (Part("remind/said", "on"),), buttons)
    yes_no = tuple(Button(f"r:news:{word}", "remind/news", word) for word in ("no", "yes"))
    return Screen("remind-on", (Part("remind/said", "on"), Part("remind/news")), yes_no)


def lines_of(subscription: Subscription, courts: Courts, today: date) -> tuple[Part, ...]:
    """Everything a subscription holds, a line each."""
    hearings = (Part(LIST, "line", hearing_values(h, courts.get(h.court), today)) for h in subscription.hearings)
    ends = (
        Part(LIST, "deadline", {"template": f"dates/{d.id}", "on": d.on, "today": today})
        for d in subscription.deadlines
    )
    beside = {
        "discreet": subscription.discreet,
        "zone": zone_word(subscription.zone),
        "news": subscription.agreed("news"),
    }
    return (*hearings, *ends, Part(LIST, "beside", beside))


def show_list(subscription: Subscription | None, courts: Courts, today: date) -> Screen:
    """All that is kept for reminders, and how to change it."""
    new = Button("g:remind", "start/menu", "remind")
    if subscription is None:
        return Screen("reminders", (Part(LIST, "nothing"),), (new, MENU))
    hearings = tuple(
        Button(f"r:h:{h.label}", LABELS, "of", values=hearing_values(h, None, today)) for h in subscription.hearings
    )
    discreet = Button(f"r:discreet:{'no' if subscription.discreet else 'yes'}", LIST, "change-discreet")
    news = Button(f"r:news:{'no' if subscription.agreed('news') else 'yes'}", LIST, "change-news")
    changes = (discreet, Button("r:zones", LIST, "change-zone"), news)
    parts = (Part(LIST), *lines_of(subscription, courts, today))
    return Screen("reminders", parts, (*hearings, new, *changes, _stop(), MENU))


def show_hearing(hearing: Hearing, courts: Courts, today: date) -> Screen:
    """One hearing: its date, and the times of its reminders as boxes."""
    values = hearing_values(hearing, courts.get(hearing.court), today)
    moved = Button(f"r:moved:{hearing.label}", MESSAGE, "moved" if hearing.on else "found")
    ends = Button(f"r:end:{hearing.label}", HEARING, "end")
    back = Button("r:list", LIST, "title")
    boxes = tuple(_boxes(hearing)) if hearing.on else ()
    return Screen("reminder-times", (Part(LIST, "line", values), Part(HEARING)), (*boxes, moved, ends, back))


def _boxes(hearing: Hearing) -> Iterator[Button]:
    for days in DAYS_BEFORE:
        on = days in hearing.days
        yield Button(f"r:days:{hearing.label}.{'-' if on else '+'}{days}", HEARING, f"{days}", ticked=on)
    sign = "-" if hearing.looks else "+"
    yield Button(f"r:days:{hearing.label}.{sign}looks", HEARING, "looks", ticked=hearing.looks)


def show_zones() -> Screen:
    """The zones to choose from: quiet hours are the person's own."""
    zones = tuple(Button(f"r:zone:{zone}", "shared/zones", zone) for zone in ZONES)
    return Screen("reminder-zones", (Part("remind/zones"),), (*zones, Button("r:list", LIST, "title")))


def zone_word(zone: str) -> str:
    """The block of shared/zones that says this zone; Eastern for one that stands nowhere else."""
    known = {name: word for word, name in ZONES.items()}
    return known.get(zone, "eastern").replace("-", "_")


def show_stop(subscription: Subscription | None, today: date) -> Screen:
    """What can be stopped: everything, or one."""
    if subscription is None:
        return Screen("stop", (Part("start/stop", "nothing"),), (MENU,))
    every = Button("r:stop:all", "start/stop", "all")
    one = tuple(
        Button(f"r:end:{h.label}", LABELS, "of", values=hearing_values(h, None, today)) for h in subscription.hearings
    )
    news = (Button("r:news:no", "remind/news", "stop"),) if subscription.agreed("news") else ()
    return Screen("stop", (Part("start/stop", "which"),), (every, *one, *news, MENU))


def show_stopped(*, was: bool, resume: bool) -> Screen:
    """Everything is stopped and deleted, or nothing was there; a walk that is open can go on."""
    go_on = (Button("g:resume", "start/menu", "go-on"),) if resume else ()
    return Screen("stop", (Part("start/stop", "body" if was else "nothing"),), (*go_on, MENU))
