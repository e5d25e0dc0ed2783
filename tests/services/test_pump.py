"""The pump with its reminders: once, in time, at its pace, and what happens when things break."""

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Connection, text

from bot.domain.pacing import MOST_A_SECOND
from bot.services.due import MOST_TRIES, WAITS
from bot.storage.keys import Keys
from bot.storage.outbox import count_waiting
from bot.storage.store import Store
from bot.storage.subscriptions import count_subscriptions, delete_subscription, load_subscription, save_subscription
from bot.storage.tables import metadata
from bot.telegram.sender import Blocked, Failed, Later, Unknown
from tests.postgres import NewDatabase
from tests.services.sending import HEARING, NINE, Time, somebody, subscribe, take_over, works
from tests.storage.test_secrecy import spoken

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def keys() -> Keys:
    return Keys.of(os.urandom(32))


@pytest.fixture
async def store(new_database: NewDatabase) -> AsyncIterator[Store]:
    store = Store.open(new_database())
    yield store
    store.close()


async def waiting(store: Store) -> int:
    return await store.run(count_waiting)


async def test_a_reminder_waits_within_its_hour_and_goes_once(store: Store, keys: Keys) -> None:
    await subscribe(store, keys, somebody(7))
    clock = Time(NINE - AN_HOUR - timedelta(minutes=1))
    process = await works(store, keys, clock)
    seen = []
    for _ in range(150):
        await process.pump.round()
        seen.append((clock.now, await waiting(store), len(process.post.sent)))
        clock.passes(60)
    assert [n for at, n, _ in seen if at < NINE - AN_HOUR] == [0]
    assert {n for at, n, _ in seen if NINE - timedelta(minutes=45) < at < NINE} == {1}
    assert [sent for at, _, sent in seen if at < NINE][-1] == 0
    assert next(at for at, _, sent in seen if sent) - NINE < timedelta(minutes=1)
    assert (seen[-1][1:], process.counted) == ((0, 1), {"accepted": 1})


async def test_no_row_of_the_outbox_tells_whom_or_when(store: Store, keys: Keys) -> None:
    chats = [5_000_000_000 + 104_729 * n for n in range(20)]
    await subscribe(store, keys, *map(somebody, chats))
    process = await works(store, keys, Time(NINE - timedelta(minutes=30)))
    await process.pump.round()

    def rows(db: Connection) -> list[bytes]:
        found = [db.execute(metadata.tables[name].select()).all() for name in ("outbox", "subscriptions")]
        return [bytes(cell) for table in found for row in table for cell in row if not isinstance(cell, int)]

    cells = await store.run(rows)
    assert await waiting(store) == len(chats)
    told = b"\0".join(cells)
    moment = int(NINE.timestamp())
    looked_for = [b"2027-03", b"before", b'"me","7"', str(moment).encode(), moment.to_bytes(4, "big")]
    looked_for += [form for chat in chats for form in spoken(chat)]
    assert not [form for form in looked_for if form in told]


async def test_a_process_that_dies_while_it_sends_loses_nothing_and_repeats_a_batch_at_most(
    store: Store, keys: Keys
) -> None:
    await subscribe(store, keys, *map(somebody, range(1, 61)))
    clock = Time()
    dying = await works(store, keys, clock)
    epoch = dying.pump.around.epoch()
    assert epoch is not None
    [source] = dying.pump.sources
    errands = await source.take(25, epoch=epoch)
    for errand in errands[:12]:
        await dying.post({"chat_id": errand.chat_id})
    for errand in errands[:5]:
        await source.note(errand, (await dying.pump._outcome(errand)), epoch=epoch)
    noted = {errand.chat_id for errand in errands[:5]}
    second = await works(store, keys, clock)
    await second.pump.round()
    assert sorted(second.post.chats) == sorted(set(range(1, 61)) - noted)
    await second.pump.round()
    assert len(second.post.chats) == 55


async def test_a_process_that_lost_the_lease_takes_and_notes_nothing(store: Store, keys: Keys) -> None:
    await subscribe(store, keys, somebody(7))
    clock = Time()
    first = await works(store, keys, clock)
    await take_over(store)
    await first.pump.round()
    assert first.post.sent == []
    second = await works(store, keys, clock)
    await second.pump.round()
    assert second.post.chats == [7]


async def test_what_went_out_before_the_lease_ran_out_is_noted_later_and_goes_once(store: Store, keys: Keys) -> None:
    await subscribe(store, keys, *map(somebody, (1, 2, 3)))
    clock = Time()
    first = await works(store, keys, clock)
    epoch = first.pump.around.epoch()
    assert epoch is not None
    [source] = first.pump.sources
    errands = await source.take(25, epoch=epoch)
    sent = [await first.pump._outcome(errand) for errand in errands]
    second = await works(store, keys, clock)  # as after a jump of the database's clock
    for errand, outcome in zip(errands, sent, strict=True):
        await source.note(errand, outcome, epoch=epoch)
    await second.pump.round()
    assert (sorted(first.post.chats), second.post.chats) == ([1, 2, 3], [])


