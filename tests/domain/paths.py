"""Ways through a walk: what can be answered to a question, and paths taken at random or in full."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import blake2b

from bot.domain.chat import Run
from bot.domain.deadlines import find_deadlines
from bot.domain.defects import BOOK, find_defects
from bot.domain.facts import Facts
from bot.domain.notice_check import NOTICE_CHECK
from bot.domain.steps import NONE_TICKED, Step, ticked
from bot.domain.walk import DONE, SURE, Place, Walk, fresh, pressed, stand
from bot.domain.walks import WALKS
from tests.domain.cases import COURTS, TODAY

NONCE = "a1b2c3d4"
HOURS = ("08:30", "07:29", "23:59")
PLACES = ("annandale", "el-paso", "fishkill", "san-francisco")
AHEAD = (0, 1, 5, 9, 10, 14, 15, 16, 30, 31, 46, 60, 200)
GONE = (0, 1, 3, 5, 9, 10, 40, 400)
HOW = {"in-person": "hand", "mail": "mail"}
Pick = Callable[[Step, Facts, tuple[str, ...]], str]


def days(*numbers: int, today: date = TODAY) -> tuple[str, ...]:
    return tuple((today + timedelta(days=n)).isoformat() for n in numbers)


def replies(step: Step, facts: Facts) -> tuple[str, ...]:
    """The answers worth trying; of several ticks: none, each alone, and all."""
    offered = step.offered(facts)
    if step.kind == "ticks":
        return (NONE_TICKED, *offered, *([",".join(offered)] if len(offered) > 1 else []))
    rest = (step.skip,) if step.skip else ()
    gone = days(*(-n for n in GONE), today=facts.today)
    typed: Mapping[str, tuple[str, ...]] = {
        "date": gone if step.past else (*gone, *days(*AHEAD, today=facts.today)),
        "time": HOURS,
        "court": PLACES,
    }
    odd = ("2026-09-31",) if step.printed else ()
    return (*offered, *typed.get(step.kind, ()), *odd, *rest)


def at(run: Run, today: date = TODAY) -> Place:
    return stand(WALKS[run.walk], run.answers, COURTS, today)


def begin(walk: Walk = NOTICE_CHECK) -> Run:
    return fresh(walk, NONCE)


def reply(run: Run, place: Place, raw: str) -> Run:
    """The run after the open question was answered as its buttons do it."""
    step = place.open
    assert step is not None
    if step.kind == "ticks":
        return pressed(replace(run, ticks=ticked(raw)), place, step.id, DONE, courts=COURTS)
    return pressed(run, place, step.id, SURE + raw, courts=COURTS)


def walked(pick: Pick, run: Run | None = None) -> tuple[Run, Place, int]:
    """A path to its end: the run, where it stands, and how many questions were asked."""
    run = run or begin()
    asked = 0
    while (place := at(run)).open is not None:
        run = reply(run, place, pick(place.open, place.facts, replies(place.open, place.facts)))
        asked += 1
        assert asked < 100
    return run, place, asked


def at_random(seed: int) -> Pick:
    """Any reply: a seed likes the replies to a question in one order, whichever of them are offered."""

    def pick(step: Step, _facts: Facts, offered: tuple[str, ...]) -> str:
        return min(offered, key=lambda raw: blake2b(f"{seed} {step.id} {raw}".encode(), digest_size=8).digest())

    return pick


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything an answer may change: findings, dates, whether an objection is open, and a report's `how`."""

    findings: tuple[tuple[str, tuple[str, ...]], ...]
    dates: tuple[tuple[str, date | None], ...]
    objection_open: bool | None
    how: str


def outcome(facts: Facts) -> Outcome:
    found = find_defects(facts)
    counted = any(BOOK.rules[f.id].counted == "how" for f in found)
    return Outcome(
        tuple((f.id, f.severity) for f in found),
        tuple((d.id, d.on) for d in find_deadlines(facts)),
        facts.objection_open,
        HOW.get(facts.served_how or "", "not-known") if counted else "",
    )


def places_on_the_way(seeds: range, walk: Walk = NOTICE_CHECK) -> Iterator[tuple[Run, Place]]:
    """Every place that paths at random come through."""
    for seed in seeds:
        run, pick = begin(walk), at_random(seed)
        while (place := at(run)).open is not None:
            yield run, place
            run = reply(run, place, pick(place.open, place.facts, replies(place.open, place.facts)))
