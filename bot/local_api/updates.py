"""The updates that wait for the bot, and long polling."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from bot.local_api.errors import ApiError, Json

MESSAGE_SECONDS = 24 * 3600
TAP_QUEUE = 3 << 53  # above every id (Bot API: at most 52 bits), so that nobody waits in the queue of another
LEFT_OUT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Update:
    """One update; those of one `queue` go to a webhook one after the other."""

    id: int
    kind: str
    queue: int
    expires: float
    wire: Json


class Updates:
    """Every update that the bot has not confirmed yet, in order."""

    def __init__(self, first_id: int, clock: Callable[[], float]) -> None:
        """Take the first update id and the clock that lets updates expire."""
        self.pending: OrderedDict[int, Update] = OrderedDict()  # a plain dict is slow at its front
        self.allowed: frozenset[str] | None = None
        self.last_poll: float | None = None
        self._next_id = first_id
        self._clock = clock
        self._poller: asyncio.Future[None] | None = None

    @property
    def polled(self) -> bool:
        """Whether a bot is waiting for updates at this moment."""
        return self._poller is not None

    def add(self, kind: str, payload: Json, *, queue: int, seconds: float = MESSAGE_SECONDS) -> Update | None:
        """Queue an update, or give None where the bot did not ask for its kind."""
        if not self._wanted(kind):
            return None
        wire = {"update_id": self._next_id, kind: payload}
        update = Update(self._next_id, kind, queue, self._clock() + seconds, wire)
        self.pending[update.id] = update
        self._next_id += 1
        return update

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Set which kinds the bot wants: None changes nothing, an empty list is the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or None

    def start_anew(self, next_id: int) -> None:
        """Give the next update this number, as after a week without any; a waiting getUpdates ends without one."""
        self._next_id = next_id
        self.wake()

    def wake(self) -> None:
        """Let a waiting getUpdates look again."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def end_polling(self, words: str) -> None:
        """End a waiting getUpdates with a conflict, in Telegram's words."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(ApiError(409, f"Conflict: {words}"))

    def confirm(self, offset: int) -> None:
        """Forget all updates before the offset; a negative one keeps so many from the end."""
        keep_from = offset
        if offset < 0:
            keep_from = next(islice(reversed(self.pending), -offset - 1, None), 0)
        while self.pending:
            first = next(iter(self.pending))
            if first >= keep_from:
                return
            del self.pending[first]

    def first(self, limit: int) -> list[Json]:
        """Give the oldest updates that have not expired."""
        now = self._clock()
        for update in [one for one in islice(self.pending.values(), limit) if one.expires <= now]:
            del self.pending[update.id]
        return [update.wire for update in islice(self.pending.values(), limit)]

    async def poll(self, limit: int, seconds: float, *, offset: int = 0) -> list[Json]:
        """Give the oldest updates; when there are none, wait for the first so many seconds.

        One that comes meanwhile with a number below the offset is forgotten, as those that came before.
        """
        self.end_polling("terminated by other getUpdates request; make sure that only one bot instance is running")
        self.last_poll = self._clock()
        found = self.first(limit)
        if found or seconds <= 0:
            return found
        mine = self._poller = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await mine
        except TimeoutError:
            return []
        finally:
            self.last_poll = self._clock()
            if self._poller is mine:
                self._poller = None
        if offset > 0:
            self.confirm(offset)
        return self.first(limit)

    def _wanted(self, kind: str) -> bool:
        return kind not in LEFT_OUT_BY_DEFAULT if self.allowed is None else kind in self.allowed
