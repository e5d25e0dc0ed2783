"""What a broadcast can say at all: every approved text with everything it may name, in each language."""

import re

import pytest

from bot.domain.announcements import FIELDS
from bot.domain.broadcast_message import show_message
from bot.local_api.rich_text import parse_html
from tests.text.shown import law, words_of
from tests.text.shown_team import clinic, contents, messages, team_screens

LANGUAGES = ("en", "es")
ADDRESS = re.compile(r"\b[\w-]+(?:\.[\w-]+)+(?:/[\w./-]+)?\b")
OURS = ("acis.eoir.justice.gov", "justice.gov/eoir-operational-status")
NEVER_SAID = re.compile(
    r"cancel|arrest|detenid|detenci|\bICE\b|\bsafe\b|segur[oa]s? |reply|respond|conteste|responda|"
    r"do not go|no vaya|stay home",
    re.IGNORECASE,
)
STAYS = {
    "en": "Never stay away from a hearing because of this message.",
    "es": "Nunca falte a una audiencia por este mensaje.",
}


def texts(code: str) -> list[str]:
    found = [show_message(c, law().courts.get(c.court), clinic()) for c in contents(law())]
    return [parse_html(words_of(code).render(screen).text)[0] for screen in found]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_message_ends_with_where_to_check_that_one_never_stays_away_and_how_to_stop(code: str) -> None:
    for text in texts(code):
        assert "acis.eoir.justice.gov" in text
        assert "1-800-898-7180" in text
        assert STAYS[code] in text
        assert text.rstrip().endswith("/stop")


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_message_leads_anywhere_but_to_the_government(code: str) -> None:
    for text in texts(code):
        named = {
            a for a in ADDRESS.findall(text) if re.search(r"\.[a-z]{2,}", a) and not re.fullmatch(r"[\d./-]+", a)
        }
        assert {a for a in named if not a.startswith(OURS)} == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_message_cancels_a_hearing_speaks_of_arrests_or_asks_for_a_reply(code: str) -> None:
    assert [t for t in texts(code) if NEVER_SAID.search(t)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_a_discreet_reader_gets_names_no_court_and_no_hearing(code: str) -> None:
    (teaser,) = [s for s in messages(law()) if s.name == "teaser"]
    text = parse_html(words_of(code).render(teaser).text)[0]
    assert not re.search(r"court|corte|tribunal|hearing|audiencia|immigra|inmigra|EOIR|ACIS", text, re.IGNORECASE)


def test_the_status_of_a_court_has_the_fixed_sentence() -> None:
    said = [text for text in texts("en") if "EOIR posts changes at justice.gov/eoir-operational-status." in text]
    assert len(said) == len(law().courts)
    assert all("Look before you leave. If you cannot find out: go." in text for text in said)


def test_there_are_four_texts_and_no_other() -> None:
    assert set(FIELDS) == {"look-again", "court-moved", "clinic", "court-status"}


def test_every_button_of_the_helpers_fits_the_64_bytes_of_telegram() -> None:
    data = {b.data for screen in team_screens(law()) for b in screen.buttons}
    assert len(data) > 200
    assert {d for d in data if not 1 <= len(d.encode()) <= 64} == set()
