import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.values import Court
from bot.law.load import load_law, load_states

ROOT = Path(__file__).parents[2]
NOTES = (ROOT / "templates/chat/courts/notes.html").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"{% block (\w+) %}{% trans %}(.+?){% endtrans %}{% endblock %}", NOTES))
COURTS = load_law().courts
EACH = pytest.mark.parametrize("court", COURTS.values(), ids=list(COURTS))
# January and July offsets from UTC, in hours, as the clocks in these states go.
OFFSETS = {
    "AZ": (-7, -7), "CA": (-8, -7), "CO": (-7, -6), "CT": (-5, -4), "FL": (-5, -4), "GA": (-5, -4),
    "HI": (-10, -10), "IL": (-6, -5), "IN": (-5, -4), "KY": (-5, -4), "LA": (-6, -5), "MA": (-5, -4),
    "MD": (-5, -4), "MI": (-5, -4), "MN": (-6, -5), "MO": (-6, -5), "MP": (10, 10), "NC": (-5, -4),
    "NE": (-6, -5), "NJ": (-5, -4), "NM": (-7, -6), "NV": (-8, -7), "NY": (-5, -4), "OH": (-5, -4),
    "OR": (-8, -7), "PA": (-5, -4), "PR": (-4, -4), "TN": (-6, -5), "TX": (-6, -5), "UT": (-7, -6),
    "VA": (-5, -4), "WA": (-8, -7),
}  # fmt: skip
EL_PASO = (-7, -6)


def test_all_seventy_nine_courts_are_there() -> None:
    assert len(COURTS) == 79


@EACH
def test_a_court_can_be_shown(court: Court) -> None:
    assert court.name
    assert court.city
    assert court.street
    assert 1 <= len(court.short) <= 28
    assert court.state in load_states()
    assert re.fullmatch(r"(\d{5})?", court.zip)
    assert re.fullmatch(r"(\d{3}-\d{3}-\d{4})?", court.phone)
    assert court.source
    assert court.checked
    assert re.fullmatch(r"[a-z-]+", court.id)


@EACH
def test_a_courts_clock_is_the_clock_of_its_city(court: Court) -> None:
    expected = EL_PASO if court.city == "El Paso" else OFFSETS[court.state]
    found = []
    for month in (1, 7):
        offset = datetime(2027, month, 15, 12, tzinfo=UTC).astimezone(ZoneInfo(court.time_zone)).utcoffset()
        assert offset is not None
        found.append(offset.total_seconds() / 3600)
    assert tuple(found) == expected


@EACH
def test_every_note_of_a_court_has_words(court: Court) -> None:
    for note in court.notes:
        assert note.replace("-", "_") in BLOCKS
        assert re.fullmatch(r"[a-z0-9-]+", note)


def test_every_note_that_has_words_belongs_to_a_court() -> None:
    used = {note.replace("-", "_") for court in COURTS.values() for note in court.notes} | {"no_phone"}
    assert BLOCKS.keys() <= used
    assert NOTES.count("{% block") == len(BLOCKS)


@pytest.mark.parametrize("words", BLOCKS.values(), ids=list(BLOCKS))
def test_the_words_of_a_note_are_short(words: str) -> None:
    assert len(words) <= 200


@EACH
def test_a_phone_that_is_not_sure_says_so(court: Court) -> None:
    assert ("phone-may-have-changed" in court.notes) is (court.phone != "" and not court.phone_sure)
    assert ("no-phone" in court.notes) is (court.phone == "")


@pytest.mark.parametrize("name", ["annandale", "chicago", "indianapolis", "new-york-federal-plaza", "philadelphia"])
def test_one_none_or_conflicting_phone_sources_are_not_sure(name: str) -> None:
    assert COURTS[name].phone_sure is False


def test_two_phone_sources_that_agree_are_sure() -> None:
    assert COURTS["miami"].phone_sure is True


def test_what_no_source_has_stays_empty() -> None:
    court = COURTS["baton-rouge"]
    assert (court.zip, court.phone, court.phone_sure) == ("", "", False)


@EACH
def test_a_court_for_held_people_says_so_once(court: Court) -> None:
    assert court.detained is bool({"detained", "prison"} & set(court.notes))
    assert len(set(court.notes)) == len(court.notes)


@EACH
def test_a_court_where_an_hour_is_easily_wrong_explains_its_clock(court: Court) -> None:
    assert court.time_zone_trap is any("-time" in note for note in court.notes)


@pytest.mark.parametrize(
    ("name", "status", "note"),
    [
        ("san-francisco", "closing", "closing-to-concord"),
        ("concord", "current", "takes-san-francisco"),
        ("louisville", "verify", "papers-at-memphis"),
        ("fort-worth-adjudication-center", "verify", "video-only"),
        ("san-francisco-sansome-street", "verify", "may-still-be-open"),
        ("fishkill", "old", "closed-probably"),
    ],
)
def test_a_court_that_is_not_plainly_open_carries_its_note(name: str, status: str, note: str) -> None:
    assert COURTS[name].status == status
    assert note in COURTS[name].notes
