"""What volunteers ask the chat for."""

import csv
import io

from bot.domain.reports import Line
from bot.local_api import Person
from bot.services.pictures import MONTHS
from bot.storage.audit import read_log
from bot.storage.roles import revoke
from bot.text.chart import PNG
from tests.monitor.desk import Visitor, fills, gives, releases
from tests.world import World

COMMANDS = ("/monitor", "/reports", "/stats", "/court Miami", "/watch Miami", "/export")


async def test_whoever_has_no_role_gets_the_menu_and_nothing_else(world: World, maria: Person) -> None:
    await world.says(maria, "/start")
    await world.presses(maria, "Español", "Entiendo", "Seguir")
    await fills(world, 2000)
    for command in COMMANDS:
        await world.says(maria, command)
        assert any("Revisar" in label for label in maria.last.labels), command
    assert not [m for m in maria.messages if m.wire.get("document") or m.wire.get("photo")]


async def test_rights_are_looked_up_at_every_use(world: World, volunteer: Person) -> None:
    await fills(world, 2000)
    await world.says(volunteer, "/reports")
    assert volunteer.last.text.startswith("Released reports, up to October 2026")
    desk = world.bot.desk
    await desk.store.run(lambda db: revoke(db, desk.keys, volunteer.id, today=desk.today_utc()))
    await world.says(volunteer, "/reports")
    assert "Released reports" not in volunteer.last.text


async def test_reports_are_said_with_the_courts_and_as_no_sample(world: World, volunteer: Person) -> None:
    await world.says(volunteer, "/reports")
    assert "nothing to show yet" in volunteer.last.text
    await fills(world, 3000)
    await world.says(volunteer, "/reports")
    assert "Courts with most checks" in volunteer.last.text
    assert "Miami, FL: " in volunteer.last.text
    assert "Self-reported, not a sample." in volunteer.last.text


async def test_stats_are_a_picture_and_the_same_numbers_as_text(world: World, volunteer: Person) -> None:
    await fills(world, 3000)
    await world.says(volunteer, "/stats")
    text = next(m for m in volunteer.from_bot if m.text.startswith("Month: checks"))
    photo = next(m for m in volunteer.from_bot if m.wire.get("photo"))
    assert "October 2026: " in text.text
    assert "not a sample" in photo.text
    assert "made up" not in photo.text


async def test_a_court_is_found_by_its_name(world: World, volunteer: Person) -> None:
    await fills(world, 3000)
    await world.says(volunteer, "/court Miami")
    assert volunteer.last.text.startswith("Miami Immigration Court")
    await world.says(volunteer, "/court New York")
    assert "New York" in volunteer.last.text
    assert "such as /court Miami" in volunteer.last.text
    await world.says(volunteer, "/court")
    assert "such as /court Miami" in volunteer.last.text


async def test_the_tables_come_as_files_and_that_is_noted(world: World, visitor: Visitor, volunteer: Person) -> None:
    await fills(world, 2000)
    await world.says(volunteer, "/export")
    names = [m.wire["document"]["file_name"] for m in volunteer.from_bot if m.wire.get("document")]
    assert sorted(names) == ["counts.csv", "counts.json", "dictionary.html"]
    rows = await world.bot.desk.store.read(lambda db: [row.entry for row in read_log(db)])
    assert (rows[-1].action, rows[-1].about) == ("exported", "chat")
    await visitor.signs_in(volunteer)
    table = csv.DictReader(io.StringIO((await visitor.gets("/monitor/files/counts.csv")).text))
    assert min(int(row["n"]) for row in table) >= 5


async def test_a_link_names_no_page_that_a_preview_would_open(world: World, volunteer: Person) -> None:
    await world.says(volunteer, "/monitor")
    link = next(button.url for button in volunteer.last.buttons if button.url)
    assert "#" in link
    assert "/monitor/enter" not in volunteer.last.text


async def test_the_words_are_in_the_language_of_the_chat(world: World, maria: Person) -> None:
    await world.says(maria, "/start")
    await world.presses(maria, "Español")
    await gives(world, maria, "organizer")
    await fills(world, 2000)
    spoken = {
        "/reports": "no es una muestra",
        "/stats": "Mes: revisiones",
        "/court Miami": "Fallas reportadas",
        "/watch Miami": "Usted vigila",
        "/export": "Las tablas",
        "/monitor": "El monitor",
    }
    for command, words in spoken.items():
        await world.says(maria, command)
        assert [m for m in maria.from_bot if words in m.text], command
    photo = next(m for m in maria.from_bot if m.wire.get("photo"))
    assert "no es una muestra" in photo.text
    drawn = world.telegram.files.by_id(photo.wire["photo"][-1]["file_id"]).upload.data
    assert drawn == await world.bot.monitor.pictures.of(await world.bot.monitor.snapshot.now(), MONTHS, "es", PNG)
    named = next(m for m in maria.from_bot if m.wire.get("document", {}).get("file_name") == "dictionary.html")
    assert b'lang="es"' in world.telegram.files.by_id(named.wire["document"]["file_id"]).upload.data


async def test_where_the_reports_are_made_up_every_message_picture_and_file_says_so(
    world: World, visitor: Visitor, volunteer: Person
) -> None:
    world.bot.monitor.snapshot.made_up = True
    await fills(world, 2000)
    await world.says(volunteer, "/watch Miami 5 366", "/stats", "/reports", "/court Miami", "/export")
    await world.bot.watching.keep()
    said = [m.text for m in volunteer.from_bot if any(w in m.text for w in ("not a sample", "asked to be told"))]
    assert len(said) >= 5
    assert [text for text in said if "made up" not in text] == []
    names = [m.wire["document"]["file_name"] for m in volunteer.from_bot if m.wire.get("document")]
    assert names
    assert all(name.startswith("made-up-") for name in names)
    await visitor.signs_in(volunteer)
    for path in ("/monitor/pictures/faults.svg", "/monitor", "/open", "/monitor/enter"):
        assert "the numbers are made up" in (await visitor.gets(path)).text, path


async def test_a_watch_tells_once_and_then_has_ended(world: World, volunteer: Person) -> None:
    def told() -> list[str]:
        return [m.text for m in volunteer.from_bot if "You asked to be told" in m.text]

    await world.says(volunteer, "/watch Miami 12 30", "/watch no-time", "/watch fl 5")
    assert "Florida" in volunteer.last.text
    await world.says(volunteer, "/watch")
    assert "Miami, FL: 12, 30" in volunteer.last.text
    await world.bot.watching.keep()
    assert told() == []
    await releases(world, Line("miami", "nta", "unsigned"), n=11)
    await world.bot.watching.keep()
    assert len(told()) == 1
    await releases(world, Line("miami", "nta", "unsigned"), n=3)
    for _ in range(2):
        await world.bot.watching.keep()
    assert len(told()) == 2
    assert "14 people" in told()[1]
    await world.says(volunteer, "/watch off")
    await world.says(volunteer, "/watch")
    assert "No hearing time" not in volunteer.last.text


async def test_a_watch_of_a_chat_without_a_role_tells_nothing(world: World, volunteer: Person) -> None:
    await world.says(volunteer, "/watch Miami")
    desk = world.bot.desk
    await desk.store.run(lambda db: revoke(db, desk.keys, volunteer.id, today=desk.today_utc()))
    await releases(world, Line("miami", "nta", "unsigned"), n=11)
    await world.bot.watching.keep()
    assert not [m for m in volunteer.from_bot if "You asked to be told" in m.text]
