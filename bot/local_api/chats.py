"""Chats and their messages, with everything that a message was before it was edited."""

from dataclasses import dataclass, field

from bot.local_api.errors import Json


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message."""

    label: str
    data: str
    url: str


@dataclass(slots=True)
class Message:
    """One message: `wire` as the Bot API shows it, `versions` as it was before each edit.

    `deleted` is gone for everyone; `hidden` is gone on the person's phone only.
    """

    wire: Json
    by_bot: bool
    sent_at: float
    versions: list[Json] = field(default_factory=list)
    deleted: bool = False
    hidden: bool = False

    @property
    def id(self) -> int:
        """The message's number in its chat."""
        number: int = self.wire["message_id"]
        return number

    @property
    def text(self) -> str:
        """The words: the text, or the caption of a file."""
        words: str = self.wire.get("text") or self.wire.get("caption") or ""
        return words

    @property
    def rows(self) -> list[list[Button]]:
        """The buttons as they stand now, row by row."""
        return buttons_of(self.wire)

    @property
    def buttons(self) -> list[Button]:
        """The buttons as they stand now, one after the other."""
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What is written on the buttons."""
        return [button.label for button in self.buttons]

    def change(self, wire: Json) -> None:
        """Replace what is shown and keep what it was."""
        self.versions.append(self.wire)
        self.wire = wire


def buttons_of(wire: Json) -> list[list[Button]]:
    """Give the buttons of a message in the Bot API's form."""
    markup = wire.get("reply_markup") or {}
    return [
        [Button(one["text"], one.get("callback_data", ""), one.get("url", "")) for one in row]
        for row in markup.get("inline_keyboard", ())
    ]


@dataclass(slots=True)
class Chat:
    """A private chat or a group; `members` are ids of people, `keyboard` stands in place of the phone's."""

    id: int
    wire: Json
    next_id: int
    keep: int | None = None
    members: set[int] = field(default_factory=set)
    has_bot: bool = True
    messages: dict[int, Message] = field(default_factory=dict)
    keyboard: list[list[str]] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    failures: list[Json] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        """Whether several people are in it."""
        return bool(self.wire["type"] != "private")

    def add(self, content: Json, *, sender: Json, at: float) -> Message:
        """Put a new message at the end and give it its number."""
        wire = {
            "message_id": self.next_id,
            "from": sender,
            "chat": self.wire,
            "date": int(at),
            **content,
        }
        message = Message(wire, by_bot=bool(sender["is_bot"]), sent_at=at)
        self.messages[self.next_id] = message
        self.next_id += 1
        if self.keep is not None and len(self.messages) > self.keep:
            del self.messages[next(iter(self.messages))]
        return message

    def find(self, number: int | None) -> Message | None:
        """Give a message that still stands, or None."""
        message = self.messages.get(number) if number is not None else None
        return None if message is None or message.deleted else message
