"""One call of the Bot API, given and answered as plain JSON."""

from collections.abc import Mapping
from typing import Any

from telegram import Bot
from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

Call = Mapping[str, Any]
"""`{"method": "sendMessage", "chat_id": …, "text": …}`; a value may be a telegram.InputFile."""


PLAIN = (str, int, bool)


async def make_call(bot: Bot, call: Call, *, read_timeout: float | None = None) -> Any:
    """The `result` of one call of the Bot API, as JSON; raises telegram.error.TelegramError.

    `Bot.do_api_request` warns about every method that has a name of its own in python-telegram-bot, and the
    methods with names build objects that nobody reads.
    """
    given = [
        RequestParameter(name, value, None) if type(value) in PLAIN else RequestParameter.from_input(name, value)
        for name, value in call.items()
        if name != "method" and value is not None
    ]
    waits = BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout
    try:
        return await bot.request.post(f"{bot.base_url}/{call['method']}", RequestData(given), read_timeout=waits)
    except KeyError:
        pass
    raise NetworkError("an answer without a result")
