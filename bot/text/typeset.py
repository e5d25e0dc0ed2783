"""Typesetting: a layout with its data becomes a PDF or a picture. typst holds the interpreter's lock all the while.

So this module is also a program of its own: it reads jobs from standard input and answers on standard output, each
as one line that says how many bytes follow. It ends when its input does; nothing is ever written to a disk.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO

import typst

from bot.text.places import data_folder

FONTS = Path(__file__).parent / "fonts"
PICTURE = "png"
DOTS_AN_INCH = 144.0
FAILED, DONE = b"-", b"+"
NICER = 19


@cache
def _compiler() -> typst.Compiler:
    """One compiler for the process: its fonts are read once."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[FONTS])
    return typst.Compiler(root=layouts(), font_paths=fonts)


def layouts() -> Path:
    """The folder of the layouts."""
    return data_folder("templates") / "documents" / "layout"


def typeset(layout: str, data: str, kind: str) -> bytes:
    """The file that a layout makes of data (JSON); `kind` is pdf or png, and a picture is of the first page."""
    made = _compiler().compile(
        input=layouts() / f"{layout}.typ",
        format="png" if kind == PICTURE else "pdf",
        ppi=DOTS_AN_INCH,
        sys_inputs={"data": data},
    )
    found = made[0] if isinstance(made, list) else made
    if found is None:
        raise ValueError(layout)
    return found


def write_frame(stream: IO[bytes], payload: bytes) -> None:
    """Write one message: the number of its bytes, and the bytes."""
    stream.write(b"%d\n" % len(payload) + payload)
    stream.flush()


Make = Callable[[str, str, str], bytes]
"""From a layout, its data and the kind of file to the file."""


def work(jobs: IO[bytes], answers: IO[bytes], make: Make = typeset) -> None:
    """Do jobs until there are no more; a job that fails is answered with the kind of its error alone."""
    while size := jobs.readline():
        job = json.loads(jobs.read(int(size)))
        try:
            made = DONE + make(job["layout"], job["data"], job["kind"])
        except Exception as error:  # noqa: BLE001 - whatever went wrong, the next job is another
            made = FAILED + type(error).__name__.encode()
        write_frame(answers, made)


def main() -> None:
    """Work for whoever started this process, behind what answers people; Ctrl+C is for the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICER)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    work(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
