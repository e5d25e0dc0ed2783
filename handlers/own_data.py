"""What is kept of a chat and how it goes: /mydata, /forget, and a person who blocks the bot."""

from telegram import ChatMember, Update
from telegram.ext import ChatMemberHandler, CommandHandler, filters

from handlers.door import Context, door_of, show, visit_of

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE  # a command in an edited message is none


async def on_mydata(update: Update, context: Context) -> None:
    """Show all that is kept of this chat."""
    await show(update, context, await door_of(context).people.kept(visit_of(update)))


async def on_forget(update: Update, context: Context) -> None:
    """Erase all that is kept of this chat."""
    await show(update, context, await door_of(context).people.forget(visit_of(update)))


async def on_membership(update: Update, context: Context) -> None:
    """Somebody blocked the bot: what is kept of them goes."""
    change = update.my_chat_member
    if change is not None and change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
        await door_of(context).people.blocked(change.chat.id)


HANDLERS = (
    CommandHandler("mydata", on_mydata, PRIVATE),
    CommandHandler("forget", on_forget, PRIVATE),
    ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
)
