"""The rows of watches: found by blind index, with the chat id sealed, gone when they were told."""

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles it as well

from bot.domain.watches import Watch
from bot.storage.keys import Keys, Sealed
from bot.storage.tables import watches

CHAT_ID_BYTES = 8
WHAT = (watches.c.kind, watches.c.about, watches.c.n, watches.c.days)
MOVE = insert(watches).on_conflict_do_nothing()
PUT = insert(watches)
PUT = PUT.on_conflict_do_update(
    index_elements=[watches.c.index, watches.c.kind, watches.c.about],
    set_={"n": PUT.excluded.n, "days": PUT.excluded.days},
)
OF = watches.c.index.in_(bindparam("rows", expanding=True))
MINE = select(*WHAT).where(OF).order_by(watches.c.kind, watches.c.about)
ALL = select(watches.c.index, watches.c.sealed, *WHAT)
DROP = delete(watches).where(OF, watches.c.kind == bindparam("what"), watches.c.about == bindparam("which"))
DROP_ALL = delete(watches).where(OF)
EVERY = select(watches)


def put_watch(db: Connection, keys: Keys, chat_id: int, watch: Watch) -> None:
    """Keep a watch in place of one on the same thing."""
    index = keys.indexes(chat_id)[0]
    sealed = keys.seal(watches.name, index, chat_id.to_bytes(CHAT_ID_BYTES, "big", signed=True))
    row = {"kind": watch.kind, "about": watch.about, "n": watch.n, "days": watch.days}
    db.execute(PUT, row | {"index": index, "sealed": sealed})


def watches_of(db: Connection, keys: Keys, chat_id: int) -> tuple[Watch, ...]:
    """The watches of a chat."""
    return tuple([Watch(*row) for row in db.execute(MINE, {"rows": keys.indexes(chat_id)})])


def all_watches(db: Connection, keys: Keys) -> list[tuple[int, Watch]]:
    """Every watch with its chat; one that no live key opens is left out."""
    found = []
    for index, sealed, *what in db.execute(ALL).all():
        try:
            chat_id = int.from_bytes(keys.open(watches.name, index, sealed), "big", signed=True)
        except Sealed:
            continue
        found.append((chat_id, Watch(*what)))
    return found


def reindex_watches(db: Connection, keys: Keys) -> int:
    """Rewrite under the newest key the watches that an older live one sealed; how many.

    Where the chat has a newer watch on the same thing, that one stays.
    """
    moved = 0
    for row in db.execute(EVERY).mappings().all():
        if keys.is_newest(row["sealed"]):
            continue
        try:
            plain = keys.open(watches.name, row["index"], row["sealed"])
        except Sealed:
            continue
        index = keys.indexes(int.from_bytes(plain, "big", signed=True))[0]
        db.execute(DROP, {"rows": [row["index"]], "what": row["kind"], "which": row["about"]})
        db.execute(MOVE, dict(row) | {"index": index, "sealed": keys.seal(watches.name, index, plain)})
        moved += 1
    return moved


def drop_watch(db: Connection, keys: Keys, chat_id: int, watch: Watch) -> bool:
    """End a watch; whether it was there."""
    row = {"rows": keys.indexes(chat_id), "what": watch.kind, "which": watch.about}
    return bool(db.execute(DROP, row).rowcount)


def drop_watches(db: Connection, keys: Keys, chat_id: int) -> int:
    """End all watches of a chat; how many."""
    return db.execute(DROP_ALL, {"rows": keys.indexes(chat_id)}).rowcount
