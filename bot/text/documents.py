"""Documents that are not chats: templates under templates/documents, which may use the chat's own words."""

from collections.abc import Mapping
from pathlib import Path

from bot.text.environment import make_environment
from bot.text.words import Words


class Documents:
    """The documents of one language."""

    def __init__(self, words: Words, templates: Path) -> None:
        """Make an environment of their own, with the chat's templates behind it."""
        folders = (templates / "documents", templates / "chat")
        self.environment = make_environment(folders, words.language, words.catalog)
        self.language = words.language

    def page(self, template: str, values: Mapping[str, object]) -> str:
        """The whole document."""
        about = {"lang": self.language.code, "direction": self.language.direction}
        return self.environment.get_template(f"{template}.html").render({**values, **about})

    def block(self, template: str, block: str) -> str:
        """One block of a document that needs no values, such as a note that goes into other files."""
        found = self.environment.get_template(f"{template}.html")
        return "".join(found.blocks[block](found.new_context({}))).strip()
