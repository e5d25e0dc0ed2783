"""The result of a notice check as screens: the list, each finding, the dates, what could not be seen."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time

from bot.domain.asking import ECHO, key, read_back_values, template_of, to_question
from bot.domain.chat import Run
from bot.domain.deadlines import Deadline, find_deadlines
from bot.domain.defects import find_defects
from bot.domain.facts import Facts
from bot.domain.findings import OBJECT, Finding
from bot.domain.grounds import Ground, find_grounds
from bot.domain.steps import IMPOSSIBLE, Step, ticked
from bot.domain.values import Button, Court, Part, Screen
from bot.domain.walk import BACK, EDIT, RESULT, Place

OPEN, LAW = "f.", "law."
ASK = "count"  # the page that asks whether the check may be counted
LABELS = "notice-check/result"
FREE_HELP = "findhelp/lawyers"
FOLDERS: Mapping[str, str] = {"more-time": "reasons", "missed-hearing": "grounds"}
ALL_CLEAR = "nothing"
A_PAGE = 10
ZONES: Mapping[str, str] = {
    "America/Denver": "mountain",
    "America/Phoenix": "arizona",
    "America/Indiana/Indianapolis": "eastern",
    "America/Kentucky/Louisville": "eastern",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything a finished walk says, without words."""

    facts: Facts
    findings: tuple[Finding, ...]
    deadlines: tuple[Deadline, ...]
    not_known: tuple[Step, ...] = ()
    grounds: tuple[Ground, ...] = ()

    @property
    def values(self) -> Mapping[str, object]:
        """What the words of a finding may speak of."""
        facts = self.facts
        return {
            "facts": facts,
            "court": facts.court,
            "order": facts.order_may_exist,
            "objection_open": facts.objection_open,
            "counts": facts.date_that_counts,
            "today": facts.today,
        }


def outcome_of(place: Place) -> Outcome:
    """What the finished walk says."""
    facts = place.facts
    return Outcome(facts, find_defects(facts), find_deadlines(facts), place.not_known, find_grounds(facts))


def ground_template(outcome: Outcome, ground: str) -> str:
    """The template of a ground: a reason for more time, or a ground for reopening."""
    return f"{FOLDERS[outcome.facts.walk]}/{ground}"


def is_call_in(facts: Facts) -> bool:
    """Whether the paper calls to ICE, where "go to every hearing" is not said."""
    return facts.document == "other-paper" and facts.other_kind == "ice-check-in"


def urgent_line(facts: Facts) -> tuple[Part, ...]:
    """The one line that comes first, where something cannot wait: a hearing now, then an order, then a miss."""
    counts = facts.date_that_counts
    if counts is not None and 0 <= (counts - facts.today).days <= 1:
        return (Part("shared/urgent", "today" if counts == facts.today else "tomorrow", {"day": counts}),)
    if is_call_in(facts):  # its own words begin with "talk to a lawyer"
        return ()
    if facts.order_may_exist:
        return (Part("shared/urgent", _kind_of_order(facts)),)
    return (Part("shared/urgent", "missed"),) if "missed" in facts.flags else ()


def _kind_of_order(facts: Facts) -> str:
    """How sure an order is: on paper, told or shown, or only to be feared since a day is over."""
    if facts.document == "removal-order":
        return "order_in_hand"
    return "ordered" if facts.acis == "ordered-removed" or facts.ordered == "yes" else "past"


def say_aloud(facts: Facts) -> Part:
    """The sentence that can be said aloud: when and where to go."""
    counts = facts.date_that_counts
    if is_call_in(facts):
        ahead = counts is not None and counts >= facts.today
        return Part(LABELS, "call_in", {"day": counts if ahead else None})
    if counts is None or counts < facts.today:
        return Part(LABELS, "no_day")
    printed = facts.printed_date
    other = printed if printed is not None and printed > counts else None
    clock = facts.hearing_time if counts == printed and isinstance(facts.hearing_time, time) else None
    trap = facts.court is not None and facts.court.time_zone_trap
    values = {
        "day": counts,
        "clock": clock,
        "asks_hour": facts.walk == "notice-check",  # the other walks do not
        "court": facts.court,
        "other": other,
        "from_acis": counts != printed,
        "zone": ZONES[facts.court.time_zone] if facts.court is not None and trap else "",
    }
    return Part(LABELS, "say_aloud", values)


def show_result(run: Run, outcome: Outcome, *, checked: date, old: bool) -> Screen:
    """The list: the urgent line, the sentence, the findings as buttons, and what always stands there."""
    values = {**outcome.values, "found": len(outcome.findings), "checked": checked, "old": old}
    nothing = () if outcome.findings else (Part(LABELS, "nothing"),)
    parts = (
        *urgent_line(outcome.facts),
        say_aloud(outcome.facts),
        *((Part(LABELS, "found", values),) if outcome.findings else nothing),
        *(() if is_call_in(outcome.facts) else (Part("general/go"),)),
        Part(LABELS, "body", values),
    )
    return Screen("result", parts, tuple(_result_buttons(run, outcome)))


