"""Where the time of a processed answer goes: `python -m benchmarks.profile`, the two threads apart.

The profiler makes Python's own calls dearer than they are, and where the writer waits for the event loop's thread
that counts as its time: read the shares, and the calls an answer, not the seconds.
"""

import asyncio
import pstats
import sys
import tempfile
from pathlib import Path

from benchmarks.answers import lines_of, measure_answers
from benchmarks.bot_process import ROOT

OBSERVED = ("-m", "benchmarks.observed_bot", "profile")
SHOWN = 45


def main() -> int:
    here = ROOT / "build"
    here.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=here) as folder:
        file = str(Path(folder) / "profile")
        rounds = asyncio.run(measure_answers(Path(folder), rounds=2, checks=2, command=(*OBSERVED, file)))
        print("With the profiler on:", *lines_of(rounds), sep="\n  ")
        for thread in ("loop", "writer"):
            print(f"\nThe {thread}'s thread")
            pstats.Stats(f"{file}.{thread}").strip_dirs().sort_stats("cumulative").print_stats(SHOWN)
    return 0


if __name__ == "__main__":
    sys.exit(main())
