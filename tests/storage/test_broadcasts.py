"""The rows of broadcasts, clinics and joinings: sealed, saved against their revision, and gone in time."""

import os
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import Connection, select
from structlog.testing import capture_logs

from bot.domain.announcements import CLINIC, Audience, Content
from bot.domain.broadcasts import Broadcast
from bot.domain.clinics import Clinic
from bot.domain.courses import Course
from bot.domain.tallies import Tally
from bot.domain.values import Unavailable
from bot.storage.broadcasts import (
    Kept,
    all_broadcasts,
    count_outcome,
    delete_broadcast,
    land,
    load_broadcast,
    lose,
    mark,
    marked,
    purge_broadcasts,
    save_broadcast,
    turn,
    unmark_everywhere,
)
from bot.storage.clinics import all_clinics, delete_clinic, save_clinic
from bot.storage.joinings import begin_joining, end_joining, joinings_for, purge_joinings
from bot.storage.keys import Keys
from bot.storage.roles import helper_of, make_invite, take_invite, team_of
from bot.storage.store import Store
from bot.storage.tables import broadcast_counts, broadcast_marks, broadcasts, clinics, joinings

NOON = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
CHAT = 5_512_345_678
CONTENT = Content(
    CLINIC,
    "miami",
    "c1",
    date(2026, 12, 1),
    time(17, 30),
    Audience(("en", "es"), ("miami", "el-paso"), 30),
    start=NOON,
    zone="America/Denver",
    lasts=6,
)
WHOLE = Broadcast(
    "0000000a",
    111_111,
    CONTENT,
    state="paused",
    seal="5e" * 32,
    approver=222_222,
    opens=NOON,
    until=NOON + timedelta(hours=6),
    begun=NOON,
    paused_by=333_333,
)
COURSE = Course(
    ("America/Denver",), {"America/Denver": b"\x07" * 32}, frozenset({"x"}), 99, date(2026, 11, 24), {1: 2}
)
ROWS = tuple(bytes([n]) * 32 for n in range(1, 5))


async def test_a_broadcast_comes_back_as_it_was_kept(store: Store, keys: Keys) -> None:
    saved = await store.run(lambda db: save_broadcast(db, keys, Kept(WHOLE, COURSE)))
    assert saved.broadcast.revision == 1
    found = await store.run(lambda db: load_broadcast(db, keys, WHOLE.id))
    assert found == Kept(saved.broadcast, COURSE, Tally(99))
    assert await store.run(lambda db: all_broadcasts(db, keys)) == (found,)
    assert await store.run(lambda db: load_broadcast(db, keys, "nothing")) is None


async def test_a_save_against_an_old_row_is_refused(store: Store, keys: Keys) -> None:
    first = await store.run(lambda db: save_broadcast(db, keys, Kept(WHOLE)))
    await store.run(lambda db: save_broadcast(db, keys, first))
    with pytest.raises(Unavailable):
        await store.run(lambda db: save_broadcast(db, keys, first))
    with pytest.raises(Unavailable):
        await store.run(lambda db: save_broadcast(db, keys, Kept(WHOLE)))


async def test_an_outcome_counts_once_and_only_of_who_was_in_flight(store: Store) -> None:
    name = WHOLE.id

    def work(db: Connection) -> tuple[object, ...]:
        mark(db, name, ROWS, "sending")
        land(db, name, ROWS[0], "accepted")
        land(db, name, ROWS[0], "accepted")
        changed = (turn(db, name, ROWS[1], "later"), turn(db, name, ROWS[1], "later"))
        lost = lose(db, name)
        count_outcome(db, name, "unknown", lost)
        land(db, name, ROWS[2], "accepted")
        counts = sorted(map(tuple, db.execute(select(broadcast_counts.c.outcome, broadcast_counts.c.n)).all()))
        return changed, lost, counts, marked(db, name, "later", most=9), marked(db, name, "unknown", most=9)

    assert await store.run(work) == (
        (True, False), 2, [("accepted", 1), ("unknown", 2)], ROWS[1:2], ROWS[2:]
    )  # fmt: skip
    await store.run(lambda db: delete_broadcast(db, name))
    assert await store.run(lambda db: db.execute(select(broadcast_marks)).all()) == []


async def test_whoever_is_forgotten_leaves_no_mark_but_of_what_is_on_its_way(store: Store, keys: Keys) -> None:
    newer = Keys.of(os.urandom(32), keys.live[0].root)
    (old,), (new, _) = keys.indexes(CHAT), newer.indexes(CHAT)
    other = os.urandom(32)

    def work(db: Connection) -> None:
        mark(db, "a", (old, other), "unknown")
        mark(db, "b", (new,), "later")
        mark(db, "c", (new,), "sending")
        assert unmark_everywhere(db, newer, CHAT) == 2

    await store.run(work)
    left = await store.read(lambda db: db.execute(select(broadcast_marks.c.broadcast, broadcast_marks.c.index)).all())
    assert set(map(tuple, left)) == {("a", other), ("c", new)}


