import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import URL, NullPool, create_engine, text

from bot.storage.addresses import address
from bot.storage.errors import StoreError
from bot.storage.migrate import MAIN, migrate_database
from bot.storage.store import Store
from tests.postgres import PASSWORD, NewDatabase
from tests.storage.units import adding, found


def no_database(folder: Path) -> Path:
    path = folder / "text.db"
    path.write_text("This is a text of more than one hundred characters, and no database at all. " * 3)
    return path


def newer(folder: Path) -> Path:
    path = folder / "newer.db"
    Store.open(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE alembic_version SET version_num = 'z999'")
        db.commit()
    return path


def in_a_file(folder: Path) -> Path:
    return no_database(folder) / "chats.db"


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (no_database, "file is not a database"),
        (newer, "was made by a newer version"),
        (in_a_file, "no such folder"),
        (lambda folder: folder, "is a folder"),
        (lambda folder: folder / "none" / "chats.db", "no such folder"),
    ],
)
def test_what_cannot_be_opened_is_told_in_one_line(
    tmp_path: Path, place: Callable[[Path], Path], reason: str
) -> None:
    path = place(tmp_path)
    with pytest.raises(StoreError) as refused:
        Store.open(f"sqlite:///{path}")
    assert str(refused.value).startswith(f"{path}: ")
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_told_in_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be written to"):
        Store.open(f"sqlite:///{tmp_path}/chats.db")
    tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    "url", ["sqlite://", "sqlite:///:memory:", "mysql://user:secret@host/db", "postgresql://user:secret@host"]
)
def test_an_address_of_no_database_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(StoreError, match="must be sqlite:///folder") as refused:
        Store.open(url)
    assert "secret" not in str(refused.value)


async def test_a_path_with_special_characters_is_opened_for_reading_too(tmp_path: Path) -> None:
    folder = tmp_path / "a b%20c#d"
    folder.mkdir()
    store = Store.open(URL.create("sqlite", database=f"{folder}/e?%f.db").render_as_string())
    assert store.path == folder / "e?%f.db"
    await store.run(adding(1))
    assert await store.read(found) == {1}
    store.close()


@pytest.mark.parametrize("kind", ["postgres", "postgresql", "postgresql+psycopg"])
def test_a_server_is_named_by_any_of_its_usual_addresses(postgres_url: str, kind: str) -> None:
    store = Store.open(postgres_url.replace("postgresql", kind, 1))
    assert store.path is None
    store.close()


@pytest.mark.parametrize(
    "url",
    ["postgresql://u:p@secret@host/db", "postgresql://u:p@host:secret/db", "postgresql:secret"],
)
def test_an_address_with_a_badly_written_password_is_refused_without_any_of_it(url: str) -> None:
    with pytest.raises(StoreError, match="cannot be read as an address") as refused:
        Store.open(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (lambda url: url.replace(PASSWORD, "se-cret"), "password authentication failed"),
        (lambda url: url.replace("/test", "/none"), "does not exist"),
        (lambda url: url.replace("host=", "host=/nowhere"), "No such file or directory"),
        (lambda url: url + "&sslmode=secret", "sslmode"),
    ],
    ids=["password", "database", "place", "option"],
)
def test_a_server_that_cannot_be_reached_is_told_in_one_line_without_the_password(
    postgres_url: str, wrong: Callable[[str], str], reason: str
) -> None:
    with pytest.raises(StoreError) as refused:
        Store.open(wrong(postgres_url))
    said = str(refused.value)
    assert said.startswith("postgresql://")
    assert reason in said
    assert not [word for word in ("\n", PASSWORD, "se-cret") if word in said]


def test_a_server_without_the_tables_is_sent_to_migrate(new_postgres_database: NewDatabase) -> None:
    url = new_postgres_database(None)
    with pytest.raises(StoreError, match="run `fairhearing migrate`"):
        Store.open(url)
    migrate_database(url, MAIN)
    Store.open(url).close()


def test_a_server_with_the_tables_of_another_version_is_not_touched(postgres_url: str) -> None:
    for revision, said in (("a001", "run `fairhearing migrate`"), ("z999", "was made by a newer version")):
        with create_engine(address(postgres_url), poolclass=NullPool).begin() as db:
            db.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
        with pytest.raises(StoreError, match=said):
            Store.open(postgres_url)
    with pytest.raises(StoreError, match="was made by a newer version"):
        migrate_database(postgres_url, MAIN)


def test_a_row_of_a_chat_takes_little_more_than_its_own_bytes(tmp_path: Path) -> None:
    """Past a quarter of a page a row would take pages of its own: a file four times as large."""
    row, many = 1_100, 2_000
    path = tmp_path / "chats.db"
    Store.open(f"sqlite:///{path}").close()
    with closing(sqlite3.connect(path)) as db:
        rows = ((os.urandom(32), "2026-11-24", os.urandom(row)) for _ in range(many))
        db.executemany('INSERT INTO chats ("index", revision, day, sealed) VALUES (?, 1, ?, ?)', rows)
        db.commit()
        db.execute("VACUUM")
    assert path.stat().st_size < 1.4 * row * many
