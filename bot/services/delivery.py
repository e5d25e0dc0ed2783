"""What is made beside an update and sent when it is done: papers, and drawings of where to look on a paper."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import structlog
from sqlalchemy import Connection
from telegram import InputFile

from bot.domain.paper_screens import show_not_made, show_sent, spot_screen
from bot.domain.values import Unavailable
from bot.services.desk import Desk
from bot.services.making import PaperFile, make_files
from bot.services.messages import message_call
from bot.services.visit import Notice, Wanted
from bot.services.workshop import Full, NotMade, Workshop
from bot.storage.chats import load_chat, save_chat
from bot.telegram.calls import Call
from bot.telegram.sender import Accepted, Blocked, Later, Outcome, Sender
from bot.text.sheets import draw_spot

log = structlog.get_logger()
ACTION_SECONDS = 4.0  # Bot API, sendChatAction: what the phone shows lasts five
LONGEST_PAUSE = 60
SECONDS_AN_HOUR = 3600
TABLE_NAME = "broadcast.csv"
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
        sent: list[Outcome] = []
        try:
            work = make_files(self.desk, self.workshop, wanted.order, language)
            files = await self._while_shown(chat_id, UPLOADING, work)
            last = await self._send_files(chat_id, language, files, sent)
        except Full:
            last = "full"
        except NotMade:
            last = "not_made"
        except Exception as error:  # noqa: BLE001 - whatever it was, the person is told to press again
            log.error("paper_failed", error=type(error).__name__)  # noqa: TRY400 - no traceback: it has values
            last = "not_made"
        finally:
            self._making.discard(chat_id)
        if last is not None:
            screen = (
                show_not_made(wanted.run, wanted.button, last) if last else show_sent(wanted.run, wanted.order.paper)
            )
            sent.append(await self._send(message_call(self.desk.words[language], screen, chat_id)))
        await self._learn(chat_id, sent)

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
        call = {k: v for k, v in call.items() if k not in ("text", "link_preview_options")} | photo
        await self._learn(chat_id, (await self._send(call),))

    async def notices(self, notices: Iterable[Notice]) -> None:
        """Send what helpers are told; who cannot be reached now is not told."""
        for notice in notices:
            call = message_call(self.desk.words[notice.language], notice.screen, notice.chat_id)
            if notice.table:
                document = InputFile(notice.table.encode(), filename=TABLE_NAME)
                call = {**call, "method": "sendDocument", "document": document, "caption": call["text"]}
                call = {k: v for k, v in call.items() if k not in ("text", "link_preview_options")}
            await self._send(call)

    async def _drawn(self, language: str, spot: str) -> bytes:
        known = self._drawings.get((language, spot))
        if known is None:
            write = partial(draw_spot, self.desk.words[language], spot)
            known = self._drawings[language, spot] = await self.workshop.make("drawing", write, "png")
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

    async def _send_files(
        self, chat_id: int, language: str, files: Iterable[PaperFile], sent: list[Outcome]
    ) -> str | None:
        """Send the files; empty where all went out, a state where one did not, None where nobody is there."""
        words = self.desk.words[language]
        for file in files:
            caption = words.block("papers/sent", file.caption, {}).strip() if file.caption else None
            document = InputFile(file.content, filename=file.name)
            call = {"method": "sendDocument", "chat_id": chat_id, "document": document, "caption": caption}
            sent.append(await self._send(call))
            if not isinstance(sent[-1], Accepted):
                return None if isinstance(sent[-1], Blocked) else "not_made"
        return ""

    async def _send(self, call: Call) -> Outcome:
        """Send once, and once more after the wait that Telegram asks for."""
        outcome = await self._sender.send(call)
        if isinstance(outcome, Later) and outcome.seconds <= LONGEST_PAUSE:
            await self._sleep(outcome.seconds)
            outcome = await self._sender.send(call)
        if not isinstance(outcome, Accepted | Blocked):
            log.warning("paper_not_sent", outcome=type(outcome).__name__)
        return outcome

    async def _learn(self, chat_id: int, outcomes: Iterable[Outcome]) -> None:
        """Note the ids of what was sent in the chat's row, where there still is one: /forget takes it back."""
        sent = [o.message for o in outcomes if isinstance(o, Accepted)]

        def work(db: Connection) -> None:
            chat = load_chat(db, self.desk.keys, chat_id)
            if not chat.revision:
                return
            learned = chat
            for message in sent:
                learned = learned.learned(message["message_id"], message["date"] // SECONDS_AN_HOUR)
            save_chat(db, self.desk.keys, chat_id, replace(learned, live=chat.live), today=self.desk.today_utc())

        with suppress(Unavailable):
            await self.desk.store.run(work)
