"""The command line `fairhearing` of this checkout in a forked process."""

import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from bot.__main__ import main
from tests.forked import ended, start

CHECKOUT = Path(__file__).parents[2]


def run_forked(words: Sequence[str], *, home: Path, env: Mapping[str, str]) -> tuple[int, str, str]:
    """The exit status of `fairhearing` with these words, and what it wrote on both outputs."""
    return ended(_fairhearing, words, home, dict(env))


def start_forked(
    words: Sequence[str], *, home: Path, env: Mapping[str, str], outputs: tuple[Path, Path]
) -> ForkServerProcess:
    """Start `fairhearing` with these words, in this folder and environment; its outputs go into these files."""
    return start(_fairhearing, words, home, dict(env), outputs=outputs)


def _fairhearing(words: Sequence[str], home: Path, env: Mapping[str, str]) -> None:
    os.chdir(home)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = [str(CHECKOUT / "bot" / "__main__.py"), *words]
    main()
