import ctypes
import json
import unicodedata
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from bot.text.typeset import typeset
from tests.text.on_paper import written

TIGHTEST = 1.4  # of the size of the letters: what Latin letters have


def lines_of(page: pypdfium2.PdfPage) -> dict[float, float]:
    """The size of the letters on each line of a page, by how high the line stands; of letters that are not ASCII."""
    text = page.get_textpage()
    x, y, lines = ctypes.c_double(), ctypes.c_double(), {}
    for number in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, number))
        if unicodedata.category(letter) == "Lo":
            pdfium.FPDFText_GetCharOrigin(text, number, x, y)
            lines[round(y.value, 1)] = pdfium.FPDFText_GetFontSize(text, number)
    return lines


def test_lines_without_a_latin_letter_are_no_nearer_to_each_other() -> None:
    card = next(one for one in written("hi") if one.sheet.name == "card")
    with pypdfium2.PdfDocument(typeset("page", json.dumps(card.data), "pdf")) as document:
        pages = [sorted(lines_of(page).items(), reverse=True) for page in document]
    assert sum(map(len, pages)) > 20
    assert [
        (high, low) for lines in pages for (high, _), (low, size) in pairwise(lines) if high - low < TIGHTEST * size
    ] == []
