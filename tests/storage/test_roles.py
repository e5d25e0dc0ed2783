import asyncio
import os
from collections.abc import AsyncIterator, Callable
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import Connection, select
from structlog.testing import capture_logs

from bot.domain.roles import ROLES, Role
from bot.storage.keys import Keys
from bot.storage.roles import ever_held, make_invite, purge_invites, reindex_roles, revoke, role_of, take_invite
from bot.storage.store import Store
from bot.storage.tables import invites, roles

ALICE, BERTA, GROUP = 5_512_345_678, 7_087_654_321, -1_001_234_567_890
NOON = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def code(name: str) -> bytes:
    return sha256(name.encode()).digest()


def inviting(role: Role, name: str, until: datetime = NOON + DAY) -> Callable[[Connection], None]:
    return lambda db: make_invite(db, role, code(name), until=until)


def taking(keys: Keys, chat_id: int, name: str, now: datetime = NOON) -> Callable[[Connection], Role | None]:
    return lambda db: take_invite(db, keys, chat_id, code(name), now=now)


async def held(store: Store, keys: Keys, chat_id: int) -> tuple[Role | None, bool]:
    """The role now, and whether there ever was one."""
    return await store.run(lambda db: (role_of(db, keys, chat_id), ever_held(db, keys, chat_id)))


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """A replica that waits for the other's lock as long as it does at work."""
    store = Store.open(url)
    yield store
    store.close()


@pytest.fixture
async def second(url: str) -> AsyncIterator[Store]:
    """Another replica on the same database."""
    store = Store.open(url)
    yield store
    store.close()


@pytest.mark.parametrize("role", ROLES)
async def test_an_invitation_gives_its_role_once(store: Store, keys: Keys, role: Role) -> None:
    await store.run(inviting(role, "a"))
    assert await held(store, keys, ALICE) == (None, False)
    assert await store.run(taking(keys, ALICE, "wrong")) is None
    assert await store.run(taking(keys, ALICE, "a")) == role
    assert await held(store, keys, ALICE) == (role, True)
    assert await store.run(taking(keys, BERTA, "a")) is None
    assert await held(store, keys, BERTA) == (None, False)


async def test_of_two_who_take_one_invitation_at_once_exactly_one_gets_it(
    store: Store, second: Store, keys: Keys
) -> None:
    for n in range(10):
        await store.run(inviting("volunteer", str(n)))
        asked = [replica.run(taking(keys, 100 * n + at, str(n))) for at, replica in enumerate((store, second) * 3)]
        assert sorted(map(str, await asyncio.gather(*asked))) == ["None"] * 5 + ["volunteer"]
    assert len(await store.run(lambda db: db.execute(select(roles.c.index)).all())) == 10


@pytest.mark.parametrize(("hours", "taken"), [(0, True), (23.9, True), (24.4, True), (24.6, False), (100, False)])
async def test_an_invitation_lasts_to_the_end_of_its_hour(
    store: Store, keys: Keys, hours: float, *, taken: bool
) -> None:
    await store.run(inviting("organizer", "a"))
    later = NOON + timedelta(hours=hours)
    assert await store.run(taking(keys, ALICE, "a", later)) == ("organizer" if taken else None)
    assert (await held(store, keys, ALICE))[1] is taken


async def test_what_ran_out_is_purged_and_nothing_else(store: Store, keys: Keys) -> None:
    await store.run(inviting("organizer", "old", NOON - DAY))
    await store.run(inviting("organizer", "new"))
    assert await store.run(lambda db: purge_invites(db, NOON)) == 1
    assert await store.run(lambda db: purge_invites(db, NOON)) == 0
    assert await store.run(taking(keys, ALICE, "new")) == "organizer"


async def test_a_held_role_is_replaced(store: Store, keys: Keys) -> None:
    for role, name in (("administrator", "a"), ("volunteer", "b")):
        await store.run(inviting(role, name))  # type: ignore[arg-type]
        assert await store.run(taking(keys, ALICE, name)) == role
    assert await held(store, keys, ALICE) == ("volunteer", True)
    assert len(await store.run(lambda db: db.execute(select(roles)).all())) == 1


