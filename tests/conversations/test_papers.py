"""Papers in the chat: from the result to the files, and drawings of where to look, on the real local Bot API."""

import io
import os
import signal
from pathlib import Path

import pypdf
import pytest
import vobject

from bot.local_api import Message, Person
from bot.services.workshop import Workshop
from tests.conversations.phone import (
    buttons,
    rows,
    run_of,
    tap,
    three_times,
    to_the_court,
    to_the_date,
    to_the_result,
)
from tests.world import World, live

STANDS = "Until the judge says yes in writing, the hearing stands"
ORDERED = ("For me", "Order of removal", "None of these", "No, was not there", "It shows a removal order")


def files_of(person: Person) -> list[Message]:
    """The files that the bot sent, in order."""
    return [m for m in person.from_bot if "document" in m.wire]


def names_of(person: Person) -> list[str]:
    return [m.wire["document"]["file_name"] for m in files_of(person)]


def content_of(world: World, message: Message) -> bytes:
    return world.telegram.files.by_id(message.wire["document"]["file_id"]).upload.data


def text_of(world: World, message: Message) -> str:
    return "\n".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content_of(world, message))).pages)


async def to_the_papers(world: World, person: Person) -> None:
    await to_the_result(world, person)
    await world.presses(person, "Papers to print")


async def without_an_hour(world: World, person: Person, judge: str = "No, never") -> None:
    """Finish the check of a Notice to Appear that gives no hour."""
    await to_the_date(world, person)
    await world.says(person, "March 15, 2027")
    await world.presses(person, "No hour is printed")
    await world.says(person, "33130")
    await world.presses(person, "1. Miami", "Yes, it is right", judge, "None of these", "The same date")


async def test_a_motion_comes_as_two_files_and_says_what_to_do_with_them(world: World, sam: Person) -> None:
    await to_the_papers(world, sam)
    await world.presses(sam, "Ask for more time")
    assert "the hearing stands" in sam.last.text
    assert "work permit" in sam.last.text
    assert "Make this paper" not in sam.last.labels
    await world.presses(sam, "To find a lawyer", "Illness", "Make this paper")
    assert names_of(sam) == ["motion-to-continue.pdf", "motion-to-continue-explained.pdf"]
    filed, about = (text_of(world, m) for m in files_of(sam))
    assert "Next Hearing: March 15, 2027 at 8:30 AM" in filed
    assert "MIAMI, FLORIDA" in filed
    assert "Time to find a lawyer" in filed
    assert "Who is ill, and since when" in filed
    assert "An interpreter in my language" not in filed
    assert STANDS in about
    assert "the hearing stands" in sam.last.text
    assert sam.last.labels == ["The law", "More papers", "Back to the result"]


async def test_making_is_said_at_once_and_the_phone_shows_that_a_file_is_on_its_way(
    world: World, sam: Person
) -> None:
    await to_the_papers(world, sam)
    listed = sam.last
    await world.presses(sam, "What to say in court")
    assert listed.text.startswith("Making your paper")
    assert "What to say in court" in listed.labels
    assert "upload_document" in sam.chat.actions


@pytest.mark.parametrize(
    ("button", "name", "says"),
    [
        ("What to say in court", "card.pdf", "May I have the list of free lawyers?"),
        ("List for the day", "checklist.pdf", "Monday, 15 March 2027, 8:30 in the morning"),
        ("List of lawyers", "lawyer-log.pdf", "under penalty of perjury"),
        ("Summary of my check", "summary.pdf", "Date on the paper: Monday, 15 March 2027"),
    ],
)
async def test_a_paper_that_is_kept_comes_as_one_file(
    world: World, sam: Person, button: str, name: str, says: str
) -> None:
    await to_the_papers(world, sam)
    await world.presses(sam, button)
    assert names_of(sam) == [name]
    assert says.replace(" ", "") in text_of(world, files_of(sam)[0]).replace("\n", "").replace(" ", "")


async def test_a_spanish_reader_files_english_and_reads_spanish(world: World, maria: Person) -> None:
    await world.begins(maria, "Español")
    await world.presses(maria, "Es mío", "Notice to Appear", "Nada de esto")
    await world.says(maria, "15 de marzo de 2027", "8:30 am", "33130")
    for ending in (":hearing_place:miami", ":address:right", ":before_judge:never", ":groups:none", ":acis:same"):
        await world.presses(maria, next(d for d in buttons(maria.last).values() if d.endswith(ending)))
    await world.presses(maria, "Papeles para imprimir", "Pedir más tiempo", "Buscar abogado", "Hacer este papel")
    filed, about = (text_of(world, m) for m in files_of(maria))
    assert "Next Hearing: March 15, 2027 at 8:30 AM" in filed
    assert "abogado" not in filed
    assert "la audiencia sigue en pie" in about
    assert "MOCIÓN DE APLAZAMIENTO" in about
    assert "lunes, 15 de marzo de 2027" not in filed
    await world.presses(maria, "Más papeles", "Qué decir en la corte")
    card = text_of(world, files_of(maria)[-1])
    assert "No entiendo. Por favor" in card.replace("\n", " ")
    assert "I do not understand." in card


