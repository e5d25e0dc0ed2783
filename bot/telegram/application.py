"""python-telegram-bot's Application as this bot needs it: handlers, and nothing that stores, limits or fetches."""

from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, ContextTypes

from bot.telegram.request import AiohttpRequest

AT_ONCE = 1024
TELEGRAM = "https://api.telegram.org"
AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def make_application(
    token: str, *, api_url: str = TELEGRAM, context_types: ContextTypes[Any, Any, Any, Any] | None = None
) -> AnyApplication:
    """An application without updater, job queue, rate limiter and persistence, on the aiohttp request class.

    `api_url` is the Bot API without `/bot`.
    """
    builder = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(AiohttpRequest())
        .get_updates_request(AiohttpRequest())
        .updater(None)
        .job_queue(None)
        .concurrent_updates(AT_ONCE)
    )
    return builder.context_types(context_types).build() if context_types else builder.build()


async def initialize(application: AnyApplication) -> None:
    """Initialize the application, or leave no connection open; a refused token is not repeated in the error."""
    refused = False
    try:
        await application.initialize()
    except InvalidToken:  # the library's words hold the token
        refused = True
    except TelegramError:
        await application.bot.shutdown()
        raise
    if refused:
        await application.bot.shutdown()
        raise InvalidToken("Telegram refused the token")