async def test_a_revoked_role_is_over_but_not_forgotten_and_can_be_given_again(
    store: Store, keys: Keys, today: date
) -> None:
    def revoking(db: Connection) -> bool:
        return revoke(db, keys, ALICE, today=today)

    assert await store.run(revoking) is False
    await store.run(inviting("organizer", "a"))
    await store.run(taking(keys, ALICE, "a"))
    assert await store.run(revoking) is True
    assert await held(store, keys, ALICE) == (None, True)
    assert await store.run(lambda db: revoke(db, keys, ALICE, today=today + DAY)) is False
    assert await store.run(lambda db: db.execute(select(roles.c.ended)).scalar()) == today.isoformat()
    await store.run(inviting("volunteer", "b"))
    await store.run(taking(keys, ALICE, "b"))
    assert await held(store, keys, ALICE) == ("volunteer", True)


async def test_roles_follow_a_new_key_while_the_old_one_is_live(store: Store, today: date) -> None:
    old, new = os.urandom(32), os.urandom(32)
    before, both, after = Keys.of(old), Keys.of(new, old), Keys.of(new)
    for chat_id in (ALICE, BERTA, GROUP):
        await store.run(inviting("volunteer", str(chat_id)))
        await store.run(taking(before, chat_id, str(chat_id)))
    await store.run(lambda db: revoke(db, before, BERTA, today=today))
    assert await held(store, both, ALICE) == ("volunteer", True)
    assert await held(store, after, ALICE) == (None, False)
    assert [await store.run(lambda db: reindex_roles(db, both)) for _ in range(2)] == [3, 0]
    assert await held(store, after, ALICE) == ("volunteer", True)
    assert await held(store, after, GROUP) == ("volunteer", True)
    assert await held(store, after, BERTA) == (None, True)
    assert await held(store, before, ALICE) == (None, False)
    assert await store.run(lambda db: reindex_roles(db, after)) == 0


async def test_a_role_taken_anew_leaves_no_row_under_an_old_key(store: Store, today: date) -> None:
    old, new = os.urandom(32), os.urandom(32)
    for keys, name in ((Keys.of(old), "a"), (Keys.of(new, old), "b")):
        await store.run(inviting("volunteer", name))
        await store.run(taking(keys, ALICE, name))
    assert await store.run(lambda db: revoke(db, Keys.of(new, old), ALICE, today=today))
    assert await held(store, Keys.of(old), ALICE) == (None, False)
    assert await held(store, Keys.of(new), ALICE) == (None, True)


async def test_more_roles_than_one_unit_takes_all_follow_a_new_key(store: Store) -> None:
    old, new = os.urandom(32), os.urandom(32)

    def many(db: Connection) -> None:
        for chat_id in range(501):
            make_invite(db, "volunteer", code(str(chat_id)), until=NOON)
            take_invite(db, Keys.of(old), chat_id, code(str(chat_id)), now=NOON)

    await store.run(many)
    moved = [await store.run(lambda db: reindex_roles(db, Keys.of(new, old))) for _ in range(3)]
    assert moved == [500, 1, 0]


async def test_a_damaged_row_keeps_its_role_until_its_key_dies_and_ends_no_rotation(store: Store) -> None:
    old, new = os.urandom(32), os.urandom(32)
    both = Keys.of(new, old)
    await store.run(inviting("volunteer", "a"))
    await store.run(taking(Keys.of(old), ALICE, "a"))
    cut = Keys.of(old).heads[0] + bytes(40)
    await store.run(lambda db: db.execute(roles.update().values(sealed=cut)))
    with capture_logs() as logged:
        assert await store.run(lambda db: reindex_roles(db, both)) == 0
    assert logged == [{"event": "role-unreadable", "log_level": "warning"}]
    assert await held(store, both, ALICE) == ("volunteer", True)


async def test_no_row_tells_a_chat_or_a_code(store: Store, keys: Keys) -> None:
    await store.run(inviting("volunteer", "a"))
    await store.run(inviting("volunteer", "b"))
    await store.run(taking(keys, ALICE, "a"))

    def everything(db: Connection) -> list[Any]:
        return [*db.execute(select(roles)).one(), *db.execute(select(invites)).one()]

    index, role, ended, sealed, number, since, hashed, *rest = await store.run(everything)
    assert (index, hashed) == (keys.indexes(ALICE)[0], code("b"))
    assert (role, ended, rest) == ("volunteer", None, ["volunteer", int((NOON + DAY).timestamp()) // 3600 + 1, None])
    assert 100_000 <= number < 1_000_000
    assert since == int(NOON.timestamp()) // 3600
    assert len(sealed) > 256
    assert not [form for form in (ALICE.to_bytes(8, "big"), ALICE.to_bytes(8, "little")) if form in index + sealed]
