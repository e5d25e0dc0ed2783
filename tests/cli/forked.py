"""The command line in processes that need not begin from nothing: each is forked from one that has read all.

`python -m tests.cli.forked` reads one line of JSON a command: its words, folder, environment and the files for its
two outputs; it answers with the exit status. A start took a second of CPU, and the tests make a hundred.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[2]
WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def run_forked(words: Sequence[str], *, home: Path, env: Mapping[str, str]) -> tuple[int, str, str]:
    """The exit status of `fairhearing` with these words, and what it wrote on both outputs."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        asked = {"words": words, "home": str(home), "env": dict(env), "out": str(out), "err": str(err)}
        server = _server()
        if server.stdin is None or server.stdout is None:
            raise RuntimeError("the process has no pipes")
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        return status, out.read_text(), err.read_text()


@cache
def _server() -> "subprocess.Popen[str]":
    """The process that forks; it ends with this one, when its input does."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.cli.forked"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT)},
    )


def serve() -> None:
    """Fork one child a line, and say how each ended."""
    from bot.__main__ import main
    from bot.app import open_words
    from bot.law.load import load_law
    from bot.services.fit import check_fit

    law = load_law()
    check_fit(law, open_words(law, ()))
    gc.freeze()
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            with _ending():
                _become(asked)
                main()
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _become(asked: Mapping[str, Any]) -> None:
    """Take the folder, the environment, the outputs and the words of a command."""
    os.chdir(asked["home"])
    os.environ.clear()
    os.environ.update(asked["env"])
    for file, name in ((0, os.devnull), (1, asked["out"]), (2, asked["err"])):
        opened = os.open(name, WRITE if file else os.O_RDONLY, 0o600)
        os.dup2(opened, file)
        os.close(opened)
    sys.argv = [str(CHECKOUT / "bot" / "__main__.py"), *asked["words"]]


@contextmanager
def _ending() -> Iterator[None]:
    """End the process as Python ends a program, without going back into the one that forks."""
    status = 1
    try:
        yield
        status = 0
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:  # noqa: BLE001 - as the interpreter does with what nobody caught
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    serve()
