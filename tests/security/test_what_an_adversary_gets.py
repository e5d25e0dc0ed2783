"""The table of SECURITY.md, row by row, on the files and the memory of a bot that people used."""

import asyncio
import hashlib
import hmac
import os
import re
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from bot.backup import backup
from bot.local_api import Person
from bot.storage.chat_blob import unpack
from bot.storage.keys import Keys, Sealed
from bot.storage.reports_tables import reports_metadata
from bot.storage.tables import metadata
from tests.conversations.phone import answers_of, to_the_court, to_the_date
from tests.conversations.test_reminders import after_a_check
from tests.monitor.desk import gives
from tests.security.loot import Loot, take
from tests.world import ROOT_KEY, TOKEN, World, live

ROOT = Path(__file__).parents[2]
KEYS = Keys.of(bytes.fromhex(ROOT_KEY))
WORD, NUMBER = "Qzsecreto", "217430001"
STEP = 256  # bytes by which the size of a row tells something
HEAD = 1 + 4 + 12 + 16  # format, key id, nonce and tag of a sealed value
NAMES = re.compile(r"`(test_\w+)`")
IN_CLEAR = {
    "chats": {"index", "revision", "day"},
    "leases": {"name", "holder", "epoch", "until"},
    "invites": {"code_hash", "role", "until", "inviter"},
    "joinings": {"index", "role", "inviter", "number", "until"},
    "roles": {"index", "role", "ended", "number", "since"},
    "broadcasts": {"id", "revision"},
    "broadcast_marks": {"broadcast", "index", "state"},
    "broadcast_counts": {"broadcast", "outcome", "n"},
    "clinics": {"id", "revision"},
    "subscriptions": {"index", "revision"},
    "outbox": {"id"},
    "audit": {"n", "day", "actor", "action", "about", "link"},
    "audit_state": {"name", "told"},
    "web_tokens": {"hash", "index", "until"},
    "web_sessions": {"hash", "index", "began", "seen"},
    "notes": {"court", "defect", "state", "words", "day"},
    "watches": {"index", "kind", "about", "n", "days"},
}


@dataclass(frozen=True, slots=True)
class Seized:
    """What was taken, and of whom: Sam is in a check and typed what he should not, Maria has reminders, a role."""

    loot: Loot
    sam: Person
    maria: Person
    day: str
    backup: bytes


async def used_and_taken(folder: Path) -> Seized:
    async with live(folder) as world:
        sam, maria = world.telegram.person("Sam"), world.telegram.person("Maria")
        await to_the_court(world, sam)
        await world.says(sam, f"{WORD} {WORD}", f"A{NUMBER}")
        await after_a_check(world, maria)
        await gives(world, maria, "volunteer")
        await world.says(maria, "/monitor")
        today = world.clock().date()
        path, _ = backup(world.settings, folder / "copies", today=today, keep=7)
        return Seized(take(folder, folder / "loot"), sam, maria, today.isoformat(), path.read_bytes())


@pytest.fixture(scope="module")
def seized(tmp_path_factory: pytest.TempPathFactory) -> Seized:
    """The files of a bot that two people used, taken while it runs."""
    return asyncio.run(used_and_taken(tmp_path_factory.mktemp("seized")))


