"""A process that saves chats and prints the id of each one the store has acknowledged.

Arguments: the address, the key in hexadecimal digits, how many chats, and the largest file in bytes (0: any).
With a largest file, it lifts that after the first refusals, prints `refused`, and asks once more for what is missing.
It ends when its standard input does.
"""

import asyncio
import os
import resource
import sys
from datetime import date

import structlog
from sqlalchemy import Connection

from bot.domain.chat import Chat
from bot.domain.values import Unavailable
from bot.storage.chats import save_chat
from bot.storage.keys import Keys
from bot.storage.store import Store

AT_ONCE = 16


async def save(store: Store, keys: Keys, chat_id: int) -> None:
    def work(db: Connection) -> None:
        save_chat(db, keys, chat_id, Chat(language=str(chat_id)), today=date(2026, 11, 24))

    await store.run(work)
    os.write(1, b"%d\n" % chat_id)


async def save_all(store: Store, keys: Keys, chat_ids: list[int]) -> list[int]:
    """Save them, some at once; those that were refused."""
    waiting, refused = iter(chat_ids), []

    async def one_after_the_other() -> None:
        for chat_id in waiting:
            try:
                await save(store, keys, chat_id)
            except Unavailable:
                refused.append(chat_id)

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
    return refused


def main(url: str, key: str, count: str, largest: str) -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    keys, store = Keys.of(bytes.fromhex(key)), Store.open(url)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if int(largest):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), hard))
    refused = asyncio.run(save_all(store, keys, list(range(int(count)))))
    if refused:
        os.write(1, b"refused\n")
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        asyncio.run(save_all(store, keys, refused))
    sys.stdin.read()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
