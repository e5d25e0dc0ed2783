"""Numbers, hours, addresses and Latin words in a text from right to left, and labels of buttons there too."""

import io
import unicodedata
from datetime import date, time
from gettext import GNUTranslations, NullTranslations

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.values import Button, Part, Screen
from bot.law.load import load_law
from bot.text import dates
from bot.text.bidi import END, RIGHT_TO_LEFT, START, set_apart
from bot.text.catalog import Catalog
from bot.text.folding import fold
from bot.text.places import data_folder
from bot.text.words import Message, Words

LAW = load_law()
ARABIC = LAW.languages["ar"]
SAID = {
    "<b>What would you like to do?</b>": "<b>ماذا تريد أن تفعل؟</b>",
    "How this works": "كيف يعمل هذا",
    "%(hour)s in the morning": "الساعة %(hour)s صباحًا",
    "%(native)s (by machine)": "%(native)s (ترجمة آلية)",
}


@pytest.fixture(scope="module")
def words() -> Words:
    """Arabic with a few messages."""
    made = polib.POFile()
    made.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": ARABIC.plural}
    made.extend(polib.POEntry(msgid=english, msgstr=said) for english, said in SAID.items())
    messages = GNUTranslations(io.BytesIO(made.to_binary()))
    return Words(ARABIC, Catalog("ar", "machine-drafted", messages), data_folder("templates"))


def plain(text: str) -> str:
    """The text without the signs nobody sees."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("اتصل 1-800-898-7180 الآن", ["1-800-898-7180"]),
        ("الساعة 8:30 صباحا", ["8:30"]),
        ("في 1855 Gaylord St, Suite 400, Denver, CO 80205 غدا", ["1855 Gaylord St, Suite 400, Denver, CO 80205"]),
        ("في 333 S. Miami Ave (One Square), Miami, FL غدا", ["333 S. Miami Ave (One Square), Miami, FL"]),
        ("ورقة (Notice to Appear, I-862) هنا", ["Notice to Appear, I-862"]),
        ("رقم A123 456 789.", ["A123 456 789"]),
        ("<b>EOIR-33/IC</b> نموذج", ["EOIR-33/IC"]),
        ("شركة AT&amp;T هنا &lt;نص&gt;", ["AT&amp;T"]),
        ("اكتب /help أو https://acis.eoir.justice.gov/en/ الآن", []),
        ('<a href="https://example.org/a">هنا</a>', []),
        ("لا شيء", []),
    ],
)
def test_a_run_of_latin_words_and_numbers_is_kept_together(text: str, apart: list[str]) -> None:
    found = set_apart(text)
    assert [run.partition(END)[0] for run in found.split(START)[1:]] == apart
    assert plain(found) == text


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("ICE تقول", True),
        ("<b>ACIS</b>: انظر", True),
        ("/check لفحص", True),
        ("نص ICE", False),
        ("8:30 صباحا", False),
    ],
)
def test_a_line_that_begins_with_latin_words_still_runs_from_right_to_left(line: str, *, marked: bool) -> None:
    assert set_apart(line).startswith(RIGHT_TO_LEFT) is marked


@given(st.text(alphabet="ابت 8:30ABC/-,.<b>&;\n\u2066\u2069\u200f"))
def test_setting_apart_twice_changes_nothing_and_no_letter_is_lost(text: str) -> None:
    balanced = text.replace(START, "").replace(END, "")
    once = set_apart(balanced)
    assert set_apart(once) == once
    assert plain(once) == plain(balanced)
    assert once.count(START) == once.count(END)


def test_a_screen_in_arabic_sets_hours_and_labels_apart(words: Words) -> None:
    court = LAW.courts["miami"]
    buttons = (Button("a", "start/menu", "help"), Button("b", value=court), Button("c", value=time(8, 30)))
    shown: Message = words.render(Screen("menu", (Part("start/menu"),), buttons, numbered=True))
    assert [label.count(START) for label in shown.labels] == [1, 2, 2]
    assert f"{START}8:30{END}" in shown.labels[2]
    assert court.short in plain(shown.labels[1])
    assert "ماذا" in shown.text


def test_a_ticked_label_begins_from_the_right(words: Words) -> None:
    box = Button("w", "start/menu", "help", ticked=True)
    (label,) = words.render(Screen("menu", (Part("start/menu"),), (box,))).labels
    assert plain(label) == "[x] كيف يعمل هذا"
    assert label.startswith(RIGHT_TO_LEFT + "[" + START)


def test_a_day_on_a_button_names_the_month_as_one_half_of_the_readers_does_and_in_a_text_as_both(
    words: Words,
) -> None:
    day = date(2026, 11, 24)
    assert plain(words.value(day)) == "الثلاثاء 24 نوفمبر 2026"
    assert len(plain(words.value(day))) <= ARABIC.label_width
    assert set_apart(dates.write_plain_day(day, ARABIC)) == f"{START}24{END} نوفمبر/تشرين الثاني {START}2026{END}"


def test_a_label_that_is_typed_without_the_unseen_signs_is_the_same_label(words: Words) -> None:
    label = words.value(time(8, 30))
    assert START in label
    assert fold(plain(label)) == fold(label)


def test_a_text_from_left_to_right_gets_no_such_signs() -> None:
    spanish = LAW.languages["es"]
    words = Words(spanish, Catalog("es", "", NullTranslations()), data_folder("templates"))
    message = words.render(Screen("menu", (Part("start/menu"),), (Button("a", value=time(8, 30)),)))
    assert START not in message.text + message.labels[0]
