import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from functools import partial

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from bot.domain.subscriptions import (
    LABELS,
    MOST_HEARINGS,
    MOST_MESSAGES,
    MOST_NEWS,
    PURPOSES,
    DeadlineAhead,
    Hearing,
    Subscription,
)
from bot.domain.values import Unavailable
from bot.storage.keys import Keys
from bot.storage.store import Store
from bot.storage.subscription_blob import BLOB_BYTES, pack, unpack
from bot.storage.subscriptions import (
    Chunk,
    count_subscriptions,
    delete_subscription,
    load_subscription,
    save_subscription,
    scan_subscriptions,
)
from bot.storage.tables import metadata, subscriptions
from tests.postgres import NewDatabase
from tests.storage.test_secrecy import bytes_of, spoken
from tests.storage.units import file_of

CHAT_IDS = [5_000_000_000 + 104_729 * n for n in range(40)]
HEARING = Hearing(
    "child-2", date(2027, 3, 15), time(8, 30), "master", "miami", date(2026, 11, 24), sent=frozenset({"7", "3"})
)


def of(chat_id: int, today: date = date(2026, 11, 24)) -> Subscription:
    return Subscription(chat_id, "es", "America/Chicago", today, hearings=(HEARING,), purposes=frozenset(PURPOSES))


def saving(keys: Keys, *given: Subscription) -> Callable[[Connection], list[Subscription]]:
    return lambda db: [save_subscription(db, keys, one) for one in given]


async def test_a_subscription_is_read_as_it_was_saved(store: Store, keys: Keys) -> None:
    [saved] = await store.run(saving(keys, of(7)))
    assert await store.run(lambda db: load_subscription(db, keys, 7)) == saved == replace(of(7), revision=1)
    assert await store.run(lambda db: load_subscription(db, keys, 8)) is None


async def test_a_subscription_that_changed_meanwhile_is_not_overwritten(store: Store, keys: Keys) -> None:
    [saved] = await store.run(saving(keys, of(7)))
    await store.run(saving(keys, saved))
    for old in (saved, of(7)):
        with pytest.raises(Unavailable):
            await store.run(saving(keys, old))


async def test_a_deleted_subscription_is_not_brought_back_by_an_older_one(store: Store, keys: Keys) -> None:
    [saved] = await store.run(saving(keys, of(7)))
    assert await store.run(lambda db: delete_subscription(db, keys, 7))
    with pytest.raises(Unavailable):
        await store.run(saving(keys, saved))
    assert await store.run(count_subscriptions) == 0


async def test_a_scan_meets_everybody_once_in_chunks(store: Store, keys: Keys) -> None:
    await store.run(saving(keys, *map(of, CHAT_IDS)))
    assert await store.run(count_subscriptions) == len(CHAT_IDS)
    met: list[int] = []
    chunk = Chunk((), b"")
    while chunk.cursor is not None:
        cursor = chunk.cursor
        chunk = await store.read(partial(scan_subscriptions, keys=keys, after=cursor, most=8))
        met += [one.chat_id for one in chunk.found]
    assert sorted(met) == CHAT_IDS


async def test_a_row_that_no_key_opens_does_not_stop_a_scan(store: Store, keys: Keys) -> None:
    await store.run(saving(Keys.of(b"1" * 32), of(1)))
    await store.run(saving(keys, of(2)))
    found = await store.run(lambda db: scan_subscriptions(db, keys))
    assert [one.chat_id for one in found.found] == [2]


async def test_a_subscription_is_found_under_an_older_key_and_saved_under_the_newest(store: Store) -> None:
    old, new = b"1" * 32, b"2" * 32
    [saved] = await store.run(saving(Keys.of(old), of(7)))
    both = Keys.of(new, old)
    assert await store.run(lambda db: load_subscription(db, both, 7)) == saved
    await store.run(saving(both, saved))
    assert await store.run(lambda db: load_subscription(db, Keys.of(new), 7)) == replace(saved, revision=2)
    assert await store.run(count_subscriptions) == 1


async def test_no_column_tells_a_date_a_court_or_a_chat_and_all_rows_are_of_one_size(
    store: Store, keys: Keys
) -> None:
    large = replace(of(1), hearings=tuple(replace(HEARING, label=label) for label in LABELS[:MOST_HEARINGS]))
    empty = replace(of(2), hearings=())
    await store.run(saving(keys, large, empty, *map(of, CHAT_IDS)))
    rows = await store.run(lambda db: db.execute(select(subscriptions)).all())
    assert {len(row.sealed) for row in rows} == {len(rows[0].sealed)}
    told = b"".join(row[0] + row.sealed for row in rows)
    looked_for = [b"2027-03", b"miami", b"Chicago", b"child-2", *(form for i in CHAT_IDS for form in spoken(i))]
    assert not [form for form in looked_for if form in told]
    assert set(metadata.tables["subscriptions"].columns.keys()) == {"index", "revision", "sealed"}


async def test_no_file_tells_a_date_a_court_or_a_chat(new_sqlite_database: NewDatabase, keys: Keys) -> None:
    store = Store.open(new_sqlite_database())
    await asyncio.gather(*(store.run(saving(keys, of(chat_id))) for chat_id in CHAT_IDS))
    found = bytes_of(file_of(store).parent)
    store.close()
    assert keys.indexes(CHAT_IDS[0])[0] in found
    looked_for = [b"2027-03", b"miami", b"Chicago", b"child-2", *(form for i in CHAT_IDS for form in spoken(i))]
    assert not [form for form in looked_for if form in found]


MARKS = st.frozensets(st.sampled_from(("7", "3", "1", "0", "n2027-03-15", "a2027-03-15", "x")))
HEARINGS = st.builds(
    Hearing,
    st.sampled_from(LABELS),
    st.none() | st.dates(),
    st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.sampled_from(("", "master", "individual")),
    st.sampled_from(("", "x" * 32)),
    st.dates(),
    days=st.lists(st.sampled_from((7, 3, 1, 0)), unique=True).map(tuple),
    nudged=st.booleans(),
    sent=MARKS,
)
DEADLINES = st.builds(
    DeadlineAhead, st.sampled_from(("reopen-180-days", "motion-suggested-by")), st.dates(), st.just(frozenset("731"))
)


@given(
    st.builds(
        Subscription,
        st.integers(-(2**52), 2**52),
        st.just("pt_BR"),
        st.just("America/Argentina/ComodRivadavia"),
        st.dates(),
        hearings=st.lists(HEARINGS, max_size=MOST_HEARINGS, unique_by=lambda h: h.label).map(tuple),
        deadlines=st.lists(DEADLINES, max_size=3).map(tuple),
        discreet=st.booleans(),
        purposes=st.frozensets(st.sampled_from(PURPOSES)),
        news=st.lists(st.text("0123456789abcdef", min_size=8, max_size=8), max_size=MOST_NEWS).map(tuple),
        messages=st.lists(st.tuples(st.integers(1, 2**40), st.just(500_000)), max_size=MOST_MESSAGES).map(tuple),
        last=st.sampled_from(("", "before.helped-9", "deadline.reopen-180-days", "news.0123abcd")),
        revision=st.integers(0, 9),
    )
)
def test_whatever_a_subscription_holds_fits_and_comes_back(one: Subscription) -> None:
    packed = pack(one)
    assert len(packed) == BLOB_BYTES
    assert unpack(packed, one.revision) == one


def test_a_row_from_before_the_newest_message_was_noted_is_read() -> None:
    *older, last = orjson.loads(pack(of(7)))
    assert last == ""
    assert unpack(orjson.dumps(older), 0) == of(7)
