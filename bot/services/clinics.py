"""The clinics that broadcasts may name: an administrator types one, a second one confirms it."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import Connection

from bot.domain.clinics import MOST, Clinic, confirmed_by, is_confirmed, read_place
from bot.domain.roles import Helper
from bot.domain.team_screens import show_clinic, show_clinic_zone, show_clinics, show_not_allowed
from bot.domain.values import Screen
from bot.domain.zones import CHOSEN_ZONES, EASTERN
from bot.services.broadcast_turn import Note
from bot.services.desk import Desk
from bot.services.visit import Answer, Visit
from bot.storage.chats import load_chat, save_chat
from bot.storage.clinics import all_clinics, delete_clinic, save_clinic
from bot.storage.roles import helper_of, team_of

LONGEST_LINE = 200


class Clinics:
    """The use cases of the list of clinics; for administrators alone."""

    def __init__(self, desk: Desk, note: Note | None = None) -> None:
        """Work with these parts; `note` writes a deed into the team's log."""
        self.desk = desk
        self._note = note

    async def show(self, visit: Visit, typed: str = "") -> Answer:
        """The list; with a line "name; address" a new clinic, of which the zone is asked next."""

        def use(db: Connection, me: Helper) -> Screen:
            if not typed:
                return self._list(db)
            if len(all_clinics(db, self.desk.keys)) >= MOST:
                return self._list(db, "full")
            place = read_place(typed[:LONGEST_LINE])
            if place is None:
                return self._list(db, "refused")
            clinic = Clinic(self.desk.nonce(), *place, EASTERN, (me.number,))
            return show_clinic_zone(self._saved(db, visit, clinic, "added"))

        return await self._as_administrator(visit, use)

    async def press(self, visit: Visit, data: str) -> Answer:
        """A button of the list."""
        _, name, deed = [*data.split(":", 2), "", ""][:3]

        def use(db: Connection, me: Helper) -> Screen:
            clinic = next((c for c in all_clinics(db, self.desk.keys) if c.id == name), None)
            return self._list(db) if clinic is None else self._do(db, visit, me, clinic, deed)

        return await self._as_administrator(visit, use)

    def _do(self, db: Connection, visit: Visit, me: Helper, clinic: Clinic, deed: str) -> Screen:
        kind, _, word = deed.partition(".")
        if kind == "remove":
            delete_clinic(db, clinic.id)
            self._noted(db, visit, "removed", clinic.id)
            return self._list(db)
        if kind == "confirm":
            clinic = self._saved(db, visit, confirmed_by(clinic, me.number), "confirmed")
        if kind == "zone" and word in CHOSEN_ZONES and clinic.confirmed == (me.number,):
            clinic = self._saved(db, visit, replace(clinic, zone=CHOSEN_ZONES[word]), "zone")
        if kind == "zone":
            return self._list(db)
        return show_clinic(clinic, me, confirmed=is_confirmed(clinic, self._team(db)))

    def _list(self, db: Connection, refused: str = "") -> Screen:
        return show_clinics(all_clinics(db, self.desk.keys), refused)

    def _team(self, db: Connection) -> dict[int, Helper]:
        return {m.helper.number: m.helper for m in team_of(db, self.desk.keys)}

    def _saved(self, db: Connection, visit: Visit, clinic: Clinic, deed: str) -> Clinic:
        self._noted(db, visit, deed, clinic.id)
        return save_clinic(db, self.desk.keys, clinic)

    def _noted(self, db: Connection, visit: Visit, deed: str, name: str) -> None:
        if self._note is not None:
            self._note(db, visit.chat_id, f"clinic-{deed}", name)

    async def _as_administrator(self, visit: Visit, use: Callable[[Connection, Helper], Screen]) -> Answer:
        """Do it in one unit, as an administrator; an update seen before only shows the list."""

        def work(db: Connection) -> Answer:
            desk = self.desk
            chat = load_chat(db, desk.keys, visit.chat_id)
            language = desk.language(chat, visit)
            me = helper_of(db, desk.keys, visit.chat_id)
            if me is None or me.role != "administrator":
                return Answer(show_not_allowed("only_administrators"), language)
            seen = chat.saw(visit.update_id)
            if seen is chat:
                return Answer(self._list(db), language)
            save_chat(db, desk.keys, visit.chat_id, seen, today=desk.today_utc())
            return Answer(use(db, me), language)

        return await self.desk.store.run(work)
