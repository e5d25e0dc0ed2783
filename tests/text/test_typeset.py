import io
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from gettext import GNUTranslations

import polib
import pypdf
import pypdfium2
import pytest

from bot.law.values import Language
from bot.services.fit_papers import sheets_of_all
from bot.text.catalog import Catalog
from bot.text.places import data_folder
from bot.text.sheets import Scribe, draw_spot
from bot.text.typeset import typeset, work
from bot.text.words import Words
from tests.text.on_paper import Written, all_on_paper, written
from tests.text.shown import law, offered, words_of
from tests.text.test_catalogs import catalog, entry

LETTER = (612.0, 792.0)  # 8.5 by 11 inches, 8 CFR 1003.32
INCH = 72
BYTES = 150_000
WHITE = 255
ARABIC = {
    "Asking for more time: how this paper works": "طلب مزيد من الوقت: كيف تستخدم هذه الورقة",
    "What it is": "ما هي",
    "Look in ACIS for the answer: acis.eoir.justice.gov or 1-800-898-7180. "
    "No answer means that nothing has changed.": (
        "ابحث عن الجواب في ACIS: acis.eoir.justice.gov أو 1-800-898-7180 قبل 8:30 AM. "
        "إذا لم يكن هناك جواب فلم يتغير شيء."
    ),
    "For you. Not to be filed.\nUntil the judge says yes in writing, the hearing stands.": (
        "لك. لا تقدم إلى المحكمة.\nتبقى الجلسة في موعدها حتى يوافق القاضي كتابة."
    ),
    "The date of the hearing": "تاريخ الجلسة",
    "Drawing, not a real paper": "رسم، وليس ورقة حقيقية",
}


@cache
def arabic() -> Words:
    """A sample of Arabic; what it lacks is English."""
    made = catalog(*(entry(source, said) for source, said in ARABIC.items()))
    messages = Catalog("ar", "machine-drafted", GNUTranslations(io.BytesIO(made.to_binary())))
    known: Language = law().languages["en"]
    language = replace(known, code="ar", native="العربية", locale="ar", direction="rtl", telegram=("ar",))
    return Words(language, messages, data_folder("templates"))


@cache
def arabic_sheets() -> tuple[Written, ...]:
    scribe = Scribe(arabic(), words_of("en"), law())
    return tuple(Written(sheet, scribe.write(sheet)) for sheet in sheets_of_all(law()))


@cache
def all_written() -> dict[str, Written]:
    """Of every sheet in each language the longest one; what is filed is the same in every language."""
    found: dict[str, Written] = {}
    for code, sheets in (("en", written("en")), ("es", written("es")), ("ar", arabic_sheets())):
        for one in sorted(sheets, key=lambda w: len(json.dumps(w.data))):
            if code == "en" or one.sheet.layout == "page":
                found[f"{code}-{one.sheet.name}"] = one
    return found


@cache
def pdf(name: str) -> bytes:
    one = all_written()[name]
    return typeset(one.sheet.layout, json.dumps(one.data), "pdf")


EACH = pytest.mark.parametrize("name", list(all_written()))


def text_of(name: str) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf(name))).pages)


def body_of(name: str) -> str:
    """The text without the numbers of its pages."""
    return re.sub(r"(?m)^\s*\d+( / \d+)?\s*$", "", text_of(name))


def flat(text: str) -> str:
    """The text without what the breaking of lines did to it."""
    return "".join(text.split())


@EACH
def test_a_paper_is_letter_size_and_small(name: str) -> None:
    assert len(pdf(name)) <= BYTES
    for page in pypdf.PdfReader(io.BytesIO(pdf(name))).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == LETTER


