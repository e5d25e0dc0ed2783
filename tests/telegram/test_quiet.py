import logging
from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    "name", ["telegram.ext.Application", "telegram.Bot", "httpx", "httpcore.http11", "asyncio", "uvicorn.error"]
)
def test_a_librarys_words_never_reach_a_log(name: str, everything_logged: Callable[[], str]) -> None:
    logger = logging.getLogger(name)
    logger.setLevel(logging.DEBUG)
    logger.debug("CANARY %s", "CANARY")
    logger.error("CANARY %s", "CANARY", exc_info=ValueError("CANARY"), stack_info=True)
    logger.setLevel(logging.NOTSET)
    assert everything_logged().count("library_complained") >= 2
    assert "CANARY" not in everything_logged()


def test_what_others_log_is_as_it_was(everything_logged: Callable[[], str]) -> None:
    logging.getLogger("somebody.else").error("a word %s", "and another", exc_info=ValueError("why"))
    assert "a word and another" in everything_logged()
    assert "why" in everything_logged()