def _result_buttons(run: Run, outcome: Outcome) -> Iterator[Button]:
    for number, finding in enumerate(f.id for f in outcome.findings):
        data = key(run, RESULT, OPEN + finding)
        yield Button(data, f"findings/{finding}", "title", values={**outcome.values, "number": number})
    if not outcome.findings:
        yield Button(key(run, RESULT, OPEN + ALL_CLEAR), f"findings/{ALL_CLEAR}", "title", values=outcome.values)
    yield Button(f"p:{run.nonce}:list", LABELS, "papers")
    for page in ("dates", "acis", "unseen", "free-help", "text", "change"):
        yield Button(key(run, RESULT, page), LABELS, page)
    if outcome.facts.date_that_counts is None or outcome.facts.date_that_counts >= outcome.facts.today:
        yield Button("g:remind", "start/menu", "remind")
    for entry in _goes_on_with(outcome.facts):
        yield Button(f"g:{entry}", "start/menu", entry)
    if not run.asked:
        yield Button(key(run, RESULT, ASK), LABELS, "count")
    yield Button(_way_out(run, "paper", f"g:new.{run.nonce}"), LABELS, "another-paper")
    yield Button(key(run, RESULT, BACK), "shared/buttons", "back")
    yield Button(_way_out(run, "menu", "g:menu"), "shared/buttons", "menu")


def _way_out(run: Run, name: str, data: str) -> str:
    """What a button does that leaves the result: once, it leads to the question whether to count the check."""
    return data if run.asked else key(run, RESULT, f"{ASK}.{name}")


def _goes_on_with(facts: Facts) -> Iterator[str]:
    """The walks that take up what the check found: a hearing that was missed, a hearing that is to come."""
    counts = facts.date_that_counts
    if not is_call_in(facts) and (facts.order_may_exist or "missed" in facts.flags):
        yield "missed"
    if counts is not None and counts >= facts.today:
        yield "more-time"


def to_result(run: Run) -> Button:
    """The button back to the result."""
    return Button(key(run, RESULT, "list"), "shared/buttons", "to-result")


def show_finding(run: Run, outcome: Outcome, finding: str) -> Screen | None:
    """One finding: what it is, why it matters, what people usually do; None where it was not found."""
    found = next((f for f in outcome.findings if f.id == finding), None)
    if found is None and not (finding == ALL_CLEAR and not outcome.findings):
        return None
    severity = found.severity if found else ()
    parts = finding_parts(outcome, finding, severity)
    objection = (Button(key(run, RESULT, "objection"), LABELS, "objection"),) if OBJECT in severity else ()
    scam = (Button("g:scam", "start/menu", "scam"),) if finding == "money-asked" else ()
    authority = (_law(run, OPEN + finding),) if found is None else _own_law(run, found)
    return Screen("finding", parts, (*scam, *objection, *authority, to_result(run)))


def finding_parts(outcome: Outcome, finding: str, severity: tuple[str, ...]) -> tuple[Part, ...]:
    """The words of one finding, and whether an objection can still be made."""
    template = f"findings/{finding}"
    values = outcome.values
    heading = Part("shared/heading", values={"template": template, "values": values})
    parts = (heading, Part(template, "why", values), Part(template, "do", values))
    if OBJECT not in severity:
        return parts
    still = {True: "open", False: "late", None: "unknown"}[outcome.facts.objection_open]
    return (*parts, Part(LABELS, "objection_" + still, values))


def show_page(run: Run, outcome: Outcome, page: str) -> Screen | None:
    """One of the pages behind the list; None for an unknown one."""
    pages: Mapping[str, Callable[[Run, Outcome], Screen]] = {
        "dates": _dates,
        "unseen": _unseen,
        "objection": _objection,
        "acis": _acis,
        "free-help": _free_help,
    }
    return pages[page](run, outcome) if page in pages else None


def _acis(run: Run, _: Outcome) -> Screen:
    return Screen("acis", (Part("general/acis"),), (_law(run, "acis"), to_result(run)))


def _free_help(run: Run, outcome: Outcome) -> Screen:
    heading = Part("shared/heading", values={"template": FREE_HELP, "values": {}})
    part = Part(FREE_HELP, values={"court": outcome.facts.court})
    return Screen("free-help", (heading, part), (_law(run, "free-help"), to_result(run)))


def _own_law(run: Run, finding: Finding) -> tuple[Button, ...]:
    return (Button(key(run, RESULT, LAW + finding.id), LABELS, "law"),) if finding.authorities else ()


def _law(run: Run, page: str) -> Button:
    return Button(key(run, RESULT, LAW + page), "shared/buttons", "law")


def _objection(run: Run, outcome: Outcome) -> Screen:
    still = {True: "open", False: "late", None: "unknown"}[outcome.facts.objection_open]
    parts = (Part("findings/objection", still, outcome.values), Part("findings/objection", "limits", outcome.values))
    return Screen("objection", parts, (_law(run, "objection"), to_result(run)))


