"""What readers get of a broadcast: one text a language, and a teaser for who wants it discreet."""

from bot.domain.announcements import CLINIC, COURT_MOVED, MOVED, Content
from bot.domain.clinics import Clinic
from bot.domain.values import Button, Court, Part, Screen
from bot.domain.zones import zone_word

MESSAGE = "broadcast/message"
READ = "n:"


def show_message(content: Content, court: Court | None, place: Clinic | None) -> Screen:
    """The message: the approved text with its fields, and the footer."""
    values: dict[str, object] = {"court": court} if court is not None else {}
    if court is not None and content.template == COURT_MOVED:
        values["moves"] = tuple(note for note in court.notes if note.startswith(MOVED))
    if content.template == CLINIC and place is not None:
        values = {"place": place, "zone": zone_word(place.zone), "day": content.day, "hour": content.hour}
    return Screen("broadcast", (Part(f"broadcast/{content.template}", values=values), Part(MESSAGE, "footer")))


def show_teaser(name: str) -> Screen:
    """What a discreet reader gets: nothing of a court is on the screen before it is opened."""
    return Screen("teaser", (Part(MESSAGE, "teaser"),), (Button(READ + name, MESSAGE, "read"),))


def show_gone() -> Screen:
    """What is said of a broadcast that is no more."""
    return Screen("news-gone", (Part(MESSAGE, "gone"),), (Button("g:menu", "shared/buttons", "menu"),))
