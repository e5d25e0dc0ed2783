"""Reminders and broadcasts while the database is away for a minute: a real PostgreSQL, stopped and started again."""

import os
from collections.abc import AsyncIterator
from contextlib import ExitStack
from datetime import timedelta

import pytest

from benchmarks.broadcasting import Office, reader
from bot.services.lease import Leader
from bot.services.pump import Pump, Surroundings
from bot.storage.keys import Keys
from bot.storage.outbox import count_waiting
from bot.storage.store import Store
from bot.telegram.calls import Call
from bot.telegram.sender import Outcome
from tests.postgres import NewDatabase, Postgres
from tests.services.sending import LEASE, NINE, Post, Time, Works, somebody, subscribe, works

A_MINUTE = 60


@pytest.fixture
async def store(new_postgres_database: NewDatabase) -> AsyncIterator[Store]:
    store = Store.open(new_postgres_database())
    yield store
    store.close()


@pytest.fixture
def keys() -> Keys:
    return Keys.of(os.urandom(32))


def with_a_leader(pump: Pump, store: Store, time: Time) -> Leader:
    """The lease as a process has it: held while the database can be asked, and for ten seconds after."""
    leader = Leader(store, LEASE, "a process", clock=lambda: time.tick)
    pump.around = Surroundings(lambda: time.now, lambda: time.tick, lambda: leader.epoch, sleep=time.sleep)
    return leader


async def seconds_pass(pump: Pump, leader: Leader, time: Time, seconds: int) -> None:
    """Let the process live for so long."""
    for _ in range(seconds):
        await leader.renew()
        await pump.round()
        time.passes(1)


async def at_work(store: Store, keys: Keys, time: Time) -> tuple[Works, Leader]:
    process = await works(store, keys, time)
    await store.run(lambda db: db.exec_driver_sql("DELETE FROM leases"))
    return process, with_a_leader(process.pump, store, time)


async def test_a_reminder_due_while_the_database_is_away_goes_after_it_and_once(
    store: Store, keys: Keys, postgres: Postgres
) -> None:
    await subscribe(store, keys, somebody(7))
    time = Time(NINE - timedelta(seconds=30))
    process, leader = await at_work(store, keys, time)
    await seconds_pass(process.pump, leader, time, 1)
    with postgres.stopped():
        await seconds_pass(process.pump, leader, time, A_MINUTE)
        assert process.post.sent == []
    await seconds_pass(process.pump, leader, time, 2 * A_MINUTE)
    assert process.post.chats == [7]
    assert await store.run(count_waiting) == 0


class Outage:
    """A post that loses the database as soon as the first message was taken."""

    def __init__(self, post: Post, postgres: Postgres, away: ExitStack) -> None:
        self.post, self.postgres, self.away = post, postgres, away

    async def __call__(self, call: Call) -> Outcome:
        outcome = await self.post(call)
        if len(self.post.sent) == 1:
            self.away.enter_context(self.postgres.stopped())
        return outcome


async def test_reminders_sent_when_the_database_goes_away_are_not_sent_again_after_it(
    store: Store, keys: Keys, postgres: Postgres
) -> None:
    people = range(1, 41)
    await subscribe(store, keys, *map(somebody, people))
    time = Time()
    process, leader = await at_work(store, keys, time)
    with ExitStack() as away:
        process.pump.send = Outage(process.post, postgres, away)
        await seconds_pass(process.pump, leader, time, A_MINUTE)
        assert 0 < len(process.post.sent) < len(people)
    await seconds_pass(process.pump, leader, time, 2 * A_MINUTE)
    assert sorted(process.post.chats) == list(people)
    assert await store.run(count_waiting) == 0


async def test_a_broadcast_is_neither_sent_again_nor_unknown_after_it(
    store: Store, keys: Keys, postgres: Postgres
) -> None:
    office = Office(store, keys)
    await office.hire()
    await office.subscribe(*map(reader, range(40)))
    await office.prepared()
    office.passes(minutes=10)
    time = Time(office.now)
    office.newsroom.clock = lambda: time.now
    post = Post(time)
    pump = Pump(office.desk, post, (office.source,), Surroundings(lambda: time.now, lambda: time.tick, lambda: None))
    leader = with_a_leader(pump, store, time)
    with ExitStack() as away:
        pump.send = Outage(post, postgres, away)
        await seconds_pass(pump, leader, time, A_MINUTE)
        assert 0 < len(post.sent) < 40
    await seconds_pass(pump, leader, time, A_MINUTE)
    [kept] = await office.kept()
    assert (len(post.sent), len(set(post.chats))) == (40, 40)
    assert (kept.broadcast.state, dict(kept.tally.counts)) == ("done", {"accepted": 40})
