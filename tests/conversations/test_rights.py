"""The walks and pages beside the notice check, each to its end, in English and in Spanish."""

import pytest

from bot.domain.guides import GUIDES
from bot.local_api import Person
from tests.conversations.phone import (
    answers_of,
    buttons,
    kept,
    languages_shown,
    newcomer,
    run_of,
    tap,
    to_the_hour,
    to_the_result,
)
from tests.world import World

READY = {"English": ("I understand", "Go on"), "Español": ("Entiendo", "Seguir")}
LANGUAGES = pytest.mark.parametrize(("language", "code"), [("English", "en"), ("Español", "es")])


async def ready(world: World, person: Person, language: str = "English") -> None:
    """Get as far as the menu."""
    await world.says(person, "/start")
    await world.presses(person, language, *READY[language])


async def answers(world: World, person: Person, *values: str) -> None:
    """Press the buttons of the open question that end so."""
    for value in values:
        data = next(b.data for b in person.last.buttons if b.data.endswith(f":{value}"))
        await tap(world, person, data)


async def more_time(world: World, person: Person, *reasons: str) -> None:
    """Walk to the result of more time, from the command."""
    await world.says(person, "/moretime", "March 15, 2027", "Annandale")
    await answers(world, person, "annandale", "no", "master")
    await answers(world, person, *(f"+{r}" for r in reasons), "." if reasons else "none", "none", "never")


async def missed(world: World, person: Person, *why: str) -> None:
    """Walk to the result of a missed hearing, from the command."""
    await world.says(person, "/missed", "October 15, 2026", "Annandale")
    await answers(world, person, "annandale", "ordered-removed", "no", "2026-10-15")
    await answers(world, person, *(f"+{w}" for w in why), "." if why else "none", "none", "no")


@LANGUAGES
async def test_more_time_ends_with_a_page_for_each_reason(
    world: World, sam: Person, language: str, code: str
) -> None:
    await ready(world, sam, language)
    await more_time(world, sam, "find-lawyer", "evidence")
    words = world.bot.desk.words[code]
    for reason in ("find-lawyer", "evidence"):
        title = words.block(f"reasons/{reason}", "title", {}).strip()
        assert title in sam.last.labels
        await answers(world, sam, f"g.{reason}")
        assert title in sam.last.text
        await answers(world, sam, f"law.g.{reason}")
        assert "8 C.F.R. § 1003.29" in sam.last.text
        await answers(world, sam, "list")
    for page in ("p.writing", "p.aloud", "p.before", "dates", "free-help", "text", "change"):
        await answers(world, sam, page)
        assert any(b.data.endswith(":list") for b in sam.last.buttons)
        await answers(world, sam, "list")
    assert words.block("general/go", "body", {}).replace("<b>", "").replace("</b>", "") in sam.last.text


@LANGUAGES
async def test_a_missed_hearing_ends_with_its_grounds_and_days(
    world: World, sam: Person, language: str, code: str
) -> None:
    await ready(world, sam, language)
    await missed(world, sam, "no-notice", "late-to-court")
    words = world.bot.desk.words[code]
    for ground in ("no-notice", "exceptional-circumstances"):
        assert words.block(f"grounds/{ground}", "title", {}).strip() in sam.last.labels
        await answers(world, sam, f"g.{ground}", f"law.g.{ground}", "list")
    await answers(world, sam, "dates")
    assert {b.data.rpartition(":")[2] for b in sam.last.buttons} >= {"d.reopen-180-days", "d.reopen-any-time"}
    await answers(world, sam, "list", "p.fee")
    assert "1,095" in sam.last.text
    await answers(world, sam, "list", "p.stay", "list", "p.motion", "list", "p.proof", "law.p.proof")


async def test_a_missed_hearing_of_today_says_go_now_first(world: World, sam: Person) -> None:
    await ready(world, sam)
    await world.says(sam, "/missed")
    assert "Go now, even late" in sam.last.text
    await world.presses(sam, "It is today")
    assert "The hearing is today: Tuesday, 24 November 2026. Go now." in sam.last.text


async def test_nothing_clear_is_said_kindly(world: World, sam: Person) -> None:
    await ready(world, sam)
    await missed(world, sam, "wrong-day")
    assert "No ground is clear yet" in sam.last.labels
    await world.presses(sam, "No ground is clear yet")
    assert "I am sorry that this happened" in sam.last.text
    assert "See a lawyer today" in sam.last.text


async def test_an_order_made_with_the_person_there_goes_to_appeal(world: World, sam: Person) -> None:
    await ready(world, sam)
    await world.says(sam, "/missed", "November 18, 2026", "Annandale")
    await answers(world, sam, "annandale", "ordered-removed", "yes", "removal-order", "2026-11-18", "no")
    await world.presses(sam, "An appeal, not a motion")
    assert "It may be 10" in sam.last.text
    await answers(world, sam, "list", "dates", "d.reopen-180-days")
    assert "the way is an appeal" in sam.last.text


