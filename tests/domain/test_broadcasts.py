"""The way of a broadcast: who may do what and when, and that a stolen phone reaches nobody."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from bot.domain.announcements import (
    CLINIC,
    COURT_MOVED,
    COURT_STATUS,
    FIELDS,
    LOOK_AGAIN,
    Audience,
    Content,
    Reader,
    includes,
    lacking,
    may_be_named,
    seal_of,
)
from bot.domain.broadcasts import (
    DEEDS,
    ENDED,
    WINDOW,
    Broadcast,
    Press,
    Refused,
    Scene,
    approve,
    edit,
    go_on,
    is_too_many,
    pause,
    resume,
    stop,
    submit,
    try_out,
)
from bot.domain.roles import Helper
from bot.law.load import load_law
from tests.domain.stolen_phone import HonestPeopleBroadcastToo, StolenPhone

NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)
AUTHOR, SECOND, THIRD, NEW, VOLUNTEER, STRANGER = range(1, 7)
LONG_AGO = NOW - timedelta(days=9)
TEAM = {
    AUTHOR: Helper(AUTHOR, "organizer", LONG_AGO),
    SECOND: Helper(SECOND, "organizer", LONG_AGO),
    THIRD: Helper(THIRD, "administrator", LONG_AGO),
    NEW: Helper(NEW, "organizer", NOW - timedelta(hours=23, minutes=59)),
    VOLUNTEER: Helper(VOLUNTEER, "volunteer", LONG_AGO),
}
SEAL = "5e"
SCENE = Scene(NOW, TEAM, seal=SEAL, people=10)
DRAFT = Broadcast("a", AUTHOR, Content(LOOK_AGAIN))
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def submitted(one: Broadcast = DRAFT) -> Broadcast:
    return submit(try_out(one, Press(AUTHOR), SCENE), Press(AUTHOR), SCENE)


def waiting(one: Broadcast = DRAFT, scene: Scene = SCENE) -> Broadcast:
    return approve(submitted(one), Press(SECOND, SEAL), scene)


def sending() -> Broadcast:
    return go_on(waiting(), replace(SCENE, now=NOW + WINDOW))


def reason(deed: str, one: Broadcast, press: Press, scene: Scene = SCENE) -> str:
    """Why the deed is refused; empty where it is not."""
    try:
        DEEDS[deed](one, press, scene)
    except Refused as refused:
        return refused.reason
    return ""


def test_a_broadcast_is_tested_submitted_approved_and_begins_after_ten_minutes() -> None:
    one = waiting()
    assert (one.state, one.opens) == ("waiting", NOW + WINDOW)
    assert go_on(one, replace(SCENE, now=NOW + WINDOW - MINUTE)) is one
    begun = go_on(one, replace(SCENE, now=NOW + WINDOW))
    assert (begun.state, begun.begun) == ("sending", NOW + WINDOW)


def test_a_chosen_start_is_kept_and_never_shortens_the_ten_minutes() -> None:
    later = waiting(replace(DRAFT, content=Content(LOOK_AGAIN, start=NOW + HOUR)))
    assert later.opens == NOW + HOUR
    past = waiting(replace(DRAFT, content=Content(LOOK_AGAIN, start=NOW - HOUR)))
    assert past.opens == NOW + WINDOW


REFUSALS = {
    "own": ("approve", Press(AUTHOR, SEAL), SCENE, "own"),
    "new role": ("approve", Press(NEW, SEAL), SCENE, "new_role"),
    "volunteer": ("approve", Press(VOLUNTEER, SEAL), SCENE, "no_role"),
    "stranger": ("approve", Press(STRANGER, SEAL), SCENE, "no_role"),
    "button of another text": ("approve", Press(SECOND, "other"), SCENE, "changed"),
    "button without a seal": ("approve", Press(SECOND), SCENE, "changed"),
    "words changed since": ("approve", Press(SECOND, SEAL), replace(SCENE, seal="new"), "changed"),
    "words changed, button too": ("approve", Press(SECOND, "new"), replace(SCENE, seal="new"), "changed"),
    "nine people": ("approve", Press(SECOND, SEAL), replace(SCENE, people=9), "few"),
    "author gone": (
        "approve",
        Press(SECOND, SEAL),
        replace(SCENE, team={n: h for n, h in TEAM.items() if n != AUTHOR}),
        "author_gone",
    ),
    "place no more confirmed": ("approve", Press(SECOND, SEAL), replace(SCENE, complete=False), "incomplete"),
    "pause before sending": ("pause", Press(SECOND), SCENE, "not_now"),
    "resume before sending": ("resume", Press(SECOND), SCENE, "not_now"),
    "submit twice": ("submit", Press(AUTHOR), SCENE, "not_now"),
    "stranger stops": ("stop", Press(STRANGER), SCENE, "no_role"),
}


@pytest.mark.parametrize(("deed", "press", "scene", "why"), REFUSALS.values(), ids=REFUSALS)
def test_what_is_not_allowed_of_a_submitted_broadcast_is_refused(
    deed: str, press: Press, scene: Scene, why: str
) -> None:
    assert reason(deed, submitted(), press, scene) == why


@pytest.mark.parametrize("who", [SECOND, THIRD])
def test_an_organizer_or_an_administrator_with_a_role_of_a_day_may_approve(who: int) -> None:
    assert reason("approve", submitted(), Press(who, SEAL)) == ""


def test_a_role_may_approve_once_it_is_a_day_old() -> None:
    assert reason("approve", submitted(), Press(NEW, SEAL), replace(SCENE, now=NOW + MINUTE)) == ""


def test_only_the_author_edits_tests_and_submits() -> None:
    assert reason("test", DRAFT, Press(SECOND)) == "not_yours"
    assert reason("submit", try_out(DRAFT, Press(AUTHOR), SCENE), Press(SECOND)) == "not_yours"
    assert reason("stop", DRAFT, Press(SECOND)) == "not_yours"
    with pytest.raises(Refused, match="not_yours"):
        edit(DRAFT, Press(SECOND), Content(COURT_STATUS), SCENE)


def test_what_was_not_tested_or_changed_since_cannot_be_submitted() -> None:
    assert reason("submit", DRAFT, Press(AUTHOR)) == "not_now"
    tested = try_out(DRAFT, Press(AUTHOR), SCENE)
    assert reason("submit", tested, Press(AUTHOR), replace(SCENE, seal="new")) == "changed"
    assert reason("submit", tested, Press(AUTHOR), replace(SCENE, people=9)) == "few"


@pytest.mark.parametrize("one", [submitted(), waiting()], ids=["submitted", "waiting"])
def test_any_edit_voids_the_approval(one: Broadcast) -> None:
    other = edit(one, Press(AUTHOR), Content(LOOK_AGAIN, audience=Audience(courts=("miami",))), SCENE)
    assert (other.state, other.seal, other.approver, other.opens) == ("draft", "", 0, None)
    assert edit(one, Press(AUTHOR), one.content, SCENE) is one


def test_nothing_can_be_edited_once_it_is_sent() -> None:
    with pytest.raises(Refused, match="not_now"):
        edit(sending(), Press(AUTHOR), Content(COURT_STATUS, court="miami"), SCENE)


@pytest.mark.parametrize("who", [AUTHOR, SECOND, THIRD, NEW])
@pytest.mark.parametrize("one", [submitted(), waiting(), sending()], ids=lambda b: b.state)
def test_anybody_who_organizes_stops_it(one: Broadcast, who: int) -> None:
    stopped = stop(one, Press(who), SCENE)
    assert stopped.state == "cancelled"
    assert go_on(stopped, replace(SCENE, now=NOW + WINDOW)) is stopped


@pytest.mark.parametrize("gone", [AUTHOR, SECOND])
def test_a_revoked_author_or_approver_takes_the_broadcast_along(gone: int) -> None:
    left = replace(SCENE, now=NOW + WINDOW, team={n: h for n, h in TEAM.items() if n != gone})
    for one in (waiting(), sending(), pause(sending(), Press(THIRD), SCENE)):
        assert go_on(one, left).state == "cancelled"


def test_words_that_changed_after_the_approval_are_not_sent() -> None:
    assert go_on(waiting(), replace(SCENE, now=NOW + WINDOW, seal="new")).state == "cancelled"


def test_nothing_begins_or_goes_on_after_its_not_after_time() -> None:
    end = NOW + WINDOW + timedelta(hours=24)
    assert go_on(waiting(), replace(SCENE, now=end)).state == "expired"
    assert go_on(sending(), replace(SCENE, now=end)).state == "done"
    assert go_on(pause(sending(), Press(THIRD), SCENE), replace(SCENE, now=end)).state == "done"


def test_who_paused_lets_it_go_on_and_nobody_else_while_that_role_is_held() -> None:
    paused = pause(sending(), Press(THIRD), SCENE)
    assert go_on(paused, SCENE) is paused
    assert reason("resume", paused, Press(AUTHOR)) == "paused_by_another"
    assert resume(paused, Press(THIRD), SCENE).state == "sending"
    left = replace(SCENE, team={n: h for n, h in TEAM.items() if n != THIRD})
    assert resume(paused, Press(AUTHOR), left).state == "sending"


def test_the_third_of_a_day_is_refused_and_one_that_was_stopped_does_not_count() -> None:
    one, other = replace(waiting(), id="b"), replace(sending(), id="c")
    assert reason("approve", submitted(), Press(SECOND, SEAL), replace(SCENE, others=(one, other))) == "two_a_day"
    stopped = stop(one, Press(THIRD), SCENE)
    assert reason("approve", submitted(), Press(SECOND, SEAL), replace(SCENE, others=(stopped, other))) == ""


def test_one_that_would_be_the_third_by_a_late_start_waits() -> None:
    others = tuple(replace(sending(), id=n, begun=NOW + hours * HOUR) for n, hours in (("b", 1), ("c", 2)))
    one = waiting(scene=replace(SCENE, others=()))
    assert go_on(one, replace(SCENE, now=NOW + 3 * HOUR, others=others)) is one


@given(st.lists(st.integers(0, 100), max_size=12))
def test_those_that_are_let_through_are_at_most_two_in_any_day(hours: list[int]) -> None:
    let: list[Broadcast] = []
    for hour in hours:
        moment = NOW + hour * HOUR
        if not is_too_many(moment, tuple(let)):
            let.append(replace(DRAFT, begun=moment))
    times = [b.begun for b in let if b.begun]
    assert all(sum(t <= u < t + 24 * HOUR for u in times) <= 2 for t in times)


@pytest.mark.parametrize("template", FIELDS)
def test_a_template_is_complete_once_its_fields_are_filled(template: str) -> None:
    full = Content(template, court="miami", place="p", day=date(2026, 12, 1), hour=time(9))
    assert lacking(full) == ()
    assert lacking(Content(template)) == FIELDS[template]
    if FIELDS[template]:
        assert reason("test", replace(DRAFT, content=Content(template)), Press(AUTHOR)) == "incomplete"


def test_only_a_court_that_the_data_say_moved_can_be_named_as_moved() -> None:
    courts = load_law().courts
    moved = {c.id for c in courts.values() if may_be_named(COURT_MOVED, c)}
    assert 0 < len(moved) < len(courts) / 4
    assert all(any(n.startswith(("moved-", "closing-")) for n in courts[c].notes) for c in moved)
    assert all(may_be_named(CLINIC, c) for c in courts.values())


TODAY = date(2026, 11, 24)
SOON, FAR = TODAY + timedelta(days=7), TODAY + timedelta(days=8)
READER = Reader("es", (("miami", FAR), ("el-paso", SOON)))
AUDIENCES = {
    "all": (Audience(), True),
    "language": (Audience(languages=("es", "ht")), True),
    "other language": (Audience(languages=("en",)), False),
    "court": (Audience(courts=("miami",)), True),
    "other court": (Audience(courts=("boston",)), False),
    "within": (Audience(within=7), True),
    "court and within of one hearing": (Audience(courts=("el-paso",), within=7), True),
    "court of one, days of another": (Audience(courts=("miami",), within=7), False),
    "language and court": (Audience(languages=("en",), courts=("miami",)), False),
}


@pytest.mark.parametrize(("audience", "meant"), AUDIENCES.values(), ids=AUDIENCES)
def test_an_audience_means_those_whom_all_of_it_fits(audience: Audience, *, meant: bool) -> None:
    assert includes(audience, READER, TODAY) is meant


@pytest.mark.parametrize("day", [None, TODAY - timedelta(days=1)])
def test_a_hearing_without_a_day_or_in_the_past_is_not_within_days(day: date | None) -> None:
    assert not includes(Audience(within=60), Reader("en", (("miami", day),)), TODAY)
    assert includes(Audience(courts=("miami",)), Reader("en", (("miami", day),)), TODAY)


def test_the_seal_is_another_one_for_any_other_word_or_audience() -> None:
    texts = {"en": "Look.", "es": "Mire."}
    seals = {
        seal_of(Content(LOOK_AGAIN), texts),
        seal_of(Content(LOOK_AGAIN), {**texts, "es": "Mire"}),
        seal_of(Content(LOOK_AGAIN), {"en": "Look."}),
        seal_of(Content(LOOK_AGAIN, audience=Audience(within=7)), texts),
        seal_of(Content(LOOK_AGAIN, lasts=6), texts),
        seal_of(Content(LOOK_AGAIN, start=NOW), texts),
    }
    assert len(seals) == 6
    assert seal_of(Content(LOOK_AGAIN), dict(reversed(texts.items()))) in seals


def test_what_has_ended_takes_no_deed() -> None:
    for state in ENDED:
        ended = replace(waiting(), state=state)
        said = {reason(deed, ended, Press(AUTHOR, SEAL)) for deed in DEEDS if (state, deed) != ("done", "again")}
        assert said == {"not_now"}


def test_the_two_behind_it_may_send_the_unknown_again_while_there_is_time() -> None:
    done = replace(sending(), state="done")
    for who in (AUTHOR, SECOND):
        assert DEEDS["again"](done, Press(who), SCENE).state == "sending"
    assert reason("again", done, Press(THIRD)) == "not_yours"
    assert reason("again", done, Press(AUTHOR), replace(SCENE, now=NOW + 25 * HOUR)) == "not_now"
    paused = pause(sending(), Press(THIRD), SCENE)
    assert DEEDS["again"](paused, Press(AUTHOR), SCENE).state == "paused"


SHORT = settings(max_examples=25, stateful_step_count=40, deadline=None)


def test_one_organizer_in_an_attackers_hands_sends_nothing() -> None:
    run_state_machine_as_test(StolenPhone, settings=SHORT)


def test_whatever_goes_out_an_honest_person_agreed_to_exactly_that() -> None:
    run_state_machine_as_test(HonestPeopleBroadcastToo, settings=SHORT)
