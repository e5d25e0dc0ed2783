"""Who helps: one-time links that give a chat a role, who confirms them, and how a role ends."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import SystemRandom

from sqlalchemy import Connection

from bot.domain.pages import show_joined
from bot.domain.roles import ORGANIZING, ROLES, Helper, Role
from bot.domain.team_screens import (
    show_confirmed,
    show_gone_helper,
    show_invite,
    show_joining,
    show_link,
    show_new_helper,
    show_not_allowed,
    show_revoke,
    show_sure,
    show_team,
    show_took,
)
from bot.domain.values import Screen
from bot.services.broadcast_turn import Note
from bot.services.desk import Desk
from bot.services.visit import Answer, Menu, Notice, Visit
from bot.storage.chats import load_chat, save_chat
from bot.storage.joinings import Joining, begin_joining, end_joining, joinings_for
from bot.storage.roles import Member, free_number, make_invite, revoke_number, role_of, take_invite, team_of
from bot.storage.store import Store

CODE_BYTES = 32
INVITE_LASTS = timedelta(hours=24)
DECOYS = 3
KEY_DIGITS = 8


async def invite(store: Store, role: Role, *, now: datetime) -> str:
    """A code that gives one chat this role, once and within 24 hours: 43 letters of base64url; its hash is kept.

    It is what stands behind `?start=` in a deep link (Bot API, deep linking: up to 64 letters).
    """
    code = secrets.token_urlsafe(CODE_BYTES)
    await store.run(lambda db: make_invite(db, role, hash_of(code), until=now + INVITE_LASTS))
    return code


def hash_of(code: str) -> bytes:
    """What is kept of a code: SHA-256, 32 bytes; the code itself has 256 random bits."""
    return hashlib.sha256(code.encode()).digest()


def deep_link(username: str, code: str) -> str:
    """The address that opens the chat with this bot and hands it the code."""
    return f"https://t.me/{username}?start={code}"


class Team:
    """The use cases of roles; each asks anew who holds one."""

    def __init__(self, desk: Desk, username: Callable[[], str], note: Note | None = None) -> None:
        """Work with these parts; `username` is the bot's, `note` writes a deed into the team's log."""
        self.desk = desk
        self.username = username
        self.note = note

    async def join(self, visit: Visit, code: str) -> Answer:
        """Give the chat the role that the code stands for, or let the inviter confirm it first.

        It is one unit with the note that the update was seen.
        """

        def work(db: Connection) -> Answer:
            desk = self.desk
            chat = load_chat(db, desk.keys, visit.chat_id)
            seen = chat.saw(visit.update_id)
            language = desk.language(chat, visit)
            if seen is chat:  # the same update again: its link is used up, by itself
                role = role_of(db, desk.keys, visit.chat_id)
                return Answer(show_joined(role or ""), language, delete_typed=True)
            save_chat(db, desk.keys, visit.chat_id, seen, today=desk.today_utc())
            return replace(self._joined(db, visit, code, language), language=language, delete_typed=True)

        return await self.desk.store.run(work)

    async def show(self, visit: Visit) -> Answer:
        """Who helps."""
        return await self.press(visit, "t:team")

    async def press(self, visit: Visit, data: str) -> Answer:
        """A button of the team, or a command that is one."""

        def work(db: Connection) -> Answer:
            desk = self.desk
            chat = load_chat(db, desk.keys, visit.chat_id)
            language = desk.language(chat, visit)
            seen = chat.saw(visit.update_id)
            if seen is not chat:
                save_chat(db, desk.keys, visit.chat_id, seen, today=desk.today_utc())
            members = team_of(db, desk.keys)
            me = next((m for m in members if m.chat_id == visit.chat_id), None)
            if me is None:
                return Answer(show_not_allowed("only_helpers"), language)
            asked = "team" if seen is chat else data.partition(":")[2]
            given = _Office(self, db, members, me).do(asked)
            answer = given if isinstance(given, Answer) else Answer(given, "")
            return replace(answer, language=language)

        return await self.desk.store.run(work)

    def _joined(self, db: Connection, visit: Visit, code: str, language: str) -> Answer:
        desk, now = self.desk, self.desk.clock()
        role = take_invite(db, desk.keys, visit.chat_id, hash_of(code), now=now)
        if role is not None:
            self.noted(db, visit.chat_id, "joined", role)
            return Answer(show_joined(role), language, menus=(Menu(visit.chat_id, role),))
        joining = begin_joining(db, desk.keys, visit.chat_id, hash_of(code), now=now)
        members = team_of(db, desk.keys)
        inviter = next((m for m in members if joining and m.helper.number == joining.inviter), None)
        if joining is None or inviter is None or inviter.helper.role != "administrator":
            return Answer(show_joined(""), language)
        numbers = [joining.number, *(free_number(db) for _ in range(DECOYS))]
        SystemRandom().shuffle(numbers)
        ask = show_took(key_of(desk, joining), joining.role, tuple(numbers))
        notice = Notice(inviter.chat_id, language_of(desk, db, inviter.chat_id), ask)
        return Answer(show_joining("waits", joining.number), language, notices=(notice,))

    def noted(self, db: Connection, chat_id: int, deed: str, about: str) -> None:
        """Write a deed into the team's log, in the unit that does it."""
        if self.note is not None:
            self.note(db, chat_id, deed, about)


