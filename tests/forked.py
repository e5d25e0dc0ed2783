"""Processes that need not begin from nothing: each is forked from one that has read everything (`tests.warm`)."""

import os
import tempfile
from collections.abc import Callable
from functools import cache
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

KILLED = -9


class DiedOtherwise(Exception):  # noqa: N818 - it says what happened
    """A process ended by itself with an error."""


@cache
def _server() -> ForkServerContext:
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.warm"])
    return context


def start(main: Callable[..., None], *arguments: object, outputs: tuple[Path, Path]) -> ForkServerProcess:
    """A process that calls this function with these arguments; its two outputs go into these files."""
    process = _server().Process(target=_live, args=(outputs, main, arguments))
    process.start()
    return process


def ended(main: Callable[..., None], *arguments: object) -> tuple[int, str, str]:
    """The exit status of such a process, once it has ended, and what it wrote on both outputs."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        process = start(main, *arguments, outputs=(out, err))
        process.join()
        assert process.exitcode is not None
        return process.exitcode, out.read_text("utf-8"), err.read_text("utf-8")


def lived(main: Callable[..., None], *arguments: object) -> tuple[list[str], bool]:
    """What such a process said, line by line, and whether it was killed; DiedOtherwise for an error."""
    status, said, complained = ended(main, *arguments)
    if status not in (0, KILLED):
        raise DiedOtherwise(f"the process ended with {status}: {complained}")
    return said.splitlines(), status == KILLED


def _live(outputs: tuple[Path, Path], main: Callable[..., None], arguments: tuple[object, ...]) -> None:
    for number, path in enumerate(outputs, start=1):
        with path.open("wb") as file:
            os.dup2(file.fileno(), number)
    main(*arguments)
