"""The lives of processes that send, begun one after the other and killed at moments chosen before."""

import asyncio

from sqlalchemy import update

from benchmarks.faults.sending_process import live
from bot.storage.store import Store
from bot.storage.tables import leases
from tests.forked import lived

KEY = bytes(range(32))


def sent_by(url: str, what: str, dies: int) -> tuple[list[int], bool]:
    """Whom one life wrote to that sends what is in this database, and whether it was killed before that step."""
    lines, died = lived(live, url, KEY, what, dies)
    asyncio.run(_free(url))
    return [int(line) for line in lines if line.isdecimal()], died  # the others are the log


async def _free(url: str) -> None:
    """Let the lease of the dead end, as it does by itself after ten seconds."""
    store = Store.open(url)
    await store.run(lambda db: db.execute(update(leases).values(until=0.0)))
    store.close()
