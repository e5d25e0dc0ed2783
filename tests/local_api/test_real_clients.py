"""The two libraries that bots are written with, talking to the local server as they talk to Telegram."""

from typing import Any

import telegram as ptb

from bot.local_api import LocalTelegram, Person

TOKEN = "4242:local"
HTML = '<b>Hi</b> <a href="https://example.org/">there</a>'


async def test_python_telegram_bot_sends_edits_and_downloads(maria: Person, running: Any) -> None:
    url = running[1]
    markup = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Yes", callback_data="y")]])
    async with ptb.Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        assert bot.username == "local_bot"
        sent = await bot.send_message(maria.id, HTML, parse_mode="HTML", reply_markup=markup)
        assert [entity.type for entity in sent.entities] == ["bold", "text_link"]
        edited = await bot.edit_message_text("Bye", maria.id, sent.message_id)
        assert isinstance(edited, ptb.Message)
        assert edited.text == maria.last.text == "Bye"
        paper = await bot.send_document(maria.id, b"%PDF-", filename="paper.pdf", caption="Your paper")
        assert paper.document is not None
        file = await bot.get_file(paper.document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"%PDF-"
        assert await bot.set_my_commands([("start", "Begin")], scope=ptb.BotCommandScopeAllPrivateChats())
        assert maria.commands == [{"command": "start", "description": "Begin"}]
        assert (await bot.get_chat(maria.id)).first_name == "Maria"
        assert await bot.set_chat_menu_button(menu_button=ptb.MenuButtonCommands())
        assert await bot.delete_messages(maria.id, [sent.message_id])


async def test_python_telegram_bot_polls_and_answers_a_press(
    telegram: LocalTelegram, maria: Person, running: Any
) -> None:
    markup = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Yes", callback_data="y")]])
    async with ptb.Bot(TOKEN, base_url=f"{running[1]}/bot") as bot:
        await bot.send_message(maria.id, "Ready?", reply_markup=markup)
        await maria.presses("Yes")
        (update,) = await bot.get_updates(timeout=1)
        assert update.callback_query is not None
        await update.callback_query.answer("Thank you")
        assert not await bot.get_updates(offset=update.update_id + 1)
        await telegram.idle(taps_answered=True)
    assert [toast.text for toast in maria.toasts] == ["Thank you"]


async def test_no_field_of_either_library_is_unknown(telegram: LocalTelegram, maria: Person, running: Any) -> None:
    import aiogram.types  # here, since it takes seconds, and every process of pytest reads this file
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer

    server = TelegramAPIServer.from_base(running[1])
    markup = aiogram.types.InlineKeyboardMarkup(
        inline_keyboard=[[aiogram.types.InlineKeyboardButton(text="Yes", callback_data="y")]]
    )
    async with aiogram.Bot(TOKEN, AiohttpSession(api=server)) as bot:
        assert (await bot.get_me()).username == "local_bot"
        sent = await bot.send_message(maria.id, HTML, parse_mode="HTML", reply_markup=markup)
        await bot.edit_message_reply_markup(chat_id=maria.id, message_id=sent.message_id)
        paper = aiogram.types.BufferedInputFile(b"%PDF-", filename="paper.pdf")
        assert (await bot.send_document(maria.id, paper)).document is not None
        assert (await bot.get_chat(maria.id)).first_name == "Maria"
        assert (await bot.get_webhook_info()).url == ""
    assert maria.from_bot[0].labels == []
    assert not telegram.unknown_fields
