"""A missed hearing: the day first, then the grounds and the days that are left."""

from datetime import date, timedelta

import pytest

from bot.domain.answers import MISSED_WHY
from bot.domain.asking import ask
from bot.domain.chat import Run
from bot.domain.facts import Facts
from bot.domain.missed_hearing import MISSED_HEARING
from bot.domain.result import outcome_of, show_date, show_page
from bot.domain.taking import begin_from
from bot.domain.walk import Place
from bot.domain.ways import show_ground, show_way
from tests.domain.cases import COURTS, TODAY
from tests.domain.paths import NONCE, at, begin, reply
from tests.domain.test_grounds import GROUND_OF

OVER = TODAY - timedelta(days=20)
GIVEN = {
    "hearing_day": OVER.isoformat(),
    "hearing_place": "annandale",
    "acis": "ordered-removed",
    "attended": "no",
    "order_on": OVER.isoformat(),
    "missed_case": "none",
    "missed_life": "none",
    "detained": "no",
}


def ended(**given: str) -> tuple[Run, Place]:
    """A walk to its end with these answers, the others as in GIVEN."""
    run = begin(MISSED_HEARING)
    while (place := at(run)).open is not None:
        run = reply(run, place, {**GIVEN, **given}[place.open.id])
    return run, place


def ticking(why: str) -> dict[str, str]:
    life = MISSED_HEARING.step("missed_life")
    assert life is not None
    return {"missed_life" if why in {o.id for o in life.options} else "missed_case": why}


def days(place: Place) -> dict[str, date | None]:
    return {d.id: d.on for d in outcome_of(place).deadlines}


def test_the_first_question_is_the_day_and_today_is_its_first_button() -> None:
    run = begin(MISSED_HEARING)
    screen = ask(run, at(run), COURTS)
    assert screen.name == "hearing_day"
    assert (screen.buttons[0].block, screen.buttons[0].data.rpartition(":")[2]) == ("today", TODAY.isoformat())


def test_today_is_answered_at_once_with_going_there() -> None:
    run = begin(MISSED_HEARING)
    run = reply(run, at(run), TODAY.isoformat())
    said = [p.block for p in ask(run, at(run), COURTS).parts if p.template == "shared/urgent"]
    assert said == ["today", "can_wait"]


def test_the_result_of_today_begins_with_going_there() -> None:
    run, place = ended(hearing_day=TODAY.isoformat(), order_on="unsure", acis="no-hearing")
    assert show_way(run, outcome_of(place), {}).parts[0].block == "today"


def test_a_day_to_come_is_no_answer() -> None:
    run = begin(MISSED_HEARING)
    assert reply(run, at(run), (TODAY + timedelta(days=1)).isoformat()) is run


def test_the_day_of_the_hearing_stands_on_a_button_for_the_day_of_the_order() -> None:
    run = begin(MISSED_HEARING)
    while (place := at(run)).open is not None and place.open.id != "order_on":
        run = reply(run, place, GIVEN[place.open.id])
    assert ask(run, place, COURTS).buttons[0].value == OVER


@pytest.mark.parametrize("why", MISSED_WHY)
def test_each_thing_that_happened_leads_to_its_ground(why: str) -> None:
    run, place = ended(**ticking(why))
    outcome = outcome_of(place)
    assert [g.id for g in outcome.grounds] == [GROUND_OF[why]]
    assert show_ground(run, outcome, GROUND_OF[why]) is not None


def test_all_that_happened_gives_all_grounds_once_in_their_order() -> None:
    _, place = ended(
        missed_case="fear-of-return,in-custody,no-notice,late-to-court", missed_life="abuse,serious-illness"
    )
    ids = [g.id for g in outcome_of(place).grounds]
    assert ids == ["no-notice", "in-custody", "exceptional-circumstances"]


def test_coming_late_names_its_case() -> None:
    _, place = ended(missed_case="late-to-court")
    assert "s-l-h" in outcome_of(place).grounds[0].authorities
    _, place = ended(missed_life="abuse")
    assert "s-l-h" not in outcome_of(place).grounds[0].authorities


@pytest.mark.parametrize(
    ("order_on", "last"),
    [
        ("2026-03-20", "2026-09-16"),  # 180 days later is today
        ("2026-03-19", "2026-09-15"),  # yesterday: a day that is past is given as it is
        ("2026-03-23", "2026-09-18"),  # a Saturday is moved back to Friday
        ("2026-07-04", "2026-12-31"),
    ],
)
def test_180_days_after_the_order_are_counted_to_a_working_day(order_on: str, last: str) -> None:
    _, place = ended(order_on=order_on)
    assert days(place)["reopen-180-days"] == date.fromisoformat(last)


def test_no_day_is_counted_from_an_order_nobody_knows_of() -> None:
    _, place = ended(order_on="unsure")
    assert "reopen-180-days" not in days(place)


@pytest.mark.parametrize("why", ["no-notice", "in-custody"])
def test_no_notice_and_custody_have_no_last_day(why: str) -> None:
    assert days(ended(missed_case=why)[1])["reopen-any-time"] is None
    assert "reopen-any-time" not in days(ended(missed_case="wrong-day")[1])


def test_whoever_was_there_is_not_asked_why_not() -> None:
    run, place = ended(attended="yes", document="removal-order")
    assert "missed_case" not in run.answers
    assert [g.id for g in outcome_of(place).grounds] == ["none-clear"]
    assert days(place)["appeal-safe-10-days"] == date(2026, 9, 4)  # the tenth day is a Sunday


def test_the_180_days_speak_of_the_appeal_to_whoever_was_there() -> None:
    run, place = ended(attended="yes", document="removal-order")
    shown = show_date(run, outcome_of(place), "reopen-180-days")
    assert shown is not None
    facts = shown.parts[1].values["facts"]
    assert isinstance(facts, Facts)
    assert facts.attended == "yes"


def test_a_new_date_in_acis_is_the_hearing_to_go_to() -> None:
    ahead = TODAY + timedelta(days=30)
    run, place = ended(acis="different", acis_date=ahead.isoformat())
    assert place.facts.date_that_counts == ahead
    assert "say_aloud" in [p.block for p in show_way(run, outcome_of(place), {}).parts]


def test_of_the_check_only_what_is_over_is_taken() -> None:
    told = Facts(TODAY, hearing_date=OVER, hearing_place="annandale", acis="ordered-removed", attended="no")
    assert begin_from(MISSED_HEARING, NONCE, told, COURTS).taken == (
        *("hearing_day", "hearing_place", "acis", "attended"),
    )
    ahead = Facts(TODAY, hearing_date=TODAY + timedelta(days=3), acis="same", order_on="unsure")
    assert begin_from(MISSED_HEARING, NONCE, ahead, COURTS).taken == ()


def leads_to(run: Run, place: Place) -> list[str]:
    return [b.data.rpartition(":")[2] for b in show_way(run, outcome_of(place), {}).buttons]


def test_who_was_there_is_led_to_the_appeal_and_to_no_page_on_the_motion() -> None:
    about_the_motion = {"p.motion", "p.fee", "p.stay", "p.proof"}
    assert about_the_motion <= set(leads_to(*ended()))
    assert not about_the_motion & set(leads_to(*ended(attended="yes", document="removal-order")))


def test_the_dates_that_matter_stand_with_the_nearest_first() -> None:
    run, place = ended(attended="yes", document="removal-order")
    screen = show_page(run, outcome_of(place), "dates")
    assert screen is not None
    shown = [b.data.rpartition(":")[2] for b in screen.buttons]
    assert shown.index("d.appeal-safe-10-days") < shown.index("d.reopen-180-days")
