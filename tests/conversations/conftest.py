"""Every conversation ends with a look at what Telegram was asked to do."""

from collections.abc import AsyncIterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from bot.app import open_words
from bot.law.load import load_law
from bot.law.values import Law
from bot.text.words import Words
from tests.conversations.phone import nothing_went_wrong
from tests.world import World, live


@cache
def words_of(offered: tuple[str, ...]) -> dict[str, Words]:
    """The words, their templates compiled once for all conversations."""
    return open_words(load_law(), offered)


def opened_once(_law: Law, offered: Sequence[str]) -> dict[str, Words]:
    """The words on offer, as the composition root asks for them."""
    return dict(words_of(tuple(offered)))


@pytest.fixture(autouse=True)
def words_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words never change, so reading them for each test would only take time."""
    monkeypatch.setattr("bot.app.open_words", opened_once)


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The bot by webhook; at the end nothing may have gone wrong."""
    async with live(tmp_path) as made:
        yield made
        await nothing_went_wrong(made)
