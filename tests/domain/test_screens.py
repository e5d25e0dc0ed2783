"""What is sent with buttons fits Telegram, for every question, option, court, finding and page."""

from datetime import timedelta

import pytest

from bot.domain.answers import KEYS, TICKS
from bot.domain.asking import PICK, ask, key, turn_page
from bot.domain.deadlines import Deadline
from bot.domain.defects import BOOK
from bot.domain.findings import Finding
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.result import (
    ALL_CLEAR,
    LAW,
    OPEN,
    Outcome,
    outcome_of,
    show_changes,
    show_date,
    show_finding,
    show_law,
    show_page,
    show_result,
)
from bot.domain.steps import Step
from bot.domain.values import Button, Screen
from bot.domain.walk import BACK, DONE, EDIT, KEEP, RESULT, SKIP, SURE, offer, pressed
from tests.domain.cases import COURTS, TODAY
from tests.domain.paths import NONCE, at, at_random, begin, outcome, places_on_the_way, replies, reply, walked

ENGLISH = "en."  # before a page that is shown in English
MOST_BYTES = 64  # Bot API, InlineKeyboardButton.callback_data
MOST_BOXES = 6
SEEDS = range(150)
DEADLINES = [
    "check-acis",
    "asylum-one-year",
    "address-change-5-days",
    "motion-suggested-by",
    "reopen-180-days",
    "reopen-any-time",
    "appeal-safe-10-days",
]
PAGES = ("", *(str(y) for y in range(2022, 2032)), "2026-09", "2026-12", *sorted({c.state for c in COURTS.values()}))


def fit(screen: Screen | None) -> tuple[Button, ...]:
    assert screen is not None
    assert screen.buttons
    for button in screen.buttons:
        assert 1 <= len(button.data.encode()) <= MOST_BYTES, button.data
    said = [b.data for b in screen.buttons]
    assert len(set(said)) == len(said)
    return screen.buttons


@pytest.mark.parametrize("step", NOTICE_CHECK.steps, ids=lambda s: s.id)
def test_every_button_a_question_can_have_fits(step: Step) -> None:
    options = [o.id for o in step.options]
    boxes = [sign + o for o in options for sign in "+-"] if step.kind == "ticks" else []
    typed = {"date": ["2026-09-31", SURE + "2026-09-31", "~2026-09"], "time": ["=07:29"], "court": [*COURTS, "~CA"]}
    moves = [BACK, EDIT, KEEP, DONE, SKIP, PICK, PICK + "other"]
    for value in (*options, *boxes, *typed.get(step.kind, []), *moves):
        assert len(key(begin(), step.id, value).encode()) <= MOST_BYTES


def test_every_button_behind_a_result_fits() -> None:
    found = [*(r.id for r in BOOK), ALL_CLEAR]
    pages = [p + f for f in found for p in (OPEN, LAW, ENGLISH + OPEN, ENGLISH + LAW)]
    dates = [p + "d." + d for d in DEADLINES for p in ("", ENGLISH)]
    assert len(NONCE) == 8
    for value in (*pages, *dates, "free-help", ENGLISH + "free-help", BACK):
        assert len(key(begin(), RESULT, value).encode()) <= MOST_BYTES


def test_every_screen_on_the_way_can_be_shown_and_its_buttons_fit() -> None:
    for run, place in places_on_the_way(SEEDS):
        assert place.open is not None
        fit(ask(run, place, COURTS))
        raw = replies(place.open, place.facts)
        if place.open.kind in ("date", "time", "court"):
            typed = tuple(r for r in raw if r not in (*place.open.offered(place.facts), place.open.skip))
            fit(ask(offer(run, typed[:2]), place, COURTS))
            fit(ask(offer(run, typed[:1]), place, COURTS))


def test_every_page_of_a_picker_can_be_shown_and_its_buttons_fit() -> None:
    shown: set[str] = set()
    for run, place in places_on_the_way(SEEDS):
        assert place.open is not None
        if place.open.id in shown:
            continue
        shown.add(place.open.id)
        for page in (*PAGES, "other", "ZZ", "2026-13", "٢٠٢٧", "0000", "x" * 40):
            fit(turn_page(run, place, page, COURTS))


def test_every_page_of_a_result_can_be_shown_and_its_buttons_fit() -> None:
    for seed in SEEDS:
        run, place, _ = walked(at_random(seed))
        ends = outcome_of(place)
        fit(show_result(run, ends, checked=TODAY, old=True))
        fit(show_changes(run, place, COURTS))
        for finding in ends.findings:
            fit(show_finding(run, ends, finding.id))
            fit(show_law(run, finding, values={}))
        for page in ("dates", "acis", "unseen", "free-help", "objection"):
            fit(show_page(run, ends, page))
        for deadline in ends.deadlines:
            fit(show_date(run, ends, deadline.id))
        assert show_page(run, ends, "nothing") is None
        assert show_date(run, ends, "nothing") is None