async def test_what_ended_or_was_drafted_thirty_days_ago_is_deleted(store: Store, keys: Keys) -> None:
    draft = Broadcast("0000000b", 1, CONTENT)
    await store.run(lambda db: save_broadcast(db, keys, Kept(WHOLE, COURSE)))
    await store.run(lambda db: save_broadcast(db, keys, Kept(draft, COURSE)))
    for days, gone, left in ((30, 1, 1), (31, 1, 0)):
        now = NOON + timedelta(days=days)
        assert await store.run(lambda db, now=now: purge_broadcasts(db, keys, now)) == gone  # type: ignore[misc]
        assert len(await store.run(lambda db: all_broadcasts(db, keys))) == left


async def test_a_row_that_cannot_be_opened_is_left_out_and_logged(store: Store, keys: Keys) -> None:
    await store.run(lambda db: save_broadcast(db, Keys.of(os.urandom(32)), Kept(WHOLE)))
    with capture_logs() as logged:
        assert await store.run(lambda db: all_broadcasts(db, keys)) == ()
    assert [entry["event"] for entry in logged] == ["broadcast-unreadable"]


async def test_a_clinic_comes_back_and_goes(store: Store, keys: Keys) -> None:
    clinic = Clinic("c1", "Legal Aid House", "12 Main Street", "America/New_York", (1, 2))
    saved = await store.run(lambda db: save_clinic(db, keys, clinic))
    assert await store.run(lambda db: all_clinics(db, keys)) == (saved,)
    with pytest.raises(Unavailable):
        await store.run(lambda db: save_clinic(db, keys, clinic))
    await store.run(lambda db: delete_clinic(db, "c1"))
    assert await store.run(lambda db: all_clinics(db, keys)) == ()


async def test_an_invitation_with_an_inviter_gives_nothing_until_it_is_confirmed(store: Store, keys: Keys) -> None:
    until = NOON + timedelta(hours=24)
    await store.run(lambda db: make_invite(db, "organizer", b"\x01" * 32, until=until, inviter=777))
    assert await store.run(lambda db: take_invite(db, keys, CHAT, b"\x01" * 32, now=NOON)) is None
    joining = await store.run(lambda db: begin_joining(db, keys, CHAT, b"\x01" * 32, now=NOON))
    assert joining is not None
    assert await store.run(lambda db: helper_of(db, keys, CHAT)) is None
    assert await store.run(lambda db: joinings_for(db, keys, 778, now=NOON)) == ()
    assert await store.run(lambda db: joinings_for(db, keys, 777, now=NOON)) == (joining,)
    await store.run(lambda db: end_joining(db, keys, joining, confirmed=NOON))
    helper = await store.run(lambda db: helper_of(db, keys, CHAT))
    assert helper is not None
    assert (helper.number, helper.role) == (joining.number, "organizer")
    assert NOON <= helper.since <= NOON + timedelta(hours=1)
    assert [m.chat_id for m in await store.run(lambda db: team_of(db, keys))] == [CHAT]
    assert await store.run(lambda db: begin_joining(db, keys, CHAT, b"\x01" * 32, now=NOON)) is None


async def test_what_nobody_confirms_in_a_day_is_gone(store: Store, keys: Keys) -> None:
    await store.run(lambda db: make_invite(db, "volunteer", b"\x02" * 32, until=NOON, inviter=777))
    await store.run(lambda db: begin_joining(db, keys, CHAT, b"\x02" * 32, now=NOON))
    later = NOON + timedelta(hours=26)
    assert await store.run(lambda db: joinings_for(db, keys, 777, now=later)) == ()
    assert await store.run(lambda db: purge_joinings(db, NOON)) == 0
    assert await store.run(lambda db: purge_joinings(db, later)) == 1


async def test_no_row_tells_a_chat_a_place_a_court_or_a_time(store: Store, keys: Keys) -> None:
    def work(db: Connection) -> bytes:
        save_broadcast(db, keys, Kept(WHOLE, COURSE))
        save_clinic(db, keys, Clinic("c1", "Legal Aid House", "12 Main Street", "America/New_York", (1, 2)))
        make_invite(db, "volunteer", b"\x03" * 32, until=NOON, inviter=777)
        begin_joining(db, keys, CHAT, b"\x03" * 32, now=NOON)
        tables = (broadcasts, clinics, joinings)
        return repr([tuple(row) for table in tables for row in db.execute(select(table))]).encode()

    kept = await store.run(work)
    for plain in (b"miami", b"clinic", b"2026", b"Legal", b"Main", str(CHAT).encode(), b"America"):
        assert plain not in kept
