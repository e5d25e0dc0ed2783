"""One language's words: the messages of its catalog, its state of review, and a note of what was missing.

A missing message is given in English and noted; it never becomes a raw key.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

import polib

from bot.text.catalog_file import DRAFTED, REVIEWED, SOURCE, catalog_file
from bot.text.review import is_reviewed

__all__ = ["SOURCE", "Catalog", "CatalogError", "noting_missing", "read_catalog"]

_missing: ContextVar[list[str] | None] = ContextVar("missing", default=None)
_read: dict[bytes, tuple[str, NullTranslations]] = {}


class CatalogError(Exception):
    """A catalog that cannot be read; its words name the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """The messages of one language. `review` is the header X-Review: machine-drafted, or reviewed and by whom."""

    language: str
    review: str
    messages: NullTranslations

    @property
    def is_reviewed(self) -> bool:
        """Whether a native reader with court experience read these words."""
        return self.language == SOURCE or self.review.startswith(REVIEWED)

    def gettext(self, message: str) -> str:
        """The message in this language, else the English one."""
        return self._known(message, self.messages.gettext(message), message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The message in the form for this number."""
        english = one if number == 1 else many
        return self._known(one, self.messages.ngettext(one, many, number), english)

    def pgettext(self, context: str, message: str) -> str:
        """The message as it is meant in this context."""
        return self._known(message, self.messages.pgettext(context, message), message)

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        """The message in this context, in the form for this number."""
        english = one if number == 1 else many
        return self._known(one, self.messages.npgettext(context, one, many, number), english)

    def _known(self, source: str, found: str, english: str) -> str:
        if found != english or self.language == SOURCE or self._holds(source):
            return found
        noted = _missing.get()
        if noted is not None:
            noted.append(source)
        return english

    def _holds(self, message: str) -> bool:
        """Whether the catalog has the message, even where both languages say it alike."""
        return message in getattr(self.messages, "_catalog", {}) or not message.strip()


@contextmanager
def noting_missing() -> Iterator[list[str]]:
    """A list that collects the messages a catalog lacks while it is open; an outer one gets them too."""
    noted: list[str] = []
    outer = _missing.get()
    token = _missing.set(noted)
    try:
        yield noted
    finally:
        _missing.reset(token)
        if outer is not None:
            outer.extend(noted)


def read_catalog(folder: Path, language: str) -> Catalog:
    """The catalog of a language from its .po file; English needs none. CatalogError names the file.

    Of a reviewed catalog only what its reviewer read is shown; what changed since is missing, and so in English.
    """
    if language == SOURCE:
        return Catalog(SOURCE, "", NullTranslations())
    path = catalog_file(folder, language)
    try:
        key = hashlib.sha256(path.read_bytes()).digest()
        if key not in _read:  # reading them all takes most of a start, and a process may start more than one bot
            _read[key] = _messages(path)
    except (OSError, ValueError, UnicodeDecodeError) as error:
        raise CatalogError(f"{path}: {error}") from None
    return Catalog(language, *_read[key])


def _messages(path: Path) -> tuple[str, NullTranslations]:
    """The state of review and the messages of a file."""
    entries = polib.pofile(str(path))
    metadata: Mapping[str, str] = entries.metadata
    review = metadata.get("X-Review", DRAFTED)
    if review.startswith(REVIEWED):
        for unread in [entry for entry in entries if not is_reviewed(entry)]:
            entries.remove(unread)
    return review, GNUTranslations(io.BytesIO(entries.to_binary()))
