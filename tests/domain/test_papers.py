from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.facts import Facts
from bot.domain.grounds import REASON_LAW
from bot.domain.own_papers import own_sheet
from bot.domain.papers import (
    CALENDAR,
    CARD,
    CHECKLIST,
    CHOICES,
    LOG,
    MOTION,
    OBJECTION,
    PAPERS,
    REOPEN_EXCEPTIONAL,
    REOPEN_NOTICE,
    SUMMARY,
    chosen_of,
    hearing_of,
    letters_of,
    offered_papers,
    order_of,
)
from bot.domain.sheets import Legal

TODAY = date(2026, 11, 24)
AHEAD = TODAY + timedelta(days=60)
NTA = Facts(TODAY, document="nta", hearing_date=AHEAD, hearing_time=time(8, 30), before_judge="never")
REOPEN = {REOPEN_NOTICE, REOPEN_EXCEPTIONAL}


def test_a_notice_with_a_day_to_come_offers_all_that_fits_in_one_order() -> None:
    assert offered_papers(NTA) == (MOTION, CARD, CHECKLIST, LOG, SUMMARY, CALENDAR)


@pytest.mark.parametrize(
    ("lacking", "defect"),
    [
        ({"hearing_date": "missing"}, "no-date"),
        ({"hearing_date": "to-be-set"}, "date-to-be-set"),
        ({"hearing_date": "impossible"}, "impossible-date"),
        ({"hearing_time": "missing"}, "no-time"),
        ({"hearing_time": "to-be-set"}, "no-time"),
        ({"hearing_place": "missing"}, "no-place"),
        ({"hearing_place": "to-be-set"}, "no-place"),
    ],
    ids=str,
)
def test_an_objection_is_offered_where_date_time_or_place_are_missing(lacking: dict[str, str], defect: str) -> None:
    facts = replace(NTA, **lacking)  # type: ignore[arg-type]
    order = order_of(OBJECTION, facts)
    assert order is not None
    assert order.chosen == (defect,)


@pytest.mark.parametrize(
    "facts",
    [
        NTA,
        replace(NTA, hearing_date="missing", document="hearing-notice"),
        replace(NTA, hearing_date="missing", before_judge="answered"),
        replace(NTA, hearing_date="missing", acis="ordered-removed"),
        replace(NTA, hearing_date="missing", ordered="yes"),
        replace(NTA, problems=frozenset({"no-charges", "unsigned"})),
    ],
    ids=["nothing missing", "hearing notice", "charges answered", "order in ACIS", "ordered", "other defects"],
)
def test_an_objection_is_not_offered_otherwise(facts: Facts) -> None:
    assert OBJECTION not in offered_papers(facts)
    assert order_of(OBJECTION, facts) is None


def test_an_objection_is_offered_where_the_facts_do_not_tell_whether_it_is_late() -> None:
    unsure = replace(NTA, hearing_time="missing", before_judge="unsure")
    assert unsure.objection_open is None
    assert OBJECTION in offered_papers(unsure)


@pytest.mark.parametrize(
    ("facts", "offered"),
    [
        (NTA, False),
        (replace(NTA, hearing_date=TODAY - timedelta(days=3)), False),
        (Facts(TODAY, document="removal-order", attended="no"), True),
        (Facts(TODAY, document="removal-order"), True),
        (Facts(TODAY, document="removal-order", attended="yes"), False),
        (replace(NTA, acis="ordered-removed"), True),
        (Facts(TODAY, walk="missed-hearing"), True),
    ],
    ids=["open case", "only a day that is over", "absent", "not told", "present", "in ACIS", "missed hearing"],
)
def test_reopening_is_offered_where_an_order_is_known_that_was_not_made_before_the_person(
    facts: Facts, *, offered: bool
) -> None:
    assert (set(offered_papers(facts)) >= REOPEN) is offered
    assert not REOPEN & set(offered_papers(facts)) or offered
    assert not (MOTION in offered_papers(facts) and offered)


def test_an_ice_call_in_offers_nothing_for_a_court_unless_acis_shows_a_day() -> None:
    call_in = Facts(TODAY, document="other-paper", other_kind="ice-check-in")
    assert offered_papers(call_in) == (LOG, SUMMARY)
    assert CALENDAR in offered_papers(replace(call_in, acis="different", acis_date=AHEAD))


def test_a_motion_needs_a_reason_and_takes_several_in_the_order_of_the_list() -> None:
    assert order_of(MOTION, NTA) is None
    order = order_of(MOTION, NTA, ("illness", "find-lawyer", "nothing-like-it"))
    assert order is not None
    assert order.chosen == ("find-lawyer", "illness")


def test_the_reasons_are_all_that_the_law_table_has() -> None:
    assert CHOICES[MOTION] == tuple(REASON_LAW)


@pytest.mark.parametrize("paper", PAPERS)
def test_letters_of_a_button_name_what_was_chosen(paper: str) -> None:
    every = CHOICES.get(paper, ())
    for chosen in (every, every[:1], every[1:3]):
        assert chosen_of(paper, letters_of(paper, chosen)) == chosen
    assert chosen_of(paper, "~?Z") == ()


def test_a_court_paper_names_the_hour_only_with_the_day_that_it_belongs_to() -> None:
    assert hearing_of(NTA) == (AHEAD, time(8, 30))
    sooner = replace(NTA, acis="different", acis_date=TODAY + timedelta(days=5))
    assert hearing_of(sooner) == (TODAY + timedelta(days=5), None)
    assert hearing_of(replace(NTA, hearing_date=TODAY - timedelta(days=1))) == (None, None)


def test_the_summary_says_go_to_every_hearing_but_not_on_a_call_in_of_ice() -> None:
    legal = Legal(TODAY, old=False, fees={}, translated=False, reviewed=False)
    call_in = Facts(TODAY, document="other-paper", other_kind="ice-check-in")
    for facts, says in ((NTA, True), (call_in, False)):
        order = order_of(SUMMARY, facts)
        assert order is not None
        assert ("general/go" in {p.words.template for p in own_sheet(order, legal).pieces}) is says