async def test_what_the_check_knows_is_not_asked_again_and_can_be_changed(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.says(sam, "/moretime")
    assert "From your check:" in sam.last.text
    for known in ("Monday, 15 March 2027", "Miami"):
        assert known in sam.last.text
    assert "What kind of hearing is it?" in sam.last.text
    await world.presses(sam, "Change what is taken", "Day of the hearing")
    await world.says(sam, "March 22, 2027")
    assert (await answers_of(world, sam))["hearing_day"] == "2027-03-22"
    await answers(world, sam, "master")
    assert "Why is more time needed?" in sam.last.text


async def test_one_chat_holds_a_finished_run_of_each_walk(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    check = await run_of(world, sam)
    await world.says(sam, "/moretime")
    await answers(world, sam, "master", "none", "+illness", ".", "never")
    await world.says(sam, "/scam")
    await answers(world, sam, "court", "mail", "none", "yes")
    runs = (await kept(world, sam)).runs
    assert set(runs) == {"notice-check", "more-time", "scam-check"}
    assert runs["notice-check"].answers == check.answers
    await world.says(sam, "/check")
    await world.presses(sam, "See the result")
    assert "Miami" in sam.last.text
    await world.says(sam, "/moretime")
    await world.presses(sam, "See the result")
    assert "Illness" in sam.last.labels


async def test_an_old_button_belongs_to_its_own_walk(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    result = sam.last
    dates = next(b.data for b in result.buttons if b.data.endswith(":dates"))
    await world.says(sam, "/moretime")
    before = await answers_of(world, sam)
    await tap(world, sam, dates, result)
    assert "Dates that matter" in result.text
    await world.says(sam, "/moretime")
    assert await answers_of(world, sam) == before
    assert "What kind of hearing is it?" in sam.last.text


async def test_a_walk_that_is_open_can_be_stopped_and_gone_on_with_from_the_menu(world: World, sam: Person) -> None:
    await ready(world, sam)
    await world.says(sam, "/moretime", "March 15, 2027", "/cancel")
    assert "Stopped." in sam.last.text
    await world.presses(sam, "Menu", "Go on where I stopped")
    assert "At which court" in sam.last.text
    await world.says(sam, "/moretime")
    await world.presses(sam, "Begin again")
    assert "On what day is the hearing?" in sam.last.text


async def test_begin_again_pressed_twice_begins_once_and_stays_in_its_walk(world: World, sam: Person) -> None:
    await ready(world, sam)
    await world.says(sam, "/moretime", "March 15, 2027", "/moretime")
    again = buttons(sam.last)["Begin again"]
    await tap(world, sam, again)
    begun = (await run_of(world, sam)).nonce
    await tap(world, sam, again)
    assert (await run_of(world, sam)).nonce == begun
    assert set((await kept(world, sam)).runs) == {"more-time"}
    assert "On what day is the hearing?" in sam.last.text


async def test_mydata_shows_every_walk_and_forget_takes_all(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    await world.says(sam, "/scam")
    await answers(world, sam, "stranger")
    await world.says(sam, "/mydata")
    for words in ("Check of a paper", "Monday, 15 March 2027", "Signs of a scam", "Somebody I do not know"):
        assert words in sam.last.text
    await world.says(sam, "/forget")
    await world.bot.replies.drain()
    assert (await kept(world, sam)).runs == {}


@LANGUAGES
@pytest.mark.parametrize("guide", GUIDES)
async def test_every_page_of_a_guide_leads_to_its_law_and_back(
    world: World, guide: str, language: str, code: str
) -> None:
    reader = newcomer(world, code)
    await ready(world, reader, language)
    await world.says(reader, f"/{guide}")
    assert any(b.data.startswith(f"g:{guide}.") for b in reader.last.buttons)
    for topic in GUIDES[guide].topics:
        await tap(world, reader, f"g:{guide}.{topic}")
        title = world.bot.desk.words[code].block(f"{guide}/{topic}", "title", {}).strip()
        assert reader.last.text.startswith(title)
        await tap(world, reader, f"g:law.{guide}.{topic}")
        assert f"g:{guide}.{topic}" in buttons(reader.last).values()
    await tap(world, reader, f"g:{guide}")
    assert any(b.data == f"g:{guide}.{GUIDES[guide].topics[1]}" for b in reader.last.buttons)


async def test_the_cards_are_paged_through_from_the_first_to_the_last(world: World, sam: Person) -> None:
    await ready(world, sam)
    await world.says(sam, "/rights")
    cards = [sam.last.text]
    while "Next" in sam.last.labels:
        await world.presses(sam, "Next")
        cards.append(sam.last.text)
    assert len(set(cards)) == len(GUIDES["rights"].topics)
    await world.presses(sam, "The one before")
    assert sam.last.text == cards[-2]


async def test_free_legal_help_names_the_court_of_the_check(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.says(sam, "/scam", "/findhelp")
    await world.presses(sam, "Free legal help")
    assert "Your court is Miami Immigration Court" in sam.last.text
    assert "Florida" in sam.last.text


@LANGUAGES
async def test_the_scam_check_gives_signs_and_no_verdict(world: World, sam: Person, language: str, code: str) -> None:
    await ready(world, sam, language)
    await world.says(sam, "/scam")
    await answers(world, sam, "stranger", "chat", "odd", "no")
    words = world.bot.desk.words[code]
    for sign in ("head", "odd_money", "by_chat", "not_in_acis"):
        shown = words.block("scam-check/result", sign, {}).replace("<b>", "").replace("</b>", "").strip()
        assert shown in sam.last.text
    await tap(world, sam, "g:findhelp.fraud")
    assert "EOIR.Fraud.Program@usdoj.gov" in sam.last.text


async def test_somebody_who_was_asked_for_money_gets_to_the_scam_check(world: World, sam: Person) -> None:
    await world.begins(sam)
    await world.presses(sam, "For me", "Another paper")
    await answers(world, sam, "fee-notice", "none", "not-checked", "+money-asked", ".")
    while not any(b.data.endswith(":f.money-asked") for b in sam.last.buttons):
        await tap(world, sam, sam.last.buttons[0].data)
    await answers(world, sam, "f.money-asked")
    await world.presses(sam, "Is it a scam?")
    assert "Who sent it, wrote or called?" in sam.last.text


SAID = [
    ("en", "I missed my court", "On what day was the hearing?"),
    ("en", "I missed my hearing yesterday", "On what day was the hearing?"),
    ("en", "please, I need more time for my case", "On what day is the hearing?"),
    ("en", "I moved to another city", "After a move: the court first"),
    ("en", "I need a lawyer", "Finding help"),
    ("en", "what are my rights?", "A lawyer"),
    ("en", "somebody asked me for money", "Who sent it, wrote or called?"),
    ("es", "perdí mi corte", "¿Qué día era la audiencia?"),
    ("es", "PERDI LA AUDIENCIA de ayer", "¿Qué día era la audiencia?"),
    ("es", "necesito más tiempo", "¿Qué día es la audiencia?"),
    ("es", "me mude a otra ciudad", "Después de una mudanza: primero la corte"),
    ("es", "necesito un abogado", "Buscar ayuda"),
    ("es", "I missed my court", "¿Qué día era la audiencia?"),
]


@pytest.mark.parametrize(("code", "said", "shown"), SAID)
async def test_typed_words_lead_to_what_they_name(world: World, code: str, said: str, shown: str) -> None:
    somebody = newcomer(world, code)
    await ready(world, somebody, {"en": "English", "es": "Español"}[code])
    await world.says(somebody, said)
    assert shown in somebody.last.text


async def test_words_that_name_two_things_are_asked_about(world: World, sam: Person) -> None:
    await ready(world, sam)
    await world.says(sam, "I moved and I missed my hearing")
    assert sam.last.labels == ["I missed my hearing", "I moved", "Menu"]
    await world.presses(sam, "I moved")
    assert "After a move" in sam.last.text


async def test_a_slip_of_the_finger_in_a_long_word_is_understood(world: World, sam: Person) -> None:
    await ready(world, sam)
    await world.says(sam, "i missed my hearng")
    assert (await kept(world, sam)).active == "missed-hearing"


async def test_words_with_a_not_are_asked_about(world: World, sam: Person) -> None:
    await ready(world, sam)
    await world.says(sam, "I do not need more time")
    assert sam.last.labels == ["More time", "Menu"]


async def test_words_that_name_nothing_lead_to_the_menu(world: World, sam: Person) -> None:
    await ready(world, sam)
    await world.says(sam, "the weather is nice")
    assert "I did not understand that" in sam.last.text


async def test_in_mid_question_such_words_are_asked_about_and_the_question_stays(world: World, sam: Person) -> None:
    await to_the_hour(world, sam)
    before = await answers_of(world, sam)
    await world.says(sam, "I missed my court")
    assert sam.last.labels == ["I missed my hearing", "Go on with the question", "Menu"]
    await world.presses(sam, "Go on with the question")
    assert "What hour does the paper give?" in sam.last.text
    assert await answers_of(world, sam) == before


async def test_the_languages_come_before_what_typed_words_name(world: World, sam: Person) -> None:
    await world.says(sam, "I missed my court")
    assert languages_shown(sam.last) == set(world.bot.desk.words)
