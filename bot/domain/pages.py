"""The screens that are no walk: first words, the menu, help, privacy, what is kept, what was erased."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.chat import Run
from bot.domain.guides import LAW
from bot.domain.values import Button, Part, Screen

SHARED = "shared/buttons"
MENU = Button("g:menu", SHARED, "menu")
FREE_HELP = Button("g:findhelp", SHARED, "free-help")
ENTRIES = (
    "check",
    "remind",
    "more-time",
    "missed",
    "moved",
    "courtday",
    "findhelp",
    "rights",
    "scam",
    "acis",
    "help",
    "language",
)


def _law(page: str) -> Button:
    return Button(f"g:{LAW}{page}", SHARED, "law")


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
    go_on = {"open": "go-on", "open-other": "go-on-other", "done": "see"}.get(walk)
    resume = (Button("g:resume", "start/menu", go_on),) if go_on else ()
    rest = tuple(Button(f"g:{page}", "start/menu", page) for page in ENTRIES)
    said = (Part(lead),) if lead else ()
    return Screen("menu", (*said, Part("start/menu")), (*resume, *rest))


PAGES: Mapping[str, tuple[str, tuple[Button, ...]]] = {
    "help": (
        "start/help",
        (Button("g:privacy", "start/menu", "privacy"), Button("g:forget", "start/menu", "forget"), MENU),
    ),
    "privacy": ("start/privacy", (Button("g:counts", "start/privacy", "counts"), MENU)),
    "counts": ("start/privacy", (Button("g:privacy", "start/menu", "privacy"), MENU)),
    "lawyer-first": ("general/lawyer-first", (FREE_HELP, _law("lawyer-first"), Button("g:menu", SHARED, "go-on"))),
    "acis": ("general/acis", (_law("acis"), MENU)),
    "forget": ("start/forget", (Button("g:forget-now", "start/forget", "yes"), MENU)),
    "cancelled": ("start/cancelled", (MENU,)),
    "failed": ("start/failed", (MENU,)),
}
BLOCKS: Mapping[str, str] = {"counts": "counts_body"}
LEGAL = frozenset({"lawyer-first", "acis"})


def show_intents(entries: tuple[str, ...], *, resume: bool) -> Screen:
    """The parts of the menu that typed words may mean, to choose from; a question that is open can go on."""
    meant = tuple(Button(f"g:{entry}", "start/menu", entry) for entry in entries)
    go_on = (Button("g:resume", "walk/intent", "go-on"),) if resume else ()
    return Screen("intent", (Part("walk/intent", "body" if resume else "which"),), (*meant, *go_on, MENU))


def show_page(name: str, block: str = "") -> Screen:
    """One of the fixed pages; KeyError for another name."""
    template, buttons = PAGES[name]
    return Screen(name, (Part(template, block or BLOCKS.get(name, "body")),), buttons)


def forgotten() -> Screen:
    """What was erased, and what stays on the phone and with Telegram."""
    return Screen("forgotten", (Part("start/forgotten"),), (Button("g:start", "start/forgotten", "begin"),))


def show_joined(role: str) -> Screen:
    """The role that this chat has now; where there is none, that the link is used up."""
    return Screen("joined", (Part("team/joined", role or "used_up"),), (Button("g:start", SHARED, "go-on"),))


def show_silent() -> Screen:
    """To administrators: nothing that people subscribed to has been sent for five minutes."""
    return Screen("silent", (Part("team/silent"),))


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


def resume_or_anew(run: Run, *, done: bool) -> Screen:
    """A run of this walk is there already: go on with it, or begin another in its place."""
    template = "walk/resume"
    check = run.walk == "notice-check"
    part = Part(template, ("done" if done else "body") + ("" if check else "_other"))
    go_on = Button(f"g:on.{run.nonce}", template, "see" if done else "go-on")
    again = Button(f"g:new.{run.nonce}", template, "again" if check else "again-other")
    return Screen("resume", (part,), (go_on, again, MENU))
