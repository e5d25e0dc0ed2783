"""The strings people type in fourteen languages, collected before the readers of dates and hours learned them.

`pytest tests/text/test_typed_strings.py -s -k figures` prints the table.
"""

import re
from datetime import date, time, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from bot.law.load import load_law
from bot.text import dates
from bot.text.reading import read_dates, read_times
from bot.text.typed_ethiopian import in_western
from tests.text.typed_table import TODAY, later_rows, rows, table

LANGUAGES = load_law().languages
SHAPE = re.compile(r"20\d\d-\d\d-\d\d|impossible")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
LEAST_RIGHT = 0.97


def test_the_figures_of_each_language(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print("\n" + table())  # noqa: T201 - the table is what the test is for
    assert {row.language for row in rows()} == set(LANGUAGES)
    assert len(rows()) >= 400


@pytest.mark.parametrize("code", LANGUAGES)
def test_nearly_all_strings_of_a_language_are_read_right(code: str) -> None:
    own = [row for row in rows() if row.language == code]
    right = [row for row in own if row.verdict == "right"]
    assert len(own) >= 28
    assert len(right) >= LEAST_RIGHT * len(own), [row for row in own if row.verdict != "right"]


def test_no_string_is_read_silently_wrong() -> None:
    assert [row for row in rows() if row.verdict == "silently wrong"] == []


def test_strings_written_later_are_read_nearly_as_well() -> None:
    """The other strings and the words were written by the same hands; these the readers did not know."""
    verdicts = [row.verdict for row in later_rows()]
    assert {row.language for row in later_rows()} == set(LANGUAGES)
    assert verdicts.count("silently wrong") == 0
    assert verdicts.count("right") >= LEAST_RIGHT * len(verdicts)


# Found by trying to mislead the readers: each was read as one wrong day or hour once, or nearly so.
MISLEADING = [
    ("vi", "phiên tòa của tôi 8:30", "hours", {"08:30", "20:30"}),  # tôi is I, tối is in the evening
    ("vi", "phien toa cua toi 8:30", "hours", {"08:30", "20:30"}),
    ("vi", "3 tháng sau", "days", set()),  # sau is after, sáu is six
    ("vi", "ngày 15 tháng 3 năm 27", "days", {"2027-03-15"}),  # năm is year and five
    ("vi", "9 giờ hai mươi tư sáng", "hours", {"09:24"}),
    ("tr", "sekizi on geçe", "hours", set()),  # geçe is past, gece is at night
    ("tr", "sekizi on gece", "hours", set()),
    ("ht", "15 de mas 2027", "days", {"2027-03-15"}),  # de is of and two
    ("ht", "tribinal mwen se 8:30 AM", "hours", {"08:30"}),  # mwen is I and less
    ("hi", "सुबह नौ तीस", "hours", {"09:30"}),
    ("hi", "शामिल 8:30", "hours", {"08:30", "20:30"}),  # शाम is in the evening, शामिल included
    ("ar", "الساعة الثامنة وخمس دقائق صباحا", "hours", set()),
    ("fr", "3 et 4 mars 2027", "days", set()),
    ("fr", "8 heures et 30 minutes", "hours", {"08:30", "20:30"}),
    (
        "pt_BR",
        "2 de fevereiro de dois mil e vinte e sete",
        "days",
        {"2027-02-02"},
    ),  # sete is seven, and September begins so
    ("fr", "sept mars 2027", "days", set()),  # sept is seven and September
    ("en", "march 15 twenty twenty seven", "days", {"2027-03-15"}),
    ("zh_Hans", "三月十五号上午九点", "hours", {"09:00"}),
    ("am", "መስከረም 1 ቀን 2020 ዓ.ም", "hours", set()),  # ቀን is day and daytime
    ("am", "ማክሰኞ ኅዳር 15 ቀን 2019 ዓ.ም ከጠዋቱ 3 ሰዓት", "hours", {"09:00"}),
]


@pytest.mark.parametrize(("code", "typed", "kind", "means"), MISLEADING, ids=[f"{m[0]} {m[1]}" for m in MISLEADING])
def test_a_misleading_string_is_not_misread(code: str, typed: str, kind: str, means: set[str]) -> None:
    read = read_dates(typed, code, today=TODAY) if kind == "days" else read_times(typed, code)
    assert set(read) == means


@pytest.mark.parametrize("code", LANGUAGES)
@given(day=st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_a_day_as_the_bot_and_as_cldr_write_it_is_read_back(code: str, day: date) -> None:
    language = LANGUAGES[code]
    ours = [write(day, language) for write in (dates.write_day, dates.write_short_day, dates.write_plain_day)]
    cldr = [format_date(day, width, locale=language.locale) for width in ("full", "long")]
    for written in (*ours, *cldr):
        assert read_dates(written, code, today=TODAY) == (day.isoformat(),), written


@pytest.mark.parametrize("code", LANGUAGES)
@given(hour=st.times().map(lambda each: each.replace(second=0, microsecond=0)))
def test_an_hour_as_a_paper_prints_it_is_read_in_every_language(code: str, hour: time) -> None:
    assert read_times(f"{hour:%I:%M %p}", code) == (f"{hour:%H:%M}",)


@pytest.mark.parametrize("code", LANGUAGES)
@given(text=st.text(max_size=60), data=st.data())
def test_any_text_gives_at_most_three_readings_in_any_language(code: str, text: str, data: st.DataObject) -> None:
    own = [row.typed for row in rows() if row.language == code]
    mixed = " ".join([text[:20], *data.draw(st.lists(st.sampled_from(own), max_size=2))])
    found, hours = read_dates(mixed, code, today=TODAY), read_times(mixed, code)
    assert len(found) == len(set(found)) <= 3 >= len(hours) == len(set(hours))
    assert all(SHAPE.fullmatch(each) for each in found)
    assert all(CLOCK.fullmatch(each) for each in hours)


def test_the_ethiopian_calendar_has_its_own_new_year_and_leap_day() -> None:
    said = [in_western(*day) for day in ((2019, 1, 1), (2019, 13, 6), (2020, 1, 1), (2018, 13, 6), (2020, 14, 1))]
    assert [str(day) for day in said] == ["2026-09-11", "2027-09-11", "2027-09-12", "None", "None"]


@given(day=st.dates(date(2015, 1, 1), date(2040, 12, 31)))
def test_every_day_has_one_ethiopian_date(day: date) -> None:
    behind = day.year - 8
    found = [
        (year, month, number)
        for year in (behind, behind + 1)
        for month in range(1, 14)
        for number in range(1, 31)
        if str(in_western(year, month, number)) == day.isoformat()
    ]
    assert len(found) == 1


def test_tomorrow_and_yesterday_are_both_offered_where_one_word_says_both() -> None:
    found = read_dates("कल", "hi", today=TODAY)
    assert set(found) == {(TODAY + timedelta(days=n)).isoformat() for n in (1, -1)}
