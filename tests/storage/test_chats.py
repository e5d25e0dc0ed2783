import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Dialect, NullPool, create_engine, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from structlog.testing import capture_logs

from bot.domain.chat import Chat, Run
from bot.domain.values import Stale, Unavailable
from bot.storage import chats as module
from bot.storage.addresses import address
from bot.storage.chat_blob import pack, unpack
from bot.storage.chats import count_chats, forget_chat, load_chat, purge_chats, save_chat
from bot.storage.keys import Keys
from bot.storage.store import Store
from bot.storage.tables import chats

DIALECTS: tuple[Dialect, ...] = (sqlite.dialect(), postgresql.dialect())  # type: ignore[no-untyped-call]
ALICE, BERTA = 5_512_345_678, 7_087_654_321
CHAT = Chat(
    language="es",
    understood=True,
    active="notice-check",
    runs={"notice-check": Run("notice-check", "k3", {"document": "nta"}, {"who": "me"}, ("a", "b"), ("2027-03-04",))},
    updates=(4, 1, 900_000_001),
    messages=((17, 498_000), (18, 498_001)),
)


def saving(keys: Keys, chat_id: int, chat: Chat, today: date) -> Callable[[Connection], Chat]:
    return lambda db: save_chat(db, keys, chat_id, chat, today=today)


def loading(keys: Keys, chat_id: int) -> Callable[[Connection], Chat]:
    return lambda db: load_chat(db, keys, chat_id)


def rows(db: Connection) -> dict[bytes, tuple[int, str, bytes]]:
    return {index: (revision, day, sealed) for index, revision, day, sealed in db.execute(select(chats))}


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
answers = st.dictionaries(words, words, max_size=5)
lists = st.lists(words, max_size=4).map(tuple)
runs = st.lists(st.builds(Run, words, words, answers, answers, lists, lists), max_size=4)
numbers = st.integers(-(2**63), 2**63 - 1)
any_chat = st.builds(
    Chat,
    language=words,
    understood=st.booleans(),
    active=words,
    runs=runs.map(lambda found: {run.walk: run for run in found}),
    updates=st.lists(numbers, max_size=16).map(tuple),
    messages=st.lists(st.tuples(numbers, numbers), max_size=5).map(tuple),
    revision=st.integers(0, 2**31),
)


@given(chat=any_chat)
def test_every_chat_is_read_back_as_it_was(chat: Chat) -> None:
    assert unpack(pack(chat), chat.revision) == chat


async def test_a_chat_that_was_never_seen_is_empty(store: Store, keys: Keys) -> None:
    assert await store.run(loading(keys, ALICE)) == Chat()


async def test_a_chat_is_loaded_as_it_was_saved(store: Store, keys: Keys, today: date) -> None:
    saved = await store.run(saving(keys, ALICE, CHAT, today))
    assert saved == replace(CHAT, revision=1)
    again = await store.run(saving(keys, ALICE, saved.saw(5), today))
    assert again == replace(saved.saw(5), revision=2)
    assert await store.run(loading(keys, ALICE)) == again
    assert await store.run(loading(keys, BERTA)) == Chat()


async def test_a_chat_that_changed_since_it_was_read_is_not_overwritten(
    store: Store, keys: Keys, today: date
) -> None:
    first = await store.run(saving(keys, ALICE, CHAT, today))
    second = await store.run(saving(keys, ALICE, first.saw(5), today))
    for stale in (CHAT, first, replace(second, revision=3)):
        with pytest.raises(Unavailable):
            await store.run(saving(keys, ALICE, stale, today))
    assert await store.run(loading(keys, ALICE)) == second


async def test_two_stores_on_one_database_lose_no_update(url: str, keys: Keys, today: date) -> None:
    stores = Store.open(url), Store.open(url)

    def counting(db: Connection) -> None:
        chat = load_chat(db, keys, ALICE)
        save_chat(db, keys, ALICE, replace(chat, messages=(*chat.messages, (len(chat.messages), 1))), today=today)

    async def count(store: Store) -> None:
        while True:  # on PostgreSQL eight workers meet at one row: some are Stale too often, and are asked again
            with suppress(Unavailable):
                return await store.run(counting)

    await asyncio.gather(*(count(store) for _ in range(100) for store in stores))
    chat = await stores[0].run(loading(keys, ALICE))
    assert chat.messages == tuple((n, 1) for n in range(200))
    assert chat.revision == 200
    for store in stores:
        store.close()


async def test_a_row_under_an_old_key_is_found_and_rewritten_under_the_newest(store: Store, today: date) -> None:
    old, new = os.urandom(32), os.urandom(32)
    before, after = Keys.of(old), Keys.of(new, old)
    saved = await store.run(saving(before, ALICE, CHAT, today))
    found = await store.run(loading(after, ALICE))
    assert found == saved
    moved = await store.run(saving(after, ALICE, found, today))
    assert moved.revision == 2
    assert list(await store.run(rows)) == [Keys.of(new).indexes(ALICE)[0]]
    assert await store.run(loading(Keys.of(new), ALICE)) == moved
    with pytest.raises(Unavailable):
        await store.run(saving(after, ALICE, saved, today))


