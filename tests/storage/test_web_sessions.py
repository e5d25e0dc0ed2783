import os
from collections.abc import AsyncIterator

import pytest

from bot.domain.notes import Note, tidied
from bot.storage.keys import Keys
from bot.storage.notes import all_notes, put_note
from bot.storage.store import Store
from bot.storage.web_sessions import (
    IDLE,
    LONGEST,
    begin_session,
    end_everywhere,
    end_session,
    find_session,
    make_token,
    purge_web,
    take_token,
    touch_session,
)

NOW, CHAT, OTHER = 1_795_522_334, 5_512_345_678, -7


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    store = Store.open(url)
    yield store
    store.close()


def secret() -> bytes:
    return os.urandom(32)


async def test_a_token_is_taken_once_in_its_time_and_by_a_newer_one(store: Store, keys: Keys) -> None:
    async def make(token: bytes, chat_id: int = CHAT) -> None:
        await store.run(lambda db: make_token(db, keys, chat_id, token, until=NOW + 300))

    async def take(token: bytes, now: int = NOW) -> int | None:
        return await store.run(lambda db: take_token(db, keys, token, now=now))

    first, second, others, late = (secret() for _ in range(4))
    await make(first)
    await make(others, OTHER)
    await make(second)
    assert [await take(token) for token in (first, second, second, others)] == [None, CHAT, None, OTHER]
    await make(late)
    assert await take(late, NOW + 300) is None
    assert await take(late) is None


async def test_a_session_ends_when_idle_when_old_when_left_and_everywhere(store: Store, keys: Keys) -> None:
    one, two, three = secret(), secret(), secret()
    for found, chat_id in ((one, CHAT), (two, CHAT), (three, OTHER)):
        await store.run(lambda db, f=found, c=chat_id: begin_session(db, keys, c, f, now=NOW))  # type: ignore[misc]

    async def whose(found: bytes, now: int = NOW) -> int | None:
        session = await store.read(lambda db: find_session(db, keys, found, now=now))
        return session.chat_id if session else None

    assert [await whose(one), await whose(one, NOW + IDLE), await whose(secret())] == [CHAT, None, None]
    for now in range(NOW, NOW + LONGEST, IDLE // 2):
        await store.run(lambda db, now=now: touch_session(db, one, now=now))  # type: ignore[misc]
    assert [await whose(one, NOW + LONGEST - 1), await whose(one, NOW + LONGEST)] == [CHAT, None]
    await store.run(lambda db: end_session(db, two))
    assert [await whose(two), await whose(three)] == [None, OTHER]
    await store.run(lambda db: end_everywhere(db, keys, CHAT))
    assert [await whose(one, NOW + LONGEST - 1), await whose(three)] == [None, OTHER]


async def test_another_root_key_opens_no_session(store: Store, keys: Keys) -> None:
    one = secret()
    await store.run(lambda db: begin_session(db, keys, CHAT, one, now=NOW))
    assert await store.read(lambda db: find_session(db, Keys.of(os.urandom(32)), one, now=NOW)) is None


async def test_what_has_had_its_time_is_purged_and_nothing_else(store: Store, keys: Keys) -> None:
    one, token = secret(), secret()
    await store.run(lambda db: begin_session(db, keys, CHAT, one, now=NOW))
    await store.run(lambda db: make_token(db, keys, CHAT, token, until=NOW + 300))
    assert [await store.run(lambda db, n=n: purge_web(db, now=NOW + n)) for n in (0, 299, 300, IDLE, IDLE)] == [  # type: ignore[misc]
        0,
        0,
        1,
        1,
        0,
    ]


async def test_a_note_takes_the_place_of_the_one_before_and_an_empty_one_goes(store: Store) -> None:
    note = Note("miami", "no-time", "raised", "asked", "2026-11-24")
    await store.run(lambda db: put_note(db, note))
    await store.run(lambda db: put_note(db, Note("miami", "no-time", "answered", "", "2026-11-25")))
    assert await store.read(all_notes) == (Note("miami", "no-time", "answered", "", "2026-11-25"),)
    await store.run(lambda db: put_note(db, Note("miami", "no-time", "new", "", "2026-11-26")))
    assert await store.read(all_notes) == ()


def test_the_words_of_a_note_are_short_and_visible() -> None:
    assert tidied(" a\u202e\n b\x00c ") == "a b c"
    assert len(tidied("x" * 900)) == 500
