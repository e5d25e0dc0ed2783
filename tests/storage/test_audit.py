import asyncio
import os
from collections.abc import AsyncIterator, Callable
from datetime import date

import pytest
from sqlalchemy import Connection, delete, insert, update
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.values import Unavailable
from bot.storage.audit import Deed, examine_head, examine_log, head_to_tell, note_deed, read_log, reseal_log
from bot.storage.keys import Keys, Sealed
from bot.storage.store import Store
from bot.storage.tables import audit, audit_state

TODAY = date(2026, 11, 24)


def noting(keys: Keys, chat_id: int | None = 42, action: str = "noted") -> Callable[[Connection], None]:
    deed = Deed(chat_id, action, "miami/no-time")
    return lambda db: note_deed(db, keys, deed, today=TODAY, randomness=os.urandom)


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = Store.open(url)
    yield store
    store.close()


@pytest.fixture
async def second(url: str) -> AsyncIterator[Store]:
    store = Store.open(url)
    yield store
    store.close()


async def test_deeds_of_two_processes_at_once_make_one_chain(store: Store, second: Store, keys: Keys) -> None:
    await asyncio.gather(*(one.run(noting(keys, n)) for n in range(15) for one in (store, second)))
    number, broken, head = await store.read(lambda db: examine_log(db, keys))
    assert (number, broken, head.n) == (0, "", 30)
    rows = await store.read(lambda db: list(read_log(db)))
    assert len({row.entry.actor for row in rows}) == 15
    assert {row.entry.day for row in rows} == {"2026-11-24"}


async def test_a_unit_that_fails_leaves_no_entry(store: Store, keys: Keys) -> None:
    def work(db: Connection) -> None:
        noting(keys)(db)
        raise LookupError

    with pytest.raises(LookupError):
        await store.run(work)
    assert await store.read(lambda db: examine_log(db, keys)[2].n) == 0


@pytest.mark.parametrize("change", [update(audit).values(about=""), delete(audit)], ids=["update", "delete"])
async def test_the_database_itself_refuses_to_change_the_log(store: Store, keys: Keys, change: object) -> None:
    await store.run(noting(keys))
    with pytest.raises((SQLAlchemyError, Unavailable)):
        await store.run(lambda db: db.execute(change))  # type: ignore[call-overload]
    assert await store.read(lambda db: examine_log(db, keys)[:2]) == (0, "")


async def test_an_entry_added_by_hand_is_found(store: Store, keys: Keys) -> None:
    await store.run(noting(keys))
    row = {"n": 2, "day": "2026-11-24", "actor": "console", "action": "noted", "about": "", "link": bytes(32)}
    await store.run(lambda db: db.execute(insert(audit), row))
    assert await store.read(lambda db: examine_log(db, keys)[:2]) == (2, "link")


async def test_a_log_whose_state_was_taken_away_is_found(store: Store, keys: Keys) -> None:
    await store.run(noting(keys))
    await store.run(lambda db: db.execute(delete(audit_state)))
    assert await store.read(lambda db: examine_log(db, keys)[:2]) == (1, "head")


async def test_another_root_key_can_neither_add_nor_examine(store: Store, keys: Keys) -> None:
    await store.run(noting(keys))
    strange = Keys.of(os.urandom(32))
    with pytest.raises(Sealed):
        await store.run(noting(strange))
    assert await store.read(lambda db: examine_log(db, strange)[:2]) == (0, "head")
    assert await store.read(lambda db: examine_head(db, strange)) is None


async def test_a_new_root_key_takes_the_log_over(store: Store) -> None:
    old, new = os.urandom(32), os.urandom(32)
    await store.run(noting(Keys.of(old)))
    both = Keys.of(new, old)
    assert [await store.run(lambda db: reseal_log(db, both)) for _ in range(2)] == [1, 0]
    await store.run(noting(Keys.of(new)))
    assert await store.read(lambda db: examine_log(db, Keys.of(new))[:2]) == (0, "")


async def test_the_head_is_told_once_a_day_and_not_while_nothing_was_done(store: Store, keys: Keys) -> None:
    def due(day: date = TODAY) -> Callable[[Connection], object]:
        return lambda db: head_to_tell(db, keys, today=day)

    assert await store.run(due()) is None
    await store.run(noting(keys))
    head = await store.read(lambda db: examine_head(db, keys))
    assert head is not None
    assert [await store.run(due()) for _ in range(2)] == [head, None]
    assert await store.run(due(date(2026, 11, 25))) == head
