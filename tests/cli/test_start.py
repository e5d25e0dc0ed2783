"""What stops the start: one line that says what and where, exit 2, and nothing of a secret in it."""

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.local_api import make_app, serve
from tests.cli.command import CHECKOUT, run_forked
from tests.world import ROOT_KEY, TOKEN

PARTS = ("bot", "handlers", "templates", "locales")
GOOD = {"FAIRHEARING_TOKEN": TOKEN, "FAIRHEARING_SECRET_KEY": ROOT_KEY, "FAIRHEARING_PORT": "0"}
NOTHING: Mapping[str, str] = MappingProxyType({})
Damage = Callable[[Path], None]


def fairhearing(
    *words: str, home: Path, code: Path = CHECKOUT, settings: Mapping[str, str] = NOTHING
) -> tuple[int, str, str]:
    """Run the real command in an empty folder with these settings and no others.

    The checkout's own is forked from a process that has read it; another folder's code begins from nothing.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith("FAIRHEARING_")} | dict(settings)
    if code == CHECKOUT:
        return run_forked(words, home=home, env=kept)
    return run_anew(words, home=home, env=kept | {"PYTHONPATH": str(code), "PYTHONSAFEPATH": "1"})


def run_anew(words: Sequence[str], *, home: Path, env: Mapping[str, str]) -> tuple[int, str, str]:
    """The same in a process that begins from nothing."""
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "bot", *words],
        cwd=home,
        env=dict(env),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def refused(*words: str, home: Path, code: Path = CHECKOUT, settings: Mapping[str, str] = NOTHING) -> str:
    """The one line that says what is wrong."""
    status, out, err = fairhearing(*words, home=home, code=code, settings=settings)
    assert (status, out) == (2, ""), err
    assert err.count("\n") == 1, err
    assert TOKEN not in err
    assert ROOT_KEY not in err
    return err.removeprefix("fairhearing: ").strip()


@pytest.mark.parametrize(
    ("name", "value", "must_be"),
    [
        ("FAIRHEARING_PORT", "eighty", "the port to listen on, 0 to 65535"),
        ("FAIRHEARING_PORT", "70000", "the port to listen on, 0 to 65535"),
        ("FAIRHEARING_API_URL", "telegram", "the Bot API without /bot"),
        ("FAIRHEARING_PUBLIC_URL", "ftp://bot.example.org", "where Telegram reaches this bot"),
        ("FAIRHEARING_WEBHOOK_SECRET", "with a space", "1 to 256 of"),
        ("FAIRHEARING_DATABASE_URL", "mysql://localhost/x", "a sqlite:/// or postgresql:// address"),
        ("FAIRHEARING_REPORTS_URL", "reports.sqlite3", "a sqlite:/// or postgresql:// address"),
        ("FAIRHEARING_TOKEN", "", "the bot's token"),
        ("FAIRHEARING_SECRET_KEY", "", "must be set"),
        ("FAIRHEARING_SECRET_KEY", "abc", "64 hexadecimal digits"),
        ("FAIRHEARING_LOCALES", "en,xx", "'xx' is not"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_must_be(tmp_path: Path, name: str, value: str, must_be: str) -> None:
    said = refused("run", home=tmp_path, settings=GOOD | {name: value})
    assert name in said
    assert must_be in said


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert refused("demo", home=tmp_path, settings={"FAIRHEARING_PORT": port}) == f"port {port} is in use"


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "fairhearing.sqlite3").write_bytes(b"no database " * 200)
    assert "fairhearing.sqlite3" in refused("run", home=tmp_path, settings=GOOD)


def test_a_key_file_that_is_missing_is_named(tmp_path: Path) -> None:
    given = GOOD | {"FAIRHEARING_SECRET_KEY": "", "FAIRHEARING_SECRET_KEY_FILE": "nowhere.key"}
    assert "nowhere.key" in refused("run", home=tmp_path, settings=given)


def broken_toml(code: Path) -> None:
    courts = code / "bot" / "law" / "courts.toml"
    courts.write_text(courts.read_text(encoding="utf-8") + "\n[broken\n", encoding="utf-8")


def a_rule_without_its_law(code: Path) -> None:
    law = code / "bot" / "law" / "authorities.toml"
    law.write_text(re.sub(r"(?m)^\[ina-239-b-1\]", "[renamed]", law.read_text(encoding="utf-8")), encoding="utf-8")


def a_step_without_its_template(code: Path) -> None:
    (code / "templates" / "chat" / "notice-check" / "address.html").unlink()


def a_broken_catalog(code: Path) -> None:
    (code / "locales" / "es" / "LC_MESSAGES" / "messages.po").write_text("no catalog", encoding="utf-8")


def copied(code: Path) -> Path:
    """A copy of the project, with what Python compiled of it."""
    code.mkdir()
    shutil.copy(CHECKOUT / "pyproject.toml", code)
    for part in PARTS:
        shutil.copytree(CHECKOUT / part, code / part)
    return code


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (broken_toml, "courts.toml"),
        (a_rule_without_its_law, "under-10-days cites ina-239-b-1, which authorities.toml lacks"),
        (a_step_without_its_template, "templates/chat/notice-check/address.html: is missing"),
        (a_broken_catalog, "messages.po"),
    ],
)
def test_data_that_does_not_fit_is_named(tmp_path: Path, damage: Damage, named: str) -> None:
    code = copied(tmp_path / "code")
    damage(code)
    assert named in refused("run", home=tmp_path, code=code, settings=GOOD)


def test_the_doctor_names_what_does_not_fit(tmp_path: Path) -> None:
    code = copied(tmp_path / "code")
    a_step_without_its_template(code)
    status, out, _ = fairhearing("doctor", home=tmp_path, code=code, settings=GOOD)
    assert status == 2
    assert "templates/chat/notice-check/address.html: is missing" in out


def test_the_doctor_says_in_one_line_each_what_is_ready(tmp_path: Path) -> None:
    status, out, err = fairhearing("doctor", home=tmp_path, settings=GOOD)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert [line.split()[1].rstrip(":") for line in lines] == [
        *("settings", "token", "keys", "law", "words", "database", "reports", "way", "monitor", "log")
    ]
    assert all(line.startswith("ready") for line in lines)
    assert TOKEN not in out
    assert ROOT_KEY not in out


def test_the_doctor_says_what_is_missing(tmp_path: Path) -> None:
    status, out, _ = fairhearing("doctor", home=tmp_path)
    assert status == 2
    missing = [line for line in out.splitlines() if line.startswith("NOT ready")]
    assert [("FAIRHEARING_TOKEN" in line, "FAIRHEARING_SECRET_KEY" in line) for line in missing] == [
        (True, False),
        (False, True),
    ]


def test_keys_are_made_shown_and_rotated_and_never_printed(tmp_path: Path) -> None:
    anew = {"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "PYTHONSAFEPATH": "1"}
    status, out, _ = run_anew(("keys", "make", "root.key"), home=tmp_path, env=anew)
    assert (status, "root.key" in out) == (0, True)
    first = fairhearing("keys", "show", "root.key", home=tmp_path)[1].split()[0]
    status, out, _ = fairhearing("keys", "rotate", "root.key", home=tmp_path)
    assert status == 0
    ids = [line.split()[0] for line in out.splitlines()]
    assert len(ids) == 2
    assert ids[1] == first
    secrets = re.findall(r"[0-9a-f]{64}", (tmp_path / "root.key").read_text(encoding="utf-8"))
    assert len(secrets) == 2
    assert not [secret for secret in secrets if secret in out]
    assert "root.key" in refused("keys", "make", "root.key", home=tmp_path)
    assert "nowhere" in refused("keys", "rotate", "nowhere", home=tmp_path)


def test_spanish_alone_still_has_the_english_it_leads_to(tmp_path: Path) -> None:
    status, out, _ = fairhearing("doctor", home=tmp_path, settings=GOOD | {"FAIRHEARING_LOCALES": "es"})
    assert status == 0
    assert "es (machine-drafted), en (source)" in out


async def test_a_bot_of_which_a_part_breaks_ends_with_one_and_says_which(tmp_path: Path) -> None:
    app = make_app(GOOD["FAIRHEARING_TOKEN"])
    app.state.telegram.fail("getUpdates", status=401, description="Unauthorized")
    async with serve(app) as api:
        given = GOOD | {"FAIRHEARING_API_URL": api, "FAIRHEARING_DATA": str(tmp_path), "FAIRHEARING_PORT": "0"}
        status, _, err = await asyncio.to_thread(partial(fairhearing, "run", home=tmp_path, settings=given))
    assert status == 1
    broken = next(line for line in map(json.loads, err.splitlines()) if line["event"] == "broken")
    assert (broken["work"], broken["error"]) == ("_poll", "InvalidToken")
