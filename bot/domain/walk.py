"""A walk is its answers: the fold that gives facts and the open question, and the moves that change a run.

Every move is a plain function of a run; one that does not fit the open question changes nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.answers import Value
from bot.domain.calendar import is_federal_holiday, is_weekend
from bot.domain.chat import Run
from bot.domain.defects import is_odd_hour
from bot.domain.facts import FACT_NAMES, Facts
from bot.domain.steps import IMPOSSIBLE, NONE_TICKED, SKIPPED, UNSURE, Step, real_day, ticked
from bot.domain.values import Court

BACK, EDIT, KEEP, DONE, SKIP, SURE = "<", "*", "^", ".", "?", "="
RESULT = "result"
JOINED = frozenset({"problems", "flags"})
LISTED = frozenset({"reasons", "missed_why"})
Takes = Callable[[Facts], Mapping[str, Value | None]]


@dataclass(frozen=True, slots=True)
class Walk:
    """An ordered list of questions; declaring it refuses two steps of one id.

    `takes` gives what a finished or open notice check already answers, by step; None for what it does not.
    """

    id: str
    steps: tuple[Step, ...]
    takes: Takes | None = None

    def __post_init__(self) -> None:
        """Refuse two steps of one id."""
        ids = [s.id for s in self.steps]
        if len(ids) != len(set(ids)):
            raise ValueError(f"walk {self.id}: a step id stands twice")

    def step(self, name: str) -> Step | None:
        """The step of that id, or None."""
        return next((s for s in self.steps if s.id == name), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run stands: the facts, the answers that count in order, and the open question (None: done)."""

    facts: Facts
    counted: tuple[tuple[Step, str], ...]
    open: Step | None

    @property
    def last(self) -> tuple[Step, str] | None:
        """The last answer that counts."""
        return self.counted[-1] if self.counted else None

    @property
    def not_known(self) -> tuple[Step, ...]:
        """The questions that were answered with "I don't know"."""
        return tuple(s for s, raw in self.counted if raw in (SKIPPED, UNSURE))


def stand(walk: Walk, answers: Mapping[str, str], courts: Mapping[str, Court], today: date) -> Place:
    """Fold the answers over the steps in order: `when` sees only the facts of the steps before it.

    An answer counts only while its step applies; the open question is the first that applies and has no
    valid answer, and what stands behind it does not count yet.
    """
    facts = Facts(today=today, walk=walk.id)
    counted: list[tuple[Step, str]] = []
    for step in walk.steps:
        if not step.asked(facts):
            continue
        raw = answers.get(step.id)
        if raw is None or not step.accepts(raw, facts, courts):
            return Place(facts, tuple(counted), step)
        counts = step.counting(raw, facts)
        counted.append((step, counts))
        _add(facts, step.facts_of(counts), courts)
    return Place(facts, tuple(counted), None)


def _add(facts: Facts, given: Mapping[str, Value], courts: Mapping[str, Court]) -> None:
    """Enter facts into the object that the fold is building; nobody else holds it yet.

    Building a new one for each answer took longer than the whole rest of an update.
    """
    for key, value in given.items():
        if key in JOINED:
            value = getattr(facts, key) | frozenset(value)  # type: ignore[arg-type]  # noqa: PLW2901
        elif key in LISTED:
            value = (*getattr(facts, key), *value)  # type: ignore[misc]  # noqa: PLW2901
        if key == "flags" or key in FACT_NAMES:
            object.__setattr__(facts, key, value)
        if key == "hearing_place":
            object.__setattr__(facts, "court", courts.get(str(value)))


def fresh(walk: Walk, nonce: str) -> Run:
    """A new run with no answer."""
    return Run(walk.id, nonce)


def pressed(run: Run, place: Place, step_id: str, given: str, *, courts: Mapping[str, Court]) -> Run:
    """The run after a button of a step was pressed; the same run where the press no longer fits."""
    if given == EDIT:
        return _edited(run, place, step_id)
    if given == BACK:
        return _back(run, place) if step_id == (place.open.id if place.open else RESULT) else run
    step = place.open
    if step is None or step.id != step_id:
        return run
    if given == KEEP:
        return _kept(run, place, step, courts)
    if step.kind == "ticks":
        return _tick(run, place, given)
    return answered(run, place, given, courts=courts)


