"""The restore drill: a backup made beside the running bot, the machine lost, and people go on where they were."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.app import invite_link
from bot.backup import backup, restore
from bot.domain.chat import Chat
from bot.export import export
from bot.local_api import NewPerson, Person
from bot.settings import Settings
from bot.storage.backup import LEFT_OUT, kept_tables
from bot.storage.chats import load_chat
from bot.storage.errors import StoreError
from bot.storage.key_file import make_key_file, rotate_key_file
from bot.storage.keys import Keys
from bot.storage.migrate import MAIN, REPORTS
from bot.storage.roles import ever_held
from bot.storage.store import Store
from tests.cli.test_start import GOOD, fairhearing, refused
from tests.conversations.phone import answers_of, to_the_court, to_the_result
from tests.monitor.desk import fills
from tests.postgres import NewDatabase
from tests.world import World, live

TODAY = date(2026, 11, 24)
COPIED = {
    *("chats", "subscriptions", "invites", "roles", "clinics", "notes", "watches"),
    *("audit", "audit_state"),
    *("reports", "languages", "closed_months", "releases"),
}


@pytest.fixture
def elsewhere(tmp_path: Path, world: World, new_database: NewDatabase) -> Settings:
    """The settings of a new machine with empty databases, of either kind."""
    addresses = {"database_url": new_database(MAIN), "reports_url": new_database(REPORTS)}
    return world.settings.model_copy(update=addresses | {"data": tmp_path / "new"})


def test_every_table_is_said_to_be_copied_or_left_out() -> None:
    tables = {table.name for schema in (MAIN, REPORTS) for table in schema.metadata.sorted_tables}
    assert tables == COPIED | LEFT_OUT
    assert {table.name for schema in (MAIN, REPORTS) for table in kept_tables(schema)} == COPIED


async def test_who_was_in_the_midst_of_a_check_goes_on_after_the_machine_was_lost(
    world: World, sam: Person, maria: Person, elsewhere: Settings, tmp_path: Path
) -> None:
    await to_the_court(world, sam)
    link = await invite_link(world.settings, "volunteer", world.clock)
    await world.says(maria, f"/start {link.rpartition('=')[2]}")
    before = await answers_of(world, sam)
    path, _ = backup(world.settings, tmp_path / "copies", today=TODAY, keep=7)
    rows = restore(elsewhere, path, today=TODAY)
    assert rows["database"] > 0
    urls = (elsewhere.database_url, elsewhere.reports_url)
    people = (NewPerson("Sam", "en", id=sam.id), NewPerson("Maria", "es", id=maria.id))
    async with live(tmp_path, databases=urls, people=people, seed=8) as again:  # other update ids
        person = again.telegram.person("Sam")
        assert await answers_of(again, person) == before
        await again.says(person, "33130")
        await again.presses(person, "1. Miami")
        assert (await answers_of(again, person))["hearing_place"] == "miami"
        held = again.telegram.person("Maria").id
        assert await again.bot.desk.store.run(lambda db: ever_held(db, again.bot.desk.keys, held))


async def test_what_waits_to_be_mixed_with_others_and_its_keys_are_not_copied(
    world: World, sam: Person, elsewhere: Settings, tmp_path: Path
) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Menu", "Yes, count it")
    path, _ = backup(world.settings, tmp_path / "copies", today=TODAY, keep=7)
    restore(elsewhere, path, today=TODAY)
    store = Store.open(elsewhere.reports_url, REPORTS)
    tables = [table for table in REPORTS.metadata.sorted_tables if table.name != "closed_months"]
    counts = await store.run(
        lambda db: [db.execute(select(func.count()).select_from(t)).scalar_one() for t in tables]
    )
    store.close()
    assert set(counts) == {0}


async def test_nothing_of_a_person_can_be_read_in_the_file(world: World, sam: Person, tmp_path: Path) -> None:
    await to_the_result(world, sam)
    path, _ = backup(world.settings, tmp_path / "copies", today=TODAY, keep=7)
    content = path.read_bytes()
    index = world.bot.desk.keys.indexes(sam.id)[0]
    assert not any(told in content for told in (str(sam.id).encode(), index, b"chats", b"miami"))
    assert path.stat().st_mode & 0o777 == 0o600


async def test_a_second_restore_is_refused_and_changes_nothing(
    world: World, sam: Person, elsewhere: Settings, tmp_path: Path
) -> None:
    await to_the_court(world, sam)
    path, _ = backup(world.settings, tmp_path / "copies", today=TODAY, keep=7)
    first = restore(elsewhere, path, today=TODAY)
    with pytest.raises(StoreError, match="is not empty"):
        restore(elsewhere, path, today=TODAY)
    assert first["database"] == 1


@pytest.mark.parametrize("at", [0, 30, 45, 60, 100, 500, -300, -1])
async def test_a_damaged_byte_is_found_before_anything_is_written(
    world: World, sam: Person, elsewhere: Settings, tmp_path: Path, at: int
) -> None:
    await to_the_court(world, sam)
    path, _ = backup(world.settings, tmp_path / "copies", today=TODAY, keep=7)
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError, match="backup"):
        restore(elsewhere, path, today=TODAY)
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreError, match="backup"):
        restore(elsewhere, path, today=TODAY)


async def test_a_backup_opens_for_thirty_days_after_its_key_was_retired(
    world: World, elsewhere: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "keys"
    make_key_file(file, TODAY)
    with_file = {"secret_key": "", "secret_key_file": file}
    path, _ = backup(world.settings.model_copy(update=with_file), tmp_path / "copies", today=TODAY, keep=7)
    rotate_key_file(file, TODAY)
    later = elsewhere.model_copy(update=with_file)
    with pytest.raises(StoreError, match="none of the live root keys opens it"):
        restore(later, path, today=TODAY + timedelta(days=31))
    assert restore(later, path, today=TODAY + timedelta(days=30)).keys() == {"database", "reports"}


def test_the_command_keeps_the_newest_and_deletes_older_ones(tmp_path: Path) -> None:
    assert fairhearing("migrate", home=tmp_path, settings=GOOD)[0] == 0
    folder = tmp_path / "copies"
    folder.mkdir()
    for day in range(1, 4):
        (folder / f"fairhearing-2026-01-0{day}.backup").write_bytes(b"old")
    (folder / "something else").write_bytes(b"stays")
    status, out, err = fairhearing("backup", "copies", "--keep", "2", home=tmp_path, settings=GOOD)
    today = f"fairhearing-{datetime.now(UTC).date()}.backup"
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == f"copies/{today}"
    assert sorted(file.name for file in folder.iterdir()) == [
        "fairhearing-2026-01-03.backup",
        today,
        "something else",
    ]


def test_what_cannot_be_restored_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "no.backup").write_bytes(b"hello")
    assert refused("restore", "no.backup", home=tmp_path, settings=GOOD).endswith("not a backup of this program")
    assert refused("restore", "none", home=tmp_path, settings=GOOD) == "none: there is no such file"
    assert refused("backup", "copies", home=tmp_path, settings=GOOD).endswith(
        "fairhearing.sqlite3: there is no such folder"
    )


async def test_who_lost_the_key_restores_nothing_begins_anew_and_keeps_what_was_released(
    world: World, sam: Person, tmp_path: Path
) -> None:
    """The last row of the table in docs/operators.md."""
    await to_the_court(world, sam)
    await fills(world, 500)
    path, _ = backup(world.settings, tmp_path / "copies", today=TODAY, keep=7)
    another = {"secret_key": "1a" * 32, "data": tmp_path / "new"}
    with pytest.raises(StoreError, match=f"^{path}: none of the live root keys opens it$"):
        restore(world.settings.model_copy(update=another), path, today=TODAY)
    no_key = world.settings.model_copy(update={"secret_key": "", "token": ""})
    tables = tmp_path / "tables"
    written = await asyncio.to_thread(export, no_key, "volunteers", "csv", folder=tables, locale="en")
    assert any(file.name == "counts.csv" and file.stat().st_size > 100 for file in written)
    store = world.bot.desk.store
    lost = Keys.of(bytes.fromhex("1a" * 32))
    assert await store.run(lambda db: load_chat(db, lost, sam.id)) == Chat()
    assert (await answers_of(world, sam))["hearing_date"]
