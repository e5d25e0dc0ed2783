import asyncio
import threading
from pathlib import Path

from bot.parts import ready
from bot.storage.store import Store
from bot.telegram.application import make_application


async def test_a_database_that_answers_nothing_is_named_instead_of_waited_for(tmp_path: Path) -> None:
    store, answers = Store.open(f"sqlite:///{tmp_path}/chats.db"), threading.Event()
    application = make_application("1:x")
    silent = asyncio.create_task(store.read(lambda _: answers.wait()))
    await asyncio.sleep(0)  # the reader has it
    assert await ready((store,), application, patience=0) == "database"
    answers.set()
    assert await silent
    assert await ready((store,), application) == "telegram"
    store.close()
