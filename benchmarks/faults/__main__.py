"""Do everything to the bot that can happen to it: `python -m benchmarks.faults [trial …]`; exit 1 on any loss.

Without a name all but those that take more than a few minutes.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.bot_process import ROOT, BotDied
from benchmarks.faults import broadcast_kill, reminders_kill
from benchmarks.faults.copies import send_in_copies
from benchmarks.faults.found import Found
from benchmarks.faults.full_disk import fill_up, limited, small_disk
from benchmarks.faults.kill import kill_again_and_again
from benchmarks.faults.lost_replica import lose_again_and_again
from benchmarks.faults.many_reports import report_often
from benchmarks.faults.mutations import Amounts, post_mutations
from benchmarks.faults.report_kill import kill_at_random
from benchmarks.faults.rotation import rotate_under_load
from benchmarks.faults.seizure import LOUD, seize
from benchmarks.faults.stolen_phone import steal_a_phone
from bot.storage.migrate import MAIN
from bot.storage.migrate import REPORTS as REPORTS_SCHEMA
from tests.postgres import NoPostgresError, running_postgres

HERE = ROOT / "build"  # on the disk of the checkout
ROUNDS, COPIED, FULL_DISK = 100, 50, 60
STRANGE = Amounts(updates=100_000, presses=10_000, posts=10_000)
QUIET_CONVERSATIONS, CONVERSATIONS, ALL_CONVERSATIONS = 100, 1000, 10_000
REPORT_KILLS, REPORTS = 300, 10_000
READERS, BROADCAST_KILLS, REMINDER_KILLS, STEPS = 10_000, 100, 40, 20_000
REPLICAS_READERS, REPLICA_KILLS = 600, 3
ROTATED = 25


def _full_tmpfs(folder: Path, *, killed: bool) -> Found:
    with small_disk(folder) as way:
        if way is None:
            return Found("full tmpfs", ("not done: this process may not mount a disk",), ())
        return asyncio.run(fill_up(folder, way, people=FULL_DISK, killed=killed))


def _on_postgres(folder: Path, trial: Callable[..., Coroutine[Any, Any, Found]], **sizes: int) -> Found:
    with running_postgres() as server:
        return asyncio.run(trial(folder, server.new_database(MAIN), server.new_database(REPORTS_SCHEMA), **sizes))


def _rotated_on_postgres(folder: Path) -> Found:
    try:
        with running_postgres() as server:
            urls = server.new_database(MAIN), server.new_database(REPORTS_SCHEMA)
            return asyncio.run(rotate_under_load(folder, people=ROTATED, databases=urls))
    except NoPostgresError as error:
        return Found("key rotated under load, postgresql", (f"not done: {error}",), ())


TRIALS: Mapping[str, Callable[[Path], Found]] = {
    "kill": lambda folder: asyncio.run(kill_again_and_again(folder, rounds=ROUNDS)),
    "reports-kill": lambda folder: kill_at_random(folder, times=REPORT_KILLS),
    "reports-many": lambda folder: asyncio.run(report_often(folder, how_many=REPORTS)),
    "broadcast-kill": lambda folder: broadcast_kill.in_folder(folder, readers=READERS, kills=BROADCAST_KILLS),
    "broadcast-replicas": lambda folder: _on_postgres(
        folder, lose_again_and_again, readers=REPLICAS_READERS, kills=REPLICA_KILLS
    ),
    "reminders-kill": lambda folder: reminders_kill.in_folder(folder, people=READERS, kills=REMINDER_KILLS),
    "stolen-phone": lambda folder: asyncio.run(steal_a_phone(folder, steps=STEPS)),
    "copies": lambda folder: asyncio.run(send_in_copies(folder, people=COPIED)),
    "limit": lambda folder: asyncio.run(fill_up(folder, limited(folder), people=FULL_DISK)),
    "limit-killed": lambda folder: asyncio.run(fill_up(folder, limited(folder), people=FULL_DISK, killed=True)),
    "disk": lambda folder: _full_tmpfs(folder, killed=False),
    "disk-killed": lambda folder: _full_tmpfs(folder, killed=True),
    "seizure": lambda folder: asyncio.run(seize(folder, people=QUIET_CONVERSATIONS)),
    "seizure-loud": lambda folder: asyncio.run(seize(folder, people=CONVERSATIONS, command=LOUD)),
    "seizure-all": lambda folder: asyncio.run(seize(folder, people=ALL_CONVERSATIONS, command=LOUD)),
    "rotation": lambda folder: asyncio.run(rotate_under_load(folder, people=ROTATED)),
    "rotation-postgres": _rotated_on_postgres,
    "mutations": lambda folder: asyncio.run(post_mutations(folder, STRANGE)),
}

LONG = frozenset({"seizure-all"})


def tried(name: str, folder: Path) -> Found:
    """What the trial found; one that cannot go on, for want of a button or of the bot, found a loss."""
    try:
        return TRIALS[name](folder)
    except (BotDied, LookupError) as error:
        return Found(name, (), (f"it could not go on: {error}",))


def main() -> int:
    chosen = sys.argv[1:] or [name for name in TRIALS if name not in LONG]
    if not set(chosen) <= TRIALS.keys():
        print(f"benchmarks.faults: choose of {', '.join(TRIALS)}", file=sys.stderr)
        return 2
    HERE.mkdir(exist_ok=True)
    lost = 0
    for name in chosen:
        with tempfile.TemporaryDirectory(dir=HERE) as folder:
            began = perf_counter()
            found = tried(name, Path(folder))
        print(f"{'LOST' if found.losses else 'well'}  {found.trial}  ({perf_counter() - began:.0f} s)")
        print(*(f"      {line}" for line in (*found.seen, *found.losses[:20])), sep="\n", flush=True)
        lost += len(found.losses)
    print(f"\n{len(chosen)} trials, {lost} losses")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
