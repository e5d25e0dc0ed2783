"""The chat says the same of a case as the command line: grounds, deadlines and signs, for any answers."""

import json
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.asking import key
from bot.domain.chat import Run
from bot.domain.missed_hearing import MISSED_HEARING
from bot.domain.more_time import MORE_TIME
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.result import outcome_of, show_page
from bot.domain.steps import NONE_TICKED
from bot.domain.taking import begin_from
from bot.domain.values import Screen
from bot.domain.walk import RESULT, Place, Walk
from bot.domain.ways import show_way
from bot.law.load import load_law
from bot.services.cases import facts_of, read_cases, report
from tests.domain.cases import TODAY
from tests.domain.paths import at, at_random, begin, walked

LAW = load_law()
# the key of the vocabulary that each question of the chat answers; several ticks of one key stand in a row
KEY_OF = {
    "hearing_day": "hearing_date",
    "reasons_case": "reasons",
    "reasons_life": "reasons",
    "missed_case": "missed_why",
    "missed_life": "missed_why",
}
LISTS = {"reasons", "missed_why"}
CHAT_ONLY = {"asked_before"}
SEEDS = st.integers(0, 10**6)
BOTH = pytest.mark.parametrize("walk", [MORE_TIME, MISSED_HEARING], ids=lambda w: w.id)


def case_of(run: Run, place: Place) -> Mapping[str, object]:
    """The answers that count, as somebody would write them into a file."""
    case: dict[str, object] = {"walk": run.walk, "today": TODAY.isoformat()}
    for step, raw in place.counted:
        name = KEY_OF.get(step.id, step.id)
        if raw == "skipped" or step.id in CHAT_ONLY:
            continue
        if name in LISTS:
            ticks = [] if raw == NONE_TICKED else raw.split(",")
            case[name] = [*case.get(name, []), *ticks]  # type: ignore[misc]
        else:
            case[name] = raw if _is_day(raw) else "impossible"
    return case


def _is_day(raw: str) -> bool:
    """Whether it is anything but a day that no calendar has."""
    if not raw[:4].isdigit():
        return True
    try:
        date.fromisoformat(raw)
    except ValueError:
        return ":" in raw
    return True


def checked(case: Mapping[str, object]) -> Mapping[str, object]:
    """What `fairhearing check` prints for the case."""
    (facts,) = facts_of(read_cases(json.dumps(case)), LAW, lambda _zone: TODAY)
    return report(facts)


def shown(screen: Screen | None, run: Run, prefix: str) -> list[str]:
    """The ids behind the buttons that begin so."""
    assert screen is not None
    start = key(run, RESULT, prefix)
    return [b.data.removeprefix(start) for b in screen.buttons if b.data.startswith(start)]


def agree(run: Run, place: Place) -> None:
    """The result's buttons, its days, and what the command line prints are the same."""
    outcome = outcome_of(place)
    printed = checked(case_of(run, place))
    result = show_way(run, outcome, {})
    grounds = [
        {"authorities": list(g.authorities), "id": g.id, "needs_proof": g.needs_proof} for g in outcome.grounds
    ]
    deadlines = [{"id": d.id, "on": d.on.isoformat() if d.on else None} for d in outcome.deadlines]
    findings = [
        {"authorities": list(f.authorities), "id": f.id, "severity": list(f.severity)} for f in outcome.findings
    ]
    assert (grounds, deadlines, findings) == (printed["grounds"], printed["deadlines"], printed["findings"])
    assert shown(result, run, "g.") == [g["id"] for g in grounds]
    assert shown(result, run, "f.") == [f["id"] for f in findings]
    nearest_first = sorted(deadlines, key=lambda d: d["on"] or "")  # what has no day before all others
    assert shown(show_page(run, outcome, "dates"), run, "d.") == [d["id"] for d in nearest_first]


@BOTH
@given(seed=SEEDS)
@settings(max_examples=150, deadline=None)
def test_the_chat_gives_the_grounds_and_deadlines_of_the_command_line(walk: Walk, seed: int) -> None:
    run, place, _ = walked(at_random(seed), begin(walk))
    agree(run, place)


@BOTH
@given(check=SEEDS, seed=SEEDS)
@settings(max_examples=80, deadline=None)
def test_it_does_so_too_where_answers_were_taken_from_a_check(walk: Walk, check: int, seed: int) -> None:
    known = walked(at_random(check), begin(NOTICE_CHECK))[1].facts
    run, place, _ = walked(at_random(seed), begin_from(walk, "a1b2c3d4", known, LAW.courts))
    agree(run, place)


def test_a_walk_run_to_its_end_answers_every_list_of_reasons() -> None:
    run, _, _ = walked(lambda _step, _facts, offered: offered[-1], begin(MORE_TIME))
    assert {"reasons_case", "reasons_life"} <= set(run.answers)
    assert at(run).open is None
