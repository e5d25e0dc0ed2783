"""What is kept of a chat: its language, its runs, and nothing that names a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

REMEMBERED_UPDATES = 16
HOURS_DELETABLE = 48  # Bot API, deleteMessage: a bot deletes its own messages within 48 hours


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a walk: its answers by step, those set aside, and what the open question offered last.

    `nonce` names the run in every button. `ticks` is the draft of an open question with several choices;
    `offered` are the readings of a typed answer that wait to be confirmed. `asked` says that the person was asked
    whether the check may be counted; what they said is not kept. `taken` are the steps whose answers came from the
    notice check, until they are answered here.
    """

    walk: str
    nonce: str
    answers: Mapping[str, str] = field(default_factory=dict)
    aside: Mapping[str, str] = field(default_factory=dict)
    ticks: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    asked: bool = False
    taken: tuple[str, ...] = ()

    @property
    def begun(self) -> bool:
        """Whether an answer was given in this run itself."""
        return len(self.answers) > len(self.taken)


@dataclass(frozen=True, slots=True)
class Chat:
    """The row of a chat. `language` is empty until chosen; `active` names the walk whose question is open.

    `updates` are the last update ids seen (equality, never order: Telegram may start anew at a random id);
    `messages` are ids of the bot's own messages, each with the hour (since 1970, UTC) it was sent in; `live` is
    the one whose buttons were pressed last, 0 once its buttons are gone. `runs` holds one run a walk, the one
    touched last at the end.
    """

    language: str = ""
    understood: bool = False
    active: str = ""
    runs: Mapping[str, Run] = field(default_factory=dict)
    updates: tuple[int, ...] = ()
    messages: tuple[tuple[int, int], ...] = ()
    live: int = 0
    revision: int = 0

    def saw(self, update_id: int) -> "Chat":
        """The chat with this update remembered; the same chat when it was seen before."""
        if update_id in self.updates:
            return self
        return replace(self, updates=(*self.updates, update_id)[-REMEMBERED_UPDATES:])

    def learned(self, message_id: int, hour: int) -> "Chat":
        """The chat with one of the bot's messages noted, and those too old to delete dropped."""
        kept = tuple((m, h) for m, h in self.messages if m != message_id and h > hour - HOURS_DELETABLE)
        return replace(self, messages=(*kept, (message_id, hour)), live=message_id)

    def with_run(self, run: Run) -> "Chat":
        """The chat with this run in the place of its walk's, and that walk active."""
        others = {walk: other for walk, other in self.runs.items() if walk != run.walk}
        return replace(self, active=run.walk, runs={**others, run.walk: run})

    def without_run(self, walk: str) -> "Chat":
        """The chat without the run of this walk, and no question of it open."""
        others = {other: run for other, run in self.runs.items() if other != walk}
        return replace(self, active="" if self.active == walk else self.active, runs=others)

    @property
    def current(self) -> Run | None:
        """The run whose question is open, else the one touched last."""
        return self.runs.get(self.active) or next(reversed(tuple(self.runs.values())), None)

    def named(self, nonce: str) -> Run | None:
        """The run that a button names."""
        return next((run for run in self.runs.values() if run.nonce == nonce), None)
