"""The first words: languages, who this is, who should see a lawyer first, the menu."""

import pytest

from bot.local_api import Person
from tests.conversations.phone import buttons, kept, languages_shown, rows
from tests.world import World

FLAGS = range(0x1F1E6, 0x1F200)


@pytest.mark.parametrize(
    ("hint", "first"),
    [
        ("en", "English"),
        ("en-GB", "English"),
        ("es", "Español"),
        ("es-MX", "Español"),
        ("pt-br", "Português (Brasil)"),
        ("pt", "Português (Brasil)"),
        ("zh-hans", "简体中文"),
        ("zh-hant", "简体中文"),
        ("ar", "العربية"),
        ("tlh", "English"),
        ("", "English"),
    ],
)
async def test_the_language_of_the_phone_stands_first_in_its_own_name(world: World, hint: str, first: str) -> None:
    somebody = world.telegram.person("Somebody", hint)
    await world.says(somebody, "/start")
    assert somebody.last.labels[0].startswith(first)
    assert languages_shown(somebody.last) == set(world.bot.desk.words)


async def test_a_language_is_never_a_flag(world: World, maria: Person) -> None:
    await world.says(maria, "/start")
    assert not [c for label in maria.last.labels for c in label if ord(c) in FLAGS]


async def test_the_first_words_say_who_this_is_what_is_kept_and_who_can_read_it(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English")
    for words in ("not the court", "not a lawyer", "30 days", "/forget", "not private from end to end"):
        assert words in sam.last.text
    assert sam.last.labels == ["I understand"]


async def test_who_should_see_a_lawyer_first_is_shown_and_not_asked(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English", "I understand")
    assert "Some people see a lawyer first" in sam.last.text
    assert "Please do not tell us" in sam.last.text
    assert sam.last.labels == ["Free legal help", "The law", "Go on"]


async def test_free_legal_help_before_the_menu_leads_to_the_menu(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English", "I understand", "Free legal help", "Menu")
    assert "Check a hearing paper" in sam.last.labels


async def test_the_menu_offers_only_what_works(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English", "I understand", "Go on")
    menu = buttons(sam.last)
    for label, data in menu.items():
        await world.presses(sam, data)
        assert sam.last.text, label
        await world.says(sam, "/start")
    assert "Go on with my check" not in menu


async def test_each_page_of_the_menu_changes_what_is_seen(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English", "I understand", "Go on")
    before = sam.last.text
    for data in buttons(sam.last).values():
        await world.presses(sam, data)
        assert sam.last.text != before, data
        await world.says(sam, "/start")


async def test_whoever_has_understood_is_not_told_again(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English", "I understand")
    await world.says(sam, "/start")
    assert "What would you like to do?" in sam.last.text


@pytest.mark.parametrize("said", ["/start", "/check", "hello", "/language", "3/15/2027"])
async def test_whatever_comes_first_the_languages_are_the_answer(world: World, sam: Person, said: str) -> None:
    await world.says(sam, said)
    assert languages_shown(sam.last) == set(world.bot.desk.words)


async def test_the_first_words_come_before_a_check(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English")
    await world.says(sam, "/check")
    assert sam.last.labels == ["I understand"]
    assert (await kept(world, sam)).runs == {}


@pytest.mark.parametrize("typed", ["English", "english"])
async def test_a_language_can_be_typed(world: World, sam: Person, typed: str) -> None:
    await world.says(sam, "/start", typed)
    assert "Fair Hearing Bot" in sam.last.text


async def test_i_understand_can_be_typed(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English")
    await world.says(sam, "i understand")
    assert "Some people see a lawyer first" in sam.last.text


async def test_a_label_of_the_menu_can_be_typed(world: World, sam: Person) -> None:
    await world.says(sam, "/start")
    await world.presses(sam, "English", "I understand", "Go on")
    await world.says(sam, "Check a hearing paper")
    assert "Whose paper is it?" in sam.last.text


async def test_spanish_begins_in_spanish(world: World, maria: Person) -> None:
    await world.says(maria, "/start")
    await world.presses(maria, "l:es")
    words = world.bot.desk.words["es"]
    assert maria.last.labels == [words.block("shared/buttons", "understood", {}).strip()]
    await world.presses(maria, "g:understood", "g:menu", "g:check")
    assert maria.last.labels[0].endswith(words.block("notice-check/for_whom", "me", {}).strip())


async def test_every_language_has_its_commands(world: World, sam: Person, maria: Person) -> None:
    for person, language in ((sam, "en"), (maria, "es")):
        words = world.bot.desk.words[language]
        said = {c["command"]: c["description"] for c in person.commands}
        assert said == {
            c: words.block("start/commands", c, {}).strip()
            for c in (
                *("start", "check", "moretime", "missed", "moved", "courtday", "findhelp", "rights", "scam"),
                *("language", "help", "privacy", "mydata", "forget", "cancel", "remind", "myreminders", "stop"),
            )
        }


async def test_a_region_of_a_language_sees_its_commands(world: World) -> None:
    pat = world.telegram.person("Pat", "xx")
    assert {c["command"] for c in pat.commands} >= {"start", "check", "forget"}


async def test_nothing_is_kept_of_somebody_who_wrote_nothing(world: World) -> None:
    assert await rows(world) == 0
