"""What a bot says about itself: names, descriptions, commands and menu buttons, by language and scope."""

from bot.local_api.errors import Json

Commands = list[Json]


class Profile:
    """The bot's own settings; a person sees those that fit the language of the phone, else the general ones."""

    def __init__(self, name: str) -> None:
        """Take the bot's name."""
        self.words: dict[tuple[str, str], str] = {("name", ""): name}
        self.commands: dict[tuple[str, str], Commands] = {}
        self.menu_buttons: dict[int | None, Json] = {}

    def word(self, kind: str, language: str) -> str:
        """Give the name or a description in a language, else the general one."""
        return self.words.get((kind, language[:2])) or self.words.get((kind, ""), "")

    def set_word(self, kind: str, language: str, text: str) -> None:
        """Set or, with an empty text, take away a name or description."""
        if text:
            self.words[kind, language] = text
        elif (kind, language) in self.words and (kind, language) != ("name", ""):
            del self.words[kind, language]

    def commands_for(self, chat_id: int, language: str, *, group: bool = False) -> Commands:
        """Give the commands that a phone offers in a chat: the narrowest scope wins, then the language.

        Source: https://core.telegram.org/bots/api#determining-list-of-commands
        """
        general = "all_group_chats" if group else "all_private_chats"
        for scope in (f"chat:{chat_id}", general, "default"):
            for spoken in (language[:2], ""):
                if found := self.commands.get((scope, spoken)):
                    return found
        return []

    def menu_button(self, chat_id: int | None) -> Json:
        """Give the menu button of a chat, or the general one."""
        return self.menu_buttons.get(chat_id) or self.menu_buttons.get(None, {"type": "commands"})


def scope_key(scope: Json | None) -> str:
    """Give one string for a scope of commands."""
    if scope is None:
        return "default"
    parts = (str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope)
    return ":".join(parts)
