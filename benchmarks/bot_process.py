"""The bot in a process of its own, as an operator runs it: started, looked at from outside, ended."""

import asyncio
import os
import signal
import socket
import sys
import weakref
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AS_IT_RUNS = ("-m", "bot", "run")
TICKS = os.sysconf("SC_CLK_TCK")
MEGABYTE = 1_000_000


class BotDied(Exception):  # noqa: N818 - it says what happened
    """The bot's process ended by itself; the end of its log says why."""


class Port:
    """A port of this machine that nobody else is given while this lives, and where a server may listen."""

    def __init__(self) -> None:
        """Take one that is free; the option that lets a server in comes after that, else two might take the same."""
        kept = socket.socket()
        kept.bind(("127.0.0.1", 0))
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.number: int = kept.getsockname()[1]
        weakref.finalize(self, kept.close)


def cpu_seconds(pid: int) -> float:
    """The CPU time of all threads of a process so far, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident(pid: int) -> int:
    """The memory that a process holds now, in bytes."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    line = next(one for one in lines if one.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


def pin(pid: int, core: int) -> None:
    """Keep a process on one core, the threads it has and those it will have; Linux only."""
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), {core})


@dataclass(slots=True)
class BotProcess:
    """How the bot is started, and the process while there is one.

    `folder` holds its databases, `log` gets all that it prints, also of later starts.
    """

    folder: Path
    log: Path
    settings: Mapping[str, str]
    command: tuple[str, ...] = AS_IT_RUNS
    place: Port = field(default_factory=Port)
    running: asyncio.subprocess.Process | None = None

    @property
    def is_running(self) -> bool:
        """Whether it was started and did not end."""
        return self.running is not None and self.running.returncode is None

    @property
    def pid(self) -> int:
        """The id of the process; BotDied where there is none."""
        if self.running is None or not self.is_running:
            raise BotDied(self.last_words())
        return self.running.pid

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return self.place.number

    @property
    def webhook(self) -> str:
        """Where Telegram reaches it."""
        return f"http://127.0.0.1:{self.port}"

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text("utf-8", "replace")[-2000:] if self.log.exists() else ""

    @property
    def environment(self) -> dict[str, str]:
        """What it is told of its surroundings, and nothing else."""
        ours = {
            "DATA": str(self.folder),
            "PORT": str(self.port),
            "PUBLIC_URL": self.webhook,
            **self.settings,
        }
        named = {f"FAIRHEARING_{name}": value for name, value in ours.items()}
        return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **named}

    async def start(self) -> None:
        """Start it; what waits for it arrives when it tells Telegram where it is."""
        with self.log.open("ab") as log:
            self.running = await asyncio.create_subprocess_exec(
                sys.executable,
                *self.command,
                cwd=self.folder,  # where no .env lies
                env=self.environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def fairhearing(self, *words: str) -> str:
        """What a command of the command line says beside it, with the same settings; BotDied where it fails."""
        with self.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot", *words),
                cwd=self.folder,
                env=self.environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
            said, _ = await process.communicate()
        if process.returncode:
            raise BotDied(self.last_words())
        return said.decode()

    async def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Send the signal and wait for the end."""
        process = self.running
        if process is None:
            return
        if process.returncode is None:
            process.send_signal(how)
        await process.wait()

    async def kill(self) -> None:
        """End it without a word of warning."""
        await self.end(signal.SIGKILL)

    def cpu_seconds(self) -> float:
        """The CPU time of all its threads so far, user and system."""
        return cpu_seconds(self.pid)

    def pin(self, core: int) -> None:
        """Keep the process on one core, its threads too."""
        pin(self.pid, core)

    def resident(self) -> int:
        """The memory it holds now, in bytes."""
        return resident(self.pid)


@asynccontextmanager
async def at_work(bot: BotProcess) -> AsyncIterator[BotProcess]:
    """The bot running while the block does; killed where the block fails."""
    await bot.start()
    try:
        yield bot
        await bot.end()
    finally:
        await bot.kill()
