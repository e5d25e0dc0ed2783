"""A question is asked only while its answer can still change something: a finding, a date, an objection, a `how`."""

from collections import defaultdict
from datetime import timedelta

import pytest

from bot.domain.chat import Run
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.walk import Place
from tests.domain.cases import TODAY
from tests.domain.paths import Outcome, at, at_random, begin, outcome, places_on_the_way, replies, reply, walked

ALWAYS_ASKED = {"for_whom", "document", "who", "status"}
SAMPLE = range(500)
A_STEP = 12
CONTINUATIONS = range(40)


def sampled() -> dict[str, list[tuple[Run, Place]]]:
    """Places by their open question, the first of each kind of place."""
    by_step: dict[str, list[tuple[Run, Place]]] = defaultdict(list)
    for run, place in places_on_the_way(SAMPLE):
        assert place.open is not None
        if len(by_step[place.open.id]) < A_STEP:
            by_step[place.open.id].append((run, place))
    return by_step


@pytest.fixture(scope="module")
def places() -> dict[str, list[tuple[Run, Place]]]:
    return sampled()


def matters(run: Run, place: Place) -> bool:
    """Whether two answers to the open question, with the same later answers, end in different outcomes."""
    assert place.open is not None
    answers = replies(place.open, place.facts)
    for seed in CONTINUATIONS:
        ends: set[Outcome] = set()
        for raw in answers:
            ends.add(outcome(walked(at_random(seed), reply(run, place, raw))[1].facts))
            if len(ends) > 1:
                return True
    return False


def test_the_sample_comes_to_every_question(places: dict[str, list[tuple[Run, Place]]]) -> None:
    assert set(places) == {s.id for s in NOTICE_CHECK.steps}


@pytest.mark.parametrize("step", [s.id for s in NOTICE_CHECK.steps if s.id not in ALWAYS_ASKED])
def test_every_question_that_is_asked_can_still_change_something(
    step: str, places: dict[str, list[tuple[Run, Place]]]
) -> None:
    idle = [dict(run.answers) for run, place in places[step] if not matters(run, place)]
    assert idle == []


@pytest.mark.parametrize("ahead", [1, 5, 14, 15, 16, 17, 30, 60])
def test_the_kind_of_hearing_is_asked_only_while_it_moves_a_last_day(ahead: int) -> None:
    day = (TODAY + timedelta(days=ahead)).isoformat()
    given = {"for_whom": "me", "document": "hearing-notice", "status": "none", "hearing_date": day}
    rest = {"hearing_time": "08:30", "hearing_place": "annandale", "hearing_form": "in-person"}
    run = Run(begin().walk, begin().nonce, given | rest)
    place = at(run)
    assert place.open is not None
    assert place.open.id != "hearing_kind" or matters(run, place)


@pytest.mark.parametrize("document", ["nta", "hearing-notice"])
@pytest.mark.parametrize(("ahead", "asked"), [(-1, True), (0, False), (1, True), (60, True)])
def test_the_day_in_acis_is_asked_only_while_it_can_change_something(
    document: str, ahead: int, *, asked: bool
) -> None:
    """Where the paper says today, no day in ACIS can come before it."""
    day = (TODAY + timedelta(days=ahead)).isoformat()
    given = {"for_whom": "me", "document": document, "status": "none", "hearing_date": day, "attended": "yes"}
    rest = {"hearing_time": "08:30", "hearing_place": "annandale", "hearing_form": "in-person", "address": "right"}
    more = {"hearing_kind": "unsure", "before_judge": "not-answered", "groups": "none", "acis": "different"}
    place = at(Run(begin().walk, begin().nonce, given | rest | more))
    assert (place.open is not None and place.open.id == "acis_date") is asked
