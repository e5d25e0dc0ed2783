"""What a unit of work costs on PostgreSQL and, beside it, on SQLite: `python -m benchmarks.postgres`.

A unit loads a chat, opens it, changes it, seals it and saves it; 32 wait at any time, each of another chat. The CPU
time is this process's, all its threads; the server's own is not in it. The server is the tests', with its
`fsync` and `synchronous_commit` switched on.
"""

import asyncio
import os
import platform
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from bot.domain.chat import Run
from bot.storage.chats import load_chat, save_chat
from bot.storage.keys import Keys
from bot.storage.migrate import MAIN
from bot.storage.store import Store
from tests.postgres import running_postgres

WAITING = 32
UNITS = 4000
ROUNDS = 5
TODAY = date(2026, 11, 24)
ANSWERS = {f"step-{number}": "an-answer" for number in range(12)}
DURABLE = "-h '' -c fsync=on -c synchronous_commit=on"


@dataclass(frozen=True, slots=True)
class Round:
    """What one round took."""

    microseconds: float
    a_second: float


async def one_round(store: Store, keys: Keys) -> Round:
    """Do the units, each asked for as soon as another is done."""
    numbers = iter(range(UNITS))

    async def asking() -> None:
        for number in numbers:

            def work(db: Connection, number: int = number) -> None:
                chat_id = number % (WAITING * 8)
                chat = load_chat(db, keys, chat_id)
                run = Run("notice-check", "k3", ANSWERS)
                save_chat(db, keys, chat_id, chat.saw(number + 1).with_run(run), today=TODAY)

            await store.run(work)

    cpu, begun = time.process_time(), time.perf_counter()
    await asyncio.gather(*(asking() for _ in range(WAITING)))
    took = time.perf_counter() - begun
    return Round((time.process_time() - cpu) / UNITS * 1e6, UNITS / took)


def measure(url: str) -> list[Round]:
    """The rounds after one that warms up."""
    store, keys = Store.open(url), Keys.of(os.urandom(32))

    async def rounds() -> list[Round]:
        return [await one_round(store, keys) for _ in range(ROUNDS + 1)][1:]

    try:
        return asyncio.run(rounds())
    finally:
        store.close()


def line_of(name: str, rounds: list[Round]) -> str:
    """The median, and the lowest and highest round."""
    cpu = sorted(found.microseconds for found in rounds)
    rate = statistics.median(found.a_second for found in rounds)
    return (
        f"{name}: {statistics.median(cpu):.0f} µs of CPU a unit (rounds {cpu[0]:.0f}-{cpu[-1]:.0f}), "
        f"{rate:,.0f} units a second"
    )


def main() -> None:
    print(f"Python {platform.python_version()}, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f} before it began")
    print(f"A unit of work with {WAITING} waiting: a chat loaded, opened, changed, sealed and saved")
    with running_postgres(DURABLE) as server:
        print(" ", line_of("PostgreSQL", measure(server.new_database(MAIN))), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(" ", line_of("SQLite", measure(f"sqlite:///{folder}/chats.db")))


if __name__ == "__main__":
    main()
