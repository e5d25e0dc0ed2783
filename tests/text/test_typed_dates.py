"""The dates people type, as a table, and what no text may ever do to the reader of dates."""

import re
from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from bot.text.reading import read_dates

TODAY = date(2026, 11, 20)
MARCH_15 = ("2027-03-15",)
EITHER_YEAR = ("2027-03-15", "2028-03-15")
SHAPE = re.compile(r"20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")

ENGLISH = {
    "March 15, 2027": MARCH_15,
    "15 March 2027": MARCH_15,
    "Mar 15 2027": MARCH_15,
    "Mar. 15, 2027": MARCH_15,
    "MARCH 15 2027": MARCH_15,
    "march 15,2027": MARCH_15,
    "Monday, March 15, 2027": MARCH_15,
    "Monday, March 15, 2027 at 8:30 AM": MARCH_15,
    "8:30 AM Monday March 15 2027": MARCH_15,
    "8:30 March 15 2027": MARCH_15,
    "March 15th, 2027": MARCH_15,
    "15th of march 2027": MARCH_15,
    "the 15th day of March, 2027": MARCH_15,
    "15-Mar-2027": MARCH_15,
    "15MAR2027": MARCH_15,
    "2027 March 15": MARCH_15,
    "March 15 '27": MARCH_15,
    "March 15 27": MARCH_15,
    "3/15/2027": MARCH_15,
    "03/15/2027": MARCH_15,
    "03 / 15 / 2027": MARCH_15,
    "03-15-27": MARCH_15,
    "3/15/27": MARCH_15,
    "3.15.2027": MARCH_15,
    "15/3/2027": MARCH_15,
    "15.03.2027": MARCH_15,
    "3 15 2027": MARCH_15,
    "2027-03-15": MARCH_15,
    "2027/3/15": MARCH_15,
    "2027-03-15T08:30:00": MARCH_15,
    "03152027": MARCH_15,
    "15032027": MARCH_15,
    "20270315": MARCH_15,
    "03042027": ("2027-03-04", "2027-04-03"),
    "my hearing is on 3/15/2027 at 8:30": MARCH_15,
    "3/15/2027 (March 15, 2027)": MARCH_15,
    "March\u00a015,\u00a02027": MARCH_15,
    "\u200eMarch 15, 2027\u200f": MARCH_15,
    "３/１５/２０２７": MARCH_15,
    "٣/١٥/٢٠٢٧": MARCH_15,
    "१५ March २०२७": MARCH_15,
    "March 1st 2027": ("2027-03-01",),
    "first of April 2027": ("2027-04-01",),
    "3/4/2027": ("2027-03-04", "2027-04-03"),
    "3/4/27": ("2027-03-04", "2027-04-03"),
    "3/3/2027": ("2027-03-03",),
    "Thursday 3/4/2027": ("2027-03-04", "2027-04-03"),
    "Saturday 3/4/2027": ("2027-04-03", "2027-03-04"),
    "Sunday March 15, 2027": MARCH_15,
    "27/03/15": ("2015-03-27", "2027-03-15"),
    "septembre 3, 2027": ("2027-09-03",),
    "Sept 3, 2027": ("2027-09-03",),
    "Febuary 3 2027": ("2027-02-03",),
    "Feburary 3 2027": ("2027-02-03",),
    "Novmber 3 2027": ("2027-11-03",),
    "jully 3 2027": ("2027-07-03",),
    "15 juny 2027": ("2027-06-15", "2027-07-15"),
    "June 3 2027": ("2027-06-03",),
    "July 3 2027": ("2027-07-03",),
    "March 15": EITHER_YEAR,
    "15 March": EITHER_YEAR,
    "March 15th": EITHER_YEAR,
    "March 15 at 8:30 AM": EITHER_YEAR,
    "March 15 10 AM": EITHER_YEAR,
    "March 15 0830": EITHER_YEAR,
    "Wednesday March 15": ("2028-03-15", "2027-03-15"),
    "November 20": ("2026-11-20", "2027-11-20"),
    "November 19": ("2027-11-19", "2028-11-19"),
    "Feb 29": ("2028-02-29", "2027-02-29"),
    "3/15": EITHER_YEAR,
    "3/4": ("2027-03-04", "2027-04-03", "2028-03-04"),
    "March 5; March 7, 2027": ("2027-03-07", "2027-03-05", "2028-03-05"),
    "31 September 2027": ("2027-09-31",),
    "9/31/2027": ("2027-09-31",),
    "February 30, 2027": ("2027-02-30",),
    "Feb 29, 2027": ("2027-02-29",),
    "Feb 29, 2028": ("2028-02-29",),
    "2027-02-30": ("2027-02-30",),
    "13/13/2027": ("impossible",),
    "45/67/2027": ("impossible",),
    "00/00/2027": ("impossible",),
    "2027-13-45": ("impossible",),
    "March 45, 2027": ("impossible",),
    "today": ("2026-11-20",),
    "Tomorrow!": ("2026-11-21",),
    "tomorrow at 8:30 am": ("2026-11-21",),
    "yesterday": ("2026-11-19",),
}
SPANISH = {
    "15 de marzo de 2027": MARCH_15,
    "15 DE MARZO DEL 2027": MARCH_15,
    "lunes 15 marzo 2027": MARCH_15,
    "lunes, 15 de marzo de 2027, 8:30 a. m.": MARCH_15,
    "el 15/3/2027": MARCH_15,
    "15-mar-2027": MARCH_15,
    "mar 15 2027": MARCH_15,
    "marzo 15, 2027": MARCH_15,
    "March 15, 2027": MARCH_15,
    "15 de marso de 2027": MARCH_15,
    "15 mzo 2027": MARCH_15,
    "1º de abril de 2027": ("2027-04-01",),
    "1ro de abril de 2027": ("2027-04-01",),
    "1.º de abril de 2027": ("2027-04-01",),
    "primero de abril de 2027": ("2027-04-01",),
    "2do de abril 2027": ("2027-04-02",),
    "1º de abril": ("2027-04-01", "2028-04-01"),
    "15 de marzo": EITHER_YEAR,
    "15 de marzo a las 8": EITHER_YEAR,
    "3 de setiembre de 2027": ("2027-09-03",),
    "3 set 2027": ("2027-09-03",),
    "3 septiembre 2027": ("2027-09-03",),
    "3 de agusto de 2027": ("2027-08-03",),
    "3 de novienbre de 2027": ("2027-11-03",),
    "3 de mayo de 2027": ("2027-05-03",),
    "3 de maryo de 2027": ("2027-03-03", "2027-05-03"),
    "miercoles 3 de marzo de 2027": ("2027-03-03",),
    "mié 3 mar 2027": ("2027-03-03",),
    "mar 16 mar 2027": ("2027-03-16",),
    "mar 6 abril 2027": ("2027-04-06",),
    "mar. 6 de abril": ("2027-04-06", "2028-04-06"),
    "jueves 3/4/2027": ("2027-03-04", "2027-04-03"),
    "sábado 3/4/2027": ("2027-04-03", "2027-03-04"),
    "31 de septiembre de 2027": ("2027-09-31",),
    "30 de febrero de 2027": ("2027-02-30",),
    "hoy": ("2026-11-20",),
    "mañana": ("2026-11-21",),
    "manana a las 8": ("2026-11-21",),
    "AYER": ("2026-11-19",),
    "pasado mañana": ("2026-11-22",),
}
OTHERS = {
    ("fr", "1er avril 2027"): ("2027-04-01",),
    ("fr", "mardi 16 mars 2027"): ("2027-03-16",),
    ("fr", "3 juin 2027"): ("2027-06-03",),
    ("fr", "3 juan 2027"): (),
    ("pt_BR", "terça-feira, 24 de novembro de 2026"): ("2026-11-24",),
    ("ru", "24 ноября 2026 г."): ("2026-11-24",),
    ("ru", "24 ноябрь 2026"): ("2026-11-24",),
    ("uk", "24 листопада 2026 р."): ("2026-11-24",),
    ("tr", "15 Mart 2027 08:30"): MARCH_15,
    ("tr", "24 kasim 2026 Salı"): ("2026-11-24",),
    ("vi", "Thứ Ba, 24 tháng 11, 2026"): ("2026-11-24",),
    ("vi", "15 tháng 3 năm 2027"): MARCH_15,
    ("zh_Hans", "2027年3月15日星期一上午8:30"): MARCH_15,
    ("zh_Hans", "3月15日"): EITHER_YEAR,
    ("ar", "الثلاثاء، 24 نوفمبر 2026"): ("2026-11-24",),
    ("hi", "मंगलवार, २४ नवंबर २०२६"): ("2026-11-24",),
    ("pa", "ਮੰਗਲਵਾਰ, 24 ਨਵੰਬਰ 2026"): ("2026-11-24",),
    ("am", "ማክሰኞ 24 ኖቬምበር 2026"): ("2026-11-24",),
    ("no-such-language", "March 15, 2027"): MARCH_15,
}
NOT_UNDERSTOOD = (
    "", " ", "8", "15", "2027", "March", "marzo", "March 2027", "marzo de 2027", "Monday", "8:30", "8:30 AM",
    "A123 456 789", "123-456-789", "123456789", "A03152027", "305-789-4221", "(305) 789-4221", "33101",
    "12-34-5678", "3/15/1999", "3/15/2127", "March 15, 1927", "March 15 10", "March 15-24, 2027",
    "5 - 7 March 2027", "15 o 17 de marzo de 2027", "13/13/27", "March 15² 2027", "3/15-2027", "1/3/15/2027",
    "March 5 or March 7, 2027", "juan 15 2027", "I do not know", "no sé", "pasado", "hoy no puedo",
    "next Monday", "/check", "26 Federal Plaza, 12th floor", "99999999", "09312027",
    "March 1, April 2, May 3, June 4 2027", "x" * 5000,
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items(), ids=list(ENGLISH))
def test_an_english_text_gives_the_dates_it_may_mean(text: str, expected: tuple[str, ...]) -> None:
    assert read_dates(text, "en", today=TODAY) == expected


