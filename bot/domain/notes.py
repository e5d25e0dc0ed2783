"""A note of the volunteers on a court and a defect: how far it has come, and a few words."""

from dataclasses import dataclass

NEW, LOOKED_AT, RAISED, ANSWERED = "new", "looked-at", "raised", "answered"
STATES = (NEW, LOOKED_AT, RAISED, ANSWERED)
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Note:
    """One note; the words are about a court and a defect, never about a person."""

    court: str
    defect: str
    state: str
    words: str
    day: str

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return self.state == NEW and not self.words


def tidied(words: str) -> str:
    """The words as they are kept: no signs that cannot be seen, spaces as one, at most 500 letters."""
    seen = "".join(c if c.isprintable() else " " for c in words)
    return " ".join(seen.split())[:LONGEST]
