"""A made-up person with a phone: what they do becomes updates for the bot, and what they see can be read."""

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.local_api import deeds
from bot.local_api.chats import Button, Chat, Message
from bot.local_api.errors import Json
from bot.local_api.rules import NewPerson

if TYPE_CHECKING:
    from bot.local_api.telegram import LocalTelegram

KEPT_TOASTS = 50


@dataclass(frozen=True, slots=True)
class Toast:
    """What answered a press: a line that goes by itself, or an alert that must be closed."""

    text: str
    alert: bool
    url: str = ""


class Person:
    """One person; every action is awaited, and gives the message it made where it made one."""

    def __init__(self, telegram: "LocalTelegram", new: NewPerson, number: int) -> None:
        """Take the world the person lives in, who it is, and the id."""
        self.id = number
        self.name = new.name
        self.role = new.role
        self.language = new.language
        self.username = new.username
        self.started = False
        self.has_blocked = False
        self.toasts: deque[Toast] = deque(maxlen=KEPT_TOASTS)
        self.telegram = telegram

    # What the person sees

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.telegram.chats[self.id]

    @property
    def messages(self) -> list[Message]:
        """The messages on the phone, oldest first."""
        return [one for one in self.chat.messages.values() if not (one.deleted or one.hidden)]

    @property
    def from_bot(self) -> list[Message]:
        """The bot's messages on the phone, oldest first."""
        return [one for one in self.messages if one.by_bot]

    @property
    def last(self) -> Message:
        """The newest message of the bot on the phone."""
        for one in reversed(self.chat.messages.values()):
            if one.by_bot and not (one.deleted or one.hidden):
                return one
        raise LookupError(f"the bot wrote nothing to {self.name}")

    @property
    def commands(self) -> list[Json]:
        """The commands that the phone's menu offers."""
        return self.telegram.profile.commands_for(self.id, self.language)

    def wire(self) -> Json:
        """Give the person as the Bot API shows them."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}
        return user | ({"username": self.username} if self.username else {})

    def private_chat_wire(self) -> Json:
        """Give the private chat as the Bot API shows it."""
        chat: Json = {"id": self.id, "type": "private", "first_name": self.name}
        return chat | ({"username": self.username} if self.username else {})

    # What the person does; the words live in `deeds`

    async def says(self, text: str, *, reply_to: Message | None = None, chat: Chat | None = None) -> Message:
        """Write a text or a /command."""
        return deeds.say(self, text, reply_to=reply_to, chat=chat)

    async def presses(
        self, what: str, *, message: Message | None = None, version: int | None = None, chat: Chat | None = None
    ) -> str:
        """Press a button by a part of its label or by its data, and give the id of the callback query.

        Without a message, the newest that has such a button. `version` counts the message's earlier
        states from 0: a phone that has not drawn the edit yet. A label on a keyboard in place of the
        phone's own is written, as Telegram does.
        """
        return deeds.press(self, what, message=message, version=version, chat=chat)

    async def taps(self, data: str, message: Message, *, too_old: bool = False) -> str:
        """Send any data as a press under a message, as a forged or very old phone may do.

        With `too_old` the bot is not shown the message any more, only its number.
        """
        return deeds.tap(self, data, message, too_old=too_old)

    async def sends(self, kind: str, *, caption: str = "", chat: Chat | None = None, **values: str) -> Message:
        """Send a made-up photo, sticker, voice, location, contact, or document.

        A contact takes `phone_number`; a document takes `name` and `text`.
        """
        return deeds.send(self, kind, values, caption=caption, chat=chat)

    async def edits(self, message: Message, text: str) -> None:
        """Change an own message."""
        deeds.edit(self, message, text)

    async def forwards(self, message: Message) -> Message:
        """Forward a message of this chat to the bot."""
        return deeds.forward(self, message)

    async def deletes(self, message: Message, *, for_both: bool = True) -> None:
        """Delete a message; the bot is not told."""
        deeds.delete(self, message, for_both=for_both)

    async def blocks(self) -> None:
        """Block the bot."""
        deeds.block(self, has_blocked=True)

    async def unblocks(self) -> None:
        """Let the bot write again."""
        deeds.block(self, has_blocked=False)

    async def adds_bot_to(self, title: str) -> Chat:
        """Make a group with the bot in it."""
        return deeds.add_bot_to_group(self, title)

    async def removes_bot_from(self, chat: Chat) -> None:
        """Put the bot out of a group."""
        deeds.remove_bot(self, chat)

    def button(self, what: str, *, chat: Chat | None = None) -> tuple[Message, Button]:
        """Give the newest message and button that a press would find, or say which buttons there are."""
        return deeds.find_button(self, what, chat=chat)
