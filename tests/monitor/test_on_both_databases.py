"""A volunteer's way through the monitor, from the link to the end of the role, on SQLite and on PostgreSQL."""

import json
from pathlib import Path

from bot.storage.audit import read_log
from bot.storage.migrate import REPORTS
from tests.monitor.desk import MONTHS, fills, gives, visiting
from tests.postgres import NewDatabase
from tests.world import live

NOTE = {"court": "miami", "defect": "no-time", "state": "raised", "words": "Asked the clerk"}


async def test_the_way_from_the_link_to_the_end_of_the_role_which_an_administrator_ends_in_the_chat(
    tmp_path: Path, new_database: NewDatabase
) -> None:
    async with live(tmp_path, databases=(new_database(), new_database(REPORTS))) as world, visiting(world) as visitor:
        sam, maria = world.telegram.person("Sam"), world.telegram.person("Maria")
        for person, language, role in ((sam, "English", "volunteer"), (maria, "English", "administrator")):
            await world.says(person, "/start")
            await world.presses(person, language)
            await gives(world, person, role)
        await fills(world, 1500)
        assert (await visitor.signs_in(sam)).status == 303
        pages = {path: await visitor.gets(path) for path in ("/monitor", "/monitor/courts/miami", "/monitor/health")}
        assert [page.status for page in pages.values()] == [200, 200, 404]
        assert (await visitor.posts("/monitor/notes", **NOTE)).status == 303
        assert "Asked the clerk" in (await visitor.gets("/monitor/courts/miami")).text
        table = json.loads((await visitor.gets("/monitor/files/counts.json")).body)
        assert {row["month"] for row in table["rows"]} <= set(MONTHS)
        assert min(row["n"] for row in table["rows"]) >= 5
        await world.says(maria, "/revoke")
        await world.presses(maria, next(label for label in maria.last.labels if "volunteer" in label.lower()), "Yes")
        assert "has no role any more" in sam.last.text
        for path in (*pages, "/monitor/files/counts.json"):
            assert (await visitor.gets(path)).status == 401
        assert (await visitor.posts("/monitor/notes", **NOTE)).status == 401
        await visitor.signs_in(maria)
        health = (await visitor.gets("/monitor/health")).text
        rows = await world.bot.desk.store.read(lambda db: [row.entry.action for row in read_log(db)])
        assert [action for action in rows if action in ("signed-in", "noted", "exported", "revoked")] == [
            *("signed-in", "noted", "exported", "revoked", "signed-in")
        ]
        assert f"whole, {len(rows)} entries" in health
