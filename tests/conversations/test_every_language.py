"""In every language on offer a person finishes the notice check and more time, by buttons named by what they send."""

import re
from collections.abc import Iterator

import polib
import pytest

from bot.local_api import Person
from bot.text.bidi import END, START
from bot.text.catalog import SOURCE
from bot.text.catalog_file import catalog_file
from bot.text.messages import missing_in
from tests.conversations.phone import newcomer, run_of, tap
from tests.text.shown import LOCALES, offered, template_catalog, words_of
from tests.world import World

EVERY = pytest.mark.parametrize("code", [code for code in offered() if code != SOURCE])
GAP = ("shared/state", "in_english")
PAPER = ("me", "nta", "none")
REST = ("miami", "right", "never", "none", "same")
MORE_TIME = ("master", "+find-lawyer", ".", "none", "never")
UNSEEN = re.compile(rf"[{START}{END}\u200f]|<[^>]*>")


async def sends(world: World, person: Person, *values: str) -> None:
    """Press the newest button that sends this value, whatever it says."""
    for value in values:
        found = [
            b.data for b in person.last.buttons if b.data == value or b.data.endswith((f":{value}", f":={value}"))
        ]
        assert found, (value, [b.data for b in person.last.buttons])
        await tap(world, person, found[0])


def own_words(code: str, *blocks: tuple[str, str]) -> Iterator[str]:
    """What blocks say in a language, without markup and signs that nobody sees."""
    for template, block in blocks:
        yield UNSEEN.sub("", words_of(code).block(template, block, {}))


async def begin(world: World, code: str) -> Person:
    """Somebody who has chosen the language and read the first words."""
    person = newcomer(world, code)
    await world.says(person, "/start")
    await sends(world, person, f"l:{code}", "g:understood", "g:menu")
    return person


def read(person: Person) -> str:
    """The newest message without the signs that nobody sees."""
    return UNSEEN.sub("", person.last.text)


@EVERY
async def test_a_person_finishes_the_notice_check_and_then_asks_for_more_time(world: World, code: str) -> None:
    person = await begin(world, code)
    await sends(world, person, "g:check", *PAPER)
    await world.says(person, "03/15/2027", "8:30 AM", "33130")
    await sends(world, person, *REST)
    assert (await run_of(world, person)).walk == "notice-check"
    (go,) = own_words(code, ("general/go", "body"))
    assert go.strip() in read(person)
    assert "Miami Immigration Court" in read(person)
    assert "2027" in read(person)
    await world.says(person, "/moretime")
    assert (await run_of(world, person)).walk == "more-time"
    await sends(world, person, *MORE_TIME)
    assert UNSEEN.sub("", words_of(code).catalog.gettext("<b>Asking for more time</b>")) in read(person)
    (gap,) = own_words(code, GAP)
    complete = not missing_in(polib.pofile(str(catalog_file(LOCALES, code))), template_catalog())
    assert not complete or not [m.text for m in person.from_bot if gap in UNSEEN.sub("", m.text)]
