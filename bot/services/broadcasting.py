"""The organizers' use cases: prepare a broadcast, look at it, hand it on, agree, stop, pause, count."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sqlalchemy import Connection

from bot.domain.announcements import FIELDS, Content
from bot.domain.broadcast_choices import chosen
from bot.domain.broadcast_message import show_gone
from bot.domain.broadcast_screens import show_home, show_no_organizer, show_templates
from bot.domain.broadcasts import Broadcast
from bot.domain.courses import Course
from bot.domain.roles import ORGANIZING
from bot.domain.values import Screen
from bot.services.broadcast_turn import Note, Turn
from bot.services.newsroom import Newsroom, Room
from bot.services.visit import Answer, Visit
from bot.storage.broadcasts import Kept, delete_broadcast, save_broadcast
from bot.storage.chats import load_chat, save_chat
from bot.storage.roles import Member

COUNTING = ("show", "test", "submit", "approve")
NEW = "new"
Use = Callable[..., Screen | Answer]


class Broadcasts:
    """The use cases of broadcasts; each asks anew who holds a role."""

    def __init__(self, newsroom: Newsroom, note: Note | None = None) -> None:
        """Work in this newsroom; `note` writes the deed of a helper's chat into the team's log, in the same unit."""
        self.newsroom = newsroom
        self.desk = newsroom.desk
        self._note = note

    async def home(self, visit: Visit) -> Answer:
        """All broadcasts."""
        return await self._as_helper(visit, lambda _db, room, member, **_again: self._home(room, member))

    async def press(self, visit: Visit, data: str) -> Answer:
        """A button of a broadcast; one that does not fit shows where things stand."""
        _, name, deed = [*data.split(":", 2), "", ""][:3]
        content = await self.desk.store.read(lambda db: self._counted(db, visit, name, deed))
        zones = await self.newsroom.count(content) if content is not None else {}
        if name in ("home", NEW):
            return await self._begin(visit, name, deed, zones)

        def work(db: Connection, room: Room, member: Member, *, again: bool) -> Screen | Answer:
            kept = room.kept.get(name)
            if kept is None or not _may_see(kept.broadcast, member):
                return self._home(room, member)
            turn = Turn(self.newsroom, db, room, member, kept, zones=zones, note=self._note)
            return turn.shown() if again else turn.do(deed)

        return await self._as_helper(visit, work)

    async def read(self, visit: Visit, name: str) -> Answer:
        """What a discreet reader opens: the message, where it was sent and is not over."""

        def work(db: Connection) -> Answer:
            chat = load_chat(db, self.desk.keys, visit.chat_id)
            room = self.newsroom.room(db)
            one = room.kept[name].broadcast if name in room.kept else None
            sent = one is not None and one.begun is not None and one.state != "cancelled"
            still = one is not None and sent and one.seal == self.newsroom.seal(room, one.content)
            screen = self.newsroom.message(room, one.content) if one is not None and still else show_gone()
            return Answer(screen, self.desk.language(chat, visit))

        return await self.desk.store.read(work)

    def _counted(self, db: Connection, visit: Visit, name: str, deed: str) -> Content | None:
        """The content whose readers have to be counted for this press: as it is, or as it will be.

        None for whoever does not organize: a look at every subscription is too much for a forged button.
        """
        room = self.newsroom.room(db)
        if not _organizes(room.member(visit.chat_id)):
            return None
        if name == NEW:
            return Content(deed) if deed in FIELDS else None
        if name not in room.kept:
            return None
        content = room.kept[name].broadcast.content
        if deed.startswith("="):
            _, field, value = [*deed.split("=", 2), "", ""][:3]
            return chosen(content, field, value, room.options)
        return content if deed.partition(".")[0] in COUNTING else None

    def _home(self, room: Room, member: Member) -> Screen:
        return show_home(tuple(k.broadcast for k in room.kept.values() if _may_see(k.broadcast, member)))

    async def _begin(self, visit: Visit, name: str, template: str, zones: Mapping[str, int]) -> Answer:
        def work(db: Connection, room: Room, member: Member, *, again: bool) -> Screen | Answer:
            if name == "home" or again:
                return self._home(room, member)
            if template not in FIELDS:
                return show_templates()
            for kept in room.kept.values():  # one draft a helper
                if kept.broadcast.author == member.helper.number and kept.broadcast.state in ("draft", "tested"):
                    delete_broadcast(db, kept.broadcast.id)
            one = Broadcast(self.desk.nonce(), member.helper.number, Content(template))
            kept = save_broadcast(db, self.desk.keys, Kept(one, Course(made=self.desk.today_utc())))
            return Turn(self.newsroom, db, room, member, kept, zones=zones, note=self._note).shown()

        return await self._as_helper(visit, work)

    async def _as_helper(self, visit: Visit, use: Use) -> Answer:
        """Do it in one unit as the helper who has this chat; nobody else sees anything of it."""

        def work(db: Connection) -> Answer:
            desk = self.desk
            chat = load_chat(db, desk.keys, visit.chat_id)
            language = desk.language(chat, visit)
            room = self.newsroom.room(db)
            member = room.member(visit.chat_id)
            if member is None or not _organizes(member):
                return Answer(show_no_organizer(), language)
            seen = chat.saw(visit.update_id)
            given = use(db, room, member, again=seen is chat)
            if seen is not chat:
                save_chat(db, desk.keys, visit.chat_id, seen, today=desk.today_utc())
            answer = given if isinstance(given, Answer) else Answer(given, language)
            return answer if answer.language else replace(answer, language=language)

        return await self.desk.store.run(work)


def _organizes(member: Member | None) -> bool:
    return member is not None and member.helper.role in ORGANIZING


def _may_see(one: Broadcast, member: Member) -> bool:
    """A draft is its author's alone."""
    return one.state not in ("draft", "tested") or one.author == member.helper.number
