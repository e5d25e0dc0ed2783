"""The brief of a court as a PDF, made in the workshop from published numbers alone, always in English."""

from functools import partial

from bot.domain.brief import brief_sheet, cells_of
from bot.domain.sheets import Legal
from bot.services.desk import Desk
from bot.services.figures import Figures
from bot.services.workshop import Workshop
from bot.text.catalog import SOURCE
from bot.text.sheets import Scribe


async def make_brief(desk: Desk, workshop: Workshop, figures: Figures, court: str) -> bytes | None:
    """The page; None where nothing is published of this court by itself. Raises NotMade or Full."""
    cells = cells_of(figures.published.cells, court)
    if court not in desk.law.courts or not cells:
        return None
    law, english = desk.law, desk.words[SOURCE]
    legal = Legal(law.checked, law.is_old(desk.today_utc()), law.fees)
    sheet = brief_sheet(law.courts[court], cells, legal, made_up=figures.made_up)
    return await workshop.make(sheet.layout, partial(Scribe(english, english, law).write, sheet))
