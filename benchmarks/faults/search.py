"""Looking for very many byte strings in every file at once: half a million forms in hundreds of megabytes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np

from benchmarks.faults.canaries import LOW_WORD, common_secrets, own_secrets
from benchmarks.faults.record import KEYS
from bot.local_api import Person

START = 8  # every form that is looked for is at least as long
SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2 ** 64 over the golden ratio
BITS = np.uint64(40)  # the rest of 64 numbers the places of a table
BY_CHANCE = 26  # one in so many bits: bytes in which four certain ones may stand once by chance
NOTHING: Mapping[str, str] = MappingProxyType({})


class Needles:
    """Byte strings that are looked for together, by their first eight bytes."""

    def __init__(self, wanted: Iterable[bytes]) -> None:
        """Prepare to look for these; ValueError where one is too short."""
        self._by_start: defaultdict[bytes, set[bytes]] = defaultdict(set)
        for one in wanted:
            if len(one) < START:
                raise ValueError(f"{len(one)} bytes are too few to look for")
            self._by_start[one[:START]].add(one)
        starts = np.frombuffer(b"".join(self._by_start), "<u8")
        self._starts = np.sort(starts)
        self._table = np.zeros(1 << (64 - int(BITS)), bool)
        self._table[(starts * SPREAD) >> BITS] = True

    def within(self, content: bytes) -> set[bytes]:
        """Which of them stand somewhere in the content."""
        found: set[bytes] = set()
        for shift in range(min(START, max(0, len(content) - START + 1))):
            words = np.frombuffer(content, "<u8", (len(content) - shift) // START, shift)
            likely = np.flatnonzero(self._table[(words * SPREAD) >> BITS])
            sure = likely[np.isin(words[likely], self._starts)]
            for at in (sure * START + shift).tolist():
                starting = self._by_start[content[at : at + START]]
                found.update(one for one in starting if content.startswith(one, at))
        return found


def files_of(folder: Path) -> list[Path]:
    """Every file under the folder, the log too."""
    return sorted(file for file in folder.rglob("*") if file.is_file())


def within(folder: Path, wanted: Iterable[bytes]) -> set[bytes]:
    """Which of these bytes are in a file of the folder."""
    needles = Needles(wanted)
    return set().union(*(needles.within(file.read_bytes()) for file in files_of(folder)))


def searched(folder: Path, people: Sequence[Person], secrets: Mapping[str, str] = NOTHING) -> Iterator[str]:
    """Every canary that a file tells, and whether the searching itself can find anything.

    `secrets` are further texts that nobody may find, and what each of them is.
    """
    known = KEYS.indexes(people[1].id)[0]
    if not within(folder, [known]):
        yield "the search does not find what is certainly there: the index of a row"
    what_is = dict(own_secrets(people)) | dict(common_secrets(secrets))
    needles = Needles(what_is)
    for file in files_of(folder):
        content = file.read_bytes()
        found = needles.within(content) | needles.within(content.replace(b"\0", b""))
        told = {what_is[one] for one in found} | set(_ids_in_bytes(content, len(people)))
        yield from (f"{file.relative_to(folder)} tells {what}" for what in sorted(told))


def _ids_in_bytes(content: bytes, people: int) -> Iterator[str]:
    """Whether the common four bytes of the ids stand there: with the rest of one, or oftener than by chance."""
    alone = 0
    for order in ("big", "little"):
        low = LOW_WORD.to_bytes(4, order)
        at = content.find(low)
        while at >= 0:
            rest = content[at - 2 : at] if order == "big" else content[at + 4 : at + 6]
            if len(rest) == 2 and 0 < int.from_bytes(rest, order) <= people:
                yield "a chat id in bytes"
            alone += 1
            at = content.find(low, at + 1)
    if alone > len(content) >> BY_CHANCE:
        yield "a chat id in 4 bytes"
