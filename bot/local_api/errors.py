"""How the Bot API refuses a call."""

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A call that Telegram answers with `ok: false`."""

    def __init__(self, status: int, description: str, *, retry_after: int | None = None) -> None:
        """Take the HTTP status, Telegram's words, and for a 429 the seconds to wait."""
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after

    def envelope(self) -> Json:
        """Give the JSON object that Telegram answers with."""
        answer: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


def bad_request(words: str) -> ApiError:
    """Give the refusal of a call that is wrong in itself (400)."""
    return ApiError(400, f"Bad Request: {words}")


def too_many(seconds: int) -> ApiError:
    """Give the refusal of a call that came too soon (429)."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def blocked() -> ApiError:
    """Give the refusal of a message to a person who blocked the bot (403)."""
    return ApiError(403, "Forbidden: bot was blocked by the user")
