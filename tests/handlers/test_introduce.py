"""The bot introduces itself for every two-letter code of Telegram's, over real HTTP."""

from bot.local_api import make_app, serve
from bot.telegram.application import initialize, make_application
from bot.text.catalog import read_catalog
from bot.text.places import data_folder
from bot.text.words import Words
from handlers.introduce import COMMANDS, introduce_bot
from tests.text.shown import law
from tests.world import TOKEN

CODES = ["en", "es", "ht", "pt", "zh", "ru", "fr", "ar", "pa", "hi", "vi", "uk", "tr", "am"]


def every_language() -> dict[str, Words]:
    """All languages; in English words, which are there before any catalog is."""
    catalog = read_catalog(data_folder("locales"), "en")
    return {code: Words(language, catalog, data_folder("templates")) for code, language in law().languages.items()}


async def test_commands_and_descriptions_are_set_for_each_two_letter_code() -> None:
    app = make_app(TOKEN)
    async with serve(app) as api:
        application = make_application(TOKEN, api_url=api)
        await initialize(application)
        await introduce_bot(application.bot, every_language())
        await application.shutdown()
    profile = app.state.telegram.profile
    commands = {
        language: said for (scope, language), said in profile.commands.items() if scope == "all_private_chats"
    }
    assert sorted(commands) == sorted(["", *CODES])
    assert all([c["command"] for c in said] == list(COMMANDS) for said in commands.values())
    described = {language for kind, language in profile.words if kind == "description"}
    assert described == {"", *CODES}