@EACH
def test_nothing_runs_into_the_margins(name: str) -> None:
    with pypdfium2.PdfDocument(pdf(name)) as document:
        for page in document:
            picture = page.render(scale=1, grayscale=True)
            rows = [bytes(picture.buffer)[y * picture.stride :][: picture.width] for y in range(picture.height)]
            assert any(min(row) < WHITE for row in rows), "an empty page"
            assert all(min(row[: INCH - 2]) == min(row[-INCH + 2 :]) == WHITE for row in rows)
            assert all(min(row) == WHITE for row in (*rows[: INCH // 4], *rows[-INCH // 4 :]))


@EACH
def test_every_page_has_its_number(name: str) -> None:
    pages = pypdf.PdfReader(io.BytesIO(pdf(name))).pages
    filed = not name.endswith("-explained") and all_written()[name].sheet.layout == "court"
    for number, page in enumerate(pages, 1):
        last = page.extract_text().strip().splitlines()
        wanted = str(number) if filed else f"{number} / {len(pages)}"
        assert wanted in {line.strip() for line in (last[-1], last[0])}


@EACH
def test_no_metadata_tells_who_made_it_or_when(name: str) -> None:
    told = dict(pypdf.PdfReader(io.BytesIO(pdf(name))).metadata or {})
    assert set(told) <= {"/Title", "/Creator"}
    assert str(told.get("/Creator", "Typst")).startswith("Typst")
    assert b"fairhearing" not in pdf(name).lower()


@pytest.mark.parametrize("name", [n for n in all_written() if not n.startswith("ar-")])
def test_all_words_of_a_paper_can_be_read_back(name: str) -> None:
    one = all_written()[name]
    found = flat(body_of(name)).replace(flat(one.data["notice"]) or " ", "")
    pieces = one.data["pieces"]
    for piece in pieces:
        if piece["kind"] != "log" and "____" not in piece["text"] and " / " not in piece["text"]:
            for line in piece["text"].split("\n"):
                assert flat(line) in found


def test_the_cover_names_the_court_the_hearing_and_the_flag() -> None:
    first = next(w for w in written("en") if w.sheet.name == "motion-to-continue")
    made = typeset("court", json.dumps(first.data), "pdf")
    cover = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    for words in (
        "UNITED STATES DEPARTMENT OF JUSTICE",
        "EXECUTIVE OFFICE FOR IMMIGRATION REVIEW",
        "IMMIGRATION COURT",
        "ANNANDALE, VIRGINIA",
        "In the Matter of:",
        "File No.: A",
        "NON-DETAINED",
        "Next Hearing: March 15, 2027 at 8:30 AM",
        "MOTION TO CONTINUE",
        "Respondent, pro se (unrepresented)",
    ):
        assert words in cover


def test_a_motion_to_reopen_says_stay_on_its_cover_and_its_first_page() -> None:
    for name in ("en-reopen-notice", "en-reopen-exceptional"):
        pages = pypdf.PdfReader(io.BytesIO(pdf(name))).pages
        assert "AUTOMATIC STAY" in pages[0].extract_text()
        assert "AUTOMATIC STAY" in pages[1].extract_text()


def test_arabic_letters_are_joined_and_codes_stand_as_they_are() -> None:
    name = "ar-motion-to-continue-explained"
    text = text_of(name)
    assert "8:30 AM" in text
    assert "acis.eoir.justice.gov" in text
    fonts = {f for page in pypdf.PdfReader(io.BytesIO(pdf(name))).pages for f in _fonts(page)}
    assert {f.partition("+")[2].partition("-")[0] for f in fonts} == {"NotoSans", "NotoSansArabic"}


def _fonts(page: pypdf.PageObject) -> Iterator[str]:
    for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
        yield str(font.get_object()["/BaseFont"]).removeprefix("/")


def test_no_letter_of_a_paper_lacks_its_glyph() -> None:
    """What a font lacks is drawn from .notdef, and read back as nothing or as U+FFFD."""
    for name in all_written():
        assert "\ufffd" not in text_of(name)


@pytest.mark.parametrize("code", [code for code in offered() if code not in ("en", "es")])
def test_every_sign_of_a_language_has_its_glyph(code: str) -> None:
    """All that papers say in a language, on one page; typst takes no letter from the system."""
    texts = dict.fromkeys(all_on_paper(code))
    signs = sorted({sign for text in texts for sign in text if sign.isalpha()})
    page = next(one.data for one in written(code) if one.sheet.layout == "page")
    shown = {**page, "title": "", "notice": "", "pieces": [{"kind": "text", "text": " ".join(signs), "cite": ""}]}
    found = pypdf.PdfReader(io.BytesIO(typeset("page", json.dumps(shown), "pdf")))
    read = "".join(sheet.extract_text() for sheet in found.pages)
    assert [sign for sign in signs if sign not in read and unicodedata.normalize("NFC", sign) not in read] == []


def test_a_drawing_is_a_picture_for_a_phone() -> None:
    for words in (words_of("en"), words_of("es"), arabic()):
        picture = typeset("drawing", json.dumps(draw_spot(words, "nta-date")), "png")
        assert picture.startswith(b"\x89PNG")
        assert len(picture) < BYTES


def test_the_same_paper_is_the_same_to_the_byte() -> None:
    one = written("en")[0]
    data = json.dumps(one.data)
    assert typeset("court", data, "pdf") == typeset("court", data, "pdf")


def test_jobs_are_answered_in_order_and_a_bad_one_by_the_kind_of_its_error() -> None:
    good = json.dumps({"layout": "page", "data": json.dumps(written("en")[1].data), "kind": "pdf"}).encode()
    bad = json.dumps({"layout": "none", "data": "{}", "kind": "pdf"}).encode()
    answers = io.BytesIO()
    work(io.BytesIO(b"".join(b"%d\n" % len(job) + job for job in (bad, good))), answers)
    answers.seek(0)
    first = answers.read(int(answers.readline()))
    assert first.startswith(b"-")
    assert b"/" not in first
    assert answers.read(int(answers.readline())).startswith(b"+%PDF")


def test_the_catalog_of_the_sample_has_messages_that_exist() -> None:
    known = {e.msgid for e in polib.pofile(str(data_folder("locales") / "es" / "LC_MESSAGES" / "messages.po"))}
    assert set(ARABIC) <= known
