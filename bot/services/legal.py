"""What stands on every screen that speaks of the law: the day it was checked, its state of review, the English."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.values import Button, Part, Screen
from bot.law.values import Law
from bot.services.desk import Desk
from bot.text.catalog import SOURCE

ENGLISH = "en."


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a button names it: what stands before its name, the name, and whether English is asked for."""

    prefix: str
    name: str
    english: bool = False

    @classmethod
    def of(cls, prefix: str, asked: str) -> "Page":
        """The page that this button asks for."""
        return cls(prefix, asked.removeprefix(ENGLISH), asked.startswith(ENGLISH))

    def other(self, native: str) -> Button:
        """The button to the same page in the other language: English, or the reader's own by its native name."""
        if self.english:
            return Button(self.prefix + self.name, value=native)
        return Button(self.prefix + ENGLISH + self.name, "shared/buttons", "english")


def cited(law: Law, names: tuple[str, ...], today: date) -> Mapping[str, object]:
    """What the words of a page of law speak of: the authorities, when they were checked, if that is long ago."""
    authorities = tuple(law.authorities[name] for name in names)
    old = any(a.is_old(today) for a in authorities)
    return {"cited": authorities, "checked": min(a.checked for a in authorities), "old": old}


def as_legal(
    desk: Desk, screen: Screen, language: str, page: Page, *, today: date | None = None
) -> tuple[Screen, str]:
    """The screen with what stands beside the law, and the language it is shown in.

    The day of checking is added where `today` is given; other screens carry it in their own words.
    """
    if today is not None:
        values = {"checked": desk.law.checked, "old": desk.law.is_old(today)}
        screen = replace(screen, parts=(*screen.parts, Part("shared/law", "last_checked", values)))
    if desk.words[language].catalog.is_reviewed:
        return screen, language
    buttons = (*screen.buttons[:-1], page.other(desk.law.languages[language].native), *screen.buttons[-1:])
    if page.english:
        return replace(screen, buttons=buttons), SOURCE
    state = Part("shared/state", "machine_drafted")
    return replace(screen, parts=(*screen.parts, state), buttons=buttons), language
