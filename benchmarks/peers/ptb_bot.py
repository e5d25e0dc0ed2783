"""Ten questions with python-telegram-bot as its guide has them: ConversationHandler, PicklePersistence, run_webhook.

Runs in the peers' environment: `python ptb_bot.py <port> <api> <folder>`. As it installs, httpcore looks for sniffio
at every lock and does not find it.
"""

import sys
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    PicklePersistence,
)

TOKEN, SECRET = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcK", "peer"
QUESTIONS = 10
Context = ContextTypes.DEFAULT_TYPE


def keyboard(number: int) -> InlineKeyboardMarkup:
    """Three answers, one a row."""
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"Answer {n}", callback_data=f"{number}:{n}")] for n in "123"])


async def on_start(update: Update, _: Context) -> int:
    """The first question."""
    assert update.message is not None
    await update.message.reply_text("Question 1 of 10", reply_markup=keyboard(1))
    return 1


async def on_answer(update: Update, context: Context) -> int:
    """Keep the answer and show the next question; after the last one the first again."""
    query = update.callback_query
    assert query is not None
    assert query.data is not None
    assert context.user_data is not None
    number = int(query.data.partition(":")[0])
    context.user_data[number] = query.data
    following = number % QUESTIONS + 1
    await query.answer()
    await query.edit_message_text(f"Question {following} of 10", reply_markup=keyboard(following))
    return following


def main() -> None:
    """Serve until the process is told to stop."""
    port, api, folder = sys.argv[1:4]
    kept = PicklePersistence(Path(folder) / "kept.pickle")
    application = Application.builder().token(TOKEN).base_url(f"{api}/bot").persistence(kept).build()
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("start", on_start)],
            states={n: [CallbackQueryHandler(on_answer, pattern=f"^{n}:")] for n in range(1, QUESTIONS + 1)},  # type: ignore[misc]
            fallbacks=[],
            name="questions",
            persistent=True,
        )
    )
    application.run_webhook(
        "127.0.0.1", int(port), url_path="hook", webhook_url=f"http://127.0.0.1:{port}/hook", secret_token=SECRET
    )


if __name__ == "__main__":
    main()
