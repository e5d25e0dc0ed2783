"""One press of an organizer on one broadcast, within its unit: what it changes, what is shown, who is told."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from bot.domain.broadcast_choices import PAGES, chosen, show_choice
from bot.domain.broadcast_screens import (
    DRAFT,
    PROGRESS,
    SEAL_SHOWN,
    View,
    broadcast_key,
    lines_of,
    show_broadcast,
    show_tested,
    show_told,
)
from bot.domain.broadcasts import DEEDS, Press, Refused, edit
from bot.domain.roles import ORGANIZING
from bot.domain.tallies import UNKNOWN, expected_end, rounded
from bot.domain.values import Button, Part, Screen
from bot.services.newsroom import Newsroom, Room
from bot.services.visit import Answer, Notice, Visit
from bot.storage.broadcasts import Kept, count_outcome, mark, marked, save_broadcast
from bot.storage.chats import load_chat
from bot.storage.roles import Member

Note = Callable[[Connection, int, str, str], None]
MOST_UNKNOWN = 10_000
TOLD: Mapping[str, str] = {"submit": "submitted", "approve": "waiting", "stop": "cancelled"}


@dataclass(slots=True)
class Turn:
    """Whose turn it is, with which broadcast, and all that judges it; `zones` is how many it reaches where."""

    newsroom: Newsroom
    db: Connection
    room: Room
    member: Member
    kept: Kept
    zones: Mapping[str, int]
    note: Note | None = None

    def do(self, deed: str) -> Screen | Answer:
        """What the button does: look, choose, set, or a deed of the broadcast's way."""
        one = self.kept.broadcast
        kind, _, value = deed.partition(".")
        if deed.startswith("="):
            return self._set(deed)
        if kind == "pick" and value.partition(".")[0] in PAGES:
            return show_choice(one.id, one.content, value, self.room.options)
        if kind == "see" and self.newsroom.seal(self.room, one.content):
            return self._see(value)
        if kind == "csv" and one.begun is not None:
            return self._table()
        return self._act(kind, value) if kind in DEEDS else self.shown()

    def shown(self, refused: str = "") -> Screen:
        """The broadcast as it stands."""
        return show_broadcast(self.view(), refused)

    def view(self) -> View:
        """What its screen speaks of."""
        one, options = self.kept.broadcast, self.room.options
        content = one.content
        scene = self.newsroom.scene(self.room, one)
        start = one.opens or max(content.start or scene.now, scene.now + scene.caution.window)
        people = sum(self.zones.values())
        return View(
            one,
            self.member.helper.number,
            people=rounded(people),
            few=people < self.newsroom.caution.fewest,
            end=expected_end(start, self.zones, until=one.until or start.max.replace(tzinfo=start.tzinfo))
            if people
            else None,
            court=options.courts.get(content.court),
            place=options.clinics.get(content.place),
            languages=tuple(options.languages.get(code, code) for code in content.audience.languages),
            courts=tuple(options.courts[c].short for c in content.audience.courts if c in options.courts),
            tally=self.kept.tally,
            seal=scene.seal,
        )

    def _set(self, deed: str) -> Screen:
        """Choose a field; any change makes it a draft again."""
        one = self.kept.broadcast
        _, field, value = [*deed.split("=", 2), "", ""][:3]
        content = chosen(one.content, field, value, self.room.options)
        press, scene = Press(self.member.helper.number), self.newsroom.scene(self.room, one)
        try:
            self._keep(edit(one, press, content, scene))
        except Refused as refused:
            return self.shown(refused.reason)
        if field in ("languages", "courts"):
            return show_choice(one.id, content, field, self.room.options)
        return self.shown()

    def _see(self, code: str) -> Answer:
        """The message as a reader of that language sees it, with the way to the other languages."""
        one, words = self.kept.broadcast, self.newsroom.desk.words
        shown = code if code in words else next(iter(words))
        others = tuple(
            Button(broadcast_key(one.id, f"see.{other}"), value=speaker.language.native)
            for other, speaker in words.items()
            if other != shown
        )
        message = self.newsroom.message(self.room, one.content)
        label = words[self._language(self.member)].label(Button("", DRAFT, "back"))  # also below an unknown script
        back = Button(broadcast_key(one.id, "show"), value=label)
        return Answer(replace(message, buttons=(*others, back)), shown)

    def _act(self, deed: str, given: str) -> Screen | Answer:
        """One step on the broadcast's way, and who is told of it."""
        one, press = self.kept.broadcast, Press(self.member.helper.number)
        scene = self.newsroom.scene(self.room, one, people=sum(self.zones.values()))
        if len(given) == SEAL_SHOWN and scene.seal.startswith(given):
            press = replace(press, seal=scene.seal)
        try:
            after = DEEDS[deed](one, press, scene)
        except Refused as refused:
            return self.shown(refused.reason)
        if deed == "again":
            self._unknown_again()
        self._keep(after)
        if self.note is not None:
            self.note(self.db, self.member.chat_id, f"broadcast-{deed}", one.id)
        return Answer(self.shown(), "", notices=self._test() if deed == "test" else self._told(deed, one.state))

    def _keep(self, after: object) -> None:
        if after != self.kept.broadcast:
            self.kept = save_broadcast(self.db, self.newsroom.desk.keys, replace(self.kept, broadcast=after))  # type: ignore[arg-type]

    def _unknown_again(self) -> None:
        """Those of whom nobody knows are to be taken once more, and count as unknown no longer."""
        rows = marked(self.db, self.kept.broadcast.id, "unknown", most=MOST_UNKNOWN)
        mark(self.db, self.kept.broadcast.id, rows, "later")
        count_outcome(self.db, self.kept.broadcast.id, UNKNOWN, -len(rows))

    def _test(self) -> tuple[Notice, ...]:
        """The message itself, to the author's own chat, and below it what comes next."""
        language = self._language(self.member)
        said = Screen("broadcast-test", (Part("broadcast/told", "test"),))
        message = self.newsroom.message(self.room, self.kept.broadcast.content)
        after = show_tested(self.kept.broadcast.id)
        return tuple(Notice(self.member.chat_id, language, screen) for screen in (said, message, after))

    def _told(self, deed: str, before: str) -> tuple[Notice, ...]:
        """What the other organizers are told: what waits for them, what begins soon, what was stopped."""
        one = self.kept.broadcast
        if deed not in TOLD or (deed == "stop" and before in ("draft", "tested")):
            return ()
        values = {"submitted": {"author": one.author}, "waiting": {"author": one.author, "approver": one.approver}}
        screen = show_told(one.id, TOLD[deed], values.get(TOLD[deed], {}), stoppable=deed == "approve")
        others = (m for m in self.room.members if m.helper.role in ORGANIZING and m != self.member)
        return tuple(Notice(m.chat_id, self._language(m), screen) for m in others)

    def _table(self) -> Answer:
        """The counts as a table, below the screen."""
        language = self._language(self.member)
        words = self.newsroom.desk.words[language]
        lines = io.StringIO()
        rows = csv.writer(lines)
        rows.writerow([words.block(PROGRESS, f"column_{column}", {}) for column in ("what", "number")])
        rows.writerows(
            (words.block(PROGRESS, what, {}), rounded(number))
            for what, number in lines_of(self.kept.tally, over=True)
        )
        caption = Screen("broadcast-csv", (Part(PROGRESS, "caption"),))
        return Answer(self.shown(), "", notices=(Notice(self.member.chat_id, language, caption, lines.getvalue()),))

    def _language(self, member: Member) -> str:
        desk = self.newsroom.desk
        return desk.language(load_chat(self.db, desk.keys, member.chat_id), Visit(member.chat_id, 0))
