"""The team's log told to those who can keep it: once a day its head goes to every administrator's chat."""

from contextlib import suppress

from sqlalchemy import Connection

from bot.domain.audit import Head
from bot.domain.pages import show_head
from bot.domain.values import Unavailable
from bot.services.desk import Desk
from bot.services.messages import message_call
from bot.services.visit import Visit
from bot.storage.audit import head_to_tell, reseal_log
from bot.storage.chats import load_chat
from bot.storage.role_holders import holders
from bot.telegram.sender import Sender


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
