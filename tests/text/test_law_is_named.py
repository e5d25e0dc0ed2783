"""Every text that states law names its authority: by a rule, by a ground, or in the table of pages."""

import re

import pytest

from bot.domain.asking import template_of
from bot.domain.defects import BOOK
from bot.domain.grounds import GROUND_LAW, NONE_CLEAR, REASON_LAW
from bot.domain.guides import GUIDES, law_of_page, show_guide
from bot.domain.law_of import LAW_OF
from bot.domain.pages import LEGAL
from bot.domain.pages import show_page as show_fixed
from bot.domain.result import LABELS
from bot.domain.walks import WALKS
from bot.text.places import data_folder
from tests.text.shown import everything, guide_pages, law

CHAT = data_folder("templates") / "chat"
# What speaks of a bot, of a button or of where somebody stands, and states no law.
SAYS_NO_LAW = {
    "courtday/first": "a list of topics",
    "findings/missing-pages": "a page to ask for",
    "findings/not-a-court-paper": "which paper it may be",
    "findings/time-zone": "an hour",
    "general/go": "one line under every result; the pages behind it name the law",
    "general/ice-call-in": "talk to a lawyer before a visit",
    "general/not-seen": "what a bot cannot see",
    "more-time/result": "a list of grounds, each with its law",
    "missed-hearing/result": "a list of grounds, each with its law",
    "broadcast/choose": "a choice of an organizer",
    "broadcast/clinic": "a place, a day, an hour",
    "broadcast/court-moved": "an address; the newest paper names the place",
    "broadcast/court-status": "where to look",
    "broadcast/draft": "what an organizer chose",
    "broadcast/home": "a list of broadcasts",
    "broadcast/message": "where to check, and how to stop",
    "broadcast/progress": "counts",
    "broadcast/refused": "why a button does nothing now",
    "broadcast/told": "what another organizer did",
    "team/clinics": "a list of places",
    "team/team": "a list of helpers",
    "counting/answered": "what came of a question",
    "counting/lines": "what is kept",
    "counting/question": "a question about a count",
    "papers/calendar": "a file for a phone",
    "papers/list": "a list of papers, each with its law",
    "papers/spots": "where to look on a paper",
    "papers/state": "how a paper stands",
    "team/joined": "what a link did",
    "team/silent": "how the bot is",
    "remind/consent": "what is kept",
    "remind/hearing": "boxes",
    "remind/labels": "whose hearing",
    "remind/list": "what is kept",
    "remind/message": "a date that was typed; it goes with the line under every result",
    "remind/news": "what is sent",
    "remind/plan": "questions to think about",
    "remind/said": "what came of a press",
    "remind/zones": "a clock",
    LABELS: "a list of findings, each with its law",
}
FOLDERS_WITHOUT_LAW = ("courts/", "shared/", "start/", "walk/")
STATES_LAW = re.compile(
    r"\bthe (law|rule)\b|\bwithin \d+ days|\b\d+ days\b|has to (give|tell)|only one|"
    r"\bcan be undone\b|good cause|no fee|ordered? removal|under oath",
    re.IGNORECASE,
)


def templates() -> list[str]:
    return sorted(str(p.relative_to(CHAT).with_suffix("")) for p in CHAT.rglob("*.html"))


def questions() -> set[str]:
    return {template_of(walk.id, step) for walk in WALKS.values() for step in walk.steps}


def named(template: str) -> tuple[str, ...]:
    """The authorities behind a template."""
    folder, _, name = template.partition("/")
    rules = BOOK.rules[name].authorities if folder == "findings" and name in BOOK.rules else ()
    reasons = REASON_LAW.get(name, ()) if folder == "reasons" else ()
    grounds = GROUND_LAW.get(name, ()) if folder == "grounds" else ()
    return (*rules, *reasons, *grounds, *LAW_OF.get(template, ()))


TOLD = [t for t in templates() if not t.startswith(FOLDERS_WITHOUT_LAW) and t not in questions()]


@pytest.mark.parametrize("template", TOLD)
def test_a_text_that_states_law_names_its_authority(template: str) -> None:
    assert bool(named(template)) != (template in SAYS_NO_LAW)


def test_what_is_said_to_state_no_law_is_there() -> None:
    assert set(SAYS_NO_LAW) <= set(TOLD)


LISTS = (
    "general/go",
    "remind/consent",
    "remind/hearing",
    "papers/calendar",
    "papers/spots",
    *(t for t in SAYS_NO_LAW if t.endswith("/result")),
)


@pytest.mark.parametrize("template", [t for t in SAYS_NO_LAW if t not in LISTS])
def test_a_text_that_names_no_authority_speaks_of_no_rule(template: str) -> None:
    words = (CHAT / f"{template}.html").read_text("utf-8")
    assert not STATES_LAW.findall(re.sub(r"\{#.*?#\}", "", words))


def test_every_page_of_the_table_is_a_text_and_every_authority_is_known() -> None:
    assert set(LAW_OF) <= set(templates())
    assert {a for names in LAW_OF.values() for a in names} <= set(law().authorities)


def test_a_ground_without_a_law_of_its_own_has_one_in_the_table() -> None:
    assert LAW_OF[f"grounds/{NONE_CLEAR}"]


@pytest.mark.parametrize("page", [*guide_pages()])
def test_a_page_to_read_has_the_button_to_its_law(page: str) -> None:
    card = GUIDES[page].topics[0] if page in GUIDES and GUIDES[page].cards else ""
    wanted = f"g:law.{page}.{card}" if card else f"g:law.{page}"
    has = wanted in [b.data for b in show_guide(page).buttons]
    assert has == bool(law_of_page(wanted.removeprefix("g:law.")))
    assert has or page == "courtday"


@pytest.mark.parametrize("page", sorted(LEGAL))
def test_a_general_page_has_the_button_to_its_law(page: str) -> None:
    assert f"g:law.{page}" in [b.data for b in show_fixed(page).buttons]


def test_every_law_behind_a_page_is_on_some_screen() -> None:
    shown = "\n".join(s.plain for s in everything("en") if s.kind in ("law", "page-law"))
    cited = {a for names in LAW_OF.values() for a in names}
    assert [a for a in sorted(cited) if law().authorities[a].citation not in shown] == []
