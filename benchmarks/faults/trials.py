"""Every trial by its name, in the size that all of them together take a quarter of an hour, but for LONG."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.faults import broadcast_kill, reminders_kill
from benchmarks.faults.clock import set_the_clock
from benchmarks.faults.copies import send_in_copies
from benchmarks.faults.database import Place, cut_commits, take_away
from benchmarks.faults.found import Found
from benchmarks.faults.full_disk import fill_up, limited, small_disk
from benchmarks.faults.jumping_ids import jump_about
from benchmarks.faults.kill import kill_again_and_again
from benchmarks.faults.lost_replica import lose_again_and_again
from benchmarks.faults.many_reports import report_often
from benchmarks.faults.mutations import Amounts, post_mutations
from benchmarks.faults.replica_kills import all_of_it
from benchmarks.faults.report_kill import kill_at_random
from benchmarks.faults.rotation import rotate_under_load
from benchmarks.faults.seizure import LOUD, seize
from benchmarks.faults.sigterm import stop_again_and_again
from benchmarks.faults.stolen_phone import steal_a_phone
from benchmarks.faults.telegram_faults import weather_the_storm
from bot.storage.migrate import MAIN, REPORTS
from tests.postgres import NoPostgresError, Postgres, running_postgres

KILLS, STOPS, REPORT_KILLS, BROADCAST_KILLS, REPLICA_KILLS = 40, 30, 300, 100, 20
COPIED, FULL_DISK, ROTATED, REMINDER_KILLS = 50, 60, 25, 40
QUIET_CONVERSATIONS, CONVERSATIONS, ALL_CONVERSATIONS = 100, 1000, 10_000
STRANGE = Amounts(updates=100_000, presses=10_000, posts=10_000)
NEWS_READERS, NEWS_KILLS = 600, 3
REPORTS_OF_ONE, READERS, STEPS = 10_000, 10_000, 20_000
AWAY, SILENT = 60.0, 15.0  # seconds
Trial = Callable[[Path, int], Found]
OnPostgres = Callable[[Place, Postgres, int], Found]


def on_postgres(trial: OnPostgres) -> Trial:
    """The trial with a server of its own; it is not done where PostgreSQL cannot be started."""

    def tried(folder: Path, seed: int) -> Found:
        try:
            with running_postgres() as server:
                return trial(new_place(folder, server), server, seed)
        except NoPostgresError as error:
            return Found("on PostgreSQL", (f"not done: {error}",), ())

    return tried


def new_place(folder: Path, server: Postgres) -> Place:
    """Two new databases, and the folder for the rest."""
    folder.mkdir(exist_ok=True)
    return Place(folder, server.new_database(MAIN), server.new_database(REPORTS))


def _away(place: Place, _server: Postgres, seed: int) -> Found:
    return asyncio.run(take_away(place, people=20, seconds=AWAY, seed=seed))


def _silent(place: Place, _server: Postgres, seed: int) -> Found:
    return asyncio.run(take_away(place, people=20, seconds=SILENT, silent=True, seed=seed))


def _cut(place: Place, _server: Postgres, seed: int) -> Found:
    return asyncio.run(cut_commits(place, people=40, seed=seed))


def _replicas(place: Place, server: Postgres, seed: int) -> Found:
    places = [new_place(place.folder / str(number), server) for number in range(5)]
    return asyncio.run(all_of_it(places, kills=REPLICA_KILLS, seed=seed))


def _broadcast(place: Place, _server: Postgres, seed: int) -> Found:  # noqa: ARG001 - its moments are even
    sizes = {"readers": NEWS_READERS, "kills": NEWS_KILLS}
    return asyncio.run(lose_again_and_again(place.folder, place.main, place.reports, **sizes))


def _rotation(place: Place, _server: Postgres, seed: int) -> Found:  # noqa: ARG001 - there is nothing to choose
    return asyncio.run(rotate_under_load(place.folder, people=ROTATED, databases=(place.main, place.reports)))


def _full_tmpfs(folder: Path, *, killed: bool) -> Found:
    with small_disk(folder) as way:
        if way is None:
            return Found("full tmpfs", ("not done: this process may not mount a disk",), ())
        return asyncio.run(fill_up(folder, way, people=FULL_DISK, killed=killed))


TRIALS: Mapping[str, Trial] = {
    "kill": lambda folder, seed: asyncio.run(kill_again_and_again(folder, rounds=KILLS, seed=seed)),
    "sigterm": lambda folder, seed: asyncio.run(stop_again_and_again(folder, people=8, rounds=STOPS, seed=seed)),
    "reports-kill": lambda folder, seed: kill_at_random(folder, times=REPORT_KILLS, seed=seed),
    "reports-many": lambda folder, _: asyncio.run(report_often(folder, how_many=REPORTS_OF_ONE)),
    "broadcast-kill": lambda folder, seed: broadcast_kill.in_folder(
        folder, readers=READERS, kills=BROADCAST_KILLS, seed=seed
    ),
    "broadcast-replicas": on_postgres(_broadcast),
    "reminders-kill": lambda folder, seed: reminders_kill.in_folder(
        folder, people=READERS, kills=REMINDER_KILLS, seed=seed
    ),
    "replicas": on_postgres(_replicas),
    "database-away": on_postgres(_away),
    "database-silent": on_postgres(_silent),
    "database-reset": on_postgres(_cut),
    "clock": lambda folder, seed: asyncio.run(set_the_clock(folder, people=20, speed=30, killed=True, seed=seed)),
    "jumping-ids": lambda folder, seed: asyncio.run(jump_about(folder, people=8, checks=5, seed=seed)),
    "telegram-faults": lambda folder, seed: asyncio.run(weather_the_storm(folder, readers=40, share=0.4, seed=seed)),
    "stolen-phone": lambda folder, seed: asyncio.run(steal_a_phone(folder, steps=STEPS, seed=seed)),
    "copies": lambda folder, _: asyncio.run(send_in_copies(folder, people=COPIED)),
    "limit": lambda folder, _: asyncio.run(fill_up(folder, limited(folder), people=FULL_DISK)),
    "limit-killed": lambda folder, _: asyncio.run(fill_up(folder, limited(folder), people=FULL_DISK, killed=True)),
    "disk": lambda folder, _: _full_tmpfs(folder, killed=False),
    "disk-killed": lambda folder, _: _full_tmpfs(folder, killed=True),
    "seizure": lambda folder, seed: asyncio.run(seize(folder, people=QUIET_CONVERSATIONS, seed=seed)),
    "seizure-loud": lambda folder, seed: asyncio.run(seize(folder, people=CONVERSATIONS, command=LOUD, seed=seed)),
    "seizure-all": lambda folder, seed: asyncio.run(seize(folder, people=ALL_CONVERSATIONS, command=LOUD, seed=seed)),
    "rotation": lambda folder, _: asyncio.run(rotate_under_load(folder, people=ROTATED)),
    "rotation-postgres": on_postgres(_rotation),
    "mutations": lambda folder, seed: asyncio.run(post_mutations(folder, STRANGE, seed=seed)),
}
LONG = frozenset({"seizure-all"})
"""Done only where they are named: they take longer than all the others."""