def key_of(desk: Desk, joining: Joining) -> str:
    """What names a joining in a button without telling its number."""
    return desk.keys.indexes(joining.chat_id)[0].hex()[:KEY_DIGITS]


def language_of(desk: Desk, db: Connection, chat_id: int) -> str:
    """The language of another chat."""
    return desk.language(load_chat(db, desk.keys, chat_id), Visit(chat_id, 0))


@dataclass(slots=True)
class _Office:
    """What one helper does to the team, within its unit."""

    team: Team
    db: Connection
    members: tuple[Member, ...]
    me: Member

    def do(self, asked: str) -> Screen | Answer:
        deed, _, value = asked.partition(".")
        helpers = tuple(m.helper for m in self.members)
        if deed in ("revoke", "end") and value == str(self.me.helper.number):
            return show_sure(self.me.helper) if deed == "revoke" else self._end(self.me)
        if deed not in ("invite", "revoke", "end", "join"):
            return show_team(helpers, self.me.helper)
        if self.me.helper.role != "administrator":
            return show_not_allowed("only_administrators")
        if deed == "join":
            return self._confirm(*[*value.split("."), "", ""][:2])
        if deed == "invite":
            role = next((known for known in ROLES if known == value), None)
            return self._invite(role) if role else show_invite()
        member = next((m for m in self.members if str(m.helper.number) == value), None)
        if member is None:
            return show_revoke(helpers)
        return self._end(member) if deed == "end" else show_sure(member.helper)

    def _invite(self, role: Role) -> Screen:
        code = secrets.token_urlsafe(CODE_BYTES)
        until = self.team.desk.clock() + INVITE_LASTS
        make_invite(self.db, role, hash_of(code), until=until, inviter=self.me.helper.number)
        self.team.noted(self.db, self.me.chat_id, "invited", role)
        return show_link(role, deep_link(self.team.username(), code), code)

    def _confirm(self, key: str, number: str) -> Screen | Answer:
        """The role for who sees the number that was pressed; any other number ends the invitation."""
        desk, now = self.team.desk, self.team.desk.clock()
        waiting = joinings_for(self.db, desk.keys, self.me.helper.number, now=now)
        joining = next((j for j in waiting if key_of(desk, j) == key), None)
        if joining is None:
            return show_team(tuple(m.helper for m in self.members), self.me.helper)
        right = number == str(joining.number)
        end_joining(self.db, desk.keys, joining, confirmed=now if right else None)
        self.team.noted(self.db, self.me.chat_id, "confirmed" if right else "turned-away", joining.role)
        block, role = ("confirmed", joining.role) if right else ("refused", "")
        told = show_joining(block, joining.number if right else 0, role)
        theirs = Notice(joining.chat_id, language_of(desk, self.db, joining.chat_id), told)
        if not right:
            return Answer(show_confirmed(None), "", notices=(theirs,))
        news = show_new_helper(Helper(joining.number, joining.role, now))
        menus = (Menu(joining.chat_id, joining.role),)
        return Answer(show_confirmed(joining.number), "", notices=(theirs, *self._others(news)), menus=menus)

    def _end(self, member: Member) -> Answer:
        """End a role: what that helper wrote or agreed to is void from now on."""
        desk, number = self.team.desk, member.helper.number
        revoke_number(self.db, number, today=desk.today_utc())
        self.team.noted(self.db, self.me.chat_id, "revoked", member.helper.role)
        language = language_of(desk, self.db, member.chat_id)
        theirs = () if member == self.me else (Notice(member.chat_id, language, show_joining("ended")),)
        screen = show_joining("ended") if member == self.me else show_gone_helper(number)
        notices = (*theirs, *self._others(show_gone_helper(number), but=member))
        return Answer(screen, "", notices=notices, menus=(Menu(member.chat_id, ""),))

    def _others(self, screen: Screen, but: Member | None = None) -> tuple[Notice, ...]:
        """What all other organizers and administrators are told."""
        others = (m for m in self.members if m not in (self.me, but) and m.helper.role in ORGANIZING)
        return tuple(Notice(m.chat_id, language_of(self.team.desk, self.db, m.chat_id), screen) for m in others)
