"""The pages to read: a move, the day in court, where help is, and the rights as cards.

A guide has a first page and topics behind it, `g:moved` and `g:moved.court`; cards are topics in a row that one
pages through. The law behind each page is one button away, `g:law.moved.court`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.law_of import LAW_OF
from bot.domain.values import Button, Court, Part, Screen

SHARED = "shared/buttons"
MENU = Button("g:menu", SHARED, "menu")
LAW = "law."


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide: its topics in order, and the buttons from it to what is no topic."""

    id: str
    topics: tuple[str, ...]
    cards: bool = False
    beside: tuple[Button, ...] = ()


FIND_HELP = Button("g:findhelp", SHARED, "free-help")
ACIS = Button("g:acis", "start/menu", "acis")
GUIDES: Mapping[str, Guide] = {
    guide.id: guide
    for guide in (
        Guide("moved", ("court", "late", "others", "hearing", "venue"), beside=(ACIS,)),
        Guide(
            "courtday",
            (
                "master",
                "individual",
                "bring",
                "say",
                "sign",
                "interpreter",
                "video",
                "children",
                "late",
                "dismiss",
                "asylum",
                "arrests",
                "leaving",
            ),
        ),
        Guide("findhelp", ("lawyers", "who", "check", "children", "fraud")),
        Guide(
            "rights",
            (
                "lawyer",
                "time",
                "free-list",
                "notice",
                "ten-days",
                "plain-words",
                "interpreter",
                "proof",
                "object",
                "fear",
                "appeal",
                "reopen",
            ),
            cards=True,
            beside=(FIND_HELP,),
        ),
    )
}


def is_guide_page(page: str) -> bool:
    """Whether the name is that of a guide or of one of its topics."""
    name, _, topic = page.partition(".")
    return name in GUIDES and (not topic or topic in GUIDES[name].topics)


def template_of_page(page: str) -> str:
    """The template of a guide's page: its first page, or a topic."""
    name, _, topic = page.partition(".")
    if GUIDES[name].cards:
        return f"{name}/{topic or GUIDES[name].topics[0]}"
    return f"{name}/{topic or 'first'}"


def show_guide(page: str, court: Court | None = None) -> Screen:
    """A guide's first page with its topics, one topic, or one card; KeyError for an unknown guide.

    `court` is the one of the person's own case, where it is known.
    """
    name, _, topic = page.partition(".")
    guide = GUIDES[name]
    if guide.cards:
        return _show_card(guide, topic or guide.topics[0])
    if not topic:
        topics = tuple(Button(f"g:{name}.{t}", f"{name}/{t}", "title") for t in guide.topics)
        return Screen("guide", (Part(f"{name}/first"),), (*topics, *_law(page), *guide.beside, MENU))
    template = f"{name}/{topic}"
    back = Button(f"g:{name}", f"{name}/first", "title")
    parts = (_heading(template), Part(template, values={"court": court}))
    return Screen("topic", parts, (*_law(page), back, MENU))


def _show_card(guide: Guide, topic: str) -> Screen:
    number = guide.topics.index(topic)
    template = f"{guide.id}/{topic}"
    place = Part("shared/heading", "card", {"number": number + 1, "all": len(guide.topics)})
    parts = (_heading(template), Part(template), place)
    buttons = (*_turns(guide, number), *_law(f"{guide.id}.{topic}"), *guide.beside, MENU)
    return Screen("card", parts, buttons)


def _turns(guide: Guide, number: int) -> Iterator[Button]:
    if number + 1 < len(guide.topics):
        yield Button(f"g:{guide.id}.{guide.topics[number + 1]}", SHARED, "next-card")
    if number > 0:
        yield Button(f"g:{guide.id}.{guide.topics[number - 1]}", SHARED, "card-before")


def _heading(template: str) -> Part:
    return Part("shared/heading", values={"template": template, "values": {}})


def _law(page: str) -> tuple[Button, ...]:
    """The button to the law behind a page; none where it states no law."""
    return (Button(f"g:{LAW}{page}", SHARED, "law"),) if template_of_page(page) in LAW_OF else ()


def law_of_page(page: str) -> tuple[str, ...]:
    """The authorities behind a guide's page, or a general one such as `acis`; none for an unknown page."""
    template = template_of_page(page) if is_guide_page(page) else f"general/{page}"
    return LAW_OF.get(template, ())


def show_page_law(page: str, values: Mapping[str, object]) -> Screen:
    """The authorities behind a page, and the way back to it."""
    back = Button(f"g:{page}", SHARED, "back-to-page")
    return Screen("law", (Part("shared/law", values=values),), (back, MENU))
