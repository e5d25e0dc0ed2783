"""Cases on file: read all of them, or refuse the first that does not fit; then what the rules say of each."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.answers import BadAnswer, Value, read_answers
from bot.domain.deadlines import find_deadlines
from bot.domain.defects import find_defects
from bot.domain.facts import Facts, facts_from
from bot.domain.grounds import find_grounds
from bot.law.values import Law

EASTERN = ZoneInfo("America/New_York")
Today = Callable[[ZoneInfo], date]


class BadCase(Exception):  # noqa: N818 - what the person at the keyboard gave
    """A file or a case that does not fit: the place in the file, the key, the value, what is allowed."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case as it stood in the file, and where."""

    place: str
    given: object


def read_cases(text: str) -> tuple[Case, ...]:
    """The cases of a file: one object, an array of objects, or one object a line; BadCase names what is wrong."""
    body = text.removeprefix("\ufeff").strip()
    if not body:
        raise BadCase("the file is empty")
    try:
        whole = _parsed(body)
    except ValueError as error:
        return tuple(_lines(text.removeprefix("\ufeff"), error))
    if not isinstance(whole, list):
        return (Case("case 1", whole),)
    if not whole:
        raise BadCase("the array holds no case")
    return tuple(Case(f"case {number}", given) for number, given in enumerate(whole, 1))


def _lines(text: str, whole: ValueError) -> Iterator[Case]:
    """One object a line; what the file as a whole lacks is told where it is not lines at all."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    for number, line in lines:
        try:
            yield Case(f"line {number}", _parsed(line))
        except ValueError as error:
            reason = whole if len(lines) == 1 or text.lstrip()[:1] == "[" or number == lines[0][0] else error
            raise BadCase(f"line {number}: not JSON ({_said(reason)})") from None


def _parsed(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_once)
    except RecursionError:
        raise ValueError("nested too deep") from None


@dataclass(frozen=True, slots=True)
class Twice:
    """An object in which a key stands twice: the second would silently win."""

    key: str

    def __repr__(self) -> str:
        """What an error says of it."""
        return f"an object in which {self.key!r} stands twice"


def _once(pairs: list[tuple[str, object]]) -> dict[str, object] | Twice:
    """The object, or which of its keys stands twice; its place in the file is told later."""
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    keys = [k for k, _ in pairs]
    return Twice(next(k for k in keys if keys.count(k) > 1))


def _said(error: ValueError) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)


def facts_of(cases: tuple[Case, ...], law: Law, today: Today) -> tuple[Facts, ...]:
    """The facts of every case; BadCase names the place, the key, the value and what is allowed."""
    ids = frozenset(law.courts)
    return tuple(_facts(case, law, ids, today) for case in cases)


def _facts(case: Case, law: Law, ids: frozenset[str], today: Today) -> Facts:
    if isinstance(case.given, Twice):
        raise BadCase(f"{case.place}: the key {case.given.key!r} stands twice in one object")
    try:
        answers: Mapping[str, Value] = read_answers(case.given, ids)
    except BadAnswer as error:
        raise BadCase(f"{case.place}: {error}") from None
    court = law.courts.get(str(answers.get("hearing_place")))
    return facts_from(answers, law.courts, today(ZoneInfo(court.time_zone) if court else EASTERN))


def report(facts: Facts) -> dict[str, object]:
    """What the rules say of the facts, as the command line prints it."""
    deadlines = [{"id": d.id, "on": d.on.isoformat() if d.on else None} for d in find_deadlines(facts)]
    findings = [
        {"authorities": list(f.authorities), "id": f.id, "severity": list(f.severity)} for f in find_defects(facts)
    ]
    grounds = [
        {"authorities": list(g.authorities), "id": g.id, "needs_proof": g.needs_proof} for g in find_grounds(facts)
    ]
    return {
        "deadlines": deadlines,
        "findings": findings,
        "grounds": grounds,
        "objection_open": facts.objection_open,
        "walk": facts.walk,
    }
