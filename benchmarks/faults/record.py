"""The record of what was acknowledged, held against what the database keeps."""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Table, func, select

from benchmarks.faults.canaries import told
from benchmarks.moves import after
from benchmarks.phones import ROOT_KEY, Phones
from bot.domain.chat import Chat
from bot.domain.notice_check import NOTICE_CHECK
from bot.storage.chats import load_chat
from bot.storage.engines import reading_engine, writing_engine
from bot.storage.keys import Keys
from bot.storage.migrate import REPORTS as REPORTS_SCHEMA
from bot.storage.reports_tables import buffer, month_keys
from bot.storage.store import Store
from bot.storage.subscriptions import count_subscriptions
from bot.storage.tables import chats

DATABASE, REPORTS = "fairhearing.sqlite3", "reports.sqlite3"
OK = 200
UNFORESEEN = ("Traceback", '"handler_failed"', '"background_failed"', '"source_failed"', '"failure_not_told"')
ENTRIES_A_REPORT = 2  # one in its court's batch, one in the batch without a court
KEYS = Keys.of(bytes.fromhex(ROOT_KEY))


def kept_now(folder: Path, ids: Sequence[int]) -> Mapping[int, Chat]:
    """What the bot keeps of these chats, read beside it while it runs."""
    engine = reading_engine(folder / DATABASE)
    with engine.connect() as db:
        return _chats(db, ids)


def kept_by_the_dead(folder: Path, ids: Sequence[int], copy: Path) -> Mapping[int, Chat]:
    """What a killed bot left of these chats, read from a copy, so that the bot itself does the repairs."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    with writing_engine(copy / DATABASE).connect() as db:
        return _chats(db, ids)


def subscribed_now(folder: Path) -> int:
    """How many are subscribed."""
    with reading_engine(folder / DATABASE).connect() as db:
        return count_subscriptions(db)


def rows_now(folder: Path, table: Table = chats) -> Mapping[bytes, bytes]:
    """Every row of chats or of subscriptions that is kept now: its index and what is sealed."""
    with reading_engine(folder / DATABASE).connect() as db:
        found = db.execute(select(table.c.index, table.c.sealed)).all()
    return {index: sealed for index, sealed in found}  # noqa: C416 - rows are no pairs to the type checker


def differences(scene: Phones, kept: Mapping[int, Chat], *, whole: bool) -> Iterator[str]:
    """Where a chat is not what its acknowledged updates made of it.

    Every update of these moves is one revision of its row. With `whole` all that was sent has to be there, once;
    else all that was acknowledged, and perhaps what was still under way.
    """
    for number, person in enumerate(scene.people, 1):
        chat, sent = kept[person.id], scene.done[person.id]
        least = len(sent) if whole else scene.carrier.taken[person.id]
        if not least <= chat.revision <= len(sent):
            yield f"chat {number}: {chat.revision} updates kept, {least} acknowledged, {len(sent)} sent"
            continue
        run = chat.runs.get(NOTICE_CHECK.id)
        answers, expected = dict(run.answers) if run else {}, after({}, sent[: chat.revision])
        if answers != expected:
            wrong = sorted(
                step for step in answers.keys() | expected.keys() if answers.get(step) != expected.get(step)
            )
            yield f"chat {number}: after {chat.revision} updates these answers are wrong: {', '.join(wrong)}"


def counted_wrongly(folder: Path, people: int) -> list[str]:
    """Whether each of so many people, who all agreed to be counted each time, waits to be counted once a month."""
    with reading_engine(folder / REPORTS).connect() as db:
        return _counted(db, people)


async def kept_at(url: str, ids: Sequence[int]) -> Mapping[int, Chat]:
    """What is kept of these chats in the database of that address."""
    with closing(Store.open(url)) as store:
        return await store.read(lambda db: _chats(db, ids))


async def counted_wrongly_at(url: str, people: int) -> list[str]:
    """The same as `counted_wrongly`, in the reports' database of that address."""
    with closing(Store.open(url, REPORTS_SCHEMA)) as store:
        return await store.read(lambda db: _counted(db, people))


def answered_wrongly(scene: Phones) -> list[str]:
    """Chats that did not get exactly one answer for each acknowledged update, in the body of the webhook's answer."""
    made = scene.telegram.calls
    answers = Counter(int(call.params["chat_id"]) for call in made if call.via == "body" and call.status == OK)
    taken = scene.carrier.taken
    return [f"a chat: {answers[chat]} answers to {n} updates" for chat, n in taken.items() if answers[chat] != n]


def log_of(scene: Phones) -> list[str]:
    """What is wrong with the log: a canary in it, or a failure that nobody foresaw."""
    content = scene.bot.log.read_bytes()
    losses = [f"the log tells {what}" for what in told(content, scene.people)]
    counts = ((what, content.count(what.encode())) for what in UNFORESEEN)
    return losses + [f"the log has {what} {n} times" for what, n in counts if n]


def _counted(db: Connection, people: int) -> list[str]:
    months = db.execute(select(func.count()).select_from(month_keys)).scalar_one()
    waiting = db.execute(select(func.count()).select_from(buffer)).scalar_one()
    wanted = ENTRIES_A_REPORT * people * months
    return [] if waiting == wanted else [f"{waiting} entries wait among the reports, not {wanted}"]


def _chats(db: Connection, ids: Sequence[int]) -> Mapping[int, Chat]:
    return {chat_id: load_chat(db, KEYS, chat_id) for chat_id in ids}