def _dates(run: Run, outcome: Outcome) -> Screen:
    """What has no day, then each day with the nearest first."""
    dates = sorted(outcome.deadlines, key=lambda d: d.on or date.min)
    parts = tuple(Part("shared/date_line", values=date_values(d, outcome.facts)) for d in dates)
    buttons = tuple(Button(key(run, RESULT, "d." + d.id), f"dates/{d.id}", "title") for d in dates)
    return Screen("dates", (Part(LABELS, "dates_head"), *parts), (*buttons, to_result(run)))


def show_date(run: Run, outcome: Outcome, deadline: str) -> Screen | None:
    """One date that matters: what it is and how it is counted; None where it does not apply."""
    found = next((d for d in outcome.deadlines if d.id == deadline), None)
    if found is None:
        return None
    today = outcome.facts.today
    template = f"dates/{found.id}"
    parts = (
        Part("shared/heading", values={"template": template, "values": {}}),
        Part(template, values={"on": found.on, "facts": outcome.facts}),
    )
    back = Button(key(run, RESULT, "dates"), LABELS, "back-to-dates")
    remind = (
        (Button(f"r:due:{run.nonce}.{found.id}", "remind/said", "remind_of"),) if can_remind(found, today) else ()
    )
    return Screen("date", parts, (*remind, _law(run, "d." + found.id), back, to_result(run)))


def can_remind(deadline: Deadline, today: date) -> bool:
    """Whether a reminder of this day can still come."""
    return deadline.on is not None and deadline.on > today


def date_values(deadline: Deadline, facts: Facts) -> Mapping[str, object]:
    """What a line of the list of dates speaks of."""
    return {"template": f"dates/{deadline.id}", "on": deadline.on, "today": facts.today}


def _unseen(run: Run, outcome: Outcome) -> Screen:
    skipped = tuple(Part(template_of(run.walk, s), "name") for s in outcome.not_known)
    head = (Part(LABELS, "not_answered"),) if skipped else ()
    return Screen("unseen", (Part("general/not-seen"), *head, *skipped), (to_result(run),))


def show_law(run: Run, finding: Finding, *, values: Mapping[str, object]) -> Screen:
    """The authorities of a finding: citation, what it says, when it was checked."""
    back = Button(key(run, RESULT, OPEN + finding.id), LABELS, "back-to-finding")
    return Screen("law", (Part("shared/law", values=values),), (back, to_result(run)))


def show_changes(run: Run, place: Place, courts: Mapping[str, Court], *, page: int = 1) -> Screen:
    """The answers that count, ten a page, as buttons that open their question again."""
    first = max(0, page - 1) * A_PAGE
    shown = place.counted[first : first + A_PAGE] or place.counted[:A_PAGE]
    parts = tuple(answer_line(run, place, s, raw, courts) for s, raw in shown)
    buttons = tuple(Button(key(run, s.id, EDIT), template_of(run.walk, s), "name") for s, _ in shown)
    rest = len(place.counted) > first + A_PAGE
    more = (Button(key(run, RESULT, f"change.{page + 1}"), "shared/buttons", "more"),) if rest else ()
    back = to_question(run, place.open) if place.open else to_result(run)
    return Screen("changes", (Part(LABELS, "change_head"), *parts), (*buttons, *more, back))


def answer_line(run: Run, place: Place, step: Step, raw: str, courts: Mapping[str, Court]) -> Part:
    """One answer in one line: the question's name and what was answered."""
    return Part(ECHO, "line", answer_values(run, place, step, raw, courts))


def answer_values(run: Run, place: Place, step: Step, raw: str, courts: Mapping[str, Court]) -> Mapping[str, object]:
    """What the line of one answer speaks of."""
    labels = [raw] if step.kind != "ticks" else list(ticked(raw))
    words = [i for i in labels if i in step.offered(place.facts)]
    return {
        "template": template_of(run.walk, step),
        "words": words,
        "skipped": raw == step.skip,
        "impossible": raw == IMPOSSIBLE,
        "court": courts.get(raw),
        **(read_back_values(raw) if not words else {"day": None, "clock": None, "printed": None}),
    }


def full_text(
    outcome: Outcome, *, checked: date, old: bool, brief: bool = False, grounds: tuple[Part, ...] = ()
) -> tuple[Part, ...]:
    """All of the result in a row, to copy or to print; `brief` leaves the findings' bodies out."""
    values = {**outcome.values, "checked": checked, "old": old}
    findings: list[Part] = []
    for finding in outcome.findings:
        if brief:
            heading = {"template": f"findings/{finding.id}", "values": outcome.values}
            findings.append(Part("shared/heading", "line", heading))
        else:
            findings.extend(finding_parts(outcome, finding.id, finding.severity))
    return (
        *urgent_line(outcome.facts),
        say_aloud(outcome.facts),
        *([*grounds, *findings] or [Part(LABELS, "nothing")]),
        Part(LABELS, "dates_heading"),
        *(Part("shared/date_line", values=date_values(d, outcome.facts)) for d in outcome.deadlines),
        *(() if is_call_in(outcome.facts) else (Part("general/go"),)),
        Part(LABELS, "body", values),
    )
