"""The bot as `fairhearing run` starts it, with something to watch it by.

Arguments: `loud` lets every logger of Python speak at DEBUG; `profile FILE` writes where the event loop's thread and
the writer's thread spend their time; `tidy` collects garbage on SIGUSR1, so that what is left is held;
`later SECONDS` lets it live so much later than the machine, so that it is day where the readers are.
"""

import asyncio
import cProfile
import gc
import logging
import pstats
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from bot.app import build, configure_logs, now, running, spare_the_collector, stop_signal
from bot.settings import read_settings
from bot.storage.store import Store
from bot.telegram.application import initialize
from bot.web.serve import run, serving


def speak() -> None:
    """Let every logger that there is, and the root for those to come, write at DEBUG."""
    for logger in (logging.getLogger(), *map(logging.getLogger, tuple(logging.root.manager.loggerDict))):
        logger.setLevel(logging.DEBUG)


@contextmanager
def loop_profile() -> Iterator[cProfile.Profile]:
    """The profile of the thread that runs the event loop."""
    profile = cProfile.Profile()
    profile.enable()
    try:
        yield profile
    finally:
        profile.disable()


async def profiled(store: Store, stopped: asyncio.Event, file: str) -> None:
    """Profile both threads until the bot is told to stop."""
    writer = cProfile.Profile()
    await store.run(lambda _: writer.enable())
    with loop_profile() as loop:
        await stopped.wait()
    await store.run(lambda _: writer.disable())
    pstats.Stats(loop).dump_stats(file + ".loop")
    pstats.Stats(writer).dump_stats(file + ".writer")


async def main(arguments: Sequence[str]) -> None:
    configure_logs()
    settings = read_settings()
    later = timedelta(seconds=float(arguments[-1])) if "later" in arguments else timedelta()
    bot = build(settings, clock=lambda: now() + later)
    spare_the_collector()
    stopped = stop_signal()
    if "tidy" in arguments:
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, gc.collect)
    async with serving(bot.site, host=settings.host, port=settings.port):
        await initialize(bot.application)
        async with running(bot, settings):
            if "loud" in arguments:
                speak()
            if "profile" in arguments:
                await profiled(bot.desk.store, stopped, arguments[-1])
            await stopped.wait()


if __name__ == "__main__":
    run(main(sys.argv[1:]))