async def test_a_chat_is_forgotten_under_every_live_key(store: Store, today: date) -> None:
    old, new = os.urandom(32), os.urandom(32)
    both = Keys.of(new, old)
    await store.run(saving(Keys.of(old), ALICE, Chat("fr"), today))
    newest = await store.run(saving(Keys.of(new), ALICE, CHAT, today))
    other = await store.run(saving(both, BERTA, CHAT, today))
    assert await store.run(lambda db: forget_chat(db, both, ALICE)) == newest
    assert await store.run(lambda db: forget_chat(db, both, ALICE)) == Chat()
    assert await store.run(loading(both, ALICE)) == Chat()
    assert await store.run(loading(both, BERTA)) == other
    assert await store.run(count_chats) == 1


@pytest.mark.parametrize("damage", ["of another row", "cut", "nothing", "of a newer version", "no chat"])
async def test_a_row_that_cannot_be_opened_starts_anew_and_locks_nobody_out(
    store: Store, keys: Keys, today: date, damage: str
) -> None:
    await store.run(saving(keys, ALICE, CHAT, today))
    await store.run(saving(keys, BERTA, CHAT, today))
    index, other = keys.indexes(ALICE)[0], keys.indexes(BERTA)[0]
    stored = await store.run(rows)
    blob = {
        "of another row": stored[other][2],
        "cut": stored[index][2][:-1],
        "nothing": b"",
        "of a newer version": keys.seal("chats", index, orjson.dumps([2, "es"])),
        "no chat": keys.seal("chats", index, b"{}"),
    }[damage]
    await store.run(lambda db: db.execute(chats.update().where(chats.c.index == index).values(sealed=blob)))
    with capture_logs() as logged:
        found = await store.run(loading(keys, ALICE))
    assert found == Chat(revision=1)
    assert logged == [{"event": "chat-unreadable", "log_level": "warning"}]
    saved = await store.run(saving(keys, ALICE, replace(found, language="ht"), today))
    assert await store.run(loading(keys, ALICE)) == saved == Chat("ht", revision=2)


async def test_chats_are_purged_when_their_last_answer_is_more_than_thirty_days_ago(
    store: Store, keys: Keys, today: date
) -> None:
    for chat_id, age in enumerate((0, 29, 30, 31, 365, -1)):
        await store.run(saving(keys, chat_id, CHAT, today - timedelta(days=age)))
    assert await store.run(lambda db: purge_chats(db, today)) == 2
    kept = [chat_id for chat_id in range(6) if await store.run(loading(keys, chat_id)) != Chat()]
    assert kept == [0, 1, 2, 5]
    assert await store.run(lambda db: purge_chats(db, today)) == 0


async def test_a_purge_deletes_at_most_five_hundred_at_once(store: Store, keys: Keys, today: date) -> None:
    def many(db: Connection) -> None:
        for chat_id in range(1001):
            save_chat(db, keys, chat_id, Chat(), today=date(2026, 1, 1))

    await store.run(many)
    purged = [await store.run(lambda db: purge_chats(db, today)) for _ in range(4)]
    assert purged == [500, 500, 1, 0]


async def test_a_later_answer_keeps_a_chat_longer(store: Store, keys: Keys, today: date) -> None:
    saved = await store.run(saving(keys, ALICE, CHAT, today - timedelta(days=31)))
    await store.run(saving(keys, ALICE, saved, today))
    assert await store.run(lambda db: purge_chats(db, today)) == 0


async def test_a_first_save_meets_a_row_of_somebody_faster(store: Store, keys: Keys, today: date) -> None:
    def work(db: Connection) -> str:
        save_chat(db, keys, ALICE, CHAT, today=today)
        with pytest.raises(Stale):
            save_chat(db, keys, ALICE, Chat(), today=today)
        return "seen"

    assert await store.run(work) == "seen"
    assert await store.run(loading(keys, ALICE)) == replace(CHAT, revision=1)


@pytest.mark.parametrize("name", ["FIND", "ADD", "CHANGE", "DELETE_AS_READ", "DELETE", "PURGE", "COUNT"])
def test_every_statement_can_be_said_to_both_databases(name: str) -> None:
    statement = getattr(module, name)
    said = [str(statement.compile(dialect=dialect)) for dialect in DIALECTS]
    assert all(("ON CONFLICT DO NOTHING" in sql) is (name == "ADD") for sql in said)


def test_nothing_else_is_kept_of_a_chat(url: str) -> None:
    store = Store.open(url)
    store.close()
    with create_engine(address(url), poolclass=NullPool).connect() as db:
        found = [column["name"] for column in inspect(db).get_columns("chats")]
    assert found == ["index", "revision", "day", "sealed"]
