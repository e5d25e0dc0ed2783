"""How the bot is doing, for administrators: what is ready, and whether the team's log is whole."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from bot.domain.audit import Broken, Head
from bot.services.desk import Desk
from bot.storage.audit import examine_log


@dataclass(frozen=True, slots=True)
class Health:
    """What is not ready (empty: nothing), the log's state and head, and when the law was last checked."""

    missing: str
    broken: Broken
    head: Head
    checked: date


async def look_at_health(desk: Desk, ready: Callable[[], Awaitable[str]]) -> Health:
    """The state of things now; raises Unavailable."""
    _, broken, head = await desk.store.read(lambda db: examine_log(db, desk.keys))
    return Health(await ready(), broken, head, desk.law.checked)
