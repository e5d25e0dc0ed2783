"""Ours and the peers in turn, each alone on one core: CPU an update, updates a second, time until the reply, memory.

Thirty-two chats press one button after the other as soon as the reply is on the phone. The peers keep what they keep
(memory, a pickle once a minute); ours commits every answer to the disk (SQLite synchronous=FULL), sealed, in Spanish.
"""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.answers import BOT, LOAD, MICRO, MILLI, Round, one_round
from benchmarks.bot_process import MEGABYTE, ROOT, Port, at_work, cpu_seconds, pin, resident
from benchmarks.moves import AGAIN, BEGIN, FIRST_WORDS, READ, spanish_check
from benchmarks.phones import NOTHING, Distance, phones
from bot.local_api import LocalTelegram, NewPerson, Person, Rules, make_app, serve
from bot.local_api.errors import Json
from bot.storage.migrate import MAIN, REPORTS
from tests.postgres import Postgres, running_postgres

HERE = Path(__file__).parent
CHATS, QUESTIONS, RUNS = 32, 10, 5
REDIS, PATIENCE, LOOK = "redis-server", 10.0, 0.02
PYTHON, SNIFFIO = ROOT / "build" / "peers" / "bin" / "python", ROOT / "build" / "sniffio"
TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK"  # noqa: S105 - made up, the peers' own


@dataclass(frozen=True, slots=True)
class Result:
    """One run: what `Round` says, and the bytes that the process held at its end."""

    round: Round
    memory: int


Run = Callable[[Path, float], Awaitable[Result]]


async def measure_ours(folder: Path, network: float, *, times: int, settings: Mapping[str, str] = NOTHING) -> Result:
    """Our check, so many times in every chat."""
    async with phones(folder, CHATS, settings=settings, network=network) as scene, at_work(scene.bot):
        scene.bot.pin(BOT)
        check = (*spanish_check(scene.today.date()), *READ)
        await scene.all_do((*FIRST_WORDS, BEGIN, *check))
        found = await one_round(scene, (*AGAIN, *check) * times)
        return Result(found, scene.bot.resident())


async def measure_peer(
    folder: Path, network: float, *, words: Sequence[str], times: int, sniffio: bool = False
) -> Result:
    """Another bot's ten questions, so many times in every chat; `sniffio` lets it find that library."""
    app = make_app(
        TOKEN,
        people=[NewPerson(f"P{n}") for n in range(CHATS)],
        rules=Rules(seed=7, keep_messages=6, keep_calls=1000),
    )
    if network:
        app.add_middleware(Distance, seconds=network)  # type: ignore[arg-type]
    async with serve(app) as api:
        telegram: LocalTelegram = app.state.telegram
        place = Port()
        with (folder / "log").open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                PYTHON,
                HERE / words[0],
                *(str(place.number), api, str(folder), *words[1:]),
                env={"PATH": os.environ["PATH"]} | ({"PYTHONPATH": str(SNIFFIO)} if sniffio else {}),
                stdout=log,
                stderr=log,
            )
        try:
            pin(process.pid, BOT)
            return await _asked(telegram, process.pid, times)
        finally:
            process.kill()
            await process.wait()


