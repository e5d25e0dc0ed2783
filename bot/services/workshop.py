"""The workshop: one process of its own that typesets, since a paper must never hold an answer up.

The process is started by the first job and again after a crash or a time-out. It gets none of the bot's settings:
no token and no key are in its environment.
"""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping
from contextlib import suppress

import structlog

from bot.text.places import PACKAGE
from bot.text.typeset import DONE

log = structlog.get_logger()
AT_MOST = 64
LONGEST = 20.0  # seconds for one job; the first reads the fonts
REST = 6  # times as long as a job took, before the next of several: twenty papers then take a second
LONGEST_REST = 0.2  # seconds; the first job reads the fonts, and what waits behind it is not to wait for seconds
OURS = "FAIRHEARING_"
Write = Callable[[], Mapping[str, object]]
COMMAND = (sys.executable, "-m", "bot.text.typeset")


class NotMade(Exception):  # noqa: N818 - it says what became of the job
    """The job was not done: the process died or took too long, or the layout could not be set."""


class Full(NotMade):
    """So many jobs wait already that this one is not taken."""


class Workshop:
    """Jobs in, files out, one after the other."""

    def __init__(
        self, *, at_most: int = AT_MOST, longest: float = LONGEST, command: tuple[str, ...] = COMMAND
    ) -> None:
        """Take so many jobs at once, and give each so many seconds."""
        self._at_most = at_most
        self._longest = longest
        self._command = command
        self._waiting = 0
        self._rests_until = 0.0
        self._turn = asyncio.Lock()
        self._process: Process | None = None

    @property
    def pid(self) -> int | None:
        """The id of the process, None where there is none."""
        alive = self._process is not None and self._process.returncode is None
        return self._process.pid if self._process is not None and alive else None

    async def make(self, layout: str, write: Write, kind: str = "pdf") -> bytes:
        """The file that a layout makes of what `write` gives; raises NotMade or Full. A picture has the kind png.

        Writing a sheet takes some milliseconds of the event loop, so each job is written when its turn comes:
        twenty at once would else hold up every answer.
        """
        if self._waiting >= self._at_most:
            raise Full(layout)
        self._waiting += 1
        try:
            async with self._turn:
                return await self._in_turn(layout, write, kind)
        finally:
            self._waiting -= 1

    async def _in_turn(self, layout: str, write: Write, kind: str) -> bytes:
        """One job; of several, each but the first lets those who are being answered have the machine before it."""
        clock = asyncio.get_running_loop().time
        await asyncio.sleep(max(0.0, self._rests_until - clock()))
        began = clock()
        made = await self._made({"layout": layout, "data": json.dumps(write()), "kind": kind})
        self._rests_until = clock() + rest_after(clock() - began) if self._waiting > 1 else 0.0
        return made

    async def close(self) -> None:
        """End the process and wait for its end; what is being made is lost."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
        if process.stdin is not None:
            process.stdin.close()
            with suppress(ConnectionError):
                await process.stdin.wait_closed()
        await process.wait()

    async def _made(self, job: Mapping[str, object]) -> bytes:
        try:
            async with asyncio.timeout(self._longest):
                answer = await self._answer(json.dumps(job).encode())
        except (TimeoutError, ConnectionError, asyncio.IncompleteReadError, OSError) as error:
            log.warning("workshop_failed", error=type(error).__name__)
            await self.close()
            raise NotMade(type(error).__name__) from None
        except asyncio.CancelledError:  # half an answer may be in the pipe
            await self.close()
            raise
        if not answer.startswith(DONE):
            log.error("paper_not_set", error=answer[1:].decode())
            raise NotMade(answer[1:].decode())
        return answer[1:]

    async def _answer(self, job: bytes) -> bytes:
        process = await self._started()
        if process.stdin is None or process.stdout is None:
            raise BrokenPipeError
        process.stdin.write(b"%d\n" % len(job) + job)
        await process.stdin.drain()
        size = await process.stdout.readline()
        if not size:
            raise ConnectionResetError
        return await process.stdout.readexactly(int(size))

    async def _started(self) -> Process:
        if self._process is not None and self._process.returncode is not None:
            await self.close()
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, env=surroundings()
            )
        return self._process


def rest_after(took: float) -> float:
    """The seconds between a job that took so many and the next of several."""
    return min(REST * took, LONGEST_REST)


def surroundings() -> dict[str, str]:
    """The environment of the process: ours without the bot's settings, and where its code lies."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**kept, "PYTHONPATH": str(PACKAGE.parent)}
