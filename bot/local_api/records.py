"""What is noted down: the calls of a bot, and the presses that wait for an answer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.local_api.errors import Json

if TYPE_CHECKING:
    from bot.local_api.person import Person


@dataclass(frozen=True, slots=True)
class Call:
    """One call that a bot made: `via` is "http", or "body" for one in a webhook's answer."""

    method: str
    params: Json
    status: int
    description: str
    via: str
    at: float


@dataclass(slots=True)
class Tap:
    """A press of a button that the bot may still answer."""

    person: "Person"
    chat_id: int
    at: float
    answered: bool = False
