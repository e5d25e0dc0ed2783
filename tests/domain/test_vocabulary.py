"""Every key and value of the table is taken; the rest is refused with key, value, and what is allowed."""

from datetime import date, time

import pytest

from bot.domain.answers import KEYS, TICKS, BadAnswer, read_answers, read_value
from bot.law.load import load_law
from tests.domain.cases import COURT_IDS

YES_NO_UNSURE = "yes no unsure"
DATE = "2026-10-05"
WORDS = {
    "walk": "notice-check more-time missed-hearing",
    "today": "",
    "document": "nta hearing-notice removal-order other-paper no-paper",
    "other_kind": "expedited-removal reinstatement other-dhs-order other-proceeding ice-check-in uscis "
    "fee-notice unsure",
    "detained": "yes no",
    "ordered": YES_NO_UNSURE,
    "hearing_date": "missing to-be-set impossible",
    "hearing_time": "missing to-be-set",
    "hearing_place": "missing to-be-set not-listed",
    "hearing_form": "in-person video-with-link video-without-link unsure",
    "hearing_kind": "master individual unsure",
    "before_judge": "never answered not-answered unsure",
    "attended": YES_NO_UNSURE,
    "served_how": "in-person mail electronic never unsure",
    "served_on": "unsure",
    "received_on": "",
    "nta_served_on": "unsure",
    "prompt_hearing_signed": YES_NO_UNSURE,
    "address": "right wrong old missing",
    "address_reported": YES_NO_UNSURE,
    "moved_on": "unsure",
    "who": "adult 14-17 under-14 needs-guardian",
    "adult_served": YES_NO_UNSURE,
    "acis": "same different no-hearing no-case ordered-removed not-checked",
    "acis_date": "",
    "problems": "no-certificate-of-service unsigned no-allegations no-charges wrong-name wrong-a-number "
    "wrong-country no-counsel-list no-consequences-warning no-address-warning not-explained papers-disagree "
    "missing-pages two-ntas hand-corrected signature-not-mine money-asked",
    "reasons": "find-lawyer lawyer-unavailable short-notice evidence other-application illness interpreter moved "
    "family-emergency",
    "order_on": "unsure",
    "missed_why": "no-notice in-custody serious-illness family-illness death-in-family abuse late-to-court wrong-day "
    "fear-of-arrest fear-of-return other",
}
LISTS = ("problems", "reasons", "missed_why")
DATES = ("today", "hearing_date", "served_on", "received_on", "nta_served_on", "moved_on", "acis_date", "order_on")
NEVER_TYPED: tuple[object, ...] = (None, True, False, 0, 1, 1.5, {}, {"yes": "yes"}, b"yes")
NO_WORDS = ("", " ", "Yes", "YES", "yes ", " no", "null", "true", "unsure ", "annandale ", "no-such-court", "x" * 500)
NO_DATES = (
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-9-31",
    "2026-09-31",
    "0000-01-01",
    "10000-01-01",
    "20260916",
    "2026-W38-3",
    "09/16/2026",
    "2026-09-16T10:00",
    "2026-09-16 ",
    "2026-09-16\n",
    "٢٠٢٦-٠٩-١٦",
)
NO_TIMES = ("24:00", "8:30", "08:60", "0830", "08:30:00", "8", "08:30 AM", "08.30", "-1:30", "08:30\n", "٠٨:٣٠")


def refused(key: str, value: object) -> str:
    with pytest.raises(BadAnswer) as caught:
        read_answers({key: value}, COURT_IDS)
    return str(caught.value)


def test_the_keys_are_those_of_the_table_in_its_order() -> None:
    assert list(KEYS) == list(WORDS)


def test_the_ticks_are_those_of_the_table() -> None:
    assert sorted(TICKS) == sorted(WORDS["problems"].split())


@pytest.mark.parametrize("key", [k for k in WORDS if k not in LISTS])
def test_every_word_of_a_key_is_taken_as_it_is(key: str) -> None:
    for word in WORDS[key].split():
        assert read_value(key, word, COURT_IDS) == word


