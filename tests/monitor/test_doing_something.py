"""What members do: keep notes, take files and briefs; and that the team's log says so."""

import io

from pypdf import PdfReader

from bot.local_api import Person
from bot.storage.audit import read_log
from bot.storage.roles import revoke
from tests.monitor.desk import Visitor, fills
from tests.world import World


async def test_taking_a_file_is_noted_in_the_teams_log(member: Visitor, world: World) -> None:
    await member.gets("/monitor/files/counts.json")
    rows = await world.bot.desk.store.read(lambda db: [row.entry for row in read_log(db)])
    assert (rows[-1].action, rows[-1].about) == ("exported", "counts.json")


async def test_a_note_is_kept_shown_to_members_and_noted(member: Visitor, world: World) -> None:
    words = "Asked the <b>clerk</b>\u202e about it"
    note = {"court": "miami", "defect": "no-time", "state": "raised", "words": words}
    assert (await member.posts("/monitor/notes", **note)).status == 303
    page = (await member.gets("/monitor/courts/miami")).text
    assert "Raised with the court</b>" not in page
    assert "Asked the &lt;b&gt;clerk&lt;/b&gt; about it" in page
    assert "Raised with the court (2026-11-24)" in page
    await member.posts("/monitor/notes", **note | {"state": "new", "words": ""})
    assert "clerk" not in (await member.gets("/monitor/courts/miami")).text
    rows = await world.bot.desk.store.read(lambda db: [row.entry for row in read_log(db)])
    assert [(row.action, row.about) for row in rows][-2:] == [
        ("noted", "miami/no-time raised"),
        ("noted", "miami/no-time new"),
    ]


WRONG_NOTES = (
    {"court": "nowhere"},
    {"defect": "x"},
    {"state": "done"},
    {"words": "A 123-456-789"},
    {"words": "123456789"},
)


async def test_a_note_about_nothing_known_or_with_an_a_number_is_refused_and_it_is_said_why(
    member: Visitor, world: World
) -> None:
    for wrong in WRONG_NOTES:
        note = {"court": "miami", "defect": "no-time", "state": "raised", "words": "x"} | wrong
        refused = await member.posts("/monitor/notes", **note)
        assert refused.status == 400, wrong
        assert "never about a person" in refused.text
        assert await world.bot.monitor.noting.of_court("miami") == ()


async def test_a_note_needs_a_role(member: Visitor, world: World, volunteer: Person) -> None:
    desk = world.bot.desk
    await desk.store.run(lambda db: revoke(db, desk.keys, volunteer.id, today=desk.today_utc()))
    note = {"court": "miami", "defect": "no-time", "state": "raised", "words": "x"}
    assert (await member.posts("/monitor/notes", **note)).status == 401


async def test_a_brief_is_one_page_of_published_numbers_with_the_law_and_is_noted(
    member: Visitor, world: World
) -> None:
    assert (await member.gets("/monitor/briefs/miami.pdf")).status == 404
    assert "There is none yet" in (await member.gets("/monitor/courts/miami")).text
    await fills(world, 12_000)
    made = await member.gets("/monitor/briefs/miami.pdf")
    assert made.headers["content-type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(made.body)).pages
    text = pages[0].extract_text()
    assert len(pages) == 1
    for words in ("Miami Immigration Court", "Self-reported, not a sample.", "October", "at least", "§", "not legal"):
        assert (words in text) == (words != "October"), words  # October is not closed
    assert (await member.gets("/monitor/briefs/miami.pdf")).body == made.body
    rows = await world.bot.desk.store.read(lambda db: [row.entry for row in read_log(db)])
    assert rows[-1].about == "brief/miami"
    assert (await member.gets("/monitor/briefs/nowhere.pdf")).status == 404
