"""How a broadcast goes, shown to the two who stand behind it: one message each, edited in place."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bot.domain.values import Screen
from bot.services.broadcast_turn import Turn
from bot.services.messages import message_call
from bot.services.newsroom import Newsroom
from bot.services.visit import Visit
from bot.storage.broadcasts import Kept, load_broadcast, save_broadcast
from bot.storage.chats import load_chat
from bot.telegram.calls import Call
from bot.telegram.sender import Accepted, Outcome

SECONDS = 3.0  # between two edits of one message


@dataclass(frozen=True, slots=True)
class Watcher:
    """One of the two: the helper's number and chat, the language, what is shown, the message that shows it."""

    number: int
    chat_id: int
    language: str
    screen: Screen
    message_id: int


class Progress:
    """Tells how a broadcast stands, seldom while it goes on and at once when it is another state."""

    def __init__(
        self, newsroom: Newsroom, send: Callable[[Call], Awaitable[Outcome]], ticks: Callable[[], float]
    ) -> None:
        """Send by this sender; `ticks` are seconds of a clock that never goes back."""
        self.newsroom = newsroom
        self._send = send
        self._ticks = ticks
        self._last: dict[str, tuple[str, float]] = {}

    async def tell(self, kept: Kept) -> None:
        """Show how it stands, where that is due."""
        one, now = kept.broadcast, self._ticks()
        state, at = self._last.get(one.id, ("", now))
        if one.begun is None or (state == one.state and now - at < SECONDS):
            return
        self._last = {**self._last, one.id: (one.state, now)}
        watchers = await self.newsroom.desk.store.read(lambda db: self._watchers(db, one.id))
        new = {w.number: await self._show(w) for w in watchers}
        learned = {number: message for number, message in new.items() if message}
        if learned:
            await self.newsroom.desk.store.run(lambda db: self._learn(db, one.id, learned))

    async def _show(self, watcher: Watcher) -> int:
        """Edit the message, or send it; the number of a new one, else 0."""
        call = message_call(self.newsroom.desk.words[watcher.language], watcher.screen, watcher.chat_id)
        if watcher.message_id:
            edit = call | {"method": "editMessageText", "message_id": watcher.message_id}
            await self._send(edit)
            return 0
        outcome = await self._send(call)
        return int(outcome.message["message_id"]) if isinstance(outcome, Accepted) else 0

    def _watchers(self, db: Connection, name: str) -> tuple[Watcher, ...]:
        desk = self.newsroom.desk
        room = self.newsroom.room(db)
        kept = room.kept.get(name)
        if kept is None:
            return ()
        pair = (kept.broadcast.author, kept.broadcast.approver)
        found = []
        for member in (m for m in room.members if m.helper.number in pair):
            language = desk.language(load_chat(db, desk.keys, member.chat_id), Visit(member.chat_id, 0))
            screen = Turn(self.newsroom, db, room, member, kept, zones={}).shown()
            shown = kept.course.shown.get(member.helper.number, 0)
            found.append(Watcher(member.helper.number, member.chat_id, language, screen, shown))
        return tuple(found)

    def _learn(self, db: Connection, name: str, learned: dict[int, int]) -> None:
        keys = self.newsroom.desk.keys
        kept = load_broadcast(db, keys, name)
        if kept is not None:
            course = replace(kept.course, shown={**kept.course.shown, **learned})
            save_broadcast(db, keys, replace(kept, course=course))