@pytest.mark.parametrize("key", LISTS)
def test_a_list_keeps_its_words_in_the_order_given_and_each_once(key: str) -> None:
    words = WORDS[key].split()
    assert read_value(key, words[::-1], COURT_IDS) == tuple(words[::-1])
    assert read_value(key, [], COURT_IDS) == ()
    assert read_value(key, [words[1], words[0], words[1]], COURT_IDS) == (words[1], words[0])


@pytest.mark.parametrize("key", DATES)
@pytest.mark.parametrize("day", ["0001-01-01", "2024-02-29", "2026-09-16", "9999-12-31"])
def test_a_date_becomes_a_day(key: str, day: str) -> None:
    assert read_value(key, day, COURT_IDS) == date.fromisoformat(day)


@pytest.mark.parametrize("clock", ["00:00", "07:29", "12:00", "23:59"])
def test_an_hour_becomes_a_time_of_day(clock: str) -> None:
    assert read_value("hearing_time", clock, COURT_IDS) == time.fromisoformat(clock)


def test_every_court_of_the_data_is_a_place() -> None:
    assert all(read_value("hearing_place", c, COURT_IDS) == c for c in load_law().courts)


@pytest.mark.parametrize("key", [k for k in WORDS if k not in LISTS])
def test_what_is_no_text_is_refused_for_a_key_that_holds_one_value(key: str) -> None:
    for value in (*NEVER_TYPED, [], ["yes"], [WORDS[key].split(" ")[0]]):
        said = refused(key, value)
        assert said.startswith(f"{key}: {value!r} ")


@pytest.mark.parametrize("key", [k for k in WORDS if k not in LISTS])
def test_a_word_outside_the_table_is_refused_and_the_words_of_the_table_are_named(key: str) -> None:
    for value in NO_WORDS:
        said = refused(key, value)
        shown, _, allowed = said.partition("; allowed: ")
        assert shown.startswith(f"{key}: ")
        assert repr(value)[:50] in shown
        assert len(shown) < 120
        assert all(word in allowed.split(", ") for word in WORDS[key].split())
        assert ("YYYY-MM-DD" in allowed) == (key in DATES)


@pytest.mark.parametrize("key", DATES)
def test_a_date_that_is_none_is_refused(key: str) -> None:
    for value in NO_DATES:
        assert refused(key, value).startswith(f"{key}: {value!r} ")


def test_an_hour_that_is_none_is_refused() -> None:
    for value in NO_TIMES:
        said = refused("hearing_time", value)
        assert said.startswith(f"hearing_time: {value!r} ")
        assert "HH:MM" in said


@pytest.mark.parametrize("key", LISTS)
def test_a_list_takes_only_a_list_of_its_own_words(key: str) -> None:
    word = WORDS[key].split()[0]
    for value in (*NEVER_TYPED, word, f"{word},{word}", ""):
        assert refused(key, value).startswith(f"{key}: {value!r} ")
    for inside in (None, True, 1, [word], "under-10-days", "", word.upper()):
        assert refused(key, [word, inside]).startswith(f"{key}: {inside!r} ")


@pytest.mark.parametrize("key", ["", "Walk", "hearing-date", "a_number", "name", "country", "flags", "court"])
def test_an_unknown_key_is_refused_and_the_known_ones_are_named(key: str) -> None:
    said = refused(key, "yes")
    assert repr(key) in said
    assert all(known in said for known in WORDS)


@pytest.mark.parametrize("case", [None, [], ["walk"], "walk", 3, True])
def test_a_case_that_is_no_object_is_refused(case: object) -> None:
    with pytest.raises(BadAnswer, match="object"):
        read_answers(case, COURT_IDS)


def test_an_absent_key_stays_absent() -> None:
    assert read_answers({}, COURT_IDS) == {}
    assert read_answers({"detained": "no"}, COURT_IDS) == {"detained": "no"}


def test_an_error_stays_on_one_line_whatever_was_given() -> None:
    for value in ("a\nb", "a\r\nb", "\u2028", "\x1b[31m"):
        assert len(refused("detained", value).splitlines()) == 1
        assert len(refused(value, "yes").splitlines()) == 1


@pytest.mark.parametrize("key", [*DATES, *LISTS, "hearing_time"])
def test_a_value_of_another_kind_is_refused(key: str) -> None:
    other = "08:30" if key in DATES else DATE
    assert refused(key, other if key not in LISTS else [other]).startswith(key)
