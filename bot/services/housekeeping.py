"""What goes away by itself, and what is released: chats, invitations, batches and months of reports."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.domain.values import Unavailable
from bot.services.desk import Desk
from bot.services.reports import Reports
from bot.storage.broadcasts import purge_broadcasts
from bot.storage.chats import purge_chats
from bot.storage.clinics import reseal_clinics
from bot.storage.joinings import purge_joinings
from bot.storage.roles import purge_invites, reindex_roles
from bot.storage.store import Store
from bot.storage.watches import reindex_watches
from bot.storage.web_sessions import purge_web

log = structlog.get_logger()
CHECKPOINT_SECONDS = 60
LOOK_SECONDS = 3
LOOKS_AN_HOUR = 3600 // LOOK_SECONDS
Sleep = Callable[[float], Awaitable[object]]
Work = Callable[[Connection], int]


async def keep_logs_short(*stores: Store, sleep: Sleep = asyncio.sleep) -> None:
    """Every 60 seconds a checkpoint, so that what was deleted is gone and no order can be read."""
    while True:
        await sleep(CHECKPOINT_SECONDS)
        for store in stores:
            with suppress(Unavailable):
                await store.checkpoint()


@dataclass(slots=True)
class House:
    """The one house of all processes: kept by the one that holds the lease, which `epoch` tells."""

    desk: Desk
    reports: Reports
    epoch: Callable[[], int | None]
    every: int = LOOKS_AN_HOUR  # looks between two times
    more: Sequence[Callable[[], Awaitable[None]]] = ()
    rewritten: date | None = None
    _under: int | None = field(default=None, init=False)
    _looks: int = field(default=0, init=False)

    async def keep(self, sleep: Sleep = asyncio.sleep) -> None:
        """Keep it as soon as the lease is held, and from then on every hour, or as often as `every` says."""
        while True:
            epoch = self.epoch()
            if epoch is not None and (epoch != self._under or self._looks >= self.every):
                if epoch != self._under:
                    log.info("keeping_house", epoch=epoch)
                self._under, self._looks = epoch, 0
                await self.keep_once()
            self._looks += 1
            await sleep(LOOK_SECONDS)

    async def keep_once(self) -> None:
        """Everything that is due; what one database cannot do now is done in an hour, whatever the other does."""
        for part in (self._tidy, self._report, *self.more):
            try:
                await part()
            except Unavailable:
                log.warning("housekeeping_put_off")

    async def _tidy(self) -> None:
        """Delete what is old, bring what the team keeps under the newest key; once a day rewrite the file.

        SQLite's secure_delete leaves a copy where it moves rows between pages; only a rewrite takes that out.
        """
        desk, today = self.desk, self.desk.today_utc()
        works: tuple[Work, ...] = (
            partial(purge_chats, today=today),
            partial(purge_invites, now=desk.clock()),
            partial(purge_joinings, now=desk.clock()),
            partial(purge_broadcasts, keys=desk.keys, now=desk.clock()),
            partial(reindex_roles, keys=desk.keys),
            partial(reindex_watches, keys=desk.keys),
            partial(reseal_clinics, keys=desk.keys),
            partial(purge_web, now=int(desk.clock().timestamp())),
        )
        for work in works:
            while await desk.store.run(work):
                pass
        if today == self.rewritten:
            await desk.store.checkpoint()
        elif await desk.store.compact():
            self.rewritten = today

    async def _report(self) -> None:
        """Release the batches that may be, close the months that are over."""
        await self.reports.keep()
