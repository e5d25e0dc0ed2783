"""Ten questions with aiogram 3 and its FSM on uvloop; answers go out by calls, or in the webhook's body.

Runs in the peers' environment: `python aiogram_bot.py <port> <api> <folder> (calls|body) [redis address]`.
"""

import sys
from typing import Any

import uvloop
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

TOKEN, SECRET = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK", "peer"
QUESTIONS = 10
IN_BODY = "body" in sys.argv
router = Router()


class Questions(StatesGroup):
    """The open question is the state; the number is in the data."""

    asked = State()


def keyboard(number: int) -> InlineKeyboardMarkup:
    """Three answers, one a row."""
    rows = [[InlineKeyboardButton(text=f"Answer {n}", callback_data=f"{number}:{n}")] for n in "123"]
    return InlineKeyboardMarkup(inline_keyboard=rows)


@router.message(CommandStart())
async def on_start(message: Message, state: FSMContext) -> None:
    """The first question."""
    await state.set_state(Questions.asked)
    await message.answer("Question 1 of 10", reply_markup=keyboard(1))


@router.callback_query(Questions.asked, F.data)
async def on_answer(query: CallbackQuery, state: FSMContext) -> Any:
    """Keep the answer and show the next question; after the last one the first again."""
    assert query.data is not None
    assert isinstance(query.message, Message)
    number = int(query.data.partition(":")[0])
    await state.update_data({str(number): query.data})
    following = number % QUESTIONS + 1
    await query.answer()
    edit = query.message.edit_text(f"Question {following} of 10", reply_markup=keyboard(following))
    return edit if IN_BODY else await edit


def main() -> None:
    """Serve until the process is told to stop."""
    port, api = int(sys.argv[1]), sys.argv[2]
    uvloop.install()
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(api)))
    dispatcher = Dispatcher(storage=storage())
    dispatcher.include_router(router)

    async def on_startup(bot: Bot) -> None:
        await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token=SECRET)

    dispatcher.startup.register(on_startup)
    site = web.Application()
    SimpleRequestHandler(dispatcher, bot, handle_in_background=not IN_BODY, secret_token=SECRET).register(
        site, path="/hook"
    )
    setup_application(site, dispatcher, bot=bot)
    web.run_app(site, host="127.0.0.1", port=port, access_log=None, print=None)


def storage() -> BaseStorage:
    """Memory, or the Redis server whose address is the last word."""
    if not sys.argv[-1].startswith("redis://"):
        return MemoryStorage()
    from aiogram.fsm.storage.redis import RedisStorage

    return RedisStorage.from_url(sys.argv[-1])


if __name__ == "__main__":
    main()
