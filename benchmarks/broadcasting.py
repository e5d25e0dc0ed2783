"""A desk with two organizers and many readers, and a pump of the barest kind: what trials of broadcasts stand on."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from itertools import count

from sqlalchemy import Connection

from bot.app import open_words
from bot.domain.announcements import LOOK_AGAIN
from bot.domain.roles import Helper, Role
from bot.domain.sending import Accepted, Errand, Outcome
from bot.domain.subscriptions import Hearing, Subscription
from bot.law.load import load_law
from bot.law.values import Law
from bot.services.broadcast_source import BroadcastSource
from bot.services.broadcasting import Broadcasts
from bot.services.desk import Desk
from bot.services.newsroom import Newsroom
from bot.services.visit import Answer, Visit
from bot.storage.broadcasts import Kept, all_broadcasts
from bot.storage.keys import Keys
from bot.storage.leases import take_lease
from bot.storage.roles import give_role
from bot.storage.store import Store
from bot.storage.subscriptions import save_subscription
from bot.text.words import Words

NOON = datetime(2026, 11, 24, 18, tzinfo=UTC)
LONG_AGO = NOON - timedelta(days=30)
ANNA, BO, CHEN = 11, 12, 13
TEAM: dict[int, Helper] = {
    ANNA: Helper(111_111, "organizer", LONG_AGO),
    BO: Helper(222_222, "organizer", LONG_AGO),
    CHEN: Helper(333_333, "administrator", LONG_AGO),
}
LEASE = "house"
FIRST_READER = 1_000_000
ROWS_A_UNIT = 200


@cache
def words() -> dict[str, Words]:
    """The words of English and Spanish, read once."""
    return open_words(load_law(), ("en", "es"))


@cache
def law() -> Law:
    """The law data, read once."""
    return load_law()


@dataclass
class Office:
    """The desk, a clock that is moved by hand, and the use cases of broadcasts."""

    store: Store
    keys: Keys
    now: datetime = NOON
    names: Iterable[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        """Make the parts."""
        self._names = iter(self.names)
        self.updates = count(1)
        self.desk = Desk(self.store, self.keys, law(), words(), lambda: self.now, self._nonce)
        self.newsroom = Newsroom(self.desk)
        self.broadcasts = Broadcasts(self.newsroom)
        self.source = BroadcastSource(self.newsroom, LEASE)

    def _nonce(self) -> str:
        return f"{next(self._names):08x}"

    def passes(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)

    async def hire(self, team: dict[int, Helper] | None = None) -> None:
        """Give the helpers their roles."""

        def work(db: Connection) -> None:
            for chat_id, helper in (team or TEAM).items():
                give_role(db, self.keys, chat_id, helper)

        await self.store.run(work)

    async def give(self, chat_id: int, number: int, role: Role) -> None:
        """Give one chat a role that begins now."""
        await self.store.run(
            partial(give_role, keys=self.keys, chat_id=chat_id, helper=Helper(number, role, self.now))
        )

    async def subscribe(self, *readers: Subscription) -> None:
        """Keep these subscriptions, some a unit."""

        def work(db: Connection, some: tuple[Subscription, ...]) -> None:
            for reader in some:
                save_subscription(db, self.keys, reader)

        for start in range(0, len(readers), ROWS_A_UNIT):
            await self.store.run(partial(work, some=readers[start : start + ROWS_A_UNIT]))

    async def presses(self, chat_id: int, data: str) -> Answer:
        """Press a button of a broadcast."""
        return await self.broadcasts.press(Visit(chat_id, next(self.updates), hint="en"), data)

    async def kept(self) -> tuple[Kept, ...]:
        """Every broadcast as it is kept."""
        return await self.store.run(lambda db: all_broadcasts(db, self.keys))

    async def prepared(self, template: str = LOOK_AGAIN) -> str:
        """A broadcast of Anna's that Bo has agreed to, and that may begin in ten minutes; its id."""
        answer = await self.presses(ANNA, f"b:new:{template}")
        name = name_in(answer)
        for deed in ("test", "submit"):
            await self.presses(ANNA, f"b:{name}:{deed}")
        looked = await self.presses(BO, f"b:{name}:show")
        await self.presses(BO, next(b.data for b in looked.screen.buttons if ":approve." in b.data))
        return name

    async def epoch(self) -> int:
        """The lease, taken or renewed."""
        epoch = await self.store.run(partial(take_lease, name=LEASE, holder="office"))
        if epoch is None:
            raise RuntimeError("another has the lease")
        return epoch

    async def pump(self, send: Callable[[Errand], Awaitable[Outcome]], *, most_rounds: int = 10**9) -> int:
        """Send all there is, note each outcome; how many errands there were."""
        sent = 0
        for _ in range(most_rounds):
            epoch = await self.epoch()
            errands = await self.source.take(25, epoch=epoch)
            if not errands:
                return sent
            for errand in errands:
                await self.source.note(errand, await send(errand), epoch=epoch)
            sent += len(errands)
        return sent


def name_in(answer: Answer) -> str:
    """The broadcast that the screen speaks of."""
    return next(b.data.split(":")[1] for b in answer.screen.buttons if b.data.startswith("b:") and b.data != "b:home")


def reader(number: int, language: str = "en", zone: str = "America/New_York", *, court: str = "") -> Subscription:
    """A made-up reader who asked for news."""
    hearings = (Hearing("me", date(2026, 12, 1), court=court),) if court else ()
    return Subscription(
        FIRST_READER + number,
        language,
        zone,
        NOON.date(),
        hearings=hearings,
        discreet=False,
        purposes=frozenset({"news"}),
    )


async def accepted(errand: Errand) -> Outcome:
    """Telegram takes everything."""
    return Accepted(errand.chat_id, 0)
