"""Typed words against the buttons on offer, the shape of an A-number, and how text is folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.reading import fold, looks_like_a_number, match_label
from bot.text.typed_words import months_named, words_of

LABELS = ("I received it by mail", "I don't know", "I have not received it", "✅ Yes", "No")
SPANISH = ("Sí", "No", "No sé", "Me lo dieron en la mano", "Llegó por correo")
CHOSEN = {
    "yes": 3,
    "YES!": 3,
    "no": 4,
    "1": 0,
    "#2": 1,
    "2.": 1,
    "4)": 3,
    "no. 5": 4,
    "number 5": 4,
    "٣": 2,
    "2\ufe0f\u20e3": 1,
    "i dont know": 1,
    "I don’t know": 1,
    "2. I don't know": 1,
    "1. I don't know": None,
    "I receved it by mail": 0,
    "i received": 0,
    "i have": None,
    "I have received it": None,
    "I received it by male": 0,
    "6": None,
    "0": None,
    "": None,
    "?": None,
    "yes no": None,
    "rec": None,
}
CHOSEN_SPANISH = {"si": 0, "SÍ": 0, "no se": 2, "llego": 4, "me lo diron en la mano": 3, "opción 2": 1, "me": None}
A_NUMBERS = (
    "A123 456 789", "A123456789", "a123-456-789", "A# 012345678", "A-number 12 345 678", "A no. 123456789",
    "Alien number: 123 456 789", "123-456-789", "123 456 789", "123456789", "12345678", "1234567", "A03152027",
    "my a number is a123456789 thanks", "mi número A es 123.456.789", "A\u00a0123\u00a0456\u00a0789", "A١٢٣٤٥٦٧٨٩",
    "My hearing is March 15, 2027, my number 123-456-789",
)  # fmt: skip
OTHER_NUMBERS = (
    "", "305-789-4221", "(305) 789-4221", "+1 305 789 4221", "1234567890", "123456", "33101", "8:30", "3/15/2027",
    "03-15-2027", "03152027", "20270315", "2027-03-15 8:30", "March 15 2027 8:30 AM", "March 15, 2027",
    "IOE0912345678", "yes", "26 Federal Plaza",
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CHOSEN.items(), ids=[text or "empty" for text in CHOSEN])
def test_typed_words_mean_a_button_only_when_it_is_certain(text: str, expected: int | None) -> None:
    assert match_label(text, LABELS) == expected


@pytest.mark.parametrize(("text", "expected"), CHOSEN_SPANISH.items(), ids=list(CHOSEN_SPANISH))
def test_spanish_words_mean_a_button_without_their_accents(text: str, expected: int | None) -> None:
    assert match_label(text, SPANISH) == expected


@pytest.mark.parametrize(("text", "label"), [("impossible", "possible"), ("form 10 was sent", "form 11 was sent")])
def test_a_near_word_of_another_meaning_is_not_taken_for_a_button(text: str, label: str) -> None:
    assert match_label(text, [label]) is None


def test_two_equal_labels_are_never_chosen_between() -> None:
    assert match_label("Miami", ["Miami", "miami"]) is None


def test_a_label_that_is_itself_a_number_is_meant_before_its_place() -> None:
    assert match_label("2", ["1", "3", "2"]) == 2


@pytest.mark.parametrize("text", A_NUMBERS)
def test_a_number_of_seven_to_nine_digits_looks_like_an_a_number(text: str) -> None:
    assert looks_like_a_number(text)


@pytest.mark.parametrize("text", OTHER_NUMBERS)
def test_phones_dates_and_hours_do_not_look_like_an_a_number(text: str) -> None:
    assert not looks_like_a_number(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  Miércoles\u00a0 15\n", "miercoles 15"),
        ("ＡＭ ８", "am 8"),
        ("٣ ३", "3 3"),
        ("Salı", "sali"),
        ("й", "й"),
        ("\u200fA\u200b1", "a1"),
    ],
)
def test_folding_keeps_what_is_compared(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.lists(st.text(), max_size=6))
def test_any_text_gives_a_place_among_the_labels_or_none(text: str, labels: list[str]) -> None:
    found = match_label(text, labels)
    assert found is None or 0 <= found < len(labels)
    assert looks_like_a_number(text) in {True, False}


@given(st.lists(st.sampled_from(LABELS), min_size=1, unique=True), st.data())
def test_a_label_typed_as_it_stands_is_that_label(labels: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(labels) - 1))
    assert match_label(labels[place], labels) == place


@pytest.mark.parametrize(
    "language", ["en", "es", "fr", "pt_BR", "ru", "uk", "tr", "vi", "zh_Hans", "ar", "hi", "pa", "am"]
)
def test_every_language_names_all_twelve_months_and_seven_days(language: str) -> None:
    words = words_of(language)
    assert {month for months in words.months.values() for month in months} == set(range(1, 13))
    assert set(words.weekdays.values()) == set(range(7))


@pytest.mark.parametrize("word", ["mayo", "marzo", "junio", "julio", "june", "july", "enero"])
def test_a_month_spelled_right_is_never_its_neighbour(word: str) -> None:
    assert len(months_named(word, words_of("es"))) == 1
