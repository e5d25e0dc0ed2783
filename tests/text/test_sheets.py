import re

import pytest

from bot.text.sheets import isolate, plain
from tests.text.on_paper import Written, written
from tests.text.test_reading_level import SCREEN, grade
from tests.text.test_words import FORBIDDEN

FILED = tuple(dict.fromkeys(w.sheet.name for w in written("en") if w.sheet.layout == "court"))
STANDS = "Until the judge says yes in writing, the hearing stands."


def sheet(name: str, code: str = "en") -> Written:
    return next(w for w in written(code) if w.sheet.name == name)


def for_the_reader(one: Written) -> list[str]:
    """The texts of a page before the copy of what is filed."""
    kinds = [p["kind"] for p in one.data["pieces"]]
    texts = [p["text"] for p in one.data["pieces"]]
    return texts[: kinds.index("section")] if "section" in kinds else texts


def test_what_is_filed_is_the_same_in_every_language() -> None:
    for english, spanish in zip(written("en"), written("es"), strict=True):
        if english.sheet.layout == "court":
            assert spanish.data == english.data


@pytest.mark.parametrize("name", FILED)
def test_each_paper_that_is_filed_has_a_page_that_explains_it_and_is_not_filed(name: str) -> None:
    about = sheet(f"{name}-explained")
    assert "Not to be filed" in about.data["notice"]
    assert STANDS in about.data["notice"]


@pytest.mark.parametrize("name", FILED)
def test_the_copy_to_read_at_home_says_all_that_is_filed(name: str) -> None:
    about = sheet(f"{name}-explained", "es")
    kinds = [p["kind"] for p in about.data["pieces"]]
    copy = about.data["pieces"][kinds.index("section") + 2 :]
    said = [p for p in sheet(name, "en").data["pieces"] if p["text"]]
    assert [p["cite"] for p in copy] == [p["cite"] for p in said]
    assert {p["lines"] for p in copy} == {0}
    assert not {p["text"] for p in copy if len(p["text"]) > 30} & {p["text"] for p in said}


@pytest.mark.parametrize("one", written("en"), ids=lambda w: w.sheet.name)
def test_nothing_that_is_filed_speaks_of_this_tool(one: Written) -> None:
    if one.sheet.layout != "court" and one.sheet.name != "lawyer-log":
        return
    for text in one.texts:
        assert not any(w in text.lower() for w in ("bot", "telegram", "fair hearing", "fairhearing", "program"))


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("number", range(len(written("en"))), ids=lambda n: written("en")[n].sheet.name)
def test_no_paper_gives_a_verdict_a_promise_or_an_order(code: str, number: int) -> None:
    one = written(code)[number]
    if one.sheet.layout == "court" or one.sheet.name == "lawyer-log":  # "true and correct" is the statute's
        return
    said = "\n".join(for_the_reader(one))
    assert not re.findall(FORBIDDEN[code], said, re.IGNORECASE)


@pytest.mark.parametrize("one", written("en"), ids=lambda w: w.sheet.name)
def test_what_people_read_can_be_read_with_eight_years_of_school(one: Written) -> None:
    if one.sheet.layout != "court":
        assert grade("\n".join(for_the_reader(one))) <= SCREEN


def test_an_objection_never_asks_for_the_end_of_the_case() -> None:
    for one in written("en"):
        said = " ".join(one.texts).lower()
        assert "terminat" not in said
        assert "dismiss the case" not in said


def test_what_a_program_cannot_know_is_a_blank() -> None:
    for name in FILED:
        kinds = [p.kind for p in sheet(name).sheet.pieces]
        assert "lines" in kinds
        assert "sign" in kinds
        service = [
            p for p in sheet(name).data["pieces"] if p["text"].startswith("by ") or p["text"].startswith("through")
        ]
        assert len(service) == 4
        assert not any(p["ticked"] for p in service)


def test_only_what_the_person_answered_is_ticked() -> None:
    ticked = {
        w.sheet.name: [p.words.block for p in w.sheet.pieces if p.ticked]
        for w in written("en")
        if w.sheet.layout == "court"
    }
    assert ticked["objection"] == ["no_date", "no_time"]
    assert ticked["motion-to-continue"] == []


def test_a_fee_stands_with_its_day_and_the_words_check_first() -> None:
    said = " ".join(sheet("reopen-exceptional-explained").texts)
    assert "$1,095 for papers filed from 1 October 2026" in said
    assert "check first" in said
    assert "$" not in " ".join(sheet("reopen-notice-explained").texts)


def test_what_may_have_changed_is_said_to_have_perhaps_changed() -> None:
    pieces = sheet("motion-to-continue-explained").data["pieces"]
    clock = next(p for p in pieces if "work permit" in p["text"])
    assert clock["text"].endswith("check with the court or a lawyer.")


def test_the_summary_has_both_languages_and_a_card_too() -> None:
    for name in ("summary", "card", "lawyer-log"):
        pieces = sheet(name, "es").data["pieces"]
        assert all(p["en"] for p in pieces)
        assert sum(p["en"] != p["text"] for p in pieces) > len(pieces) / 2
        assert all("en" not in p for p in sheet(name, "en").data["pieces"])


def test_tags_of_the_chat_are_taken_off() -> None:
    assert plain("<b>Go</b> &amp; see") == "Go & see"


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("الساعة 8:30 AM يوم", "الساعة \u20668:30 AM\u2069 يوم"),
        ("رقم A-number هنا", "رقم \u2066A-number\u2069 هنا"),
        ("8 C.F.R. § 1003.29", "\u20668 C.F.R. § 1003.29\u2069"),
        ("لا شيء", "لا شيء"),
        ("زر www.ice.gov/contact/legal.", "زر \u2066www.ice.gov/contact/legal\u2069."),
    ],
)
def test_what_is_read_from_left_to_right_is_isolated(text: str, isolated: str) -> None:
    assert isolate(text) == isolated


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("طلب motion to continue (تأجيل).", ["motion to continue"]),
        ("لسبب (“good cause”) هنا", ["good cause"]),
        ("للمحامين (OPLA)، هنا", ["OPLA"]),
        ("محام. 8 C.F.R. § 1003.24(b)(2).", ["8 C.F.R. § 1003.24(b)(2)"]),
    ],
)
def test_half_a_pair_of_brackets_is_never_set_apart(text: str, apart: list[str]) -> None:
    """A bracket alone in a run from left to right would look the wrong way in Arabic."""
    assert re.findall("\u2066([^\u2069]*)\u2069", isolate(text)) == apart
