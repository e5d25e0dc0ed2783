"""The hours people type, as a table, and what no text may ever do to the reader of hours."""

import re
from datetime import time

import pytest
from babel.dates import format_time
from hypothesis import given
from hypothesis import strategies as st

from bot.text.reading import read_times

HALF_PAST_8 = ("08:30",)
EITHER_HALF = ("08:30", "20:30")
SHAPE = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

ENGLISH = {
    "8:30 AM": HALF_PAST_8,
    "8:30am": HALF_PAST_8,
    "8:30 A.M.": HALF_PAST_8,
    "8:30 a. m.": HALF_PAST_8,
    "8:30\u202fAM": HALF_PAST_8,
    "8.30 a.m.": HALF_PAST_8,
    "830 am": HALF_PAST_8,
    "0830AM": HALF_PAST_8,
    "8 30 am": HALF_PAST_8,
    "8:30a": HALF_PAST_8,
    "AM 8:30": HALF_PAST_8,
    "at 8:30 in the morning": HALF_PAST_8,
    "8:30 PM": ("20:30",),
    "8:30 at night": ("20:30",),
    "March 15, 2027 8:30 AM": HALF_PAST_8,
    "Monday, March 15, 2027 at 8:30 AM": HALF_PAST_8,
    "3/15/2027 8:30 AM": HALF_PAST_8,
    "3/15/27 8 am": ("08:00",),
    "March 15 10 am": ("10:00",),
    "15 March 10 am": ("10:00",),
    "8:30 AM, Room 5": HALF_PAST_8,
    "８：３０ ＡＭ": HALF_PAST_8,
    "٨:٣٠ AM": HALF_PAST_8,
    "८:३० AM": HALF_PAST_8,
    "08:30": EITHER_HALF,
    "8:30": EITHER_HALF,
    "8h30": EITHER_HALF,
    "8.30": EITHER_HALF,
    "0830": EITHER_HALF,
    "830": EITHER_HALF,
    "8:30:00": EITHER_HALF,
    "half past 8": EITHER_HALF,
    "0900": ("09:00", "21:00"),
    "8": ("08:00", "20:00"),
    "8 o'clock": ("08:00", "20:00"),
    "8 o’clock": ("08:00", "20:00"),
    "at 8": ("08:00", "20:00"),
    "1 pm": ("13:00",),
    "1pm": ("13:00",),
    "13:00": ("13:00",),
    "1330": ("13:30",),
    "1330 hrs": ("13:30",),
    "13:00 PM": ("13:00",),
    "9 in the morning": ("09:00",),
    "2 in the afternoon": ("14:00",),
    "10 in the afternoon": ("10:00", "22:00"),
    "2 at night": ("02:00",),
    "noon": ("12:00",),
    "Noon.": ("12:00",),
    "12 noon": ("12:00",),
    "noon on March 15, 2027": ("12:00",),
    "midnight": ("00:00",),
    "12:00 am": ("00:00",),
    "12:00 pm": ("12:00",),
    "12:30": ("12:30", "00:30"),
    "1230": ("12:30", "00:30"),
    "00:30": ("00:30",),
    "8:30 AM or 1 PM": ("08:30", "13:00"),
    "8:30 AM 1:30": ("08:30", "01:30", "13:30"),
}
SPANISH = {
    "8:30 de la mañana": HALF_PAST_8,
    "8:30 DE LA MANANA": HALF_PAST_8,
    "8:30 a. m.": HALF_PAST_8,
    "a las 8:30 a.m.": HALF_PAST_8,
    "8 y media de la mañana": HALF_PAST_8,
    "las 8 y 30 de la mañana": HALF_PAST_8,
    "8 y media": EITHER_HALF,
    "15 de marzo de 2027 a las 8:30": EITHER_HALF,
    "mañana a las 8": ("08:00", "20:00"),
    "15 de marzo a las 8": ("08:00", "20:00"),
    "a las 8 en punto": ("08:00", "20:00"),
    "1:30 de la tarde": ("13:30",),
    "la 1 de la tarde": ("13:00",),
    "8 de la noche": ("20:00",),
    "3 de la madrugada": ("03:00",),
    "12 de la noche": ("00:00",),
    "12 del mediodía": ("12:00",),
    "12 de la tarde": ("12:00",),
    "mediodía": ("12:00",),
    "al mediodia": ("12:00",),
    "medianoche": ("00:00",),
    "media noche": ("00:00",),
}
OTHERS = {
    ("fr", "14 h 05"): ("14:05",),
    ("fr", "8 h 30 du matin"): HALF_PAST_8,
    ("pt_BR", "8 da noite"): ("20:00",),
    ("zh_Hans", "下午2:05"): ("14:05",),
    ("zh_Hans", "下午2点半"): ("14:30",),
    ("ru", "8 утра"): ("08:00",),
    ("uk", "2:05 дня"): ("14:05",),
    ("ar", "٢:٠٥ م"): ("14:05",),
    ("hi", "सुबह 8:30"): HALF_PAST_8,
    ("vi", "2:05 chiều"): ("14:05",),
    ("vi", "2 giờ 05 chiều"): ("14:05",),
    ("ru", "2 часа 10 минут дня"): ("14:10",),
}
NOT_UNDERSTOOD = (
    "", "March 15, 2027", "15 de marzo de 2027", "3/15/2027", "3.15.2027", "03152027", "2027", "2027-03-15", "3/15",
    "25:00", "24:00", "8:75", "8:5", "8:300", "108:30", "13:00 AM", "0:30 PM", "8 am pm", "8 noon", "15", "0", "45",
    "A123 456 789", "123-456-789", "305-789-4221", "Room 5", "33101", "morning", "quarter to 9 am", "10 to 9 am",
    "8-9 am", "8 a 9 am", "8 or 9 am", "9 menos cuarto", "cuarto para las 9 de la mañana", "8½", "I do not know",
    "26 Federal Plaza", "8:30 8:31 8:32", "x" * 5000,
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items(), ids=list(ENGLISH))
def test_an_english_text_gives_the_hours_it_may_mean(text: str, expected: tuple[str, ...]) -> None:
    assert read_times(text, "en") == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH.items(), ids=list(SPANISH))
