"""The rows of notes: one a court and defect, never about a person."""

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.notes import Note
from bot.storage.tables import notes

COLUMNS = (notes.c.court, notes.c.defect, notes.c.state, notes.c.words, notes.c.day)
PUT = insert(notes)
PUT = PUT.on_conflict_do_update(
    index_elements=[notes.c.court, notes.c.defect],
    set_={"state": PUT.excluded.state, "words": PUT.excluded.words, "day": PUT.excluded.day},
)
DROP = delete(notes).where(notes.c.court == bindparam("of"), notes.c.defect == bindparam("what"))
ALL = select(*COLUMNS).order_by(notes.c.court, notes.c.defect)


def put_note(db: Connection, note: Note) -> None:
    """Keep a note in place of what stood there; one that is new and without words is taken away."""
    if note.is_empty:
        db.execute(DROP, {"of": note.court, "what": note.defect})
        return
    row = {"court": note.court, "defect": note.defect, "state": note.state, "words": note.words, "day": note.day}
    db.execute(PUT, row)


def all_notes(db: Connection) -> tuple[Note, ...]:
    """Every note, by court and defect."""
    return tuple([Note(*row) for row in db.execute(ALL)])
