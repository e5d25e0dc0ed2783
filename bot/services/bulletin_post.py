"""What volunteers get beside an answer: the chart as a picture, the tables as files."""

import secrets
from collections.abc import Mapping

import structlog
from sqlalchemy import Connection
from telegram import InputFile

from bot.domain.publishing import FOR_VOLUNTEERS
from bot.domain.values import Unavailable
from bot.services.bulletin import Bulletin
from bot.services.exporting import files_of, saved_as, volunteers_tables
from bot.services.pictures import MONTHS, Pictures
from bot.services.visit import Visit
from bot.services.workshop import NotMade
from bot.storage.audit import Deed, note_deed
from bot.telegram.sender import Sender
from bot.text.chart import PNG
from bot.text.documents import Documents
from bot.text.places import data_folder

log = structlog.get_logger()


class BulletinPost:
    """Makes and sends; whoever has no role any more gets nothing."""

    def __init__(self, bulletin: Bulletin, pictures: Pictures, sender: Sender) -> None:
        """Send by this sender."""
        self.bulletin = bulletin
        self.desk = bulletin.desk
        self.pictures = pictures
        self._sender = sender

    async def chart(self, visit: Visit) -> None:
        """Send the chart of the months; its numbers stand in the text beside it."""
        try:
            language = await self.bulletin.language_of_helper(visit)
            figures = await self.bulletin.snapshot.now()
            made = await self.pictures.of(figures, MONTHS, language, PNG) if language else None
        except (Unavailable, NotMade) as error:
            log.warning("chart_not_made", error=type(error).__name__)
            return
        if made and language:
            blocks = ("made_up", "sample") if figures.made_up else ("sample",)
            caption = "\n".join(self.desk.words[language].block("team/lines", one, {}).strip() for one in blocks)
            photo = {"photo": InputFile(made, filename="months.png"), "caption": caption, "parse_mode": "HTML"}
            await self._sender.send({"method": "sendPhoto", "chat_id": visit.chat_id, **photo})

    async def files(self, visit: Visit) -> None:
        """Send the tables as CSV and JSON with the page that explains them, and note it in the team's log."""
        try:
            for name, content in (await self._files(visit)).items():
                document = InputFile(content, filename=saved_as(name, made_up=self.bulletin.snapshot.made_up))
                await self._sender.send({"method": "sendDocument", "chat_id": visit.chat_id, "document": document})
        except Unavailable:
            log.warning("export_not_made")

    async def _files(self, visit: Visit) -> Mapping[str, bytes]:
        language = await self.bulletin.language_of_helper(visit)
        if language is None:
            return {}
        figures, desk = await self.bulletin.snapshot.now(), self.desk
        documents = Documents(desk.words[language], data_folder("templates"))
        tables = volunteers_tables(figures.counts)
        made: dict[str, bytes] = {}
        for form in ("csv", "json"):
            made |= files_of(tables, form, documents=documents, law=desk.law, least=FOR_VOLUNTEERS)

        def note(db: Connection) -> None:
            deed = Deed(visit.chat_id, "exported", "chat")
            note_deed(db, desk.keys, deed, today=desk.today_utc(), randomness=secrets.token_bytes)

        await desk.store.run(note)
        return made
