from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.faults.canaries import LOW_WORD, NAME, a_number, newcomers, phone_number
from benchmarks.faults.record import KEYS
from benchmarks.faults.search import searched
from benchmarks.faults.seizure import LOUD, seize
from bot.local_api import LocalTelegram, Person


async def test_a_seized_machine_tells_nobody_and_nothing_that_was_written(tmp_path: Path) -> None:
    found = await seize(tmp_path, people=20, command=LOUD)
    assert found.losses == ()


@pytest.fixture
def people() -> list[Person]:
    return list(LocalTelegram("1:x", people=newcomers(2)).people.values())


SECRET = (1 << 32) | LOW_WORD
TOLD: dict[str, Callable[[], bytes]] = {
    "a chat id": lambda: b'{"chat":%d}' % SECRET,
    "a chat id in 4 bytes": lambda: b"\1\2\3" + (5 << 32 | LOW_WORD).to_bytes(6, "big"),
    "a chat id in bytes": lambda: b"\1\2\3" + (2 << 32 | LOW_WORD).to_bytes(8, "little"),
    "a link of a sign-in": lambda: b'{"token": "QzSignIn-0123456789"}',
    "a phone number": lambda: phone_number(1).encode("utf-16-le"),
    "an A-number": lambda: b"the number is " + a_number(2).encode(),
    "a name, a word or the token": lambda: NAME.encode("utf-16-le"),
    "the root key": lambda: KEYS.live[0].root,
}
GIVEN = {"QzSignIn-0123456789": "a link of a sign-in"}


@pytest.mark.parametrize("what", TOLD)
def test_the_search_finds_what_a_file_tells(tmp_path: Path, people: list[Person], what: str) -> None:
    index = KEYS.indexes(people[1].id)[0]
    (tmp_path / "rows").write_bytes(index)
    assert [*searched(tmp_path, people, GIVEN)] == []
    (tmp_path / "rows").write_bytes(index + TOLD[what]())
    assert f"rows tells {what}" in [*searched(tmp_path, people, GIVEN)]
