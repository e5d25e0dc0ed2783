"""What is made beside an update and sent when it is done: papers, and drawings of where to look on a paper."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

import structlog
from sqlalchemy import Connection
from telegram import InputFile

from bot.domain.paper_screens import show_not_made, show_sent, spot_screen
from bot.domain.values import Screen, Unavailable
from bot.services.desk import Desk
from bot.services.making import PaperFile, make_files
from bot.services.messages import message_call
from bot.services.visit import Wanted
from bot.services.workshop import Full, NotMade, Workshop
from bot.storage.chats import load_chat, save_chat
from bot.telegram.calls import Call
from bot.telegram.sender import Accepted, Blocked, Later, Outcome, Sender
from bot.text.sheets import draw_spot

log = structlog.get_logger()
ACTION_SECONDS = 4.0  # Bot API, sendChatAction: what the phone shows lasts five
LONGEST_PAUSE = 60
SECONDS_AN_HOUR = 3600
UPLOADING, DRAWING = "upload_document", "upload_photo"
Sleep = Callable[[float], Awaitable[object]]


class Delivery:
    """Makes and sends; one paper at a time for a chat."""

    def __init__(self, desk: Desk, workshop: Workshop, sender: Sender, *, sleep: Sleep = asyncio.sleep) -> None:
        """Make in this workshop, send by this sender; `sleep` is an argument, so that no test waits."""
        self.desk = desk
        self.workshop = workshop
        self._sender = sender
        self._sleep = sleep
        self._making: set[int] = set()
        self._drawings: dict[tuple[str, str], bytes] = {}

    def is_making(self, chat_id: int) -> bool:
        """Whether a paper is being made for this chat."""
        return chat_id in self._making

    async def paper(self, chat_id: int, language: str, wanted: Wanted) -> None:
        """Make a paper and send its files, then what people do with it; or say that it has to be pressed again."""
        self._making.add(chat_id)
        try:
            work = make_files(self.desk, self.workshop, wanted.order, language)
            last = await self._sent(chat_id, language, wanted, await self._while_shown(chat_id, UPLOADING, work))
        except Full:
            last = show_not_made(wanted.run, wanted.button, "full")
        except NotMade:
            last = show_not_made(wanted.run, wanted.button, "not_made")
        finally:
            self._making.discard(chat_id)
        if last is not None:
            await self._send(message_call(self.desk.words[language], last, chat_id))

    async def drawing(self, chat_id: int, language: str, spot: str) -> None:
        """Send the drawing with this spot ringed; its caption says the same in words."""
        words = self.desk.words[language]
        try:
            picture = await self._while_shown(chat_id, DRAWING, self._drawn(language, spot))
        except NotMade:
            await self._send(message_call(words, spot_screen(spot, drawn=False), chat_id))
            return
        call = message_call(words, spot_screen(spot), chat_id)
        photo = {"method": "sendPhoto", "photo": InputFile(picture, filename="where.png"), "caption": call["text"]}
        await self._send({k: v for k, v in call.items() if k not in ("text", "link_preview_options")} | photo)

    async def _drawn(self, language: str, spot: str) -> bytes:
        known = self._drawings.get((language, spot))
        if known is None:
            data = draw_spot(self.desk.words[language], spot)
            known = self._drawings[language, spot] = await self.workshop.make("drawing", data, "png")
        return known

    async def _while_shown(self, chat_id: int, action: str, work: Awaitable[Any]) -> Any:
        """Do the work, and let the phone show that something is on its way until it is done."""
        making = asyncio.ensure_future(work)
        try:
            while not making.done():
                await self._sender.send({"method": "sendChatAction", "chat_id": chat_id, "action": action})
                await asyncio.wait((making,), timeout=ACTION_SECONDS)
            return await making
        finally:
            making.cancel()

    async def _sent(self, chat_id: int, language: str, wanted: Wanted, files: tuple[PaperFile, ...]) -> Screen | None:
        """Send the files; the screen that comes after them, None where nothing can be sent any more."""
        words = self.desk.words[language]
        for file in files:
            caption = words.block("papers/sent", file.caption, {}).strip() if file.caption else None
            document = InputFile(file.content, filename=file.name)
            call = {"method": "sendDocument", "chat_id": chat_id, "document": document, "caption": caption}
            outcome = await self._send(call)
            if isinstance(outcome, Blocked):
                return None
            if not isinstance(outcome, Accepted):
                return show_not_made(wanted.run, wanted.button, "not_made")
        return show_sent(wanted.run, wanted.order.paper)

    async def _send(self, call: Call) -> Outcome:
        """Send once, and once more after the wait that Telegram asks for; /forget takes back what was sent."""
        outcome = await self._sender.send(call)
        if isinstance(outcome, Later) and outcome.seconds <= LONGEST_PAUSE:
            await self._sleep(outcome.seconds)
            outcome = await self._sender.send(call)
        if isinstance(outcome, Accepted):
            await self._learn(call["chat_id"], outcome.message)
        elif not isinstance(outcome, Blocked):
            log.warning("paper_not_sent", outcome=type(outcome).__name__)
        return outcome

    async def _learn(self, chat_id: int, message: Mapping[str, Any]) -> None:
        """Note the id of a message in the chat's row, where there still is one."""

        def work(db: Connection) -> None:
            chat = load_chat(db, self.desk.keys, chat_id)
            if chat.revision:
                learned = chat.learned(message["message_id"], message["date"] // SECONDS_AN_HOUR)
                kept = replace(learned, live=chat.live)
                save_chat(db, self.desk.keys, chat_id, kept, today=self.desk.today_utc())

        with suppress(Unavailable):
            await self.desk.store.run(work)
