from datetime import date

import pytest

from bot.domain.facts import Facts
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.spots import SPOTS, spot_of

TODAY = date(2026, 11, 24)
LOOKS_AT_THE_PAPER = (
    *("hearing_date", "hearing_time", "hearing_place", "address", "faults_paper", "faults_printed", "served_on"),
    *("document", "hearing_form", "hearing_kind", "prompt_hearing_signed", "nta_served_on"),
)


@pytest.mark.parametrize("paper", ["nta", "hearing-notice"])
def test_each_question_that_looks_at_a_paper_has_its_spot(paper: str) -> None:
    facts = Facts(TODAY, document=paper)
    assert {s.id for s in NOTICE_CHECK.steps if spot_of(s.id, facts)} == set(LOOKS_AT_THE_PAPER)
    assert all(spot_of(step, facts) in SPOTS for step in LOOKS_AT_THE_PAPER)


def test_a_paper_of_which_there_is_no_drawing_has_no_spot() -> None:
    for paper in ("removal-order", "other-paper", "no-paper"):
        assert spot_of("address", Facts(TODAY, document=paper)) == ""


def test_names_and_service_are_different_spots() -> None:
    facts = Facts(TODAY, document="nta", flags=frozenset({"group-names"}))
    assert spot_of("faults_paper", facts) == "nta-names"
    assert spot_of("faults_paper", Facts(TODAY, document="nta")) == "nta-service"
