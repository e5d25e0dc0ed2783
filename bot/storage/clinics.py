"""The rows of free clinics that broadcasts may name: what an administrator typed, and who confirmed it."""

from dataclasses import replace

import orjson
from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.clinics import Clinic
from bot.domain.values import Stale
from bot.storage.keys import Keys, Sealed
from bot.storage.tables import clinics

TABLE = "clinics"
ONE = clinics.c.id == bindparam("name")
ALL = select(clinics).order_by(clinics.c.id)
ADD = insert(clinics).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
CHANGE = update(clinics).where(ONE & (clinics.c.revision == bindparam("read")))
RESEAL = update(clinics).where(ONE & (clinics.c.sealed == bindparam("old")))
DELETE = delete(clinics).where(ONE)


def all_clinics(db: Connection, keys: Keys) -> tuple[Clinic, ...]:
    """Every clinic that can be opened."""
    found = [_opened(keys, row.id, row.revision, row.sealed) for row in db.execute(ALL).all()]
    return tuple([clinic for clinic in found if clinic is not None])


def save_clinic(db: Connection, keys: Keys, clinic: Clinic) -> Clinic:
    """The clinic as it is kept from now on; raises Stale where the row has changed since."""
    saved = replace(clinic, revision=clinic.revision + 1)
    blob = orjson.dumps([clinic.name, clinic.address, clinic.zone, clinic.confirmed])
    row = {"revision": saved.revision, "sealed": keys.seal(TABLE, clinic.id.encode(), blob)}
    if clinic.revision:
        changed = db.execute(CHANGE.values(**row), {"name": clinic.id, "read": clinic.revision}).rowcount
    else:
        changed = db.execute(ADD, row | {"id": clinic.id}).rowcount
    if not changed:
        raise Stale
    return saved


def reseal_clinics(db: Connection, keys: Keys) -> int:
    """Seal under the newest key what an older live one sealed; how many. A clinic has no visit that would do it."""
    changed = 0
    for row in db.execute(ALL).all():
        if keys.is_newest(row.sealed):
            continue
        try:
            plain = keys.open(TABLE, row.id.encode(), row.sealed)
        except Sealed:
            continue
        sealed = keys.seal(TABLE, row.id.encode(), plain)
        changed += db.execute(RESEAL.values(sealed=sealed), {"name": row.id, "old": row.sealed}).rowcount
    return changed


def delete_clinic(db: Connection, name: str) -> None:
    """Delete a clinic."""
    db.execute(DELETE, {"name": name})


def _opened(keys: Keys, name: str, revision: int, sealed: bytes) -> Clinic | None:
    try:
        words, address, zone, confirmed = orjson.loads(keys.open(TABLE, name.encode(), sealed))
    except (Sealed, ValueError):
        return None
    return Clinic(name, words, address, zone, tuple(confirmed), revision)
