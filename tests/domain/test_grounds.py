"""Grounds: each reason, the order, what needs proof, and that every authority that is named is known."""

from itertools import permutations

import pytest

from bot.domain.answers import MISSED_WHY, REASONS
from bot.domain.defects import BOOK
from bot.domain.findings import OBJECT, REOPEN
from bot.domain.grounds import REASON_LAW, Ground, find_grounds
from bot.law.load import load_law
from tests.domain.cases import facts

KNOWN = load_law().authorities
EXCEPTIONAL = "exceptional-circumstances"
GROUND_OF = {
    "no-notice": "no-notice",
    "in-custody": "in-custody",
    "serious-illness": EXCEPTIONAL,
    "family-illness": EXCEPTIONAL,
    "death-in-family": EXCEPTIONAL,
    "abuse": EXCEPTIONAL,
    "late-to-court": EXCEPTIONAL,
    "wrong-day": "none-clear",
    "fear-of-arrest": "none-clear",
    "fear-of-return": "none-clear",
    "other": "none-clear",
}


def missed(*why: str) -> tuple[Ground, ...]:
    return find_grounds(facts({"walk": "missed-hearing", "missed_why": list(why)}))


def more_time(*reasons: str) -> tuple[Ground, ...]:
    return find_grounds(facts({"walk": "more-time", "reasons": list(reasons)}))


def test_a_notice_check_has_no_grounds_whatever_was_given() -> None:
    given = {"reasons": list(REASONS), "missed_why": list(MISSED_WHY), "ordered": "yes"}
    assert find_grounds(facts(given)) == ()
    assert find_grounds(facts({**given, "walk": "notice-check"})) == ()


@pytest.mark.parametrize("reason", REASONS)
def test_a_reason_for_more_time_is_a_ground_that_needs_no_proof(reason: str) -> None:
    (ground,) = more_time(reason)
    assert (ground.id, ground.needs_proof) == (reason, False)


def test_reasons_stand_in_the_order_given() -> None:
    for order in permutations(REASONS[:4]):
        assert tuple(g.id for g in more_time(*order)) == order
    assert tuple(g.id for g in more_time(*REASONS[::-1])) == REASONS[::-1]
    assert more_time() == ()
    assert find_grounds(facts({"walk": "more-time", "missed_why": ["no-notice"]})) == ()


@pytest.mark.parametrize("why", MISSED_WHY)
def test_each_reason_for_a_missed_hearing_leads_to_its_ground(why: str) -> None:
    (ground,) = missed(why)
    assert (ground.id, ground.needs_proof) == (GROUND_OF[why], GROUND_OF[why] != "none-clear")


def test_grounds_of_a_missed_hearing_have_one_order_and_stand_once() -> None:
    full = ["no-notice", "in-custody", EXCEPTIONAL]
    for order in permutations(("in-custody", "abuse", "no-notice", "other", "serious-illness")):
        assert [g.id for g in missed(*order)] == full
    assert [g.id for g in missed(*MISSED_WHY)] == full
    assert [g.id for g in missed("wrong-day", "fear-of-return")] == ["none-clear"]
    assert [g.id for g in missed()] == ["none-clear"]
    assert [g.id for g in find_grounds(facts({"walk": "missed-hearing", "reasons": ["illness"]}))] == ["none-clear"]


def test_every_ground_but_none_clear_names_known_authorities() -> None:
    grounds = [g for r in REASONS for g in more_time(r)] + [g for w in MISSED_WHY for g in missed(w)]
    for ground in grounds:
        assert set(ground.authorities) <= set(KNOWN)
        assert len(set(ground.authorities)) == len(ground.authorities)
        assert ground.authorities or ground.id == "none-clear"


def test_every_reason_has_its_law() -> None:
    assert set(REASON_LAW) == set(REASONS)


@pytest.mark.parametrize("rule", [pytest.param(r, id=r.id) for r in BOOK])
def test_every_authority_of_a_defect_is_known_and_a_serious_one_names_at_least_one(rule: object) -> None:
    (found,) = [r for r in BOOK if r is rule]
    assert set(found.authorities) <= set(KNOWN)
    assert len(set(found.authorities)) == len(found.authorities)
    assert found.authorities or not {OBJECT, REOPEN} & set(found.severity)
