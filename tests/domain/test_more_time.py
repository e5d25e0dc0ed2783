"""More time: what is asked, what is taken from the check, what the result shows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.answers import REASONS
from bot.domain.asking import ask, only_taken
from bot.domain.chat import Run
from bot.domain.facts import Facts
from bot.domain.more_time import MORE_TIME
from bot.domain.result import outcome_of
from bot.domain.taking import begin_from, taken_parts
from bot.domain.walk import BACK, EDIT, Place, pressed
from bot.domain.ways import show_ground, show_way, show_way_page
from tests.domain.cases import COURTS, TODAY
from tests.domain.paths import NONCE, at, begin, reply

AHEAD = TODAY + timedelta(days=60)
GIVEN = {
    "hearing_day": AHEAD.isoformat(),
    "hearing_place": "annandale",
    "detained": "no",
    "hearing_kind": "master",
    "reasons_case": "find-lawyer,evidence",
    "reasons_life": "illness",
    "asked_before": "never",
}


def ended(**given: str) -> tuple[Run, Place]:
    """A walk to its end with these answers, the others as in GIVEN."""
    run = begin(MORE_TIME)
    while (place := at(run)).open is not None:
        run = reply(run, place, {**GIVEN, **given}[place.open.id])
    return run, place


def check(**known: object) -> Facts:
    return replace(Facts(TODAY, hearing_date=AHEAD, hearing_place="annandale", detained="no"), **known)  # type: ignore[arg-type]


def test_seven_questions_at_most_are_asked() -> None:
    run, _ = ended()
    assert list(run.answers) == list(GIVEN)


def test_the_kind_of_hearing_is_not_asked_where_it_changes_no_day() -> None:
    for given in ({"detained": "yes"}, {"hearing_day": TODAY.isoformat()}, {"hearing_day": "missing"}):
        assert "hearing_kind" not in ended(**given)[0].answers


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_has_its_page_with_its_law(reason: str) -> None:
    on_screen = "reasons_case" if MORE_TIME.step("reasons_case").offered(check()).count(reason) else "reasons_life"  # type: ignore[union-attr]
    other = {"reasons_case", "reasons_life"} - {on_screen}
    run, place = ended(**{on_screen: reason, other.pop(): "none"})
    outcome = outcome_of(place)
    assert [g.id for g in outcome.grounds] == [reason]
    page = show_ground(run, outcome, reason)
    assert page is not None
    assert page.buttons[0].data.endswith(f"law.g.{reason}")


def test_the_reasons_of_both_screens_stand_in_the_order_of_the_vocabulary() -> None:
    _, place = ended(reasons_case="evidence,find-lawyer,interpreter", reasons_life="family-emergency,illness")
    assert place.facts.reasons == ("find-lawyer", "evidence", "interpreter", "illness", "family-emergency")


def test_no_reason_is_a_result_too() -> None:
    run, place = ended(reasons_case="none", reasons_life="none")
    assert outcome_of(place).grounds == ()
    assert show_way(run, outcome_of(place), {}).parts


def test_a_reason_that_was_not_ticked_has_no_page() -> None:
    run, place = ended()
    assert show_ground(run, outcome_of(place), "moved") is None
    assert show_way_page(run, outcome_of(place), "fee", {}) is None


@pytest.mark.parametrize(
    ("given", "flags"),
    [("never", set()), ("other-reason", {"asked-before"}), ("same-reason", {"asked-before", "asked-for-the-same"})],
)
def test_what_was_asked_before_changes_words_and_no_ground(given: str, flags: set[str]) -> None:
    _, place = ended(asked_before=given)
    assert place.facts.flags == flags
    assert outcome_of(place).grounds == outcome_of(ended()[1]).grounds


def test_what_the_check_knows_is_not_asked_again() -> None:
    run = begin_from(MORE_TIME, NONCE, check(hearing_kind="individual"), COURTS)
    place = at(run)
    assert run.taken == ("hearing_day", "hearing_place", "detained", "hearing_kind")
    assert place.open is MORE_TIME.step("reasons_case")
    assert not run.begun


def test_an_earlier_date_in_acis_is_the_hearing_that_is_taken() -> None:
    run = begin_from(MORE_TIME, NONCE, check(acis_date=AHEAD - timedelta(days=9)), COURTS)
    assert run.answers["hearing_day"] == (AHEAD - timedelta(days=9)).isoformat()


def test_a_day_that_is_over_is_not_taken() -> None:
    run = begin_from(MORE_TIME, NONCE, check(hearing_date=TODAY - timedelta(days=1)), COURTS)
    assert "hearing_day" not in run.answers


def test_nothing_is_taken_where_there_is_no_check() -> None:
    assert begin_from(MORE_TIME, NONCE, None, COURTS) == begin(MORE_TIME)


def test_what_was_taken_is_shown_in_one_line_with_a_button_to_change_it() -> None:
    run = begin_from(MORE_TIME, NONCE, check(), COURTS)
    place = at(run)
    assert only_taken(run, place)
    (line,) = taken_parts(run, place, COURTS)
    assert len(line.values["lines"]) == 3  # type: ignore[arg-type]
    assert "change" in [b.block for b in ask(run, place, COURTS).buttons]


def test_a_hearing_of_tomorrow_that_was_taken_is_said_first() -> None:
    run = begin_from(MORE_TIME, NONCE, check(hearing_date=TODAY + timedelta(days=1)), COURTS)
    assert [p.block for p in taken_parts(run, at(run), COURTS)] == ["tomorrow", "body"]


def test_a_taken_answer_that_is_given_anew_is_taken_no_more() -> None:
    run = begin_from(MORE_TIME, NONCE, check(), COURTS)
    changed = pressed(run, at(run), "hearing_day", EDIT, courts=COURTS)
    assert at(changed).open is MORE_TIME.step("hearing_day")
    given = reply(changed, at(changed), (AHEAD + timedelta(days=1)).isoformat())
    assert given.taken == ("hearing_place", "detained")
    assert given.begun


def test_back_from_the_first_question_opens_what_was_taken_last() -> None:
    run = begin_from(MORE_TIME, NONCE, check(), COURTS)
    place = at(run)
    assert place.open is not None
    back = pressed(run, place, place.open.id, BACK, courts=COURTS)
    assert at(back).open is MORE_TIME.step("detained")


def test_a_day_that_is_over_leads_first_to_what_is_left_after_a_missed_hearing() -> None:
    over = (TODAY - timedelta(days=9)).isoformat()
    run, place = ended(hearing_day=over)
    assert show_way(run, outcome_of(place), {}).buttons[0].data == "g:missed"
    run, place = ended()
    assert "g:missed" not in {b.data for b in show_way(run, outcome_of(place), {}).buttons}