async def test_an_objection_is_made_after_a_screen_on_what_follows(world: World, sam: Person) -> None:
    await without_an_hour(world, sam)
    await world.presses(sam, "Papers to print", "Object to the notice")
    for words in ("mostly wins a paper that is put right", "removal with no judge", "talk to a lawyer first"):
        assert words in sam.last.text
    await world.presses(sam, "Make this paper")
    assert names_of(sam) == ["objection.pdf", "objection-explained.pdf"]
    filed = text_of(world, files_of(sam)[0])
    assert "OBJECTION TO NOTICE TO APPEAR" in filed
    assert "terminat" not in filed.lower()


async def test_an_objection_is_not_offered_where_it_must_not_be(world: World, sam: Person) -> None:
    await without_an_hour(world, sam, judge="Yes, answered the charges")
    await world.presses(sam, "Papers to print")
    assert "Object to the notice" not in sam.last.labels
    run = await run_of(world, sam)
    for forged in ("objection", "objection!", "objection!abc", "reopen-notice!"):
        await tap(world, sam, f"p:{run.nonce}:{forged}")
        await world.bot.replies.drain()
    assert files_of(sam) == []


@pytest.mark.parametrize("form", ["reopen-notice", "reopen-exceptional"])
async def test_the_two_motions_to_reopen_are_two_forms_each_after_its_screen(
    world: World, sam: Person, form: str
) -> None:
    label = {"reopen-notice": "Reopen: no notice", "reopen-exceptional": "Reopen: serious"}[form]
    await world.begins(sam)
    await world.presses(sam, *ORDERED, "Yes, it is right", "None of these", "By mail", "Papers to print", label)
    for words in ("Only one such motion", "see a lawyer first", "ICE the address", "Filing stops removal"):
        assert words in sam.last.text
    assert ("$1,095" in sam.last.text) is (form == "reopen-exceptional")
    assert "Ask for more time" not in sam.last.labels
    await world.presses(sam, "Make this paper")
    assert names_of(sam) == [f"{form}.pdf", f"{form}-explained.pdf"]
    filed = text_of(world, files_of(sam)[0])
    assert "AUTOMATIC STAY" in filed
    assert ("NO FEE" in filed) is (form == "reopen-notice")


@pytest.mark.parametrize(("title", "says"), [("Only", "Appointment"), ("Court hearing", "Immigration court hearing")])
async def test_the_calendar_is_neutral_unless_the_person_wants_it_plain(
    world: World, sam: Person, title: str, says: str
) -> None:
    await to_the_papers(world, sam)
    await world.presses(sam, "Calendar file", title)
    assert names_of(sam) == ["calendar.ics"]
    read = vobject.readOne(content_of(world, files_of(sam)[0]).decode())
    assert read.vevent.summary.value == says
    assert read.vevent.dtstart.value.isoformat() == "2027-03-15T08:30:00-04:00"


async def test_a_button_sent_three_times_makes_one_paper(world: World, sam: Person) -> None:
    await to_the_papers(world, sam)
    await three_times(world, sam.presses("What to say in court"))
    assert names_of(sam) == ["card.pdf"]