async def test_too_many_requests_stop_the_pump_for_as_long_as_was_asked_then_everything_goes(
    store: Store, keys: Keys
) -> None:
    await subscribe(store, keys, *map(somebody, range(1, 51)))
    process = await works(store, keys, answers=[Later(30, flood=True)])
    for _ in range(80):
        await process.pump.round()
        process.time.passes(1)
    refused, *later = process.post.sent
    in_flight = [moment for moment, _ in later if moment < 30]
    assert len(in_flight) <= 25
    assert sorted({chat for _, chat in process.post.sent}) == list(range(1, 51))
    assert len(process.post.sent) == 51
    assert process.post.chats.count(refused[1]) == 2
    slow = [moment for moment, _ in later if 30 <= moment < 90]
    assert most_in_a_second(slow) <= MOST_A_SECOND // 2


def most_in_a_second(moments: list[float]) -> int:
    return max((sum(0 <= other - moment < 1 for other in moments) for moment in moments), default=0)


@pytest.mark.parametrize("replies", [0, 8])
async def test_in_no_second_go_more_than_twenty_less_the_replies(store: Store, keys: Keys, replies: int) -> None:
    await subscribe(store, keys, *map(somebody, range(1, 121)))
    process = await works(store, keys)
    sleep = process.time.sleep

    async def sleeping(seconds: float) -> None:
        await sleep(min(seconds, 0.1))
        process.time.replies += replies if process.time.tick % 1 < 0.1 else 0

    process.pump.around = replace(process.pump.around, sleep=sleeping)
    await process.pump.round()
    assert len(process.post.sent) == 120
    assert most_in_a_second([moment for moment, _ in process.post.sent]) <= MOST_A_SECOND


async def test_two_messages_of_one_chat_are_a_second_apart(store: Store, keys: Keys) -> None:
    one = somebody(7).with_hearing(replace(HEARING, label="child-1")).with_hearing(replace(HEARING, label="child-2"))
    await subscribe(store, keys, one)
    process = await works(store, keys)
    await process.pump.round()
    moments = [moment for moment, _ in process.post.sent]
    assert len(moments) == 3
    assert min(b - a for a, b in pairwise(moments)) >= 1


async def test_somebody_who_blocked_the_bot_is_forgotten_and_the_others_get_theirs(store: Store, keys: Keys) -> None:
    await subscribe(store, keys, *map(somebody, range(1, 6)))
    process = await works(store, keys, answers=[Blocked()])
    await process.pump.round()
    assert len(process.post.sent) == 5
    assert await store.run(count_subscriptions) == 4
    assert process.counted == {"accepted": 4, "blocked": 1}


async def test_what_telegram_refuses_for_good_is_not_tried_again(store: Store, keys: Keys) -> None:
    await subscribe(store, keys, somebody(7))
    process = await works(store, keys, answers=[Failed("refused")])
    for _ in range(5):
        await process.pump.round()
        process.time.passes(61)
    assert len(process.post.sent) == 1


async def test_what_may_not_have_arrived_is_sent_again_and_not_for_ever(store: Store, keys: Keys) -> None:
    await subscribe(store, keys, somebody(7))
    process = await works(store, keys, answers=[Unknown()] * 9)
    for _ in range(180):
        await process.pump.round()
        process.time.passes(30)
    times = [at for at, _ in process.post.sent]
    assert len(times) == MOST_TRIES
    assert timedelta(seconds=times[-1] - times[0]) >= sum(WAITS, timedelta())


async def test_a_row_that_no_calendar_can_count_from_keeps_nobody_else_from_theirs(store: Store, keys: Keys) -> None:
    await subscribe(store, keys, somebody(7), somebody(8, replace(HEARING, on=date.max)), somebody(9))
    process = await works(store, keys)
    await process.pump.round()
    assert sorted(process.post.chats) == [7, 9]


async def test_who_stopped_after_it_was_put_out_gets_nothing(store: Store, keys: Keys) -> None:
    await subscribe(store, keys, somebody(7))
    process = await works(store, keys, Time(NINE - timedelta(minutes=30)))
    await process.pump.round()
    await store.run(lambda db: delete_subscription(db, keys, 7))
    process.time.now = NINE
    await process.pump.round()
    assert (process.post.sent, await waiting(store)) == ([], 0)


async def test_a_tap_while_it_is_sent_is_not_lost(store: Store, keys: Keys) -> None:
    await subscribe(store, keys, somebody(7))
    process = await works(store, keys)

    def tap(db: Connection) -> None:
        found = load_subscription(db, keys, 7)
        assert found is not None
        save_subscription(db, keys, replace(found, discreet=False))

    await asyncio.gather(process.pump.round(), *(store.run(tap) for _ in range(5)))
    found = await store.run(lambda db: load_subscription(db, keys, 7))
    assert found is not None
    assert (found.discreet, found.hearings[0].sent) == (False, frozenset({"7"}))


async def test_what_is_over_is_deleted_by_the_scan(store: Store, keys: Keys) -> None:
    await subscribe(store, keys, somebody(7), somebody(8, replace(HEARING, on=HEARING.typed)))
    process = await works(store, keys)
    await process.pump.round()
    assert await store.run(count_subscriptions) == 1


async def test_a_new_root_key_takes_over_the_rows(store: Store, keys: Keys) -> None:
    await subscribe(store, keys, somebody(7))
    newest = os.urandom(32)
    both = Keys.of(newest, keys.live[0].root)
    process = await works(store, both, Time(NINE - timedelta(days=1)))
    await process.pump.round()
    assert await store.run(lambda db: load_subscription(db, Keys.of(newest), 7)) is not None
    assert await store.run(lambda db: db.execute(text("SELECT count(*) FROM subscriptions")).scalar_one()) == 1