async def _asked(telegram: LocalTelegram, pid: int, times: int) -> Result:
    """Everybody begins, answers ten questions to warm up, and then those that count."""
    people = list(telegram.people.values())
    heard = {person.id: asyncio.Event() for person in people}
    with telegram.live.listening() as events:
        listening = asyncio.ensure_future(_listen(events, heard))
        try:
            for person in people:
                await person.says("/start")
            await _all(people, heard, QUESTIONS, [])
            waits: list[float] = []
            cpu, clock = cpu_seconds(pid), perf_counter()
            await _all(people, heard, QUESTIONS * times, waits)
            took, used = perf_counter() - clock, cpu_seconds(pid) - cpu
        finally:
            listening.cancel()
    waits.sort()
    n = len(waits)
    found = Round(used / n * MICRO, n / took, median(waits) * MILLI, waits[n * 99 // 100] * MILLI)
    return Result(found, resident(pid))


async def _listen(events: AsyncIterator[Json], heard: Mapping[int, asyncio.Event]) -> None:
    async for event in events:
        if event["kind"] == "message" and event["message"]["by_bot"]:
            heard[event["chat"]].set()


async def _all(
    people: Sequence[Person], heard: Mapping[int, asyncio.Event], presses: int, waits: list[float]
) -> None:
    await asyncio.gather(*(_press(person, heard[person.id], presses, waits) for person in people))


async def _press(person: Person, heard: asyncio.Event, presses: int, waits: list[float]) -> None:
    """Wait for the first words, then press the first button again and again."""
    if not person.from_bot:
        await heard.wait()
    for _ in range(presses):
        heard.clear()
        began = perf_counter()
        await person.taps(person.last.buttons[0].data, person.last)
        await heard.wait()
        waits.append(perf_counter() - began)


@asynccontextmanager
async def redis(folder: Path) -> AsyncIterator[str]:
    """The address of a Redis server of its own, which keeps what it is told in memory as it does by default."""
    place = Port()
    process = await asyncio.create_subprocess_exec(
        *(REDIS, "--port", str(place.number), "--bind", "127.0.0.1", "--dir", str(folder)),
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            while not await _listens(place.number):  # noqa: ASYNC110 - another process
                await asyncio.sleep(LOOK)
        pin(process.pid, LOAD)
        yield f"redis://127.0.0.1:{place.number}"
    finally:
        process.kill()
        await process.wait()


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


async def measure_with_redis(folder: Path, network: float, *, way: str, times: int) -> Result:
    """Aiogram with its state in Redis; the CPU time of the server is not counted."""
    async with redis(folder) as address:
        return await measure_peer(folder, network, words=("aiogram_bot.py", way, address), times=times)


def contenders(times: int, postgres: Callable[[], Mapping[str, str]]) -> dict[str, Run]:
    """Every bot by name; each takes a folder and the seconds to the Bot API."""
    peer = partial(measure_peer, times=times)
    kept = partial(measure_with_redis, times=times)
    with_redis = {
        "aiogram, Redis, calls": partial(kept, way="calls"),
        "aiogram, Redis, in the body": partial(kept, way="body"),
    }
    return {
        "ours, SQLite": partial(measure_ours, times=max(1, times // 2)),
        "ours, PostgreSQL": lambda folder, network: measure_ours(
            folder, network, times=max(1, times // 2), settings=postgres()
        ),
        "python-telegram-bot, as it installs": partial(peer, words=("ptb_bot.py",)),
        "python-telegram-bot, with sniffio": partial(peer, words=("ptb_bot.py",), sniffio=True),
        "aiogram, memory, calls": partial(peer, words=("aiogram_bot.py", "calls")),
        "aiogram, memory, in the body": partial(peer, words=("aiogram_bot.py", "body")),
        **(with_redis if shutil.which(REDIS) else {}),
        "floor: bare ASGI": partial(peer, words=("floor.py",)),
    }


async def compare(folder: Path, *, runs: int = RUNS, times: int = 6, network: float = 0) -> dict[str, list[Result]]:
    """Each in turn, so many runs; the load stays on the other core. LookupError where there are not two cores."""
    if (os.cpu_count() or 1) <= LOAD:
        raise LookupError("two cores are needed: one for the bot, one for the load")
    results: dict[str, list[Result]] = {}
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {LOAD})
    try:
        with ExitStack() as stack:
            server = stack.enter_context(running_postgres())
            bots = contenders(times, lambda: _databases(server))
            for number in range(runs):
                for name, run in bots.items():
                    place = folder / f"{number}-{len(results)}-{name.partition(',')[0]}-{len(name)}"
                    place.mkdir(parents=True)
                    results.setdefault(name, []).append(await run(place, network))
                    print(f"  run {number + 1}: {name}", end="\r", file=sys.stderr, flush=True)
    finally:
        os.sched_setaffinity(0, before)
    return results


def _databases(server: Postgres) -> Mapping[str, str]:
    return {"DATABASE_URL": server.new_database(MAIN), "REPORTS_URL": server.new_database(REPORTS)}


def lines_of(results: Mapping[str, Sequence[Result]]) -> list[str]:
    """A table: medians of the runs, the lowest and highest CPU, and the ratio to ours."""
    ours = median(one.round.cpu for one in results["ours, SQLite"])
    head = f"{'':38}{'CPU µs':>7}{'(runs)':>14}{'ratio':>7}{'a second':>10}{'p50 ms':>8}{'p99 ms':>8}{'MB':>6}"
    return [head, *(_line(name, found, ours) for name, found in results.items()), *_missing()]


def _line(name: str, found: Sequence[Result], ours: float) -> str:
    cpu = [one.round.cpu for one in found]
    rate, half, slow = (
        median(getattr(one.round, field) for one in found) for field in ("rate", "half", "slowest_hundredth")
    )
    spread = f"{min(cpu):.0f}-{max(cpu):.0f}"
    memory = median(one.memory for one in found) / MEGABYTE
    middle = median(cpu)
    return f"{name:38}{middle:7.0f}{spread:>14}{middle / ours:7.2f}{rate:10.0f}{half:8.1f}{slow:8.1f}{memory:6.0f}"


def _missing() -> list[str]:
    return [] if shutil.which(REDIS) else ["aiogram with Redis: not done, there is no Redis server here"]
