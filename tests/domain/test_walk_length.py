"""How many questions a path may hold: every one 24, a complete Notice to Appear 12, a complete hearing notice 13."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from bot.domain.chat import Run
from bot.domain.defects import BOOK, find_defects
from bot.domain.facts import Facts
from bot.domain.steps import Step
from tests.domain.cases import TODAY
from tests.domain.paths import Pick, at, at_random, begin, replies, reply, walked

LONGEST = 24
PLAIN = {"hearing_place": "annandale", "hearing_time": "08:30", "groups": "none", "status": "none"}
HARMLESS = {"hearing-soon"}
PATHS = range(3000)
TODAYS = (TODAY - timedelta(days=20)).isoformat()


def test_every_path_ends_within_24_questions() -> None:
    asked = [walked(at_random(seed))[2] for seed in PATHS]
    assert min(asked) >= 4
    assert 18 <= max(asked) <= LONGEST


@pytest.mark.parametrize(
    ("document", "known"),
    [("nta", 19), ("hearing-notice", 19), ("removal-order", 13), ("other-paper", 7), ("no-paper", 9)],
)
def test_the_worst_paths_end_within_24_questions(document: str, known: int) -> None:
    asked = max(climbed(document, seed) for seed in range(3))
    assert known <= asked <= LONGEST


def climbed(document: str, seed: int) -> int:
    """The most questions found by changing one answer at a time, kept where the path grew no shorter."""
    dice = Random(seed)  # noqa: S311 - no secret depends on it
    picks: dict[str, Pick] = {}
    fixed = {"document": document, "groups": "missing-pages,names,printed,service,copies,money"}

    def pick(step: Step, facts: Facts, offered: tuple[str, ...]) -> str:
        wanted_here = fixed.get(step.id, "")
        return wanted_here if wanted_here in offered else picks.get(step.id, at_random(seed))(step, facts, offered)

    run, place, most = walked(pick)
    for _ in range(100):
        step = dice.choice(place.counted)[0].id
        before = picks.get(step)
        picks[step] = at_random(dice.randrange(10**6))
        _, tried, asked = walked(pick)
        if asked >= most:
            place, most = tried, asked
        elif before is None:
            del picks[step]
        else:
            picks[step] = before
    assert len(run.answers) <= most
    return most


def test_the_longest_path_that_is_known_stays_within_24_questions() -> None:
    longest = {
        "for_whom": "child-under-14",
        "document": "nta",
        "status": "no-adult",
        "hearing_date": "2026-09-11",
        "attended": "yes",
        "hearing_time": "07:29",
        "hearing_place": "fishkill",
        "address": "old",
        "address_reported": "no",
        "moved_on": "2026-09-11",
        "before_judge": "unsure",
        "groups": "names,printed,service,copies,money",
        "faults_paper": "unsigned",
        "faults_printed": "no-charges",
        "faults_other": "two-ntas",
        "acis": "different",
        "acis_date": "2026-09-17",
        "served_how": "mail",
        "served_on": "2026-09-11",
        "received_on": "2026-09-15",
        "prompt_hearing_signed": "no",
    }
    run, place, asked = walked(lambda step, _facts, _offered: longest[step.id])
    assert place.open is None
    assert list(run.answers) == list(longest)
    assert asked == len(longest) <= LONGEST


def complete(run: Run, chosen: dict[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Every way to answer a paper with which nothing is wrong: how many questions, and what was answered."""
    place = at(run)
    if place.open is None:
        if {f.id for f in find_defects(place.facts)} <= HARMLESS:
            yield len(place.counted), dict(run.answers)
        return
    for raw in wanted(place.open, place.facts, chosen):
        after = reply(run, place, raw)
        if {f.id for f in find_defects(at(after).facts)} <= HARMLESS:
            yield from complete(after, chosen)


def wanted(step: Step, facts: Facts, chosen: dict[str, str]) -> tuple[str, ...]:
    if step.id in chosen:
        return (chosen[step.id],)
    if step.past:
        return (TODAYS, TODAY.isoformat())
    return tuple(r for r in replies(step, facts) if r not in (step.skip, "unsure"))


WHEN = {"far": 63, "in-nine-days": 9, "tomorrow": 1, "today": 0}


@pytest.mark.parametrize("ahead", WHEN.values(), ids=WHEN)
@pytest.mark.parametrize("whom", ["me", "child-under-14", "helped"])
@pytest.mark.parametrize(("document", "most"), [("nta", 12), ("hearing-notice", 13)])
def test_a_complete_paper_needs_few_questions(document: str, most: int, whom: str, ahead: int) -> None:
    day = (TODAY + timedelta(days=ahead)).isoformat()
    paths = list(complete(begin(), {**PLAIN, "for_whom": whom, "document": document, "hearing_date": day}))
    assert paths
    asked, answers = max(paths, key=lambda path: path[0])
    assert asked <= most, answers


def test_every_defect_can_be_found_on_some_path() -> None:
    missing = {rule.id for rule in BOOK}
    for seed in PATHS:
        missing -= {f.id for f in find_defects(walked(at_random(seed))[1].facts)}
        if not missing:
            break
    assert missing == set()
