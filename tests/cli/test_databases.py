"""The commands with databases of both kinds: migrate, doctor, run."""

from pathlib import Path

from bot.storage.migrate import MAIN
from bot.storage.store import Store
from tests.cli.test_start import GOOD, fairhearing, refused
from tests.postgres import PASSWORD, NewDatabase, Postgres, running_postgres


def with_databases(main: str, reports: str = "") -> dict[str, str]:
    return GOOD | {"FAIRHEARING_DATABASE_URL": main, "FAIRHEARING_REPORTS_URL": reports}


def test_migrate_brings_a_database_up_to_date_and_can_be_repeated(tmp_path: Path, new_database: NewDatabase) -> None:
    url = new_database(None)
    for _ in range(2):
        status, out, err = fairhearing("migrate", home=tmp_path, settings=with_databases(url))
        assert (status, err) == (0, "")
        assert out.splitlines()[0] == "database: schema up to date"
    Store.open(url, MAIN).close()


def test_a_server_without_the_tables_ends_the_start_and_says_what_to_do(
    tmp_path: Path, new_postgres_database: NewDatabase
) -> None:
    said = refused("run", home=tmp_path, settings=with_databases(new_postgres_database(None)))
    assert said.endswith("its schema is not up to date: run `fairhearing migrate`")
    assert PASSWORD not in said


def test_a_wrong_password_is_said_without_it(tmp_path: Path, postgres: Postgres) -> None:
    settings = with_databases(postgres.url("postgres", password="se-cret"))
    for command in ("run", "migrate"):
        said = refused(command, home=tmp_path, settings=settings)
        assert "password authentication failed" in said
        assert "se-cret" not in said


def test_one_database_for_both_is_refused(tmp_path: Path, new_database: NewDatabase) -> None:
    url = new_database()
    said = refused("migrate", home=tmp_path, settings=with_databases(url, url))
    assert said == "FAIRHEARING_REPORTS_URL: must be another database than FAIRHEARING_DATABASE_URL"


def test_the_doctor_says_that_two_databases_share_a_server(
    tmp_path: Path, new_postgres_database: NewDatabase
) -> None:
    settings = with_databases(new_postgres_database(), new_postgres_database())
    _, out, _ = fairhearing("doctor", home=tmp_path, settings=settings)
    lines = [line for line in out.splitlines() if "database" in line]
    assert "ready  database: opens, schema up to date" in lines
    assert lines[-1].startswith("ready  servers: both databases are on one PostgreSQL server")
    assert PASSWORD not in out


def test_the_doctor_says_that_each_database_has_its_server(
    tmp_path: Path, new_postgres_database: NewDatabase
) -> None:
    with running_postgres() as second:
        settings = with_databases(new_postgres_database(), second.new_database(None))
        _, out, _ = fairhearing("doctor", home=tmp_path, settings=settings)
    assert "ready  servers: each database has a PostgreSQL server of its own" in out.splitlines()


def test_the_doctor_names_a_server_that_is_not_there(tmp_path: Path, postgres: Postgres) -> None:
    url = postgres.url("postgres").replace("host=", "host=/nowhere")
    status, out, err = fairhearing("doctor", home=tmp_path, settings=with_databases(url))
    assert (status, err) == (2, "")
    [line] = [line for line in out.splitlines() if line.startswith("NOT ready")]
    assert "No such file or directory" in line
    assert PASSWORD not in out
