"""What goes wrong is told without a secret, a path of the machine, a statement or a word of whoever asked."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.local_api import Person, Rules, make_app, serve
from bot.settings import PREFIX, BadSetting, Settings, read_settings
from tests.cli.test_start import GOOD, fairhearing
from tests.monitor.desk import Answered, Visitor, fills, gives, visiting
from tests.monitor.test_guards import METHODS, paths_of
from tests.world import ROOT_KEY, TOKEN, World

CANARY = "qzCanary"
ANY_TEXT = {"token", "host", "data", "secret_key", "secret_key_file", "locales"}
SECRETS = (TOKEN, TOKEN.partition(":")[2], ROOT_KEY, CANARY, "Traceback", 'File "', "sqlite", "SELECT", ".py")


@pytest.fixture
async def member(world: World, sam: Person) -> AsyncIterator[Visitor]:
    """A volunteer who is signed in, where there are numbers to see."""
    await world.says(sam, "/start")
    await world.presses(sam, "English")
    await gives(world, sam, "volunteer")
    await fills(world, 2000)
    async with visiting(world) as visitor:
        await visitor.signs_in(sam)
        yield visitor


def told_by(answer: Answered) -> list[str]:
    """Which secrets an answer tells, in its headers or its body."""
    text = answer.text + repr(answer.headers)
    return [secret for secret in SECRETS if secret in text]


def break_databases(folder: Path) -> None:
    """Take tables away under the running bot: whatever asks for them fails."""
    for file, tables in (("fairhearing", ("notes", "roles", "leases")), ("reports", ("reports", "releases"))):
        with closing(sqlite3.connect(folder / f"{file}.sqlite3", isolation_level=None)) as db:
            for table in tables:
                db.execute(f"DROP TABLE {table}")


async def test_no_error_page_of_any_route_tells_a_secret_or_repeats_what_was_asked(
    world: World, member: Visitor, tmp_path: Path
) -> None:
    break_databases(tmp_path)
    paths = [*paths_of(world), "/telegram", "/healthz", "/metrics", f"/{CANARY}", f"/monitor/courts/{CANARY}", "/"]
    statuses, told = set(), {}
    for path in paths:
        for method in METHODS:
            sent = {"sec_fetch_site": "same-origin", "x_telegram_bot_api_secret_token": CANARY, "connection": "close"}
            form = {"token": CANARY, "words": CANARY} if method == "POST" else None
            answer = await member.asks(method, f"{path}?court={CANARY}", data=form, **sent)
            statuses.add(answer.status)
            if told_by(answer):
                told[method, path] = told_by(answer)
    assert told == {}
    assert max(statuses) >= 500, "nothing was broken"
    assert {403, 404, 405} <= statuses


@pytest.mark.parametrize("name", [*Settings.model_fields])
def test_a_wrong_setting_is_refused_without_its_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(PREFIX + name.upper(), f"{CANARY} \n\x7f")
    if name in ANY_TEXT:
        assert CANARY in str(getattr(read_settings(), name))
        return
    with pytest.raises(BadSetting, match=f"^{PREFIX}{name.upper()}: must be ") as refused:
        read_settings()
    assert CANARY not in str(refused.value)
    assert refused.value.__suppress_context__


async def test_a_token_that_telegram_refuses_is_not_repeated(tmp_path: Path) -> None:
    wrong = TOKEN[:-1] + "x"
    (tmp_path / "data").mkdir()
    async with serve(make_app(TOKEN, people=(), rules=Rules(seed=7))) as api:
        given = GOOD | {"FAIRHEARING_TOKEN": wrong, "FAIRHEARING_API_URL": api}
        status, out, err = await asyncio.to_thread(fairhearing, "invite", "volunteer", home=tmp_path, settings=given)
    assert (status, out, err) == (2, "", "fairhearing: Telegram: Telegram refused the token\n")
