"""What is sealed follows a new root key while the old one is live, or is gone before the old one dies."""

import os
from functools import partial

from bot.domain.clinics import Clinic
from bot.domain.watches import Watch
from bot.storage.clinics import all_clinics, reseal_clinics, save_clinic
from bot.storage.keys import Keys
from bot.storage.reports_tables import reports_metadata
from bot.storage.store import Store
from bot.storage.tables import metadata
from bot.storage.watches import all_watches, put_watch, reindex_watches, watches_of

OLD, NEW = os.urandom(32), os.urandom(32)
BEFORE, BOTH, AFTER = Keys.of(OLD), Keys.of(NEW, OLD), Keys.of(NEW)
SAM, MARIA = 5_512_345_678, 5_512_345_679
CLINIC = Clinic("c1", "Legal Aid House", "12 Main Street", "America/New_York", (1, 2))
AT_MIAMI = Watch("court", "miami")

REWRITTEN_BY_A_VISIT = {"chats"}  # or purged after 30 days without one
REWRITTEN_AT_ONCE = {"roles", "subscriptions", "clinics", "watches", "audit_state", "month_keys", "batch_keys"}
GONE_SOONER = {"joinings", "outbox", "web_tokens", "web_sessions"}  # days, hours, minutes
UNDER_A_KEY_OF_THEIR_OWN = {"batches", "buffer"}  # which is in month_keys or batch_keys
UNDER_WAY = {"broadcasts"}  # two weeks at most, and 30 days of memory


def test_of_every_sealed_table_it_is_said_how_it_outlives_a_key() -> None:
    tables = (*metadata.tables.values(), *reports_metadata.tables.values())
    known = REWRITTEN_BY_A_VISIT | REWRITTEN_AT_ONCE | GONE_SOONER | UNDER_A_KEY_OF_THEIR_OWN | UNDER_WAY
    assert {table.name for table in tables if "sealed" in table.c} == known


async def test_a_clinic_follows_a_new_key(store: Store) -> None:
    saved = await store.run(lambda db: save_clinic(db, BEFORE, CLINIC))
    assert await store.run(lambda db: all_clinics(db, AFTER)) == ()
    assert [await store.run(lambda db: reseal_clinics(db, BOTH)) for _ in range(2)] == [1, 0]
    assert await store.run(lambda db: all_clinics(db, AFTER)) == (saved,)
    assert await store.run(lambda db: all_clinics(db, BEFORE)) == ()


async def test_a_watch_follows_a_new_key(store: Store) -> None:
    for chat_id in (SAM, MARIA):
        await store.run(partial(put_watch, keys=BEFORE, chat_id=chat_id, watch=AT_MIAMI))
    assert [await store.run(lambda db: reindex_watches(db, BOTH)) for _ in range(2)] == [2, 0]
    assert await store.run(lambda db: watches_of(db, AFTER, SAM)) == (AT_MIAMI,)
    assert sorted(await store.run(lambda db: all_watches(db, AFTER))) == [(SAM, AT_MIAMI), (MARIA, AT_MIAMI)]
    assert await store.run(lambda db: all_watches(db, BEFORE)) == []


async def test_of_two_watches_on_one_thing_the_one_made_under_the_new_key_stays(store: Store) -> None:
    newer = Watch("court", "miami", n=50)
    await store.run(lambda db: put_watch(db, BEFORE, SAM, AT_MIAMI))
    await store.run(lambda db: put_watch(db, BOTH, SAM, newer))
    assert await store.run(lambda db: reindex_watches(db, BOTH)) == 1
    assert await store.run(lambda db: all_watches(db, BOTH)) == [(SAM, newer)]
