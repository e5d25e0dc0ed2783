"""Libraries that log what a person wrote, or the token: their records lose all words.

python-telegram-bot logs parameters, results and whole updates; httpx logs the address with the token;
asyncio, uvicorn and aiohttp log the text of exceptions.
"""

import logging
from types import TracebackType
from typing import Any

TALKATIVE = ("telegram", "httpx", "httpcore", "aiohttp", "asyncio", "uvicorn", "starlette")
EVENT = "library_complained"
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None] | None


def quiet_libraries() -> None:
    """Let these libraries log from WARNING on, and of each record only where in the library it was made.

    The words are dropped where the record is made, so no handler can write them, whatever its level. Calling
    it again changes nothing.
    """
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.setLogRecordFactory(bare_record)


def bare_record(  # noqa: PLR0913, PLR0917 - the signature is logging's
    name: str,
    level: int,
    path: str,
    line: int,
    msg: object,
    args: Any,
    exc_info: ExcInfo,
    func: str | None = None,
    sinfo: str | None = None,
    **_: Any,
) -> logging.LogRecord:
    """The record as it is, or without a word of its message and its exception if it is a library's."""
    if name.partition(".")[0] in TALKATIVE:
        return logging.LogRecord(name, level, path, line, EVENT, (), None, func)
    return logging.LogRecord(name, level, path, line, msg, args, exc_info, func, sinfo)
