from collections.abc import Mapping
from random import Random

import pytest

from bot.domain.publishing import Cell, Published, publish
from tests.domain.attack import CHILD, DEFECTS, LANGUAGES, MONTH, Table, counts_of, in_the_span, spoken_of, worked_out

TABLES = 1000
PARTS = 10
SIZES = (0, 0, 1, 2, 5, 9, 10, 10, 11, 14, 15, 20, 24)


def states_of(chance: Random) -> dict[str, str]:
    """Up to eight courts in up to four states, and the checks without a court."""
    states = chance.choices("ABCD", k=chance.randint(2, 8))
    return {f"court-{n}": state for n, state in enumerate(states)} | {"": ""}


def table_of(states: Mapping[str, str], chance: Random) -> dict[tuple[str, str], int]:
    """A month: often all at the edge, often all with the same defect, often nobody twice."""
    table: dict[tuple[str, str], int] = {("checked", court): chance.choice(SIZES) for court in states}
    for defect in DEFECTS:
        full = chance.random() < 0.3
        for court in states:
            most = table["checked", court]
            table[defect, court] = most if full else chance.randint(0, most)
    checks = sum(table["checked", court] for court in states)
    people = checks if chance.random() < 0.5 else chance.randint(0, checks)
    table[CHILD, ""] = people if chance.random() < 0.2 else chance.randint(0, people)
    for language in LANGUAGES:
        n = people if language == LANGUAGES[-1] else min(people, chance.choice((0, 10, 11, people // 2)))
        table["language", language] = n
        people -= n
    return table


def told(states: Mapping[str, str], table: Table) -> Published:
    return publish(counts_of(table), spoken_of(table), closed=[MONTH], state_of=lambda court: states[court])


@pytest.mark.parametrize("part", range(PARTS))
def test_no_hidden_number_can_be_worked_out_from_all_published_tables_together(part: int) -> None:
    chance = Random(part)  # noqa: S311 - tables, no secrets
    for number in range(TABLES // PARTS):
        states = states_of(chance)
        table = table_of(states, chance)
        assert in_the_span(told(states, table), states, list(table)) == set()
        assert worked_out(table, states, lambda other, s=states: told(s, other), chance) == set(), number  # type: ignore[misc]


FOUR = {f"court-{n}": "A" for n in range(4)} | {"court-4": "B", "": ""}
FOUR_FULL = {(d, c): 11 if s == "A" else 0 for d in ("checked", *DEFECTS) for c, s in FOUR.items()}
FOUR_FULL |= {("language", language): 0 for language in LANGUAGES} | {(CHILD, ""): 0}


def with_true_totals(table: Table) -> Published:
    """What is published, and beside it for each defect the true sum, rounded down."""
    sums = {d: sum(n for (defect, _), n in table.items() if defect == d) for d in ("checked", *DEFECTS)}
    totals = tuple(Cell(MONTH, "total", "", d, n - n % 5) for d, n in sums.items())
    published = told(FOUR, table)
    return Published((*published.cells, *totals), published.languages)


def test_the_attack_finds_what_true_totals_beside_the_cells_would_tell() -> None:
    chance = Random(1)  # noqa: S311 - tables, no secrets
    found = worked_out(FOUR_FULL, FOUR, with_true_totals, chance)
    assert {("no-date", "court-4"), ("no-time", ""), ("checked", "court-4")} <= found
    assert worked_out(FOUR_FULL, FOUR, lambda table: told(FOUR, table), chance) == set()


def test_the_attack_finds_a_pool_that_tells_all_there_is_room_for() -> None:
    states = {"court-0": "A", "court-1": "A", "": ""}
    table = {(d, c): 10 if s else 0 for d in ("checked", *DEFECTS) for c, s in states.items()}
    table |= {("language", language): 0 for language in LANGUAGES} | {(CHILD, ""): 0}
    assert told(states, table).cells[0].at_least == 15

    def full(other: Table) -> Published:
        n = other["checked", "court-0"] + other["checked", "court-1"]
        return Published((*told(states, other).cells, Cell(MONTH, "pool", "A", "checked", n - n % 5)), ())

    chance = Random(1)  # noqa: S311 - tables, no secrets
    assert {("checked", "court-0"), ("checked", "court-1")} <= worked_out(table, states, full, chance)
    assert worked_out(table, states, lambda other: told(states, other), chance) == set()
