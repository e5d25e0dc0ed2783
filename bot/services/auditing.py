"""The team's log: a helper's deed is noted in the unit that does it; once a day administrators are told the head."""

import secrets
from contextlib import suppress

from sqlalchemy import Connection

from bot.domain.audit import Head
from bot.domain.pages import show_head
from bot.domain.values import Unavailable
from bot.services.broadcast_turn import Note
from bot.services.desk import Desk
from bot.services.messages import message_call
from bot.services.visit import Visit
from bot.storage.audit import Deed, head_to_tell, note_deed, reseal_log
from bot.storage.chats import load_chat
from bot.storage.roles import holders
from bot.telegram.sender import Sender


def deeds_of(desk: Desk) -> Note:
    """What notes a deed of a chat in the log, within the unit that does it."""

    def note(db: Connection, chat_id: int, action: str, about: str) -> None:
        deed = Deed(chat_id, action, about)
        note_deed(db, desk.keys, deed, today=desk.today_utc(), randomness=secrets.token_bytes)

    return note


class Herald:
    """Tells the head of the log: with it, whoever rewrites the log later is found out."""

    def __init__(self, desk: Desk, sender: Sender) -> None:
        """Tell by this sender."""
        self.desk = desk
        self._sender = sender

    async def keep(self) -> None:
        """Bring the log under the newest root key; tell the head where it was not told today. Raises Unavailable."""
        await self.desk.store.run(lambda db: reseal_log(db, self.desk.keys))
        found = await self.desk.store.run(self._due)
        if found is None:
            return
        head, chats = found
        for chat_id, language in chats:
            call = message_call(self.desk.words[language], show_head(head.n, head.told), chat_id)
            with suppress(Unavailable):
                await self._sender.send(call)

    def _due(self, db: Connection) -> tuple[Head, list[tuple[int, str]]] | None:
        desk = self.desk
        found = holders(db, desk.keys, "administrator")
        head = head_to_tell(db, desk.keys, today=desk.today_utc()) if found else None
        if head is None:
            return None
        return head, [(c, desk.language(load_chat(db, desk.keys, c), Visit(c, 0))) for c in found]
