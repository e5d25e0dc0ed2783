"""The wheel, installed outside the checkout: the demo runs from it alone, with its words and its law data."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import sysconfig
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.browser.demo import ADDRESS

ROOT = Path(__file__).resolve().parents[2]
CASE = {"document": "nta", "today": "2026-11-24", "hearing_date": "missing"}
OPEN = {"taps_answered": True}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    return Path(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `fairhearing` lies once the wheel is installed; the libraries are those of this interpreter.

    A path file lists their folder without reading its own path files, so the checkout is not found.
    """
    home = tmp_path_factory.mktemp("installed")
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "venv", "--without-pip", str(home)], check=True
    )
    library = next((home / "lib").glob("python*/site-packages"))
    (library / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = (sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install", "--quiet")
    subprocess.run(  # noqa: S603 - our own words
        [*pip, "--no-deps", "--no-index", "--ignore-installed", str(wheel)], check=True
    )
    return home / "bin"


def surroundings(**changed: str) -> dict[str, str]:
    """The environment without anything that would lead to the checkout or to an operator's settings."""
    strange = ("FAIRHEARING_", "PYTHON", "VIRTUAL_ENV", "COV_")
    return {name: value for name, value in os.environ.items() if not name.startswith(strange)} | changed


def run(folder: Path, *command: str | Path, given: str = "") -> str:
    """What a command says that ends well in a folder."""
    done = subprocess.run(  # noqa: S603 - our own words
        command, cwd=folder, env=surroundings(), input=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_bot_is_not_the_checkout(scripts: Path, tmp_path: Path) -> None:
    where = "import bot, handlers; from bot.text.places import data_folder as d"
    said = run(
        tmp_path,
        scripts / "python",
        "-c",
        f"{where}; print(bot.__file__, handlers.__file__, d('templates'), d('locales'))",
    )
    for path in map(Path, said.split()):
        assert path.is_relative_to(scripts.parent)
        assert not path.is_relative_to(ROOT)


def test_the_installed_check_speaks_spanish(scripts: Path, tmp_path: Path) -> None:
    said = run(tmp_path, scripts / "fairhearing", "check", "-", "--locale", "es", given=json.dumps(CASE))
    spanish = json.loads(said)
    said = run(tmp_path, scripts / "fairhearing", "check", "-", "--locale", "en", given=json.dumps(CASE))
    english = json.loads(said)
    assert spanish.pop("text") != english.pop("text")
    assert spanish == english
    assert "no-date" in json.dumps(english)


async def talk(address: str) -> list[Any]:
    """The page, the health, and the chat after one /start."""
    async with aiohttp.ClientSession(address) as http:
        async with http.get("/healthz") as answer:
            assert answer.status == 200
        async with http.get("/") as answer:
            assert answer.status == 200
            assert "/static/app.js" in await answer.text()
        async with http.get("/static/app.js") as answer:
            assert answer.status == 200
        async with http.get("/phone/state") as answer:
            person = (await answer.json())["people"][0]["id"]
        await http.post(f"/phone/people/{person}/text", json={"text": "/start"})
        await http.post("/phone/idle", json=OPEN)
        async with http.get(f"/phone/chats/{person}") as answer:
            messages: list[Any] = (await answer.json())["messages"]
    return messages


async def read_address(process: Process, log: Path) -> str:
    """The address that the demo prints once it is ready."""
    assert process.stdout is not None
    said = ""
    while (found := ADDRESS.search(said)) is None:
        line = await process.stdout.readline()
        assert line, f"the demo ended before it was ready: see {log}"
        said += line.decode()
    return found[0]


async def end(process: Process) -> None:
    """Ask the process to stop, and wait until it has."""
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
    await process.wait()


async def test_the_installed_demo_talks_and_stops_when_told_to(scripts: Path, tmp_path: Path) -> None:
    log, empty = tmp_path / "log", tmp_path / "empty"
    empty.mkdir()
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            scripts / "fairhearing",
            "demo",
            cwd=empty,
            env=surroundings(FAIRHEARING_PORT="0"),
            stdout=PIPE,
            stderr=errors,
        )
    try:
        messages = await talk(await read_address(process, log))
    finally:
        await end(process)
    assert process.returncode == 0
    assert [json.loads(line)["event"] for line in log.read_text().splitlines()] == ["keeping_house"]
    assert [one["by_bot"] for one in messages] == [False, True]
    assert "English" in json.dumps(messages[1]["wire"]["reply_markup"])


async def test_the_installed_bot_sets_a_paper(scripts: Path, tmp_path: Path) -> None:
    made = (
        "import asyncio; from bot.services.workshop import Workshop; from bot.text.typeset import FONTS, layouts;"
        "w = Workshop(); data = {'title': 'A', 'lang': 'ar', 'dir': 'rtl', 'notice': '', 'pieces': []};"
        "go = lambda: asyncio.wait_for(one(), 60)\n"
        "async def one():\n    made = await w.make('page', lambda: data); await w.close(); return made\n"
        "print(asyncio.run(go())[:5], FONTS, layouts())"
    )
    kind, fonts, layout = run(tmp_path, scripts / "python", "-c", made).split()
    assert kind == "b'%PDF-'"
    assert Path(fonts).is_relative_to(scripts.parent)
    assert Path(layout).is_relative_to(scripts.parent)
