"""What the page is told: the world at a glance, and one chat."""

from bot.local_api.chats import Chat
from bot.local_api.errors import Json
from bot.local_api.person import Person
from bot.local_api.telegram import LocalTelegram, message_view

POLL_SECONDS = 5


def world_view(telegram: LocalTelegram) -> Json:
    """Give the bot, whether it is connected, and the people."""
    return {
        "bot": {"username": telegram.bot["username"]},
        "connected": connection(telegram),
        "waiting": len(telegram.updates.pending),
        "people": [person_view(person) for person in telegram.people.values()],
        "groups": [
            {"id": chat.id, "title": chat.wire["title"], "members": sorted(chat.members)}
            for chat in telegram.chats.values()
            if chat.is_group
        ],
    }


def connection(telegram: LocalTelegram) -> str:
    """Give "webhook", "failing" (a webhook that does not answer), "polling" or "none"."""
    if telegram.webhook.url:
        error = telegram.webhook.last_error
        return "failing" if error is not None and telegram.updates.pending else "webhook"
    last = telegram.updates.last_poll
    lately = last is not None and telegram.rules.clock() - last < POLL_SECONDS
    return "polling" if telegram.updates.polled or lately else "none"


def person_view(person: Person) -> Json:
    """Give one person, with the bot's name, words and commands in the person's language."""
    profile = person.telegram.profile
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role,
        "language": person.language,
        "started": person.started,
        "blocked": person.has_blocked,
        "bot_name": profile.word("name", person.language),
        "description": profile.word("description", person.language),
        "commands": person.commands,
        "menu": profile.menu_button(person.id),
    }


def chat_view(chat: Chat, *, versions: bool = False) -> Json:
    """Give one chat; messages that are gone are left out unless the versions are asked for."""
    shown = [one for one in chat.messages.values() if versions or not (one.deleted or one.hidden)]
    messages = [message_view(one) | ({"earlier": one.versions} if versions else {}) for one in shown]
    return {"id": chat.id, "messages": messages, "keyboard": chat.keyboard, "failures": chat.failures}