@pytest.mark.parametrize(("text", "expected"), SPANISH.items(), ids=list(SPANISH))
def test_a_spanish_text_gives_the_dates_it_may_mean(text: str, expected: tuple[str, ...]) -> None:
    assert read_dates(text, "es", today=TODAY) == expected


@pytest.mark.parametrize(("typed", "expected"), OTHERS.items(), ids=[" ".join(typed) for typed in OTHERS])
def test_a_text_in_another_language_gives_its_date(typed: tuple[str, str], expected: tuple[str, ...]) -> None:
    assert read_dates(typed[1], typed[0], today=TODAY) == expected


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@pytest.mark.parametrize("text", NOT_UNDERSTOOD, ids=[text[:20] or "empty" for text in NOT_UNDERSTOOD])
def test_a_text_that_is_no_full_date_is_not_understood(text: str, language: str) -> None:
    assert read_dates(text, language, today=TODAY) == ()


@given(
    text=st.text() | st.from_regex(r"[ -~\u2013]{0,40}"),
    language=st.sampled_from(["en", "es", "vi", "zh_Hans", "ar"]),
)
def test_any_text_gives_at_most_three_different_well_shaped_candidates(text: str, language: str) -> None:
    found = read_dates(text, language, today=TODAY)
    assert len(found) == len(set(found)) <= 3
    assert all(each == "impossible" or SHAPE.fullmatch(each) for each in found)


