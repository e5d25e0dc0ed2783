"""The bot's process as root sees it: its arguments, its limits, its memory."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from benchmarks.faults.canaries import NAME, WORDS, a_number, newcomers
from benchmarks.moves import BEGIN, FIRST_WORDS, spanish_check
from benchmarks.phones import ROOT_KEY, TOKEN, Phones, phones


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Phones]:
    """Two people with canaries, and the bot in a process of its own."""
    async with phones(tmp_path, newcomers(2)) as scene:
        await scene.bot.start()
        yield scene


def of_process(pid: int, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text("utf-8", "replace")


def memory(pid: int) -> Iterator[bytes]:
    """Every piece of memory that the process may write to."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as whole:
        for line in of_process(pid, "maps").splitlines():
            span, may, *_ = line.split()
            begin, end = (int(side, 16) for side in span.split("-"))
            if may.startswith("rw"):
                try:
                    whole.seek(begin)
                    yield whole.read(end - begin)
                except OSError:  # some that the kernel keeps to itself
                    continue


def found_in_memory(pid: int, told: dict[str, bytes]) -> set[str]:
    return {what for piece in memory(pid) for what, form in told.items() if form in piece}


async def test_root_on_the_live_server_gets_key_token_and_leftovers_until_a_restart(scene: Phones) -> None:
    sam, maria = scene.people
    theirs = {"typed": WORDS.encode(), "number": a_number(1).encode(), "id": str(sam.id).encode()}
    told = theirs | {"key": bytes.fromhex(ROOT_KEY), "token": TOKEN.encode(), "name": NAME.encode()}
    await scene.do(sam, (*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date())[:5]))
    for said in (f"{WORDS} 1", f"A{a_number(1)}", "/forget"):
        await scene.answered(sam, sam.says(said))
    await scene.quiet()
    assert {"key", "token", "name"} <= found_in_memory(scene.bot.pid, told)
    await scene.bot.end()
    await scene.bot.start()
    await scene.do(maria, FIRST_WORDS)
    assert found_in_memory(scene.bot.pid, told) - {"name"} == {"key", "token"}  # Maria has the same name


async def test_no_secret_stands_in_the_arguments_of_a_process_and_none_leaves_a_core(scene: Phones) -> None:
    await scene.do(scene.people[0], FIRST_WORDS)
    line = of_process(scene.bot.pid, "cmdline")
    assert line.split("\0")[1:4] == ["-m", "bot", "run"]
    assert [secret for secret in (TOKEN, TOKEN.partition(":")[2], ROOT_KEY) if secret in line] == []
    limits = of_process(scene.bot.pid, "limits")
    assert next(row for row in limits.splitlines() if row.startswith("Max core file size")).split()[4:6] == ["0", "0"]
