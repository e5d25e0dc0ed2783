"""Threads that take units of work in order and hand their outcomes back to the event loop."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, Protocol

from sqlalchemy import Connection

from bot.domain.values import Unavailable

MOST_WAITING = 10_000
Work = Callable[[Connection], Any]


@dataclass(slots=True, eq=False)
class Unit:
    """One unit of work, who waits for it, and what came of it.

    A `special` unit is none of a transaction: the lane runs it by itself, between batches.
    """

    work: Work
    future: "asyncio.Future[Any]"
    special: bool = False
    result: Any = None
    error: BaseException | None = None


class Server(Protocol):
    """What a thread of a lane does its work with, and that thread alone."""

    def serve(self, units: Sequence[Unit]) -> None:
        """Fill in what came of the units. An error belongs to its unit; one that is raised goes to all of them."""

    def close(self) -> None:
        """Let go of the database: the thread's last act."""


class Lane:
    """One queue and a thread for each server, which gets what waits: at most `most` units, or one special one.

    With several servers the units begin in order and run side by side; special ones need a lane of one.
    """

    def __init__(self, name: str, servers: Sequence[Server], *, most: int) -> None:
        """Start the threads."""
        self._servers = servers
        self._most = most
        self._waiting: SimpleQueue[Unit | None] = SimpleQueue()
        self._open = True
        # Daemons: what was acknowledged is on the disk, so an interpreter may end without waiting.
        self._threads = [
            Thread(target=self._run, args=(server,), name=f"{name}-{number}", daemon=True)
            for number, server in enumerate(servers, start=1)
        ]
        for thread in self._threads:
            thread.start()

    async def ask(self, work: Work, *, special: bool = False) -> Any:
        """What `work` gives, once it is certain; raises Unavailable when closed or when too many wait."""
        if not self._open or self._waiting.qsize() >= MOST_WAITING:
            raise Unavailable
        future = asyncio.get_running_loop().create_future()
        self._waiting.put(Unit(work, future, special))
        return await future

    def end(self) -> None:
        """Take no more units; those that wait are still served."""
        if self._open:
            self._open = False
            for _ in self._threads:
                self._waiting.put(None)

    def join(self, seconds: float) -> None:
        """Wait for the threads' end, so long at most: one may be asking a server that says nothing."""
        end = monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, end - monotonic()))

    def _run(self, server: Server) -> None:
        for batch in self._batches():
            try:
                server.serve(batch)
            except BaseException as error:  # noqa: BLE001 - the thread goes on, and nobody waits for ever
                for unit in batch:
                    unit.error = unit.error or error
            _deliver(batch)
        server.close()

    def _batches(self) -> Iterator[list[Unit]]:
        while (unit := self._waiting.get()) is not None:
            batch: list[Unit] = []
            while unit is not None and not unit.special:
                batch.append(unit)
                if len(batch) == self._most:
                    break
                try:
                    unit = self._waiting.get_nowait()
                except Empty:
                    break
            yield from _parts(batch, unit)
            if unit is None:
                return


def _parts(batch: list[Unit], last: Unit | None) -> Iterator[list[Unit]]:
    if batch:
        yield batch
    if last is not None and last.special:
        yield [last]


def _deliver(batch: Sequence[Unit]) -> None:
    """Hand the outcomes over: one call a batch and event loop, since each wakes the loop."""
    loops: dict[asyncio.AbstractEventLoop, list[Unit]] = {}
    for unit in batch:
        loops.setdefault(unit.future.get_loop(), []).append(unit)
    for loop, units in loops.items():
        try:
            loop.call_soon_threadsafe(_settle, units)
        except RuntimeError:  # the loop is closed: nobody waits any more
            continue


def _settle(units: Sequence[Unit]) -> None:
    for unit in units:
        if unit.future.done():  # whoever waited was cancelled
            continue
        if unit.error is None:
            unit.future.set_result(unit.result)
        elif isinstance(unit.error, StopIteration):  # no future takes it
            unit.future.set_exception(RuntimeError("a unit of work raised StopIteration"))
        else:
            unit.future.set_exception(unit.error)
