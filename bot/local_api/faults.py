"""Answers that a test orders, and Telegram's limits on how much is sent."""

import asyncio
import math
from dataclasses import dataclass

from bot.local_api.errors import ApiError, Json, too_many
from bot.local_api.rules import Limits

WORDS = {
    400: "Bad Request: chat not found",
    403: "Forbidden: bot was blocked by the user",
    429: "Too Many Requests: retry after {after}",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(slots=True)
class Fault:
    """One ordered answer: for which calls, what, and how many times more."""

    method: str
    chat_id: int | None
    error: ApiError | None
    times: int
    after_doing: bool
    until: asyncio.Event | None

    def concerns(self, method: str, params: Json) -> bool:
        """Whether a call gets this answer."""
        right_chat = self.chat_id is None or str(params.get("chat_id")) == str(self.chat_id)
        return self.times > 0 and self.method.lower() in {"", method.lower()} and right_chat


class Faults:
    """The ordered answers, oldest first."""

    def __init__(self) -> None:
        """Begin with none."""
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Order an answer."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Take all orders back."""
        self._waiting.clear()

    def take(self, method: str, params: Json) -> Fault | None:
        """Give the order that concerns a call, and count it down."""
        for fault in self._waiting:
            if fault.concerns(method, params):
                fault.times -= 1
                if not fault.times:
                    self._waiting.remove(fault)
                return fault
        return None


def ordered_error(status: int, description: str, retry_after: int | None) -> ApiError:
    """Give the refusal that a test orders; without words, Telegram's usual ones."""
    if status == 429:  # noqa: PLR2004 - Too Many Requests
        retry_after = 1 if retry_after is None else retry_after
    words = description or WORDS.get(status, "Error").format(after=retry_after)
    return ApiError(status, words, retry_after=retry_after)


class Pace:
    """Refuses what comes faster than the limits; one number a chat."""

    def __init__(self, limits: Limits) -> None:
        """Take the limits."""
        self._limits = limits
        self._free_at: dict[int | str, float] = {}

    def check(self, chat_id: int | str, now: float) -> None:
        """Count one message to a chat, or refuse it with the seconds to wait."""
        limits = self._limits
        wait = max(
            self._wait(chat_id, 1 / limits.chat, limits.burst / limits.chat, now),
            self._wait("", 1 / limits.overall, 1, now),
        )
        if wait > 0:
            raise too_many(math.ceil(wait))
        self._use(chat_id, 1 / limits.chat, now)
        self._use("", 1 / limits.overall, now)

    def _wait(self, key: int | str, step: float, allowance: float, now: float) -> float:
        return max(self._free_at.get(key, now), now) + step - allowance - now

    def _use(self, key: int | str, step: float, now: float) -> None:
        self._free_at[key] = max(self._free_at.get(key, now), now) + step
