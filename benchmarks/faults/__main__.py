"""Do everything to the bot that can happen to it: `python -m benchmarks.faults [trial …] [seed=N]`; exit 1 on a loss.

The same seed gives the same moments; without one it is 1. Without a name all but those that take very long.
"""

import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.bot_process import ROOT, BotDied
from benchmarks.faults.found import Found
from benchmarks.faults.trials import LONG, TRIALS

HERE = ROOT / "build"  # on the disk of the checkout
SEED = "seed="


def tried(name: str, folder: Path, seed: int) -> Found:
    """What the trial found; one that cannot go on, for want of a button or of the bot, found a loss."""
    try:
        return TRIALS[name](folder, seed)
    except (BotDied, LookupError, TimeoutError) as error:
        return Found(name, (), (f"it could not go on: {type(error).__name__} {error}",))


def cpu_seconds() -> float:
    """CPU time so far of this process and of all that it started and that ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def main() -> int:
    chosen = [word for word in sys.argv[1:] if not word.startswith(SEED)] or [
        name for name in TRIALS if name not in LONG
    ]
    seeds = [word.removeprefix(SEED) for word in sys.argv[1:] if word.startswith(SEED)] or ["1"]
    if not set(chosen) <= TRIALS.keys() or not seeds[0].isdecimal():
        print(f"benchmarks.faults: choose of {', '.join(TRIALS)}; {SEED}N", file=sys.stderr)
        return 2
    HERE.mkdir(exist_ok=True)
    lost, whole = 0, perf_counter()
    for name in chosen:
        with tempfile.TemporaryDirectory(dir=HERE) as folder:
            began, used = perf_counter(), cpu_seconds()
            found = tried(name, Path(folder), int(seeds[0]))
        took = f"{perf_counter() - began:.0f} s, {cpu_seconds() - used:.0f} s of CPU"
        print(f"{'LOST' if found.losses else 'well'}  {name}: {found.trial}  ({took})")
        print(*(f"      {line}" for line in (*found.seen, *found.losses[:20])), sep="\n", flush=True)
        lost += len(found.losses)
    print(f"\n{len(chosen)} trials, {lost} losses, {perf_counter() - whole:.0f} s")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