@given(
    text=st.lists(
        st.sampled_from(
            ["mar", "15", "3", "2027", "27", "/", "-", ", ", " ", "de", "martes", "june", "8:30", "am", "."]
        )
    ).map("".join)
)
def test_pieces_of_dates_in_any_order_never_raise(text: str) -> None:
    found = read_dates(text, "es", today=TODAY)
    assert all(each == "impossible" or SHAPE.fullmatch(each) for each in found)


@given(
    day=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    width=st.sampled_from(["medium", "long", "full"]),
    locale=st.sampled_from(
        ["en_US", "es_US", "es_MX", "fr_FR", "pt_BR", "ru_RU", "uk_UA", "tr_TR", "vi_VN", "zh_CN"]
    ),
)
def test_a_date_written_with_its_month_is_read_back_first(day: date, width: str, locale: str) -> None:
    written = format_date(day, width, locale=locale)
    language = "zh_Hans" if locale == "zh_CN" else locale.split("_", maxsplit=1)[0]
    assert read_dates(written, language, today=TODAY)[0] == day.isoformat()


@given(day=st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_a_short_us_date_is_read_month_first(day: date) -> None:
    assert read_dates(format_date(day, "short", locale="en_US"), "en", today=TODAY)[0] == day.isoformat()


@given(text=st.sampled_from([*ENGLISH, *NOT_UNDERSTOOD]))
def test_a_candidate_that_is_typed_again_is_read_as_itself(text: str) -> None:
    for found in read_dates(text, "en", today=TODAY):
        assert found == "impossible" or read_dates(found, "en", today=TODAY) == (found,)
