"""The volunteers' notes on a court and a defect: kept by members, with a line in the team's log."""

import secrets

from sqlalchemy import Connection

from bot.domain.notes import STATES, Note, tidied
from bot.services.desk import Desk
from bot.services.monitoring import DEFECTS
from bot.services.sign_in import Member
from bot.storage.audit import Deed, note_deed
from bot.storage.notes import all_notes, put_note
from bot.text.reading import looks_like_a_number


class Noting:
    """The use cases of notes."""

    def __init__(self, desk: Desk) -> None:
        """Work with these parts."""
        self.desk = desk

    async def of_court(self, court: str) -> tuple[Note, ...]:
        """The notes on a court."""
        return tuple(note for note in await self.desk.store.read(all_notes) if note.court == court)

    async def put(self, member: Member, *, court: str, defect: str, state: str, words: str) -> bool:
        """Keep a note; false where it names what the data does not know, or holds what looks like an A-number."""
        short = tidied(words)
        known = court in self.desk.law.courts and defect in DEFECTS and state in STATES
        if not known or any(looks_like_a_number(word) for word in short.split()):
            return False
        today = self.desk.today_utc()
        note = Note(court, defect, state, short, today.isoformat())

        def work(db: Connection) -> None:
            put_note(db, note)
            deed = Deed(member.chat_id, "noted", f"{court}/{defect} {state}")
            note_deed(db, self.desk.keys, deed, today=today, randomness=secrets.token_bytes)

        await self.desk.store.run(work)
        return True
