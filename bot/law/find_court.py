"""Search among the courts: what a person typed in, the courts it may mean out; never a far-fetched guess."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from bot.domain.values import Court
from bot.law.load import load_states
from bot.law.place_words import (
    FILLER,
    WEAK,
    fold,
    has_phrase,
    in_latin,
    is_near,
    is_strong,
    readings,
    state_alone,
    telling,
)

MOST = 6
LONGEST = 200
EXACT, STREET, NEAR, STATE = 0, 1, 2, 3
IN_USE = ("current", "closing", "verify", "old")


@dataclass(frozen=True, slots=True)
class _Words:
    """What a court can be found by, as folded words."""

    names: tuple[str, ...]
    places: frozenset[str]
    street: frozenset[str]
    house: str
    rest: frozenset[str]


def find_courts(text: str, courts: Mapping[str, Court]) -> tuple[Court, ...]:
    """Give at most six courts that the text may mean, the likeliest first, and none when none is clear.

    A court that is gone is given only for its ZIP, its street with the house number, or its city in full.
    """
    typed = in_latin(text[:LONGEST])
    by_zip = _with_zip(typed, courts)
    if by_zip:
        return _best((EXACT, court) for court in by_zip)
    code = state_alone(typed)
    if code:
        return _best((STATE, court) for court in _in_lists(courts) if court.state == code)
    meant = tuple(readings(_without_zip(typed)))
    return _best(_clear((_rank_of(court, meant), court) for court in courts.values()))


def courts_by_state(courts: Mapping[str, Court]) -> Mapping[str, tuple[Court, ...]]:
    """Give the courts that may be in use by the English name of their state, both in order of the alphabet."""
    states = load_states()
    found: dict[str, list[Court]] = {}
    for court in sorted(_in_lists(courts), key=lambda one: (states[one.state], one.short)):
        found.setdefault(states[court.state], []).append(court)
    return MappingProxyType({state: tuple(group) for state, group in found.items()})


def _in_lists(courts: Mapping[str, Court]) -> Iterator[Court]:
    return (court for court in courts.values() if court.status != "old")


def _best(ranked: Iterable[tuple[int, Court]]) -> tuple[Court, ...]:
    order = sorted(ranked, key=lambda pair: (pair[0], IN_USE.index(pair[1].status), pair[1].detained, pair[1].short))
    return tuple(court for _, court in order[:MOST])


def _clear(ranked: Iterable[tuple[int | None, Court]]) -> Iterator[tuple[int, Court]]:
    """Drop what did not match, the streets where a name fits too, and every guess about a court that is gone."""
    found = [(rank, court) for rank, court in ranked if rank is not None]
    best = min((rank for rank, _ in found), default=EXACT)
    for rank, court in found:
        kept = rank in (best, STATE) and not (best in (STREET, NEAR) and rank == STATE)
        if kept and (court.status != "old" or rank == EXACT):
            yield rank, court


def _with_zip(typed: str, courts: Mapping[str, Court]) -> tuple[Court, ...]:
    zips = set(re.findall(r"(?<!\d)(\d{5})(?:-\d{4})?(?![\d-])", typed, re.ASCII))
    return tuple(court for court in courts.values() if court.zip and court.zip in zips)


def _without_zip(typed: str) -> str:
    """Give the text without a ZIP at its end that no court has: the city before it may still be clear."""
    return re.sub(r"(?<=[^\d\s])\s+\d{5}(?:-\d{4})?\s*$", "", typed)


@cache
def _words_of(court: Court) -> _Words:
    street = fold(court.street).split()
    inner = re.findall(r"\((.+?)\)", court.name)
    names = [telling(fold(name)) for name in (court.city, court.name, *inner)]
    return _Words(
        names=tuple(" ".join(name) for name in names if name),
        places=frozenset(word for name in names for word in name),
        street=frozenset(street) - FILLER,
        house=next((word for word in street if word.isdigit()), ""),
        rest=frozenset({court.state.casefold(), f"={court.state}"}),
    )


def _rank_of(court: Court, readings: Iterable[tuple[str, ...]]) -> int | None:
    ranks = (_rank(_words_of(court), reading) for reading in readings)
    return min((rank for rank in ranks if rank is not None), default=None)


def _rank(court: _Words, typed: tuple[str, ...]) -> int | None:
    """Give how well all typed words together fit the court, or nothing where one of them does not."""
    if "".join(typed) in (name.replace(" ", "") for name in court.names):
        return EXACT
    if not _numbers_fit(court, typed):
        return None
    words = [word for word in typed if not word[0].isdigit() or word in court.street]
    ranks = [_rank_of_word(court, word) for word in words]
    if None in ranks:
        return None
    return _whole(court, words, [rank for rank in ranks if rank is not None])


def _numbers_fit(court: _Words, typed: tuple[str, ...]) -> bool:
    numbers = [word for word in typed if word.isdigit()]
    return not numbers or (court.house in numbers and len(typed) > len(numbers))


def _rank_of_word(court: _Words, word: str) -> int | None:
    if word in court.places:
        return EXACT
    if word in court.street:
        return STREET
    if word in court.rest:
        return STATE
    return NEAR if any(is_near(word, known) for known in (court.places | court.street) - WEAK) else None


def _whole(court: _Words, words: list[str], ranks: list[int]) -> int | None:
    """Give the rank of the whole: enough must be said, and one uncertain word makes all uncertain."""
    if "".join(words).startswith("=") and len(words) == 1:
        return STATE
    if court.house in words and any(word != court.house and word not in court.rest for word in words):
        return EXACT
    if any(has_phrase(" ".join(words), name) for name in court.names):
        return EXACT
    strong = [rank for word, rank in zip(words, ranks, strict=True) if rank < STATE and is_strong(word)]
    return max(strong) if strong else None
