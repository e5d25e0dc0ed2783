"""What an answer costs with one to three replicas on PostgreSQL behind a proxy: `python -m benchmarks replicas`.

The server waits for the disk as it does for an operator. Everything shares this machine: with two cores a second
process adds little, and the table shows what each part used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.answers import CHATS, MICRO, Round, one_round
from benchmarks.bot_process import cpu_seconds
from benchmarks.faults.replicas import replicas
from benchmarks.moves import AGAIN, BEGIN, FIRST_WORDS, READ, spanish_check
from bot.storage.migrate import MAIN, REPORTS
from tests.postgres import running_postgres

HOW_MANY = (1, 2, 3)
DURABLE = "-h '' -c max_connections=200"  # fsync and synchronous_commit as PostgreSQL has them


@dataclass(frozen=True, slots=True)
class Shared:
    """So many replicas: microseconds of CPU an answer of all of them and of the server, and the rounds."""

    how_many: int
    bots: float
    server: float
    rounds: Sequence[Round]


async def measure_replicas(folder: Path, *, how_many: Sequence[int] = HOW_MANY, rounds: int = 5) -> list[Shared]:
    """Each number of replicas on databases of its own."""
    with running_postgres(DURABLE) as server:
        found = []
        for number in how_many:
            place = folder / str(number)
            place.mkdir()
            databases = server.new_database(MAIN), server.new_database(REPORTS)
            found.append(await _measured(place, databases, server.folder, number=number, rounds=rounds))
        return found


async def _measured(place: Path, databases: tuple[str, str], server: Path, *, number: int, rounds: int) -> Shared:
    async with replicas(place, *databases, people=CHATS, how_many=number) as scene:
        check = (*spanish_check(scene.scene.today.date()), *READ)
        await scene.scene.all_do((*FIRST_WORDS, BEGIN, *check))
        moves = (*AGAIN, *check)
        await scene.scene.quiet()
        bots, before = sum(bot.cpu_seconds() for bot in scene.bots), server_seconds(server)
        found = [await one_round(scene.scene, moves) for _ in range(rounds)]
        used, after = sum(bot.cpu_seconds() for bot in scene.bots) - bots, server_seconds(server)
    answers = rounds * len(moves) * CHATS
    return Shared(number, used / answers * MICRO, (after - before) / answers * MICRO, found)


def server_seconds(folder: Path) -> float:
    """The CPU time of all processes of the PostgreSQL server in this folder so far, in seconds."""
    first = int((folder / "data" / "postmaster.pid").read_text("ascii").split()[0])
    children = Path(f"/proc/{first}/task/{first}/children").read_text("ascii").split()
    return sum(cpu_seconds(pid) for pid in (first, *map(int, children)))


def lines_of(found: Sequence[Shared]) -> list[str]:
    """A table: one line a number of replicas."""
    head = f"{'replicas':>8}{'CPU µs':>8}{'server µs':>11}{'a second':>10}{'(rounds)':>12}{'p50 ms':>8}{'p99 ms':>8}"
    return [head, *(_line(one) for one in found)]


def _line(one: Shared) -> str:
    rate = [each.rate for each in one.rounds]
    half = median(each.half for each in one.rounds)
    slow = median(each.slowest_hundredth for each in one.rounds)
    spread = f"{min(rate):.0f}-{max(rate):.0f}"
    return f"{one.how_many:8}{one.bots:8.0f}{one.server:11.0f}{median(rate):10.0f}{spread:>12}{half:8.1f}{slow:8.1f}"
