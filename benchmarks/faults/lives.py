"""The lives of processes that send, begun one after the other and killed at moments chosen before."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import update

from benchmarks.bot_process import ROOT
from bot.storage.store import Store
from bot.storage.tables import leases

KEY = bytes(range(32))
KILLED = -9


@dataclass(frozen=True, slots=True)
class Nursery:
    """Where the processes come from: each life sends what there is in one database."""

    url: str
    what: str
    process: "subprocess.Popen[str]"

    def lived(self, dies: int) -> tuple[Sequence[int], bool]:
        """Whom one life wrote to, and whether it was killed; RuntimeError for one that ended otherwise."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("the nursery has no pipes")
        self.process.stdin.write(f"{self.url} {self.what} {dies}\n")
        self.process.stdin.flush()
        sent = []
        for line in self.process.stdout:
            if line.startswith("="):
                break
            if line.strip().isdecimal():  # the others are the log
                sent.append(int(line))
        else:
            raise RuntimeError("the nursery has ended")
        ended = int(line[1:])
        if ended not in (0, KILLED):
            raise RuntimeError(f"the process ended with {ended}")
        asyncio.run(_free(self.url))
        return sent, ended == KILLED


@contextmanager
def nursery(url: str, what: str) -> Iterator[Nursery]:
    """A nursery for one database, gone with the block."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "benchmarks.faults.sending_process", KEY.hex()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
    ) as process:
        yield Nursery(url, what, process)


async def _free(url: str) -> None:
    """Let the lease of the dead end, as it does by itself after ten seconds."""
    store = Store.open(url)
    await store.run(lambda db: db.execute(update(leases).values(until=0.0)))
    store.close()
