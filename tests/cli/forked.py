"""The command line in processes that need not begin from nothing: each is forked from one that has read all.

`python -m tests.cli.forked` reads one line of JSON a command: its words, folder, environment and the files for its
two outputs; it answers with the child's number, and to a number with its exit status. A start took a second of CPU,
and the tests make a hundred.
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
        status = ended(start_forked(words, home=home, env=env, outputs=(out, err)))
        return status, out.read_text(), err.read_text()


def start_forked(words: Sequence[str], *, home: Path, env: Mapping[str, str], outputs: tuple[Path, Path]) -> int:
    """Start `fairhearing` with these words; the number of the process. Its two outputs go into these files."""
    out, err = map(str, outputs)
    return _asked({"words": words, "home": str(home), "env": dict(env), "out": out, "err": err})


def ended(pid: int) -> int:
    """The exit status of a process that was started here, once it has ended."""
    return _asked(pid)


def _asked(what: object) -> int:
    server = _server()
    if server.stdin is None or server.stdout is None:
        raise RuntimeError("the process has no pipes")
    server.stdin.write(json.dumps(what) + "\n")
    server.stdin.flush()
    return int(server.stdout.readline())


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
    """Fork one child a line, or say how one ended."""
    from bot.__main__ import main
    from bot.app import open_words
    from bot.law.load import load_law
    from bot.services.fit import check_fit

    law = load_law()
    check_fit(law, open_words(law, ()))
    gc.freeze()
    for line in sys.stdin:
        asked = json.loads(line)
        ends = isinstance(asked, int)
        answer = os.waitstatus_to_exitcode(os.waitpid(asked, 0)[1]) if ends else os.fork()
        if not answer and not ends:
            with _ending():
                _become(asked)
                main()
        sys.stdout.write(f"{answer}\n")
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