async def test_the_papers_can_be_named_in_words(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.says(sam, "papers to print")
    assert "What to say in court" in sam.last.labels


async def test_a_button_of_another_run_makes_nothing(world: World, sam: Person) -> None:
    await to_the_papers(world, sam)
    card = buttons(sam.last)["What to say in court"]
    await world.presses(sam, "Back to the result", "Check another paper")
    await world.presses(sam, "No, do not count it", "Check another paper")
    await tap(world, sam, card)
    await world.bot.replies.drain()
    assert files_of(sam) == []


async def test_one_paper_at_a_time_for_a_chat(world: World, sam: Person) -> None:
    await to_the_papers(world, sam)
    listed = sam.last
    held = world.bot.workshop._turn
    await held.acquire()
    await sam.presses("What to say in court")
    await world.telegram.idle(taps_answered=True)
    await sam.presses("List of lawyers", message=listed)
    await world.telegram.idle(taps_answered=True)
    assert listed.text.startswith("I am still making a paper")
    held.release()
    await world.bot.replies.drain()
    assert names_of(sam) == ["card.pdf"]


async def test_a_workshop_that_is_killed_is_said_and_the_same_button_works(world: World, sam: Person) -> None:
    await to_the_papers(world, sam)
    await world.presses(sam, "What to say in court")
    pid = world.bot.workshop.pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    await world.presses_only(sam, "List of lawyers")
    os.kill(pid, signal.SIGKILL)
    await world.bot.replies.drain()
    assert "could not be made. Please press again" in sam.last.text
    await world.presses(sam, "Make it again")
    assert names_of(sam) == ["card.pdf", "lawyer-log.pdf"]
    assert world.bot.workshop.pid not in (None, pid)


async def test_a_full_workshop_says_so_and_leaves_the_button(
    world: World, sam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await to_the_papers(world, sam)
    monkeypatch.setattr(world.bot.workshop, "_at_most", 0)
    await world.presses(sam, "What to say in court")
    assert "Please press again in a minute" in sam.last.text
    monkeypatch.setattr(world.bot.workshop, "_at_most", 9)
    await world.presses(sam, "Make it again")
    assert names_of(sam) == ["card.pdf"]


async def test_a_person_who_blocked_the_bot_meanwhile_gets_nothing_and_nothing_fails(tmp_path: Path) -> None:
    async with live(tmp_path) as world:
        sam = world.telegram.person("Sam")
        await to_the_papers(world, sam)
        held = world.bot.workshop._turn
        await held.acquire()
        await world.presses_only(sam, "What to say in court")
        await sam.blocks()
        await world.telegram.idle()
        held.release()
        await world.bot.replies.drain()
        assert files_of(sam) == []
        assert await rows(world) == 0


async def test_forgetting_takes_back_the_files_too(world: World, sam: Person) -> None:
    await to_the_papers(world, sam)
    await world.presses(sam, "What to say in court")
    await world.presses(sam, "More papers", "Calendar file", "Only")
    assert len(files_of(sam)) == 2
    await world.says(sam, "/forget")
    assert files_of(sam) == []


async def test_nothing_is_left_in_the_folder_of_the_data(world: World, sam: Person) -> None:
    before = {p.name for p in world.settings.data.rglob("*")}
    await to_the_papers(world, sam)
    await world.presses(sam, "What to say in court")
    logs = {name + end for name in before for end in ("-wal", "-shm")}
    assert {p.name for p in world.settings.data.rglob("*")} <= before | logs


async def test_show_me_where_sends_a_drawing_and_leaves_the_question(world: World, sam: Person) -> None:
    await to_the_date(world, sam)
    question = sam.last
    asked = question.text
    await world.presses(sam, "Show me where")
    picture = sam.last
    assert picture.wire["photo"]
    assert "date" in picture.text
    assert "This is a drawing, not a real paper" in picture.text
    assert question.text == asked
    assert "A drawing comes below." in [t.text for t in sam.toasts]
    await world.presses(sam, "Back to the question")
    assert sam.last.text == asked
    await world.says(sam, "March 15, 2027")
    assert "What hour does the paper give?" in sam.last.text


async def test_each_drawing_is_made_once_for_a_language(world: World, sam: Person) -> None:
    await to_the_court(world, sam)
    await world.presses(sam, "Show me where")
    await world.bot.workshop.close()
    await world.presses(sam, "Show me where")
    assert world.bot.workshop.pid is None
    pictures = [m.wire["photo"][0]["file_id"] for m in sam.from_bot if "photo" in m.wire]
    first, second = (world.telegram.files.by_id(p).upload.data for p in pictures)
    assert first == second


async def test_a_drawing_that_cannot_be_made_is_said_in_words(
    world: World, sam: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await to_the_date(world, sam)
    monkeypatch.setattr(world.bot.workshop, "_at_most", 0)
    await world.presses(sam, "Show me where")
    assert "could not be made. In words" in sam.last.text
    assert "starts with" in sam.last.text


async def test_polling_gives_the_same_papers(tmp_path: Path) -> None:
    async with live(tmp_path, webhook=False) as world:
        sam = world.telegram.person("Sam")
        await to_the_papers(world, sam)
        await world.presses(sam, "What to say in court")
        assert names_of(sam) == ["card.pdf"]


async def test_the_end_of_the_bot_ends_the_workshop(tmp_path: Path) -> None:
    async with live(tmp_path) as world:
        sam = world.telegram.person("Sam")
        await to_the_papers(world, sam)
        await world.presses(sam, "What to say in court")
        workshop: Workshop = world.bot.workshop
        pid = workshop.pid
    assert workshop.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid or 0, 0)
