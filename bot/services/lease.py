"""Being the one process that sends, polls and keeps house: a lease that is taken, renewed and given up."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from time import monotonic

from bot.domain.values import Unavailable
from bot.storage.leases import LEASE_SECONDS, RENEW_SECONDS, STAND_BY_SECONDS, give_up_lease, take_lease
from bot.storage.store import Store

Sleep = Callable[[float], Awaitable[object]]


class Leader:
    """Asks for a lease every second, every three once it has it.

    `epoch` says under which number it is held now, if it is.
    """

    def __init__(
        self,
        store: Store,
        name: str,
        holder: str,
        *,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Keep what is needed; `holder` has to be another for each process, and `clock` one that never goes back."""
        self._store = store
        self._name = name
        self._holder = holder
        self._sleep = sleep
        self._clock = clock
        self._taken: int | None = None
        self._asked = 0.0

    @property
    def epoch(self) -> int | None:
        """The number of the holding, for `holds` in each unit; None while the lease is another's or may have run out.

        The ten seconds count from before the last question, so that this process never believes longer than the
        database does.
        """
        return self._taken if self._clock() - self._asked < LEASE_SECONDS else None

    async def run(self) -> None:
        """Take and renew until cancelled; then give the lease up, so that another need not wait for its end."""
        try:
            while True:
                await self.renew()
                await self._sleep(STAND_BY_SECONDS if self.epoch is None else RENEW_SECONDS)
        finally:
            self._taken = None
            # a database that says nothing is not waited for: the lease runs out by itself
            with suppress(Unavailable, TimeoutError):
                async with asyncio.timeout(RENEW_SECONDS):
                    await self._store.run(partial(give_up_lease, name=self._name, holder=self._holder))

    async def renew(self) -> None:
        """Ask for the lease once. Where the store cannot be asked, what was held is held until it runs out."""
        asked = self._clock()
        with suppress(Unavailable):
            self._taken = await self._store.run(partial(take_lease, name=self._name, holder=self._holder))
            self._asked = asked
