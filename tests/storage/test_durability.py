import asyncio
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

import bot
from bot.storage.chats import load_chat
from bot.storage.keys import Keys
from bot.storage.store import Store
from bot.storage.tables import chats
from tests.storage.units import file_of

ROOT = Path(bot.__file__).parents[1]
PROGRAM = Path(__file__).with_name("acknowledging.py")
KEY = bytes(range(32))


@pytest.fixture
def url(sqlite_url: str) -> str:
    """Only SQLite's: what a full disk and a killed process do to it."""
    return sqlite_url


def started(url: str, count: int, largest: int = 0) -> "subprocess.Popen[str]":
    arguments = [sys.executable, str(PROGRAM), url, KEY.hex(), str(count), str(largest)]
    return subprocess.Popen(  # noqa: S603 - our own program
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def kept(url: str, count: int) -> set[int]:
    """The chats that are there after a new start, each one whole."""
    keys, store = Keys.of(KEY), Store.open(url)

    def work(db: Connection) -> set[int]:
        found = {chat_id: load_chat(db, keys, chat_id) for chat_id in range(count)}
        assert all(chat.language in ("", str(chat_id)) for chat_id, chat in found.items())
        there = {chat_id for chat_id, chat in found.items() if chat.revision}
        assert len(there) == len(db.execute(select(chats.c.index)).all())
        return there

    found = asyncio.run(store.run(work))
    store.close()
    with closing(sqlite3.connect(file_of(store))) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_what_was_acknowledged_is_there_after_the_process_was_killed(url: str, seed: int) -> None:
    lines = random.Random(seed).randrange(1, 190)  # noqa: S311 - a moment, not a secret
    acknowledged = set()
    with started(url, 200) as process:
        assert process.stdout
        for line in process.stdout:
            acknowledged.add(line.strip())
            if len(acknowledged) == lines:
                process.kill()
    assert len(acknowledged) >= lines
    assert process.returncode == -9
    assert {int(line) for line in acknowledged} <= kept(url, 200)


@pytest.mark.parametrize("kilobytes", [64, 100, 200])
def test_a_full_disk_loses_nothing_acknowledged_and_the_rest_is_taken_when_there_is_room(
    url: str, kilobytes: int
) -> None:
    with started(url, 600, kilobytes * 1024) as process:
        before, refused, after = process.communicate()[0].partition("refused\n")
    assert process.returncode == 0
    assert before
    assert refused
    acknowledged = {int(line) for line in before.split()}
    assert len(acknowledged) < 600
    assert acknowledged | {int(line) for line in after.split()} == set(range(600))
    assert kept(url, 600) == set(range(600))


def test_a_full_disk_loses_nothing_acknowledged_when_the_process_is_killed_in_it(url: str) -> None:
    with started(url, 600, 64 * 1024) as process:
        assert process.stdout
        acknowledged = set()
        for line in process.stdout:
            if line == "refused\n":
                process.kill()
                break
            acknowledged.add(int(line))
    assert acknowledged <= kept(url, 600)
