"""Telegram in bad weather, under load: no answer and no reminder is lost in silence, and nobody hammers at it."""

import logging
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path

from benchmarks.faults.canaries import newcomers
from benchmarks.faults.clock import LEAD, WEEK, Day
from benchmarks.faults.found import Found
from benchmarks.faults.full_disk import ids_of
from benchmarks.faults.record import (
    DATABASE,
    KEYS,
    answered_wrongly,
    differences,
    kept_now,
    log_of,
    subscribed_now,
)
from benchmarks.faults.weather import CERTAIN, WAIT, Struck, Weather
from benchmarks.moves import AGAIN, BEGIN, FIRST_WORDS, spanish_check
from benchmarks.phones import TOKEN, Phones, phones
from bot.local_api import Person
from bot.services.due import MOST_TRIES
from bot.storage.store import Store
from bot.storage.subscriptions import save_subscription

BLOCKED = 5  # every so many-th reader blocked the bot
IN_FLIGHT = 0.3  # seconds in which what had set out before a refusal still arrives
TALKERS, KEPT_CALLS = 2, 200_000
SPEED = 60.0  # how fast time goes: what may have arrived is sent again for an hour
PATIENCE = timedelta(hours=3)


async def weather_the_storm(
    folder: Path, *, readers: int, share: float, speed: float = SPEED, seed: int = 1
) -> Found:
    """So many are due at once while a share of all calls goes wrong; others check papers."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    weather, day = Weather(chance, share, TOKEN), Day(speed)
    async with phones(folder, newcomers(TALKERS + readers), keep_calls=KEPT_CALLS, weather=weather) as scene:
        due = scene.people[TALKERS:]
        scene.people = scene.people[:TALKERS]
        weather.blocked = frozenset(person.id for person in due[::BLOCKED])
        await subscribe(scene, day, due)
        day.anew()
        day.clock.base += LEAD  # all are due at once
        scene.bot.command = ("-m", "benchmarks.faults.clocked_bot", *day.arguments)
        scene.carrier.again.set()
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # it says each answer that breaks off
        await scene.bot.start()
        check = spanish_check(scene.today.date())
        for number in count():
            await scene.all_do((*AGAIN, *check) if number else (*FIRST_WORDS, BEGIN, *check))
            tried = by_reader(weather, due)
            if all(map(is_over, tried.values())) or day.clock.true() > day.due + PATIENCE:
                break
        await scene.unless_dead(scene.telegram.idle())
        losses = [*differences(scene, kept_now(scene.bot.folder, ids_of(scene)), whole=True)]
        losses += [*answered_wrongly(scene), *wrongly_tried(tried.values()), *hammered(weather, due)]
        kept = subscribed_now(scene.bot.folder)
        wanted = len(due) - len(weather.blocked)
        losses += [f"{kept} are subscribed still, not {wanted}"] * (kept != wanted)
        scene.people = [*scene.people, *due]
        losses += log_of(scene)
    told = ", ".join(f"{kind} {n}" for kind, n in sorted(weather.counted().items()))
    seen = (
        f"{len(weather.calls)} calls: {told}; seed {seed}",
        f"{readers} readers, {len(weather.blocked)} blocked the bot; {len(scene.carrier.acknowledged)} updates",
    )
    return Found("Telegram in bad weather", seen, tuple(losses))


async def subscribe(scene: Phones, day: Day, due: Sequence[Person]) -> None:
    """Keep the readers' subscriptions before the bot starts."""
    store = Store.open(f"sqlite:///{scene.bot.folder / DATABASE}")
    for person in due:
        person.started = True  # else Telegram lets nobody write to them
        await store.run(partial(save_subscription, keys=KEYS, subscription=day.reader(person, WEEK)))
    store.close()


def by_reader(weather: Weather, due: Sequence[Person]) -> Mapping[int, Sequence[Struck]]:
    """What became of each reader's reminder, call by call."""
    found: defaultdict[int, list[Struck]] = defaultdict(list, {person.id: [] for person in due})
    for call in weather.calls:
        if call.method == "sendMessage" and call.chat_id in found:
            found[call.chat_id].append(call)
    return found


def is_over(calls: Sequence[Struck]) -> bool:
    """Whether a reminder went, was refused for good, or was given up after three tries that may have arrived."""
    return bool(calls) and (calls[-1].kind in {"well", "403"} or uncertain(calls) >= MOST_TRIES)


def uncertain(calls: Sequence[Struck]) -> int:
    """How many calls may have arrived for all the bot knows."""
    return sum(call.kind not in {*CERTAIN, "well", "403"} for call in calls)


def wrongly_tried(tried: Sequence[Sequence[Struck]]) -> Iterator[str]:
    """Reminders that were given up too early, or tried again when they should not have been."""
    for calls in tried:
        kinds = [call.kind for call in calls]
        if not is_over(calls):
            yield f"a reminder was left after {kinds}"
        if {"well", "403"} & {*kinds[:-1]}:
            yield f"a reminder was tried again after it was certain: {kinds}"
        if uncertain(calls) > MOST_TRIES:
            yield f"a reminder was tried {uncertain(calls)} times"


def hammered(weather: Weather, due: Sequence[Person]) -> Iterator[str]:
    """Reminders that set out although Telegram had asked to wait."""
    readers = {person.id for person in due}
    sent = [call for call in weather.calls if call.method == "sendMessage" and call.chat_id in readers]
    for refusal in (call for call in sent if call.kind == "429"):
        late = [call for call in sent if refusal.at + IN_FLIGHT < call.at < refusal.at + WAIT]
        yield from [f"a call {call.at - refusal.at:.2f} s after a 429 that asked for {WAIT} s" for call in late]
