"""Lives of a process, one after the other, each forked from one that has read everything: a start costs little."""

import multiprocessing
import os
from collections.abc import Callable
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

KILLED = -9
WARM = "benchmarks.faults.warm"


class DiedOtherwise(Exception):  # noqa: N818 - it says what happened
    """A life ended by itself with an error."""


@cache
def server() -> ForkServerContext:
    """The process that has read everything, from which the lives are forked."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([WARM])
    return context


def lived(main: Callable[..., None], arguments: tuple[Any, ...], said: Path) -> tuple[list[str], bool]:
    """What one life said on standard output, line by line, and whether it was killed; DiedOtherwise for an error."""
    said.write_bytes(b"")
    life = server().Process(target=live, args=(str(said), main, arguments))
    life.start()
    life.join()
    if life.exitcode not in (0, KILLED):
        raise DiedOtherwise(f"the process ended with {life.exitcode}")
    return said.read_text("utf-8").splitlines(), life.exitcode == KILLED


def live(said: str, main: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    """One life: what it says goes into that file."""
    with Path(said).open("ab", buffering=0) as file:
        os.dup2(file.fileno(), 1)
    main(*arguments)
