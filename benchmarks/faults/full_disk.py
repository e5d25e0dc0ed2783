"""The disk fills up: nothing acknowledged is lost, the rest is put off and arrives when there is room.

Every answer 503 has to carry a Retry-After. Two real ways: a limit on the size of the process's files
(RLIMIT_FSIZE, anywhere), and a small disk of its own (tmpfs, where this process may mount one).
"""

import asyncio
import resource
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults.found import Found
from benchmarks.faults.record import DATABASE, OK, differences, kept_by_the_dead, kept_now
from benchmarks.moves import BEGIN, FIRST_WORDS, Move, spanish_check
from benchmarks.phones import Phones, phones

ROOM = 16 * 1024
UNAVAILABLE = 503
DISK = "8m"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to fill the disk up: `fill` leaves some room, `free` gives it back."""

    name: str
    data: Path
    fill: Callable[[Phones], None]
    free: Callable[[Phones], None]


def limited(folder: Path) -> Way:
    """No file of the process may grow by more than a little."""

    def fill(scene: Phones) -> None:
        size = (scene.bot.folder / DATABASE).stat().st_size
        _, hard = resource.prlimit(scene.bot.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(scene.bot.pid, resource.RLIMIT_FSIZE, (size + ROOM, hard))

    def free(scene: Phones) -> None:
        if scene.bot.is_running:  # a new process has no limit
            _, hard = resource.prlimit(scene.bot.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(scene.bot.pid, resource.RLIMIT_FSIZE, (hard, hard))

    return Way("file-size limit", folder / "data", fill, free)


@contextmanager
def small_disk(folder: Path) -> Iterator[Way | None]:
    """A disk of 8 MB that another file fills; None where this process may not mount one."""
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(disk)]
    try:
        mounted = not subprocess.run(mount, check=False, capture_output=True).returncode  # noqa: S603 - our own command
    except FileNotFoundError:
        mounted = False
    if not mounted:
        yield None
        return
    filler = disk / "filler"
    try:
        yield Way("full tmpfs", disk / "data", lambda _: _fill(filler), lambda _: filler.unlink())
    finally:
        subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607 - our own command


def _fill(filler: Path) -> None:
    """Write until the disk is full, then give a little back."""
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            file.truncate(max(0, file.tell() - ROOM))


async def fill_up(folder: Path, way: Way, *, people: int, killed: bool = False) -> Found:
    """Everybody checks a paper while the disk fills up; with `killed` the bot dies in it and starts anew."""
    async with phones(folder, people, data=way.data) as scene:
        await scene.bot.start()
        await scene.all_do(FIRST_WORDS)
        await scene.quiet()
        way.fill(scene)
        doing = [asyncio.create_task(scene.do(person, moves_of(scene))) for person in scene.people]
        await scene.unless_dead(stuck(scene, doing))
        losses = [*without_room(scene)]
        put_off, waiting = scene.carrier.statuses[UNAVAILABLE], scene.carrier.pausing
        if killed:
            await scene.bot.kill()
            left = kept_by_the_dead(scene.bot.folder, ids_of(scene), folder / "copy")
            losses += [f"killed, {line}" for line in differences(scene, left, whole=False)]
        way.free(scene)
        if killed:
            await scene.bot.start()
        scene.carrier.again.set()
        await scene.unless_dead(asyncio.gather(*doing))
        await scene.unless_dead(scene.telegram.idle())
        losses += [f"with room, {line}" for line in differences(scene, kept_now(way.data, ids_of(scene)), whole=True)]
    seen = (
        f"{put_off} answers 503, {waiting} of {people} chats kept waiting",
        f"{len(scene.carrier.acknowledged)} updates acknowledged in the end",
    )
    return Found(f"{way.name}, {'killed in it' if killed else 'then room again'}", seen, tuple(losses))


def moves_of(scene: Phones) -> tuple[Move, ...]:
    """A whole check."""
    return (BEGIN, *spanish_check(scene.today.date()))


def ids_of(scene: Phones) -> list[int]:
    """Everybody's chat."""
    return [person.id for person in scene.people]


async def stuck(scene: Phones, doing: "Sequence[asyncio.Task[None]]") -> None:
    """Wait until everybody has an update that is put off, or is done."""
    reached = asyncio.Event()

    def look(_: object = None) -> None:
        if scene.carrier.pausing + sum(task.done() for task in doing) >= len(doing):
            reached.set()

    look()
    scene.carrier.on_pause = look
    for task in doing:
        task.add_done_callback(look)
    await reached.wait()


def without_room(scene: Phones) -> Iterator[str]:
    """What is wrong while the disk is full."""
    yield from differences(scene, kept_now(scene.bot.folder, ids_of(scene)), whole=False)
    yield from put_off_wrongly(scene)


def put_off_wrongly(scene: Phones) -> Iterator[str]:
    """What is wrong with the answers while the store takes nothing."""
    statuses = scene.carrier.statuses
    if not statuses[UNAVAILABLE]:
        yield "nothing was put off"
    if set(statuses) - {OK, UNAVAILABLE}:
        yield f"answers other than 200 and 503: {sorted(statuses)}"
    if scene.carrier.without_wait:
        yield f"{scene.carrier.without_wait} answers 503 without Retry-After"
