from dataclasses import asdict, replace
from random import Random

import pytest

from bot.domain.audit import CONSOLE, Entry, Head, Linked, actor_of, first_break, follow, is_part

KEY, OTHER = b"k" * 32, b"o" * 32
DAY = "2026-11-24"
FIELDS = (("day", "2026-11-25"), ("actor", "0" * 12), ("action", "exported"), ("about", ""))


def chain_of(size: int, key: bytes = KEY) -> tuple[list[Linked], Head]:
    made: list[Linked] = []
    head = Head()
    for n in range(1, size + 1):
        made.append(follow(key, head, Entry(n, DAY, CONSOLE, "noted", f"miami/no-time-{n}")))
        head = Head(n, made[-1].link)
    return made, head


def test_a_log_as_it_was_written_is_whole_and_so_is_an_empty_one() -> None:
    made, head = chain_of(20)
    assert first_break(KEY, made, head) == (0, "")
    assert first_break(KEY, [], Head()) == (0, "")


def changed(chance: Random, made: list[Linked]) -> list[Linked]:
    """The chain after one change of the kinds that somebody with the database could make."""
    rows, at = list(made), chance.randrange(len(made))
    kind = chance.randrange(8)
    entry = rows[at].entry
    if kind == 0:
        del rows[at]
    elif kind == 1:
        del rows[at:]
    elif kind == 2:
        other = (at + 1 + chance.randrange(len(rows) - 1)) % len(rows)
        rows[at], rows[other] = rows[other], rows[at]
    elif kind == 3:
        rows.insert(at, rows[chance.randrange(len(rows))])
    elif kind == 4:
        field, value = chance.choice(FIELDS)
        rows[at] = replace(rows[at], entry=Entry(**asdict(entry) | {field: value}))
    elif kind == 5:
        link = bytearray(rows[at].link)
        link[chance.randrange(len(link))] ^= 1 << chance.randrange(8)
        rows[at] = replace(rows[at], link=bytes(link))
    elif kind == 6:
        forged = follow(OTHER, Head(at, rows[at - 1].link if at else Head().link), replace(entry, about="forged"))
        rows[at] = forged
    else:
        rows = chain_of(len(rows), OTHER)[0]
    return rows


def test_three_thousand_random_changes_are_all_found() -> None:
    chance = Random(6)  # noqa: S311 - the same changes each time
    made, head = chain_of(40)
    rows = [changed(chance, made) for _ in range(3000)]
    assert [number for number, some in enumerate(rows) if first_break(KEY, some, head) == (0, "")] == []


def test_what_is_wrong_is_named_with_its_place() -> None:
    made, head = chain_of(5)
    assert first_break(KEY, [*made[:2], *made[3:]], head) == (3, "order")
    assert first_break(KEY, [*made[:4], replace(made[4], link=bytes(32))], head) == (5, "link")
    assert first_break(KEY, made[:4], head) == (4, "head")


def test_a_rewritten_log_differs_from_a_head_that_was_told() -> None:
    made, head = chain_of(6)
    told = Head(4, made[3].link).told
    assert is_part(made, told)
    assert is_part(made, head.told)
    assert is_part([], Head().told)
    with_the_key, _ = chain_of(6)
    again = follow(KEY, Head(2, made[1].link), Entry(3, DAY, CONSOLE, "noted", "rewritten"))
    assert not is_part([*with_the_key[:2], again], told)
    assert not is_part(made[:3], told)
    assert not is_part(made, "nothing")


@pytest.mark.parametrize("action", ["", "Noted", "a text", "x" * 40])
def test_an_action_is_a_short_code(action: str) -> None:
    with pytest.raises(ValueError, match=f"^{action}$"):
        follow(KEY, Head(), Entry(1, DAY, CONSOLE, action))


def test_an_entry_fits_at_the_end_alone() -> None:
    with pytest.raises(ValueError, match="noted"):
        follow(KEY, Head(3, bytes(32)), Entry(3, DAY, CONSOLE, "noted"))


def test_a_pseudonym_is_the_same_each_time_and_another_for_another_chat_or_key() -> None:
    assert actor_of(KEY, 42) == actor_of(KEY, 42)
    assert len({actor_of(KEY, 42), actor_of(KEY, 43), actor_of(OTHER, 42), actor_of(KEY, -42)}) == 4
    assert len(actor_of(KEY, 42)) == 12
