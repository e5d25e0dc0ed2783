"""A thread that takes units of work in order and hands their outcomes back to the event loop."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

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


Serve = Callable[[Sequence[Unit]], None]


class Lane:
    """One thread and its queue; `serve` gets what waits, at most `most` units or one special one, and fills them in.

    An error belongs to its unit; one that `serve` raises goes to the whole batch. `finish` is the thread's last act.
    """

    def __init__(self, name: str, serve: Serve, *, most: int, finish: Callable[[], None]) -> None:
        """Start the thread."""
        self._serve = serve
        self._most = most
        self._finish = finish
        self._waiting: SimpleQueue[Unit | None] = SimpleQueue()
        self._open = True
        # A daemon: what was acknowledged is on the disk, so an interpreter may end without waiting.
        self._thread = Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

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
            self._waiting.put(None)

    def join(self) -> None:
        """Wait for the thread's end."""
        self._thread.join()

    def _run(self) -> None:
        for batch in self._batches():
            try:
                self._serve(batch)
            except BaseException as error:  # noqa: BLE001 - the thread goes on, and nobody waits for ever
                for unit in batch:
                    unit.error = unit.error or error
            _deliver(batch)
        self._finish()

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
