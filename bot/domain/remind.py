"""The walk before reminders: the hearing as the person knows it, whose it is, when to remind, and how openly.

Its end is the one screen that asks for consent; nothing of it is sent anywhere before.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from bot.domain.answers import Value
from bot.domain.asking import key
from bot.domain.chat import Run
from bot.domain.facts import Facts
from bot.domain.remind_screens import MENU, ZONES, hearing_values, zone_word
from bot.domain.result import urgent_line
from bot.domain.steps import Option, Step, boxes, choice, decided, ticked
from bot.domain.subscriptions import DAYS_BEFORE, Hearing
from bot.domain.values import Button, Court, Part, Screen
from bot.domain.walk import BACK, RESULT, Place, Walk

LOOKS = "looks"
TIMES = tuple(str(n) for n in DAYS_BEFORE)
UNKNOWN_ZONE = "America/New_York"


def _flags(raw: str) -> Mapping[str, Value]:
    return {"flags": ticked(raw) or (raw,)}


def _number(raw: str) -> Mapping[str, Value]:
    return {"flags": (f"number-{raw}",)}


def _times(raw: str) -> Mapping[str, Value]:
    return {"flags": tuple(f"time-{box}" for box in ticked(raw))}


def _undated(facts: Facts) -> bool:
    return facts.printed_date is None


def _ahead(facts: Facts) -> bool:
    return facts.printed_date is not None and facts.printed_date >= facts.today


def _is_wanted(facts: Facts) -> bool:
    """Whether there is anything to write about: a day that is not over, or the weekly look for one."""
    return _ahead(facts) or "nudge" in facts.flags


def _takes(facts: Facts) -> Mapping[str, Value | None]:
    """The hearing as the check knows it; the hour is that of the paper, so only with the paper's date."""
    counts = facts.date_that_counts
    if counts is None or counts < facts.today:
        return {"hearing_place": facts.hearing_place}
    at = facts.hearing_time if counts == facts.printed_date else None
    return {
        "remind_date": counts,
        "hearing_time": at.isoformat("minutes") if isinstance(at, time) else None,
        "hearing_place": facts.hearing_place,
        "hearing_kind": facts.hearing_kind,
    }


REMIND = Walk(
    "remind",
    (
        Step("remind_date", "date", (Option("to-be-set"),), key="hearing_date", checked=True),
        decided("remind_nudge", "nudge", "no-nudge", when=_undated, sets=_flags),
        Step(
            "hearing_time",
            "time",
            (Option("missing"),),
            when=_ahead,
            skip="skipped",
            checked=True,
            template="notice-check/hearing_time",
        ),
        Step(
            "hearing_place",
            "court",
            (Option("not-listed"),),
            when=_is_wanted,
            skip="skipped",
            template="notice-check/hearing_place",
        ),
        Step(
            "hearing_kind",
            "choice",
            (Option("master"), Option("individual")),
            when=_ahead,
            skip="unsure",
            template="notice-check/hearing_kind",
        ),
        decided("remind_zone", *ZONES, when=lambda facts: _is_wanted(facts) and facts.court is None, sets=_flags),
        decided("remind_whom", "me", "child", "helped", when=_is_wanted, sets=_flags),
        decided(
            "remind_number",
            *"123456789",
            when=lambda facts: not facts.flags.isdisjoint({"child", "helped"}),
            sets=_number,
        ),
        choice("remind_times", "usual", "choose", when=_ahead, sets=_flags),
        boxes("remind_days", *TIMES, LOOKS, when=lambda facts: "choose" in facts.flags, sets=_times),
        decided("remind_discreet", "discreet", "openly", when=_is_wanted, sets=_flags),
    ),
    takes=_takes,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a finished walk asks for: a hearing to remind of, the person's zone, and whether to be discreet."""

    hearing: Hearing
    zone: str
    discreet: bool


def wish_of(place: Place, today: date) -> Wish | None:
    """What the person asks for; None where the day is over, or where there is nothing to write about."""
    given = {step.id: raw for step, raw in place.counted}
    facts, on = place.facts, place.facts.printed_date
    nudged = given.get("remind_nudge") == "nudge"
    if place.open is not None or (on is not None and on < facts.today) or (on is None and not nudged):
        return None
    chosen = ticked(given.get("remind_days", "")) if given.get("remind_times") == "choose" else (*TIMES, LOOKS)
    whom = given["remind_whom"]
    hearing = Hearing(
        whom if whom == "me" else f"{whom}-{given['remind_number']}",
        on,
        facts.hearing_time if isinstance(facts.hearing_time, time) else None,
        facts.hearing_kind if facts.hearing_kind in ("master", "individual") else "",
        facts.court.id if facts.court else "",
        today,
        days=tuple(n for n in DAYS_BEFORE if str(n) in chosen),
        nudged=nudged,
        looks=LOOKS in chosen,
    )
    zone = facts.court.time_zone if facts.court else ZONES.get(given.get("remind_zone", ""), UNKNOWN_ZONE)
    return Wish(hearing, zone, given["remind_discreet"] == "discreet")


def answers_of(wish: Wish) -> Mapping[str, str]:
    """The answers that would ask for this again, without the date: to be asked for the new one alone."""
    hearing, (whom, _, number) = wish.hearing, wish.hearing.label.partition("-")
    chosen = [box for box in (*TIMES, LOOKS) if (hearing.looks if box == LOOKS else int(box) in hearing.days)]
    given = {
        "hearing_place": hearing.court or "skipped",
        "hearing_kind": hearing.kind or "unsure",
        "remind_zone": zone_word(wish.zone).replace("_", "-"),
        "remind_whom": whom,
        "remind_number": number,
        "remind_times": "choose",
        "remind_days": ",".join(chosen) or "none",
        "remind_discreet": "discreet" if wish.discreet else "openly",
    }
    return {step: raw for step, raw in given.items() if raw}


def show_consent(run: Run, place: Place, wish: Wish | None, court: Court | None) -> Screen:
    """What would be kept and sent, and the question; where there is nothing to remind of, why."""
    change = Button(key(run, RESULT, "change"), "notice-check/result", "change")
    back = Button(key(run, RESULT, BACK), "shared/buttons", "back")
    if wish is None:
        over = place.facts.printed_date is not None
        missed = (Button("g:missed", "start/menu", "missed"),) if over else ()
        parts = (*urgent_line(place.facts), Part("remind/consent", "over" if over else "no_date"))
        return Screen("remind-consent", parts, (*missed, change, back, MENU))
    values = hearing_values(wish.hearing, court, place.facts.today)
    buttons = tuple(Button(f"r:{word}:{run.nonce}", "remind/consent", word) for word in ("on", "off"))
    parts = (
        Part("remind/consent", values={"discreet": wish.discreet}),
        Part("remind/list", "line", values),
        Part("remind/consent", "kept", values),
    )
    return Screen("remind-consent", parts, (*buttons, change, back))
