"""Units of work that add rows and find them, and the file of a SQLite store."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from bot.storage.store import Store
from bot.storage.tables import chats


def row(number: int) -> dict[str, Any]:
    return {"index": number.to_bytes(32, "big"), "revision": 1, "day": "2026-11-24", "sealed": bytes(300)}


def adding(number: int) -> Callable[[Connection], int]:
    def work(db: Connection) -> int:
        db.execute(insert(chats), row(number))
        return number

    return work


def found(db: Connection) -> set[int]:
    return {int.from_bytes(index, "big") for index in db.scalars(select(chats.c.index))}


def file_of(store: Store) -> Path:
    assert store.path is not None
    return store.path
