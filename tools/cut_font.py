"""Make the Chinese fonts of the papers anew from Debian's: `python tools/cut_font.py`, with fonttools and polib."""

from pathlib import Path

import polib
from fontTools import subset
from fontTools.ttLib import TTCollection

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "bot" / "text" / "fonts"
CATALOG = ROOT / "locales" / "zh_Hans" / "LC_MESSAGES" / "messages.po"
FAMILY = "Noto Sans CJK SC"
ROWS = (*range(0xA1, 0xA4), *range(0xB0, 0xD8))  # of GB 2312: signs, and the commoner characters
PUNCTUATION = "–—…“”‘’·"


def signs() -> set[str]:
    """What a Chinese paper may need."""
    found = {chr(number) for number in range(0x20, 0x7F)} | set(PUNCTUATION)
    for row in ROWS:
        found |= set(b"".join(bytes((row, cell)) for cell in range(0xA1, 0xFF)).decode("gb2312", "ignore"))
    for entry in polib.pofile(str(CATALOG)):
        found |= set(entry.msgstr) | set("".join(entry.msgstr_plural.values()))
    return {sign for sign in found if sign >= " "}


def cut(weight: str) -> None:
    """Write one weight with only these signs."""
    collection = TTCollection(f"/usr/share/fonts/opentype/noto/NotoSansCJK-{weight}.ttc")
    font = next(one for one in collection.fonts if str(one["name"].getDebugName(1)).startswith(FAMILY))
    options = subset.Options(layout_features=["*"], name_IDs=["*"], notdef_outline=True, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(sign) for sign in signs()])
    cutter.subset(font)
    font.save(FONTS / f"NotoSansCJKsc-{weight}.otf")


if __name__ == "__main__":
    for each in ("Regular", "Bold"):
        cut(each)