def answered(run: Run, place: Place, given: str, *, courts: Mapping[str, Court]) -> Run:
    """The run after the open question got an answer: `=` before it says it was confirmed.

    A date or an hour that would be a finding is put up to be confirmed first (`offered`).
    """
    step = place.open
    if step is None:
        return run
    raw = step.skip if given == SKIP else given.removeprefix(SURE)
    if not raw or not step.accepts(raw, place.facts, courts):
        return run
    if not given.startswith(SURE) and needs_reading_back(step, raw, place.facts):
        return replace(run, offered=(raw,))
    return _with_answer(run, step, raw)


def offer(run: Run, readings: tuple[str, ...]) -> Run:
    """The run with several readings of a typed answer put up to choose from."""
    return replace(run, offered=readings)


def needs_reading_back(step: Step, raw: str, facts: Facts) -> bool:
    """Whether this date or hour would be a finding (N05 to N09), so that it is read back first."""
    if not step.checked or raw in step.offered(facts) or raw == step.skip:
        return False
    if step.kind == "time":
        return is_odd_hour(step.facts_of(raw)["hearing_time"])  # type: ignore[arg-type]
    day = real_day(raw) if raw != IMPOSSIBLE else None
    return day is None or day < facts.today or is_weekend(day) or is_federal_holiday(day)


def _with_answer(run: Run, step: Step, raw: str) -> Run:
    return replace(
        run,
        answers={**run.answers, step.id: raw},
        aside=_without(run.aside, step.id),
        ticks=(),
        offered=(),
        taken=tuple(t for t in run.taken if t != step.id) if run.taken else (),
    )


def _tick(run: Run, place: Place, given: str) -> Run:
    """Set (`+id`) or clear (`-id`) a box, or take the boxes as they are; a box says what it becomes."""
    step = place.open
    if step is None:
        return run
    if given in (DONE, NONE_TICKED):
        boxes = [i for i in step.offered(place.facts) if i in run.ticks] if given == DONE else []
        return _with_answer(run, step, ",".join(boxes) or NONE_TICKED)
    sign, box = given[:1], given[1:]
    if sign not in "+-" or box not in step.offered(place.facts) or (box in run.ticks) == (sign == "+"):
        return run
    return replace(run, ticks=(*run.ticks, box) if sign == "+" else tuple(t for t in run.ticks if t != box))


def _back(run: Run, place: Place) -> Run:
    """Set the last answer that counts aside; the same run at the first question."""
    return _set_aside(run, place.last[0]) if place.last else run


def _edited(run: Run, place: Place, step_id: str) -> Run:
    """Set one answer aside, so that its question is open again; the same run where none counts."""
    found = next((s for s, _ in place.counted if s.id == step_id), None)
    return _set_aside(run, found) if found else run


def _set_aside(run: Run, step: Step) -> Run:
    raw = run.answers[step.id]
    return replace(
        run,
        answers=_without(run.answers, step.id),
        aside={**run.aside, step.id: raw},
        ticks=ticked(raw) if step.kind == "ticks" else (),
        offered=(),
    )


def keepable(run: Run, place: Place, step: Step, courts: Mapping[str, Court]) -> str | None:
    """The answer that was set aside, where it still fits the question."""
    raw = run.aside.get(step.id)
    return raw if raw is not None and step.accepts(raw, place.facts, courts) else None


def _kept(run: Run, place: Place, step: Step, courts: Mapping[str, Court]) -> Run:
    """Take the answer that was set aside again."""
    raw = keepable(run, place, step, courts)
    return run if raw is None else _with_answer(run, step, raw)


def _without(answers: Mapping[str, str], step_id: str) -> Mapping[str, str]:
    return {k: v for k, v in answers.items() if k != step_id}
