"""Who helps: one-time links that give a chat a role, and what happens when one is opened."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.domain.pages import show_joined
from bot.domain.roles import Role
from bot.services.desk import Desk
from bot.services.visit import Answer, Visit
from bot.storage.audit import Deed, note_deed
from bot.storage.chats import load_chat, save_chat
from bot.storage.keys import Keys
from bot.storage.roles import make_invite, role_of, take_invite
from bot.storage.store import Store

CODE_BYTES = 32
INVITE_LASTS = timedelta(hours=24)


async def invite(store: Store, keys: Keys, role: Role, *, now: datetime) -> str:
    """A code that gives one chat this role, once and within 24 hours: 43 letters of base64url; its hash is kept.

    It is what stands behind `?start=` in a deep link (Bot API, deep linking: up to 64 letters).
    """
    code = secrets.token_urlsafe(CODE_BYTES)

    def work(db: Connection) -> None:
        make_invite(db, role, hash_of(code), until=now + INVITE_LASTS)
        note_deed(db, keys, Deed(None, "invited", role), today=now.date(), randomness=secrets.token_bytes)

    await store.run(work)
    return code


def hash_of(code: str) -> bytes:
    """What is kept of a code: SHA-256, 32 bytes; the code itself has 256 random bits."""
    return hashlib.sha256(code.encode()).digest()


class Team:
    """The use cases of roles."""

    def __init__(self, desk: Desk) -> None:
        """Work with these parts."""
        self.desk = desk

    async def join(self, visit: Visit, code: str) -> Answer:
        """Give the chat the role that the code stands for, in one unit with the note that the update was seen."""

        def work(db: Connection) -> Answer:
            desk = self.desk
            chat = load_chat(db, desk.keys, visit.chat_id)
            seen = chat.saw(visit.update_id)
            if seen is chat:  # the same update again: its link is used up, by itself
                role = role_of(db, desk.keys, visit.chat_id)
            else:
                role = take_invite(db, desk.keys, visit.chat_id, hash_of(code), now=desk.clock())
                save_chat(db, desk.keys, visit.chat_id, seen, today=desk.today_utc())
                if role is not None:
                    deed = Deed(visit.chat_id, "joined", role)
                    note_deed(db, desk.keys, deed, today=desk.today_utc(), randomness=secrets.token_bytes)
            return Answer(show_joined(role or ""), desk.language(chat, visit), delete_typed=True)

        return await self.desk.store.run(work)
