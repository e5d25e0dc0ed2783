"""Everything that a paper can say, in one language: what the tests of words look at beside the screens."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.domain.sheets import Sheet
from bot.domain.spots import SPOTS
from bot.domain.values import Part
from bot.services.fit_papers import FLAGS, sheets_of_all
from bot.text.sheets import COVER, Scribe, cover_words, draw_spot
from tests.text.shown import law, words_of


@dataclass(frozen=True, slots=True)
class Written:
    """A sheet, and what the typesetter is given of it in one language."""

    sheet: Sheet
    data: dict[str, Any]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of the sheet in its own language, in order."""
        return (self.data["title"], self.data["notice"], *(p["text"] for p in self.data["pieces"]))


@cache
def written(code: str) -> tuple[Written, ...]:
    """Every sheet there is, for a reader of this language."""
    scribe = Scribe(words_of(code), words_of("en"), law())
    return tuple(Written(sheet, scribe.write(sheet)) for sheet in sheets_of_all(law()))


def all_on_paper(code: str) -> Iterator[str]:
    """Every text of sheets, covers and drawings in this language, also of what is always English."""
    for one in written(code):
        yield from one.texts
        if one.sheet.cover is not None:
            yield words_of(code).plain(one.sheet.title)
            for said in cover_words(one.sheet.cover, words_of(code)).values():
                yield from [said] if isinstance(said, str) else said  # type: ignore[misc]
    for flag in FLAGS:
        yield words_of(code).plain(Part(COVER, flag))
    for spot in SPOTS:
        drawn = draw_spot(words_of(code), spot)
        yield from (str(drawn["label"]), str(drawn["note"]))
