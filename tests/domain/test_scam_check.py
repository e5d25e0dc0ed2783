"""The scam check: signs, never a verdict; a page where real fees are paid is no sign."""

import pytest

from bot.domain.scam_check import NOT_A_SIGN, SCAM_CHECK, SIGNS, signs_of
from bot.domain.scam_result import scam_parts
from tests.domain.paths import at, begin, reply

PLAIN = {"sender": "court", "channel": "mail", "money": "none", "scam_acis": "yes"}


def signs(**given: str) -> tuple[str, ...]:
    run = begin(SCAM_CHECK)
    while (place := at(run)).open is not None:
        run = reply(run, place, {**PLAIN, **given}[place.open.id])
    return signs_of(place.facts.flags)


def blocks(**given: str) -> list[str]:
    run = begin(SCAM_CHECK)
    while (place := at(run)).open is not None:
        run = reply(run, place, {**PLAIN, **given}[place.open.id])
    return [p.block for p in scam_parts(place.facts, {})]


@pytest.mark.parametrize(
    ("given", "sign"),
    [
        ({"money": "odd"}, "odd-money"),
        ({"money": "cash"}, "cash"),
        ({"money": "page"}, "real-page"),
        ({"channel": "chat"}, "by-chat"),
        ({"channel": "call"}, "video-call"),
        ({"sender": "helper"}, "notary"),
        ({"scam_acis": "no"}, "not-in-acis"),
    ],
)
def test_each_answer_that_says_something_is_its_sign(given: dict[str, str], sign: str) -> None:
    assert signs(**given) == (sign,)


def test_every_sign_can_be_found_and_nothing_else_is_one() -> None:
    flags = {f"{s.id.removeprefix('scam_')}-{o.id}" for s in SCAM_CHECK.steps for o in s.options}
    assert {flag for shown_by in SIGNS.values() for flag in shown_by} <= flags
    assert signs() == ()


def test_a_page_where_real_fees_are_paid_is_never_a_sign() -> None:
    assert frozenset({"real-page"}) == NOT_A_SIGN
    assert blocks(money="page")[0] == "none"
    assert "real_page" in blocks(money="page")


def test_i_do_not_know_is_no_sign() -> None:
    assert signs(**dict.fromkeys(PLAIN, "skipped")) == ()


def test_go_to_every_hearing_stands_on_each_result() -> None:
    for money in ("none", "page", "odd", "cash"):
        assert "body" in blocks(money=money)
        assert blocks(money=money)[-2:] == ["body", "body"]


def test_who_is_called_by_ice_hears_of_a_lawyer_first() -> None:
    assert "ice" in blocks(sender="office")
    assert "ice" not in blocks()
