"""Signing in to the monitor: a link from the chat that works once, and the session behind the page's cookie.

The role is looked up in every request: whoever loses it in the chat has lost the session with it.
"""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.domain.roles import Role
from bot.services.desk import Desk
from bot.services.visit import Visit
from bot.storage.audit import Deed, note_deed
from bot.storage.chats import load_chat
from bot.storage.roles import role_of
from bot.storage.web_sessions import (
    begin_session,
    end_everywhere,
    end_session,
    find_session,
    make_token,
    take_token,
    touch_session,
)

SECRET_BYTES = 32
LINK_LASTS = 5 * 60  # seconds
LONGEST_SECRET = 100


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team who is signed in: the chat, its role, its language."""

    chat_id: int
    role: Role
    language: str


class SignIn:
    """The use cases of the monitor's sessions."""

    def __init__(self, desk: Desk) -> None:
        """Work with these parts."""
        self.desk = desk

    async def token(self, chat_id: int) -> str | None:
        """What stands in a link that signs this chat in, once and within five minutes; None without a role."""
        token = secrets.token_urlsafe(SECRET_BYTES)

        def work(db: Connection) -> str | None:
            if role_of(db, self.desk.keys, chat_id) is None:
                return None
            make_token(db, self.desk.keys, chat_id, hash_of(token), until=self._now() + LINK_LASTS)
            return token

        return await self.desk.store.run(work)

    async def enter(self, token: str) -> str | None:
        """The secret of a new session, for the cookie; None where the link is wrong, used or too old."""
        session = secrets.token_urlsafe(SECRET_BYTES)

        def work(db: Connection) -> str | None:
            keys, now = self.desk.keys, self._now()
            chat_id = take_token(db, keys, hash_of(token), now=now)
            if chat_id is None or role_of(db, keys, chat_id) is None:
                return None
            begin_session(db, keys, chat_id, hash_of(session), now=now)
            self._note(db, chat_id, "signed-in")
            return session

        return await self.desk.store.run(work)

    async def member(self, session: str) -> Member | None:
        """Whose session it is; None where it is over, or its chat has no role any more."""
        if not session or len(session) > LONGEST_SECRET:
            return None
        now = self._now()

        def look(db: Connection) -> tuple[Member, bool] | None:
            keys = self.desk.keys
            found = find_session(db, keys, hash_of(session), now=now)
            role = None if found is None else role_of(db, keys, found.chat_id)
            if found is None or role is None:
                return None
            language = self.desk.language(load_chat(db, keys, found.chat_id), Visit(found.chat_id, 0))
            return Member(found.chat_id, role, language), found.is_due

        seen = await self.desk.store.read(look)
        if seen is None:
            return None
        if seen[1]:
            await self.desk.store.run(lambda db: touch_session(db, hash_of(session), now=now))
        return seen[0]

    async def leave(self, member: Member, session: str) -> None:
        """End this session."""

        def work(db: Connection) -> None:
            end_session(db, hash_of(session))
            self._note(db, member.chat_id, "signed-out")

        await self.desk.store.run(work)

    async def leave_everywhere(self, member: Member) -> None:
        """End all sessions of the chat, and its open link."""

        def work(db: Connection) -> None:
            end_everywhere(db, self.desk.keys, member.chat_id)
            self._note(db, member.chat_id, "signed-out-all")

        await self.desk.store.run(work)

    async def note(self, member: Member, action: str, about: str) -> None:
        """Note in the team's log what a member did."""
        await self.desk.store.run(lambda db: self._note(db, member.chat_id, action, about))

    def _note(self, db: Connection, chat_id: int, action: str, about: str = "") -> None:
        deed = Deed(chat_id, action, about)
        note_deed(db, self.desk.keys, deed, today=self.desk.today_utc(), randomness=secrets.token_bytes)

    def _now(self) -> int:
        return int(self.desk.clock().timestamp())


def hash_of(secret: str) -> bytes:
    """What is kept of a secret with 256 random bits: SHA-256."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