def test_a_result_names_every_finding_in_its_order_and_nothing_where_there_is_none() -> None:
    for seed in SEEDS:
        run, place, _ = walked(at_random(seed))
        shown = fit(show_result(run, outcome_of(place), checked=TODAY, old=False))
        listed = [b.data.removeprefix(key(run, RESULT, OPEN)) for b in shown if key(run, RESULT, OPEN) in b.data]
        assert listed == ([f for f, _ in outcome(place.facts).findings] or [ALL_CLEAR])


def test_a_finding_that_was_not_found_has_no_screen() -> None:
    _, place, _ = walked(at_random(1))
    ends = outcome_of(place)
    found = {f.id for f in ends.findings}
    assert found
    for rule in BOOK:
        assert (show_finding(begin(), ends, rule.id) is None) == (rule.id not in found)
    assert show_finding(begin(), ends, ALL_CLEAR) is None


def test_every_finding_and_every_date_can_be_shown() -> None:
    _, place, _ = walked(at_random(1))
    findings = tuple(Finding(r.id, r.severity, r.authorities) for r in BOOK)
    ends = Outcome(place.facts, findings, tuple(Deadline(d, TODAY) for d in DEADLINES))
    fit(show_result(begin(), ends, checked=TODAY, old=False))
    for finding in findings:
        fit(show_finding(begin(), ends, finding.id))
    for deadline in DEADLINES:
        fit(show_date(begin(), ends, deadline))


def test_a_screen_of_ticks_has_at_most_six_boxes() -> None:
    for _run, place in places_on_the_way(SEEDS):
        assert place.open is not None
        if place.open.kind == "ticks":
            assert 1 <= len(place.open.offered(place.facts)) <= MOST_BOXES


def test_every_defect_that_is_ticked_has_one_box_and_every_other_key_a_question() -> None:
    boxes = [o.id for s in NOTICE_CHECK.steps if s.id.startswith("faults") for o in s.options]
    assert sorted([*boxes, "missing-pages"]) == sorted([*TICKS, "video-without-link"])
    asked = {s.key or s.id for s in NOTICE_CHECK.steps}
    for_whom_and_status = {"who", "adult_served", "detained", "ordered"}
    not_asked_here = {"walk", "today", "problems", "reasons", "missed_why"}
    assert set(KEYS) - not_asked_here - for_whom_and_status <= asked | {"acis"}


def test_a_box_of_the_chat_is_offered_only_where_it_can_give_its_defect() -> None:
    for run, place in places_on_the_way(SEEDS):
        assert place.open is not None
        if place.open.id.startswith("faults"):
            for box in place.open.offered(place.facts):
                after = at(reply(run, place, box))
                assert BOOK.rules[box].test(after.facts), box


def test_the_choices_offered_are_words_of_the_vocabulary() -> None:
    for step in NOTICE_CHECK.steps:
        name = "acis" if step.id.startswith("acis") and step.kind == "choice" else step.key or step.id
        if name in KEYS:
            assert {o.id for o in step.options} <= set(KEYS[name].words)


def test_what_is_near_or_past_is_said_at_once() -> None:
    given = {"for_whom": "me", "document": "nta", "status": "none"}
    said_at: tuple[tuple[int, list[str]], ...] = (
        (-1, ["past"]),
        (0, ["today", "can_wait"]),
        (1, ["tomorrow", "look"]),
        (2, []),
    )
    for ahead, said in said_at:
        day = (TODAY + timedelta(days=ahead)).isoformat()
        run = begin()
        for raw in (*given.values(), day):
            run = reply(run, at(run), raw)
        parts = ask(run, at(run), COURTS).parts
        assert [p.block for p in parts if p.template == "shared/urgent"] == said


def test_a_day_that_only_lies_behind_cannot_be_pressed_ahead() -> None:
    for run, place in places_on_the_way(range(60)):
        if place.open is None or not place.open.past:
            continue
        years = [b for b in turn_page(run, place, "", COURTS).buttons if PICK + "20" in b.data]
        assert max(str(b.value) for b in years) == str(TODAY.year)
        ahead = (TODAY + timedelta(days=1)).isoformat()
        assert pressed(run, place, place.open.id, ahead, courts=COURTS) is run
