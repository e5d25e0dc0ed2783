"""Back, change, keep, boxes, read-back: what each move of a run does, and what a second tap does not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.asking import ask
from bot.domain.defects import find_defects
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.steps import NONE_TICKED
from bot.domain.walk import BACK, DONE, EDIT, KEEP, RESULT, SKIP, SURE, offer, pressed
from tests.domain.cases import COURTS, TODAY
from tests.domain.paths import at, at_random, begin, places_on_the_way, replies, reply, walked

SEEDS = range(120)


def test_back_and_then_keep_restores_the_same_facts() -> None:
    for run, place in places_on_the_way(SEEDS):
        if place.last is None or place.open is None:
            continue
        back = pressed(run, place, place.open.id, BACK, courts=COURTS)
        there = at(back)
        assert there.open is place.last[0]
        kept = pressed(back, there, there.open.id, KEEP, courts=COURTS)
        assert kept.answers == run.answers
        assert at(kept) == place


def test_a_second_tap_on_back_changes_nothing() -> None:
    for run, place in places_on_the_way(SEEDS):
        stood_on = place.open.id if place.open else RESULT
        back = pressed(run, place, stood_on, BACK, courts=COURTS)
        assert (back is run) == (place.last is None)
        if back is not run:
            assert pressed(back, at(back), stood_on, BACK, courts=COURTS) is back


def test_a_second_tap_on_an_answer_changes_nothing() -> None:
    for run, place in places_on_the_way(SEEDS):
        assert place.open is not None
        for raw in replies(place.open, place.facts)[:3]:
            after = reply(run, place, raw)
            given_value = "none" if place.open.kind == "ticks" else raw
            assert pressed(after, at(after), place.open.id, given_value, courts=COURTS) is after
            assert pressed(after, at(after), place.open.id, SURE + raw, courts=COURTS) is after


def test_a_second_tap_on_change_changes_nothing() -> None:
    for seed in SEEDS:
        run, place, _ = walked(at_random(seed))
        for step, _raw in place.counted:
            once = pressed(run, place, step.id, EDIT, courts=COURTS)
            assert at(once).open is step
            assert pressed(once, at(once), step.id, EDIT, courts=COURTS) is once


def test_an_answer_changed_and_changed_back_restores_the_later_ones() -> None:
    for seed in SEEDS:
        run, place, _ = walked(at_random(seed))
        for step, raw in place.counted:
            opened = pressed(run, place, step.id, EDIT, courts=COURTS)
            for other in replies(step, at(opened).facts)[:4]:
                changed = reply(opened, at(opened), other)
                again = pressed(changed, at(changed), step.id, EDIT, courts=COURTS)
                back = reply(again, at(again), raw)
                assert back.answers == run.answers
                assert at(back) == place


def test_keep_is_offered_only_where_it_brings_the_answer_back() -> None:
    for seed in SEEDS:
        run, place, _ = walked(at_random(seed))
        for (first, _), (second, _) in zip(place.counted, place.counted[1:], strict=False):
            aside = pressed(run, place, second.id, EDIT, courts=COURTS)
            opened = pressed(aside, at(aside), first.id, EDIT, courts=COURTS)
            for other in replies(first, at(opened).facts):
                there_run = reply(opened, at(opened), other)
                there = at(there_run)
                if there.open is not second:
                    continue
                shown = [b.data for b in ask(there_run, there, COURTS).buttons]
                kept = pressed(there_run, there, second.id, KEEP, courts=COURTS)
                if f"w:{run.nonce}:{second.id}:{KEEP}" in shown:
                    assert second.id in {s.id for s, _ in at(kept).counted}, (second.id, there_run.aside)
                else:
                    assert kept is there_run


def test_a_notice_to_appear_changed_to_a_hearing_notice_fires_none_of_its_rules() -> None:
    given_answers = {
        "for_whom": "child-under-14",
        "document": "nta",
        "status": "no-adult",
        "hearing_date": "2026-11-18",
        "hearing_time": "08:30",
        "hearing_place": "annandale",
        "address": "right",
        "before_judge": "never",
        "groups": "service",
        "faults_paper": "unsigned,signature-not-mine",
        "acis": "same",
    }
    run = replace(begin(), answers=given_answers)
    assert {f.id for f in find_defects(at(run).facts)} == {"child-under-14", "unsigned", "signature-not-mine"}
    opened = pressed(run, at(run), "document", EDIT, courts=COURTS)
    notice = reply(opened, at(opened), "hearing-notice")
    while (place := at(notice)).open is not None:
        notice = reply(notice, place, "none" if place.open.kind == "ticks" else replies(place.open, place.facts)[0])
    assert find_defects(at(notice).facts) == ()
    again = pressed(notice, at(notice), "document", EDIT, courts=COURTS)
    assert {f.id for f in find_defects(at(reply(again, at(again), "nta")).facts)} >= {"child-under-14"}


@pytest.mark.parametrize(
    ("step", "value", "taken"),
    [
        ("hearing_date", "2026-11-18", True),
        ("hearing_date", "2026-09-16", True),
        ("hearing_date", "missing", True),
        ("hearing_date", "to-be-set", True),
        ("hearing_date", SKIP, True),
        ("hearing_date", "2026-09-31", False),  # N05
        ("hearing_date", "impossible", False),
        ("hearing_date", "2026-11-14", False),  # N06
        ("hearing_date", "2026-11-15", False),
        ("hearing_date", "2026-11-11", False),  # N07
        ("hearing_date", "2027-12-31", False),
        ("hearing_date", "2026-09-15", False),  # N09
        ("hearing_time", "07:30", True),
        ("hearing_time", "17:00", True),
        ("hearing_time", "missing", True),
        ("hearing_time", "07:29", False),  # N08
        ("hearing_time", "17:01", False),
        ("hearing_time", "01:30", False),
    ],
)
def test_a_date_or_an_hour_that_would_be_a_finding_is_confirmed_before_it_counts(
    step: str, value: str, *, taken: bool
) -> None:
    start = {"for_whom": "me", "document": "nta", "status": "none"}
    run = replace(begin(), answers=start | ({"hearing_date": "2026-11-18"} if step == "hearing_time" else {}))
    once = pressed(run, at(run), step, value, courts=COURTS)
    if taken:
        assert step in once.answers
        assert once.offered == ()
        return
    assert step not in once.answers
    assert once.offered == (value,)
    assert pressed(once, at(once), step, value, courts=COURTS) == once
    sure = pressed(once, at(once), step, SURE + value, courts=COURTS)
    assert (sure.answers[step], sure.offered) == (value, ())
    assert pressed(once, at(once), step, BACK, courts=COURTS).offered == ()


def test_a_day_that_cannot_lie_ahead_is_refused_and_one_that_is_none_is_no_day_of_service() -> None:
    start = {"for_whom": "me", "document": "nta", "status": "none", "hearing_date": "2026-09-18"}
    rest = {"hearing_time": "08:30", "hearing_place": "annandale", "address": "right", "before_judge": "never"}
    run = replace(begin(), answers={**start, **rest, "groups": "none", "acis": "same", "served_how": "mail"})
    assert at(run).open is NOTICE_CHECK.step("served_on")
    for value in ("2026-09-17", "2026-02-30", "impossible", "missing", "=2026-09-17", "=2026-02-30"):
        assert pressed(run, at(run), "served_on", value, courts=COURTS) is run
    assert pressed(run, at(run), "served_on", "2026-09-16", courts=COURTS).answers["served_on"] == "2026-09-16"


def test_a_reading_that_waited_over_midnight_is_not_shown_for_another_question() -> None:
    start = {"for_whom": "me", "document": "nta", "status": "none", "hearing_date": "2026-09-16"}
    run = offer(replace(begin(), answers=start), ("13:30", "01:30"))
    assert at(run).open is NOTICE_CHECK.step("hearing_time")
    tomorrow = at(run, TODAY + timedelta(days=1))
    assert tomorrow.open is NOTICE_CHECK.step("attended")
    shown = [tuple(b.data.split(":", 3)[2:]) for b in ask(run, tomorrow, COURTS).buttons]
    assert ("attended", "yes") in shown
    assert ("attended", "01:30") not in shown


def test_ticks_are_set_by_what_a_box_becomes_and_never_flipped() -> None:
    run = replace(begin(), answers={"for_whom": "me", "document": "nta"})
    held = pressed(run, at(run), "status", "+held", courts=COURTS)
    assert held.ticks == ("held",)
    assert pressed(held, at(held), "status", "+held", courts=COURTS) is held
    both = pressed(held, at(held), "status", "+missed", courts=COURTS)
    assert pressed(run, at(run), "status", "-held", courts=COURTS) is run
    done = pressed(both, at(both), "status", DONE, courts=COURTS)
    assert (done.answers["status"], done.ticks) == ("held,missed", ())
    assert at(done).facts.detained == "yes"
    back = pressed(done, at(done), "hearing_date", BACK, courts=COURTS)
    assert back.ticks == ("held", "missed")
    none = pressed(back, at(back), "status", NONE_TICKED, courts=COURTS)
    assert at(none).facts.detained == "no"
