"""The rows of the monitor's sign-ins and sessions: hashes and blind indexes, gone when their time is over."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, or_, select, update

from bot.storage.keys import Keys, Sealed
from bot.storage.tables import web_sessions, web_tokens

CHAT_ID_BYTES = 8
IDLE = 30 * 60  # seconds
LONGEST = 8 * 60 * 60
MINUTE = 60
TAKE = (
    delete(web_tokens)
    .where(web_tokens.c.hash == bindparam("found"))
    .returning(web_tokens.c.until, web_tokens.c.sealed)
)
FIND = select(web_sessions.c.began, web_sessions.c.seen, web_sessions.c.sealed).where(
    web_sessions.c.hash == bindparam("found")
)
TOUCH = update(web_sessions).where(web_sessions.c.hash == bindparam("found")).values(seen=bindparam("now"))
END = delete(web_sessions).where(web_sessions.c.hash == bindparam("found"))
OF_CHAT = {t: delete(t).where(t.c.index.in_(bindparam("rows", expanding=True))) for t in (web_tokens, web_sessions)}
OLD_TOKENS = delete(web_tokens).where(web_tokens.c.until <= bindparam("now"))
OLD_SESSIONS = delete(web_sessions).where(
    or_(web_sessions.c.seen <= bindparam("idle"), web_sessions.c.began <= bindparam("longest"))
)


@dataclass(frozen=True, slots=True)
class Session:
    """A session that is still good: whose it is, and whether its last visit has to be noted."""

    chat_id: int
    is_due: bool


def make_token(db: Connection, keys: Keys, chat_id: int, token_hash: bytes, *, until: int) -> None:
    """Keep the hash of a sign-in link; an older link of the chat ends."""
    _drop(db, web_tokens, keys, chat_id)
    db.execute(insert(web_tokens), _row(web_tokens, keys, chat_id, token_hash) | {"until": until})


def take_token(db: Connection, keys: Keys, token_hash: bytes, *, now: int) -> int | None:
    """The chat that a link is of, once and in its time; None for any other. It is used up either way."""
    row = db.execute(TAKE, {"found": token_hash}).first()
    return _chat(keys, web_tokens, token_hash, row.sealed) if row is not None and now < row.until else None


def begin_session(db: Connection, keys: Keys, chat_id: int, session_hash: bytes, *, now: int) -> None:
    """Keep the hash of a new session."""
    row = _row(web_sessions, keys, chat_id, session_hash)
    db.execute(insert(web_sessions), row | {"began": now, "seen": now})


def find_session(db: Connection, keys: Keys, session_hash: bytes, *, now: int) -> Session | None:
    """The session, where it is neither idle for 30 minutes nor older than 8 hours."""
    row = db.execute(FIND, {"found": session_hash}).first()
    if row is None or now - row.seen >= IDLE or now - row.began >= LONGEST:
        return None
    chat_id = _chat(keys, web_sessions, session_hash, row.sealed)
    return None if chat_id is None else Session(chat_id, now - row.seen >= MINUTE)


def touch_session(db: Connection, session_hash: bytes, *, now: int) -> None:
    """Note the visit."""
    db.execute(TOUCH, {"found": session_hash, "now": now})


def end_session(db: Connection, session_hash: bytes) -> None:
    """End one session."""
    db.execute(END, {"found": session_hash})


def end_everywhere(db: Connection, keys: Keys, chat_id: int) -> None:
    """End all sessions of a chat, and its open link."""
    for table in (web_tokens, web_sessions):
        _drop(db, table, keys, chat_id)


def purge_web(db: Connection, *, now: int) -> int:
    """Delete what has had its time; how many."""
    tokens = db.execute(OLD_TOKENS, {"now": now}).rowcount
    return tokens + db.execute(OLD_SESSIONS, {"idle": now - IDLE, "longest": now - LONGEST}).rowcount


def _drop(db: Connection, table: Table, keys: Keys, chat_id: int) -> None:
    db.execute(OF_CHAT[table], {"rows": keys.indexes(chat_id)})


def _row(table: Table, keys: Keys, chat_id: int, found: bytes) -> dict[str, Any]:
    plain = chat_id.to_bytes(CHAT_ID_BYTES, "big", signed=True)
    return {"hash": found, "index": keys.indexes(chat_id)[0], "sealed": keys.seal(table.name, found, plain)}


def _chat(keys: Keys, table: Table, found: bytes, sealed: bytes) -> int | None:
    try:
        return int.from_bytes(keys.open(table.name, found, sealed), "big", signed=True)
    except Sealed:
        return None