def table_of(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading of SECURITY.md, without its head."""
    part = (ROOT / "SECURITY.md").read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")]
    return rows[1:]


def test_every_row_of_the_table_names_the_tests_that_hold_it() -> None:
    rows = table_of("What an adversary gets")
    assert len(rows) == 6
    assert [who for who, *_, held_by in rows if not NAMES.search(held_by)] == []
    tests = "\n".join(file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    named = NAMES.findall((ROOT / "SECURITY.md").read_text("utf-8"))
    assert [name for name in named if f"def {name}(" not in tests] == []


def test_every_column_that_stands_in_clear_is_known_and_every_table_documented() -> None:
    assert {name: {c.name for c in table.c} - {"sealed"} for name, table in metadata.tables.items()} == IN_CLEAR
    security = (ROOT / "SECURITY.md").read_text("utf-8")
    assert [name for name in (*metadata.tables, *reports_metadata.tables) if f"`{name}`" not in security] == []
    assert "Seventeen tables" in security
    assert len(metadata.tables) == 17


def test_the_database_alone_tells_how_many_and_when_and_not_who_or_what(seized: Seized) -> None:
    rows = seized.loot.tables["chats"]
    assert len(rows) == 2
    assert {row["day"] for row in rows} == {seized.day}
    assert min(row["revision"] for row in rows) > 5
    assert {(len(row["sealed"]) - HEAD) % STEP for row in rows} == {0}
    assert {row["sealed"][1:5] for _, row in seized.loot.sealed()} == {KEYS.live[0].id}
    told = seized.loot.in_clear()
    who = {str(seized.sam.id), str(seized.maria.id), seized.sam.name, seized.maria.name, "en", "es"}
    assert not told & (who | {"nta", "me", "2027-03-15", "08:30", "miami"})
    indexes = {row["index"] for row in rows}
    for number in (seized.sam.id, seized.maria.id):
        raw = number.to_bytes(8, "big")
        guesses = (hmac.digest(key, raw, "sha256") for key in (TOKEN.encode(), b"", bytes(32)))
        assert not indexes & {hashlib.sha256(raw).digest(), *guesses}


def test_another_key_opens_no_row(seized: Seized) -> None:
    others = Keys.of(os.urandom(32), bytes(32), hashlib.sha256(TOKEN.encode()).digest())
    rows = list(seized.loot.sealed())
    assert {"chats", "subscriptions", "roles", "audit_state", "web_tokens"} <= {name for name, _ in rows}
    for name, row in rows:
        with pytest.raises(Sealed):
            Loot({name: [row]}).opened(others)


def test_a_backup_without_its_key_is_noise(seized: Seized) -> None:
    rows = [row for _, row in seized.loot.sealed()]
    told = [row["index"] for row in seized.loot.tables["chats"]] + [row["sealed"][5:40] for row in rows]
    assert len(seized.backup) > 1000
    assert not [p for p in (*told, b"chats", b"nta", str(seized.sam.id).encode()) if p in seized.backup]


def test_the_database_and_the_key_tell_all_answers_and_by_trying_numbers_whose(seized: Seized) -> None:
    by_index = {row["index"]: row for row in seized.loot.tables["chats"]}
    tried = {KEYS.indexes(n)[0]: n for n in range(seized.sam.id - 500, seized.sam.id + 500)}
    found = {tried[index]: row for index, row in by_index.items() if index in tried}
    row = found[seized.sam.id]
    chat = unpack(KEYS.open("chats", row["index"], row["sealed"]), row["revision"])
    assert chat.runs["notice-check"].answers["hearing_date"] == "2027-03-15"


def test_the_key_tells_the_numbers_of_who_is_reminded_and_of_the_team_without_trying(seized: Seized) -> None:
    opened = seized.loot.opened(KEYS)
    assert str(seized.maria.id).encode() in b"".join(opened["subscriptions"])
    assert seized.maria.id.to_bytes(8, "big") in opened["roles"]


def test_even_with_the_key_no_name_and_nothing_typed_is_there(seized: Seized) -> None:
    opened = b"\n".join(value for values in seized.loot.opened(KEYS).values() for value in values)
    assert b"hearing_date" in opened
    told = (WORD, WORD.casefold(), NUMBER, seized.sam.name, seized.maria.name, "33130")
    assert [word for word in told if word.encode() in opened or word in seized.loot.in_clear()] == []


async def test_even_with_the_key_nothing_of_who_was_erased_is_there(
    world: World, sam: Person, maria: Person, tmp_path: Path
) -> None:
    await to_the_date(world, sam)
    await after_a_check(world, maria)
    await world.says(maria, "/forget")
    assert await world.bot.desk.store.compact()
    found = take(tmp_path, tmp_path / "loot")
    indexes = {row["index"] for name in ("chats", "subscriptions") for row in found.tables[name]}
    assert indexes == {KEYS.indexes(sam.id)[0]}
    assert str(maria.id).encode() not in b"".join(v for values in found.opened(KEYS).values() for v in values)


async def test_the_token_alone_gives_new_messages_and_the_bots_voice_and_nothing_from_before(
    world: World, sam: Person
) -> None:
    await to_the_court(world, sam)
    before = await answers_of(world, sam)
    api = f"{world.settings.api_url}/bot{TOKEN}/"
    async with aiohttp.ClientSession() as http:

        async def call(method: str, **params: object) -> object:
            async with http.post(api + method, json=params) as answer:
                return (await answer.json())["result"]

        assert await call("deleteWebhook")
        assert await call("getUpdates", timeout=0) == []
        await sam.says("from now on")
        assert "from now on" in str(await call("getUpdates", timeout=0))
        await call("sendMessage", chat_id=sam.id, text="in the bot's name")
    assert sam.last.text == "in the bot's name"
    assert await answers_of(world, sam) == before
