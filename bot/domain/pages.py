"""The screens that are no walk: first words, the menu, help, privacy, what is kept, what was erased."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.values import Button, Part, Screen

SHARED = "shared/buttons"
MENU = Button("g:menu", SHARED, "menu")
FREE_HELP = Button("g:free-help", SHARED, "free-help")


@dataclass(frozen=True, slots=True)
class Offer:
    """A language on offer: its code, its name as the menu shows it, whether a native reader has reviewed it."""

    code: str
    name: str
    reviewed: bool


def choose_language(offers: tuple[Offer, ...], first: str) -> Screen:
    """The languages in their native names, the guessed one first; what the mark of a machine's translation means."""
    order = sorted(offers, key=lambda o: o.code != first)
    buttons = tuple(Button(f"l:{o.code}", value=o.name) for o in order)
    marked = () if all(o.reviewed for o in offers) else (Part("start/language", "by_machine"),)
    return Screen("language", (Part("start/language"), *marked), buttons)


def introduce() -> Screen:
    """Who this is and is not, what is kept, that Telegram is not private end to end."""
    return Screen("intro", (Part("start/intro"),), (Button("g:understood", SHARED, "understood"),))


def show_menu(*, walk: str, lead: str = "") -> Screen:
    """The menu of what works; `walk` says whether a check is open, done or not begun."""
    go_on = {"open": ("g:resume", "go-on"), "done": ("g:resume", "see")}.get(walk)
    resume = (Button(go_on[0], "start/menu", go_on[1]),) if go_on else ()
    pages = ("missed", "free-help", "acis", "help", "privacy", "language", "forget")
    rest = tuple(Button(f"g:{page}", "start/menu", page) for page in pages)
    said = (Part(lead),) if lead else ()
    return Screen("menu", (*said, Part("start/menu")), (*resume, Button("g:check", "start/menu", "check"), *rest))


PAGES: Mapping[str, tuple[str, tuple[Button, ...]]] = {
    "help": ("start/help", (MENU,)),
    "privacy": ("start/privacy", (MENU,)),
    "lawyer-first": ("general/lawyer-first", (FREE_HELP, Button("g:menu", SHARED, "go-on"))),
    "missed": ("general/missed", (FREE_HELP, MENU)),
    "free-help": ("general/free-help", (MENU,)),
    "acis": ("general/acis", (MENU,)),
    "forget": ("start/forget", (Button("g:forget-now", "start/forget", "yes"), MENU)),
    "cancelled": ("start/cancelled", (MENU,)),
    "failed": ("start/failed", (MENU,)),
}


LEGAL = frozenset({"lawyer-first", "missed", "free-help", "acis"})


def stop_page(*, resume: bool) -> Screen:
    """Nothing is sent that could be stopped; a check that is open can go on."""
    go_on = (Button("g:resume", "start/menu", "go-on"),) if resume else ()
    return Screen("stop", (Part("start/stop"),), (*go_on, MENU))


def show_page(name: str, block: str = "body") -> Screen:
    """One of the fixed pages; KeyError for another name."""
    template, buttons = PAGES[name]
    return Screen(name, (Part(template, block),), buttons)


def forgotten() -> Screen:
    """What was erased, and what stays on the phone and with Telegram."""
    return Screen("forgotten", (Part("start/forgotten"),), (Button("g:start", "start/forgotten", "begin"),))


def show_kept(native: str, lines: tuple[Part, ...], *, until: date | None) -> Screen:
    """All that is kept of this chat: the language, the answers, and the day on which it goes."""
    if until is None:
        return Screen("mydata", (Part("start/mydata", "nothing"),), (MENU,))
    parts = (
        Part("start/mydata"),
        *((Part("start/mydata", "language", {"native": native}),) if native else ()),
        *(lines or (Part("start/mydata", "no_answers"),)),
        Part("start/mydata", "updates"),
        Part("start/mydata", "until", {"until": until}),
    )
    forget = Button("g:forget", "start/menu", "forget")
    return Screen("mydata", parts, (forget, MENU))


def resume_or_anew(nonce: str, *, done: bool) -> Screen:
    """A check is there already, the run of that nonce: go on with it, or begin another in its place."""
    template = "walk/resume"
    part = Part(template, "done" if done else "body")
    go_on = Button("g:resume", template, "see" if done else "go-on")
    return Screen("resume", (part,), (go_on, Button(f"g:new.{nonce}", template, "again"), MENU))
