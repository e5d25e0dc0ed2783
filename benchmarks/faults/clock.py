"""The machine's clock is set a day ahead and back, again and again: nothing goes early, late or twice."""

import asyncio
import random
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as hour_of_day
from functools import partial
from pathlib import Path
from time import monotonic, time

from benchmarks.faults.canaries import newcomers
from benchmarks.faults.clocked_bot import A_DAY, Clock
from benchmarks.faults.database import posts
from benchmarks.faults.found import Found
from benchmarks.faults.full_disk import ids_of
from benchmarks.faults.record import DATABASE, KEYS, answered_wrongly, differences, kept_now, log_of
from benchmarks.moves import AGAIN, BEGIN, FIRST_WORDS, spanish_check
from benchmarks.phones import Phones, phones
from bot.domain.subscriptions import Hearing, Subscription
from bot.local_api import Person
from bot.storage.store import Store
from bot.storage.subscriptions import save_subscription

NINE = 9  # o'clock, when a reminder goes out
WEEK = timedelta(days=7)
LEAD, LATE = timedelta(minutes=5), timedelta(minutes=20)
TALKERS, AFTERWARDS = 3, 3  # people who check a paper meanwhile; jumps once all is sent
KEPT_CALLS = 50_000
SIGNALS = {1: signal.SIGUSR1, -1: signal.SIGUSR2}


@dataclass
class Day:
    """The true time, the hour at which reminders are due, and how many days the clock is wrong by now."""

    speed: float
    due: datetime = field(init=False)
    clock: Clock = field(init=False)
    off: int = 0
    jumps: int = 0

    def __post_init__(self) -> None:
        """Begin a little before a full hour."""
        self.due = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        self.anew()

    def anew(self) -> None:
        """Begin now."""
        self.clock = Clock(self.due - LEAD, monotonic(), self.speed)

    @property
    def arguments(self) -> tuple[str, ...]:
        """What the bot's process is told."""
        clock = self.clock
        return (clock.base.isoformat(), str(clock.zero), str(clock.speed), str(A_DAY))

    def at(self, moment: float) -> datetime:
        """The true time at a moment that the local Bot API noted."""
        return self.clock.true() + timedelta(seconds=self.speed * (moment - time()))

    def reader(self, person: Person, ahead: timedelta) -> Subscription:
        """Somebody for whom it is nine in the morning then, with a hearing so far ahead."""
        east = (NINE - self.due.hour + 11) % 24 - 11
        zone = f"Etc/GMT{-east:+d}" if east else "Etc/GMT"  # these names count west of Greenwich
        today = (self.due + timedelta(hours=east)).date()
        hearing = Hearing("me", today + ahead, hour_of_day(8, 30), typed=today - WEEK, looks=False)
        return Subscription(person.id, "es", zone, today, (hearing,), purposes=frozenset({"reminders"}))


async def set_the_clock(folder: Path, *, people: int, speed: float, killed: bool = False, seed: int = 1) -> Found:
    """A third is due today, a third was due yesterday, a third is due tomorrow, others check papers meanwhile.

    With `killed` the process dies while its clock is a day ahead, and starts anew with the right one.
    """
    chance, day = random.Random(seed), Day(speed)  # noqa: S311 - moments, no secrets
    async with phones(folder, newcomers(TALKERS + 3 * people), keep_calls=KEPT_CALLS) as scene:
        everybody, scene.people = scene.people, scene.people[:TALKERS]
        thirds = [everybody[TALKERS + n :: 3] for n in range(3)]
        await subscribe(scene, day, thirds)
        day.anew()
        scene.bot.command = ("-m", "benchmarks.faults.clocked_bot", *day.arguments)
        await scene.bot.start()
        await scene.all_do((*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date())))
        left = AFTERWARDS
        while left:
            await jump(scene, day, chance)
            if killed and day.off > 0 and sent_to(scene, thirds[0]):
                killed = False
                await scene.bot.kill()
                day.off = 0
                await scene.bot.start()
                await scene.all_do((*AGAIN, *spanish_check(scene.today.date())))  # it listens, to signals too
            all_sent = sent_to(scene, thirds[0]).total() >= people and not killed
            left -= all_sent or day.clock.true() > day.due + LATE
        await scene.quiet()
        losses = [*differences(scene, kept_now(scene.bot.folder, ids_of(scene)), whole=True)]
        losses += [*answered_wrongly(scene), *log_of(scene), *wrongly_sent(scene, day, thirds)]
        noticed = scene.bot.log.read_bytes().count(b'"clock_jumped"')
    seen = (
        f"{day.jumps} jumps of a day, {noticed} times noticed; seed {seed}",
        f"{people} reminders, {2 * people} of the days before and after; {len(scene.carrier.acknowledged)} updates",
    )
    return Found("the clock a day ahead and back", seen, tuple(losses))


async def subscribe(scene: Phones, day: Day, thirds: Sequence[Sequence[Person]]) -> None:
    """Keep everybody's subscription before the bot starts."""
    store = Store.open(f"sqlite:///{scene.bot.folder / DATABASE}")
    for third, ahead in zip(thirds, (WEEK, WEEK - timedelta(days=1), WEEK + timedelta(days=1)), strict=True):
        for person in third:
            person.started = True  # else Telegram lets nobody write to them
            await store.run(partial(save_subscription, keys=KEYS, subscription=day.reader(person, ahead)))
    store.close()


async def jump(scene: Phones, day: Day, chance: random.Random) -> None:
    """Set the clock at some moment of everybody's check."""
    moves = (*AGAIN, *spanish_check(scene.today.date()))
    moment = posts(scene, chance.randrange(len(moves) * len(scene.people) // 2))
    doing = asyncio.ensure_future(scene.all_do(moves))
    await scene.unless_dead(moment.wait())
    way = -day.off or chance.choice((1, -1))
    if scene.bot.running is not None:
        scene.bot.running.send_signal(SIGNALS[way])
    day.off += way
    day.jumps += 1
    await doing


def sent_to(scene: Phones, people: Sequence[Person]) -> Counter[int]:
    """How many messages each of them got by itself."""
    ids = {person.id for person in people}
    made = scene.telegram.calls_of("sendMessage")
    return Counter(call.params["chat_id"] for call in made if call.via != "body" and call.params["chat_id"] in ids)


def wrongly_sent(scene: Phones, day: Day, thirds: Sequence[Sequence[Person]]) -> Iterator[str]:
    """Who got none or two, who got one on the wrong day, what went before its time or long after it."""
    today, yesterday, tomorrow = (sent_to(scene, third) for third in thirds)
    for person in thirds[0]:
        if today[person.id] != 1:
            yield f"somebody got {today[person.id]} reminders"
    yield from ["a reminder of the day before went out"] * yesterday.total()
    yield from ["a reminder of the day after went out"] * tomorrow.total()
    ids = {person.id for person in thirds[0]}
    for call in scene.telegram.calls_of("sendMessage"):
        at = day.at(call.at)
        if call.via != "body" and call.params["chat_id"] in ids and not day.due <= at <= day.due + LATE:
            yield f"a reminder of {day.due:%H:%M} went out at {at:%H:%M:%S}"
