import asyncio
import base64
import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from sqlalchemy import Connection, select

from bot.domain.chat import Chat, Run
from bot.storage.chats import forget_chat, load_chat, save_chat
from bot.storage.keys import Keys
from bot.storage.store import Store
from bot.storage.tables import chats
from tests.storage.units import file_of

CANARY = "canary-answer-7f3a"
CHAT_IDS = [5_000_000_000 + 104_729 * n for n in range(300)]
ORDERS: tuple[Literal["big", "little"], ...] = ("big", "little")


@pytest.fixture
def url(sqlite_url: str) -> str:
    """Only SQLite's: these tests look into its files."""
    return sqlite_url


def bytes_of(folder: Path) -> bytes:
    return b"\0".join(file.read_bytes() for file in sorted(folder.iterdir()))


def spoken(number: int) -> list[bytes]:
    """A number the ways somebody might look for it."""
    binary = [number.to_bytes(size, order) for size in (6, 8) for order in ORDERS]
    texts = [b"%d" % number, b"%x" % number, b"%X" % number]
    return [*binary, *texts, *(base64.b64encode(found).rstrip(b"=")[:-1] for found in (*binary, *texts))]


def growing(keys: Keys, chat_id: int, today: date) -> Callable[[Connection], None]:
    """A unit that saves the chat with more answers than it had."""

    def work(db: Connection) -> None:
        revision = load_chat(db, keys, chat_id).revision
        run = Run("notice-check", CANARY, {f"step-{n}": CANARY * 3 for n in range(revision * 4)})
        save_chat(db, keys, chat_id, Chat("es", runs={run.walk: run}, revision=revision), today=today)

    return work


async def save_all(store: Store, keys: Keys, today: date) -> None:
    await asyncio.gather(*(store.run(growing(keys, chat_id, today)) for chat_id in CHAT_IDS))


async def test_no_file_tells_a_chat_id_an_answer_or_a_key(store: Store, keys: Keys, today: date) -> None:
    await save_all(store, keys, today)
    await save_all(store, keys, today)
    found = bytes_of(file_of(store).parent)
    assert keys.indexes(CHAT_IDS[0])[0] in found
    looked_for = [form for chat_id in CHAT_IDS[::4] for form in spoken(chat_id)]
    assert not [form for form in [*looked_for, CANARY.encode(), keys.live[0].root] if form in found]


def test_the_looking_finds_what_is_told() -> None:
    number = CHAT_IDS[7]
    for told in (str(number).encode(), number.to_bytes(8, "little"), base64.b64encode(number.to_bytes(8, "big"))):
        assert any(form in b"..." + told + b"..." for form in spoken(number))


def pieces(db: Connection) -> dict[bytes, list[bytes]]:
    """Every row's index and parts of its blob, all over it."""
    found = db.execute(select(chats.c.index, chats.c.sealed)).all()
    return {index: [index, *(blob[at : at + 24] for at in range(0, len(blob) - 24, 100))] for index, blob in found}


async def test_a_chat_that_was_forgotten_is_in_no_file_after_the_checkpoint(
    store: Store, keys: Keys, today: date
) -> None:
    await store.run(growing(keys, CHAT_IDS[0], today))
    [looked_for] = (await store.run(pieces)).values()
    await store.checkpoint()
    before = bytes_of(file_of(store).parent)
    assert all(piece in before for piece in looked_for)
    await store.run(lambda db: forget_chat(db, keys, CHAT_IDS[0]))
    assert [piece for piece in looked_for if piece in bytes_of(file_of(store).parent)]
    assert await store.checkpoint()
    after = bytes_of(file_of(store).parent)
    assert not [piece for piece in looked_for if piece in after]


async def test_nothing_of_many_forgotten_chats_is_in_any_file_once_it_is_compacted(
    store: Store, keys: Keys, today: date
) -> None:
    for _ in range(3):
        await save_all(store, keys, today)
    found = await store.run(pieces)
    forgotten = random.Random(1).sample(CHAT_IDS, 200)  # noqa: S311 - any of them
    await store.run(lambda db: [forget_chat(db, keys, chat_id) for chat_id in forgotten])
    assert await store.compact()
    after = bytes_of(file_of(store).parent)
    looked_for = [piece for chat_id in forgotten for piece in found[keys.indexes(chat_id)[0]]]
    assert not [piece for piece in looked_for if piece in after]
    assert await store.run(lambda db: len(pieces(db))) == 100


async def test_the_rows_do_not_lie_in_the_order_of_arrival(store: Store, keys: Keys, today: date) -> None:
    for chat_id in CHAT_IDS:
        await store.run(growing(keys, chat_id, today))
    await store.checkpoint()
    found = bytes_of(file_of(store).parent)
    places = [found.index(keys.indexes(chat_id)[0]) for chat_id in CHAT_IDS]
    ranks = sorted(range(len(places)), key=places.__getitem__)
    mean = (len(ranks) - 1) / 2
    spread = sum((n - mean) ** 2 for n in range(len(ranks)))
    correlation = sum((n - mean) * (rank - mean) for n, rank in enumerate(ranks)) / spread
    assert abs(correlation) < 6 / len(ranks) ** 0.5  # six standard deviations of chance
