"""The pump: it sends what people subscribed to, at the pace Telegram allows, while this process holds the lease.

What is sent comes from sources: the reminders first, then whatever else is under way. The pump knows the pace, what
Telegram refused and who blocked the bot; what an errand means is its source's.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy import Connection

from bot.domain.pacing import A_SECOND, Pace
from bot.domain.sending import MOST_IN_HAND, Accepted, Blocked, Errand, Failed, Outcome, Skipped, Source, Unknown
from bot.domain.values import Unavailable
from bot.services.desk import Desk
from bot.services.messages import message_call
from bot.storage.chats import forget_chat
from bot.storage.subscriptions import delete_subscription
from bot.telegram import sender
from bot.telegram.calls import Call

log = structlog.get_logger()
LOOK_SECONDS = 1.0
SECONDS_AN_HOUR = 3600
NOT_TRIED = Skipped("not-tried")
Sleep = Callable[[float], Awaitable[object]]
Send = Callable[[Call], Awaitable[sender.Outcome]]
Told = tuple[Source, Errand, Outcome]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the pump needs of the process: the clocks, the lease, the replies counted so far, where it is noted.

    `ticks` never goes back; `clock` is the time that is believed. `beat` hears of every round, `count` of outcomes.
    """

    clock: Callable[[], datetime]
    ticks: Callable[[], float]
    epoch: Callable[[], int | None]
    replies: Callable[[], int] = lambda: 0
    beat: Callable[[int], Awaitable[None]] | None = None
    count: Callable[[str, int], object] = lambda _name, _n: None
    sleep: Sleep = asyncio.sleep


@dataclass(slots=True)
class Pump:
    """Takes from its sources in their order, a few at a time, and tells each what became of every errand."""

    desk: Desk
    send: Send
    sources: Sequence[Source]
    around: Surroundings
    pace: Pace = field(default_factory=Pace)
    _replies: int = field(default=0, init=False)
    _at_work: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _last: dict[int, float] = field(default_factory=dict, init=False)
    _untold: list[Told] = field(default_factory=list, init=False)

    async def run(self) -> None:
        """Send what there is, again and again, until cancelled; what is on its way then is still noted."""
        while True:
            await self.round()
            await self.around.sleep(LOOK_SECONDS)

    async def round(self) -> None:
        """Send until no source has anything more, as long as the lease is held; one round at a time."""
        async with self._at_work:
            await self._round()

    async def _round(self) -> None:
        epoch = self.around.epoch()
        try:
            while epoch is not None:
                await self._catch_up(epoch)
                if self.around.beat is not None:
                    await self.around.beat(epoch)
                if not await self._some(epoch):
                    break
                epoch = self.around.epoch()
        except Unavailable:
            log.warning("pump_put_off")

    async def _some(self, epoch: int) -> bool:
        """Send what the first source with something to send gives; whether to go on at once."""
        for source in self.sources:
            try:
                errands = await source.take(MOST_IN_HAND, epoch=epoch)
                if errands:
                    return await self._send_all(source, errands, epoch)
            except Unavailable:
                raise
            except Exception as error:  # noqa: BLE001 - one source in trouble does not stop the others
                log.error("source_failed", error=type(error).__name__)  # noqa: TRY400 - no traceback: it has values
        return False

    async def _send_all(self, source: Source, errands: Sequence[Errand], epoch: int) -> bool:
        """Send these, several on their way at once; whether all were tried."""
        told: Counter[str] = Counter()
        going: set[asyncio.Task[None]] = set()
        waiting = list(errands)
        try:
            while waiting and await self._turn(waiting[0], epoch):
                going.add(asyncio.create_task(self._one(source, waiting.pop(0), epoch, told)))
        finally:
            if going:
                await asyncio.wait(going)
            for errand in waiting:
                told["not-tried"] += 1
                await self._note((source, errand, NOT_TRIED), epoch)
            for name, n in sorted(told.items()):
                self.around.count(name, n)
            log.info("sent", **{name.replace("-", "_"): n for name, n in sorted(told.items())})
        for task in going:
            task.result()
        return not told["not-tried"]

    async def _turn(self, errand: Errand, epoch: int) -> bool:
        """Wait until the errand may go; whether it still may: a wait that Telegram asked for is not waited out."""
        while self.around.epoch() == epoch:
            now = self.around.ticks()
            counted = self.around.replies()
            self.pace, self._replies = self.pace.replied(now, counted - self._replies), counted
            again = self._last.get(errand.chat_id, now - A_SECOND) + A_SECOND - now
            wait = max(self.pace.wait(now), again)
            if wait <= 0:
                self._sending(errand, now)
                return True
            if now < self.pace.stopped_until:
                return False
            await self.around.sleep(wait)
        return False

    def _sending(self, errand: Errand, now: float) -> None:
        self.pace = self.pace.sending(now)
        self._last = {chat: moment for chat, moment in self._last.items() if now - moment < A_SECOND}
        self._last[errand.chat_id] = now

    async def _one(self, source: Source, errand: Errand, epoch: int, told: Counter[str]) -> None:
        outcome = await self._outcome(errand)
        told[name_of(outcome)] += 1
        await self._note((source, errand, outcome), epoch)

    async def _note(self, told: Told, epoch: int) -> None:
        """Tell the source; what the store cannot keep now is told later, or it would go again."""
        source, errand, outcome = told
        try:
            if isinstance(outcome, Blocked):
                await self.desk.store.run(partial(self._end, chat_id=errand.chat_id))
            await source.note(errand, outcome, epoch=epoch)
        except Unavailable:
            self._untold.append(told)

    async def _catch_up(self, epoch: int) -> None:
        """Tell what could not be told before; nothing new is taken until then. Raises Unavailable."""
        late, self._untold = self._untold, []
        for told in late:
            await self._note(told, epoch)
        if self._untold:
            raise Unavailable

    async def _outcome(self, errand: Errand) -> Outcome:
        if self.around.clock() >= errand.not_after:
            return Skipped("expired")
        call = message_call(self.desk.words[errand.language], errand.screen, errand.chat_id)
        found = await self.send(call)
        if isinstance(found, sender.Accepted):
            return Accepted(found.message["message_id"], found.message["date"] // SECONDS_AN_HOUR)
        if isinstance(found, sender.Later):
            now = self.around.ticks()
            self.pace = (self.pace.refused if found.flood else self.pace.paused)(now, found.seconds)
            return NOT_TRIED
        if isinstance(found, sender.Failed):
            return Failed(found.reason)
        return Blocked() if isinstance(found, sender.Blocked) else Unknown()

    def _end(self, db: Connection, chat_id: int) -> None:
        """Forget somebody who blocked the bot; what waits for them is dropped when its hour comes."""
        delete_subscription(db, self.desk.keys, chat_id)
        forget_chat(db, self.desk.keys, chat_id)


def name_of(outcome: Outcome) -> str:
    """What an outcome is called in counts."""
    return outcome.why if isinstance(outcome, Skipped) else type(outcome).__name__.lower()
