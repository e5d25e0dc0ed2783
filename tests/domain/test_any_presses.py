"""Presses of every kind in any order: valid, stale, forged, repeated, back, change, keep, ticks, typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.asking import PICK, ask, turn_page
from bot.domain.chat import Run
from bot.domain.defects import find_defects
from bot.domain.facts import FACT_NAMES, Facts
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.remind import REMIND, show_consent, wish_of
from bot.domain.result import Outcome, outcome_of, show_changes, show_result
from bot.domain.scam_check import SCAM_CHECK
from bot.domain.scam_result import show_scam
from bot.domain.steps import NONE_TICKED, Step
from bot.domain.values import Screen
from bot.domain.walk import BACK, DONE, EDIT, KEEP, RESULT, SKIP, SURE, Walk, answered, offer, pressed
from bot.domain.walks import WALKS
from bot.domain.ways import show_way
from tests.domain.cases import COURTS, TODAY
from tests.domain.paths import at, at_random, begin, replies, reply, walked

STEPS = (*{s.id: 0 for w in WALKS.values() for s in w.steps}, RESULT, "", "nothing", "hearing_date ")
FORGED = (
    *(BACK, EDIT, KEEP, DONE, NONE_TICKED, SKIP, SURE, SURE + SURE, "", "+", "-", "+nothing", "-money-asked"),
    *(
        "skipped",
        "unsure",
        "yes",
        "me",
        "nta",
        "2026-11-18",
        "=2026-11-14",
        "2026-02-30",
        "impossible",
        "=impossible",
    ),
    *(
        "24:00",
        "07:29",
        "=07:29",
        "annandale",
        "no-such-court",
        "+held",
        "-held",
        "held",
        "held,ordered",
        "held,held",
    ),
    *(",", "none,held", "\x00", "w:" * 20, "٢٠٢٦-٠٩-١٦", "+wrong-name", "+unsigned", "9999-12-31", "0001-01-01"),
)
PAGES = ("", "2026", "2026-09", "CA", "ZZ", "other", "99999", "2026-13", "٢٠٢٧", "-", "0000", "0000-00")


@dataclass
class Phone:
    """A chat of one run: the buttons it has ever seen, the last press."""

    run: Run = field(default_factory=begin)
    seen: list[str] = field(default_factory=list)
    last: tuple[str, str] = ("", "")

    def screen(self) -> Screen:
        place = at(self.run)
        if place.open is not None:
            return ask(self.run, place, COURTS)
        assert show_changes(self.run, place, COURTS).buttons
        return result(self.run, outcome_of(place))

    def press(self, step: str, value: str) -> None:
        self.last = (step, value)
        place = at(self.run)
        if value.startswith(PICK):
            if place.open is not None and place.open.id == step:
                self.run = replace(self.run, offered=())
                self.look(turn_page(self.run, place, value.removeprefix(PICK), COURTS))
            return
        before = self.run
        self.run = pressed(before, place, step, value, courts=COURTS)
        if not fits(place.open, place.counted, (step, value)):
            assert self.run is before
        elif self.run.answers != before.answers and value not in (BACK, EDIT, KEEP):
            assert step in {s.id for s, _ in at(self.run).counted}

    def look(self, screen: Screen) -> None:
        for button in screen.buttons:
            if button.data.startswith("w:"):
                self.seen.append(button.data)


def result(run: Run, outcome: Outcome) -> Screen:
    """The result of any walk."""
    if run.walk == SCAM_CHECK.id:
        return show_scam(run, outcome.facts, {})
    if run.walk == NOTICE_CHECK.id:
        return show_result(run, outcome, checked=TODAY, old=False)
    if run.walk == REMIND.id:
        place = at(run)
        return show_consent(run, place, wish_of(place, TODAY), outcome.facts.court)
    return show_way(run, outcome, {})


def fits(step: Step | None, counted: tuple[tuple[Step, str], ...], press: tuple[str, str]) -> bool:
    """Whether a press may change anything at all, as far as its question tells."""
    if press[1] == EDIT:
        return press[0] in [s.id for s, _ in counted]
    return press[0] == (step.id if step else RESULT) and (step is not None or press[1] == BACK)


def parted(data: str) -> tuple[str, str]:
    _, _, step, value = data.split(":", 3)
    return step, value


def act(phone: Phone, action: str, number: int) -> None:
    place, screen = at(phone.run), phone.screen()
    phone.look(screen)
    buttons = [b.data for b in screen.buttons if b.data.startswith("w:")]
    if action == "press":
        phone.press(*parted(buttons[number % len(buttons)]))
    elif action == "stale":
        phone.press(*parted(phone.seen[number % len(phone.seen)]))
    elif action == "repeat":
        phone.press(*phone.last)
    elif action == "forge":
        phone.press(STEPS[number % len(STEPS)], FORGED[number // len(STEPS) % len(FORGED)])
    elif action == "forge-here" and place.open:
        phone.press(place.open.id, FORGED[number % len(FORGED)])
    elif action == "back":
        phone.press(place.open.id if place.open else RESULT, BACK)
    elif action == "page" and place.open:
        phone.press(place.open.id, PICK + PAGES[number % len(PAGES)])
    elif action == "change" and place.counted:
        phone.press(place.counted[number % len(place.counted)][0].id, EDIT)
    elif action == "typed" and place.open:
        typed(phone, place.open, place.facts, number)


def typed(phone: Phone, step: Step, facts: Facts, number: int) -> None:
    """A typed date, hour or court, read in one way or in two."""
    options = [r for r in replies(step, facts) if r not in (*step.offered(facts), step.skip)]
    if step.kind not in ("date", "time", "court") or not options:
        return
    first, second = options[number % len(options)], options[number // 7 % len(options)]
    if first == second and step.kind != "court":
        phone.run = answered(phone.run, at(phone.run), first, courts=COURTS)
    else:
        phone.run = offer(phone.run, tuple(dict.fromkeys((first, second))))


ACTIONS = st.tuples(
    st.sampled_from(
        ["press"] * 8 + ["stale", "repeat", "forge", "forge-here", "forge-here", "back", "page", "change", "typed"]
    ),
    st.integers(0, 9999),
)


@given(st.sampled_from([*WALKS.values()]), st.lists(ACTIONS, min_size=20, max_size=70))
@settings(max_examples=160, deadline=None)
def test_no_row_of_presses_raises_and_one_that_does_not_fit_changes_nothing(
    walk: Walk, row: list[tuple[str, int]]
) -> None:
    phone = Phone(begin(walk))
    for action, number in row:
        act(phone, action, number)
        check(phone.run)


def check(run: Run) -> None:
    """What holds at every place: the fold, the open question, and no rule that belongs to another paper."""
    place = at(run)
    facts, counted, step = folded(WALKS[run.walk], run.answers)
    assert (place.facts, place.counted, place.open) == (facts, counted, step)
    assert len(set(facts.reasons)) == len(facts.reasons)
    if facts.document != "nta":
        nta_only = {"unsigned", "no-charges", "two-ntas", "signature-not-mine", "child-under-14", "minor-14-17"}
        assert not nta_only & {f.id for f in find_defects(facts)}
    assert {s.id for s, _ in counted} <= set(run.answers)
    if step is not None:
        assert step.id not in run.answers or not step.accepts(run.answers[step.id], facts, COURTS)


def folded(walk: Walk, answers: Mapping[str, str]) -> tuple[Facts, tuple[tuple[Step, str], ...], Step | None]:
    """The fold written down again, with a new value for every answer."""
    facts = Facts(today=TODAY, walk=walk.id)
    counted: list[tuple[Step, str]] = []
    for step in walk.steps:
        if not step.asked(facts):
            continue
        raw = answers.get(step.id)
        if raw is None or not step.accepts(raw, facts, COURTS):
            return facts, tuple(counted), step
        if step.kind == "ticks":  # a tick that is not offered any more is kept, and does not count
            given = set(raw.split(","))
            raw = ",".join(box for box in step.offered(facts) if box in given) or "none"
        counted.append((step, raw))
        for name, value in step.facts_of(raw).items():
            if name in ("problems", "flags"):
                facts = replace(facts, **{name: getattr(facts, name) | set(value)})  # type: ignore[arg-type]
            elif name in ("reasons", "missed_why"):
                facts = replace(facts, **{name: getattr(facts, name) + tuple(value)})  # type: ignore[arg-type]
            elif name in FACT_NAMES:
                facts = replace(facts, **{name: value})  # type: ignore[arg-type]
            if name == "hearing_place":
                facts = replace(facts, court=COURTS.get(str(value)))
    return facts, tuple(counted), None


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(FORGED)), max_size=12), st.integers(0, 50))
@settings(max_examples=150, deadline=None)
def test_stored_answers_that_fit_nothing_leave_their_question_open(garbage: list[tuple[str, str]], seed: int) -> None:
    good = walked(at_random(seed))[0]
    check(replace(good, answers={**good.answers, **dict(garbage)}))
    aside = replace(good, aside=dict(garbage), ticks=("nothing", "held"))
    phone = Phone(aside)
    for step, _ in garbage:
        phone.press(step, EDIT)
        phone.look(phone.screen())
        check(phone.run)


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_a_run_read_on_a_later_day_can_be_shown_and_gone_on_with(walk: Walk) -> None:
    for seed in range(60):
        run, _, _ = walked(at_random(seed), begin(walk))
        for ahead in (1, 2, 9, 10, 15, 61, 400):
            today = TODAY + timedelta(days=ahead)
            place = at(run, today)
            if place.open is None:
                assert result(run, outcome_of(place)).buttons
                continue
            assert ask(run, place, COURTS).buttons
            moved = reply(run, place, replies(place.open, place.facts)[0])
            assert len(at(moved, today).counted) > len(place.counted)