def test_a_spanish_text_gives_the_hours_it_may_mean(text: str, expected: tuple[str, ...]) -> None:
    assert read_times(text, "es") == expected


@pytest.mark.parametrize(("typed", "expected"), OTHERS.items(), ids=[" ".join(typed) for typed in OTHERS])
def test_a_text_in_another_language_gives_its_hour(typed: tuple[str, str], expected: tuple[str, ...]) -> None:
    assert read_times(typed[1], typed[0]) == expected


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("text", NOT_UNDERSTOOD, ids=[text[:20] or "empty" for text in NOT_UNDERSTOOD])
def test_a_text_that_is_no_certain_hour_is_not_understood(text: str, language: str) -> None:
    assert read_times(text, language) == ()


@given(
    text=st.text() | st.from_regex(r"[ -~\u2013]{0,40}"),
    language=st.sampled_from(["en", "es", "vi", "zh_Hans", "ar"]),
)
def test_any_text_gives_at_most_three_different_well_shaped_hours(text: str, language: str) -> None:
    found = read_times(text, language)
    assert len(found) == len(set(found)) <= 3
    assert all(SHAPE.fullmatch(each) for each in found)


@given(
    text=st.lists(
        st.sampled_from(
            ["8", "30", "12", ":", "h", ".", " ", "am", "p.m.", "de la tarde", "noon", "a las", "mar", "2027"]
        )
    ).map("".join)
)
def test_pieces_of_hours_in_any_order_never_raise(text: str) -> None:
    assert all(SHAPE.fullmatch(each) for each in read_times(text, "es"))


@given(
    hour=st.times().map(lambda each: each.replace(second=0, microsecond=0)),
    locale=st.sampled_from(["en_US", "es_US"]),
)
def test_an_hour_written_with_am_or_pm_is_read_back_alone(hour: time, locale: str) -> None:
    written = format_time(hour, "short", locale=locale)
    assert read_times(written, locale[:2]) == (f"{hour:%H:%M}",)


@given(hour=st.times().map(lambda each: each.replace(second=0, microsecond=0)))
def test_an_hour_of_24_is_among_its_own_candidates(hour: time) -> None:
    assert f"{hour:%H:%M}" in read_times(f"{hour:%H:%M}", "en")
