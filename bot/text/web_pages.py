"""Pages of the web: templates under templates/web, which may use the words of the chat and of the exports."""

from collections.abc import Mapping
from pathlib import Path

from bot.text.catalog import noting_missing
from bot.text.environment import make_environment
from bot.text.words import Words


class WebPages:
    """The pages of one language."""

    def __init__(self, words: Words, templates: Path) -> None:
        """Make an environment of their own, with the documents' and the chat's templates behind it."""
        folders = (templates / "web", templates / "documents", templates / "chat")
        self.environment = make_environment(folders, words.language, words.catalog)
        self.environment.filters["when"] = words.month
        self.words = words

    def page(self, template: str, values: Mapping[str, object]) -> str:
        """The whole page; what the catalog lacks is in English, and the page says so."""
        language = self.words.language
        about = {
            "lang": language.code,
            "direction": language.direction,
            "drafted": not self.words.catalog.is_reviewed,
        }
        with noting_missing():
            return self.environment.get_template(f"{template}.html").render({**values, **about})
