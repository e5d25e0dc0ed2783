"""What a door hands to a service, and what it gets back."""

from dataclasses import dataclass

from bot.domain.chat import Run
from bot.domain.papers import Order
from bot.domain.values import Screen


@dataclass(frozen=True, slots=True)
class Visit:
    """One update of a private chat: who, which update, which of the bot's messages was tapped.

    `message_id` and `hour` (since 1970, UTC) are 0 for typed text; `hint` is Telegram's language code.
    """

    chat_id: int
    update_id: int
    message_id: int = 0
    hour: int = 0
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that is to be made beside the update: its order, the run it belongs to, and the button that asked."""

    order: Order
    run: Run
    button: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A screen for a chat that did not just write: another helper's, or the same one's below the answer.

    Where `table` is set, it is sent as a file of that text, and the screen is its caption.
    """

    chat_id: int
    language: str
    screen: Screen
    table: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A chat whose menu of commands changes: the role it holds from now on, empty for none."""

    chat_id: int
    role: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A screen in a language, with what else the door has to do.

    `toast` is a block of walk/toasts. `retire` are the bot's messages whose buttons go, `delete` those that
    are taken back; `delete_typed` says that the person's own message is taken out of the chat. Where `follow`
    is set, typed words named that button, nothing was written, and the door goes where the button goes.
    `wanted` is a paper, `spot` a place on a drawing, that is sent once the update is answered; so are `notices`.
    `menus` are chats that hold another role from now on.
    """

    screen: Screen
    language: str
    toast: str = ""
    retire: int = 0
    delete: tuple[int, ...] = ()
    delete_typed: bool = False
    follow: str = ""
    wanted: Wanted | None = None
    spot: str = ""
    notices: tuple[Notice, ...] = ()
    menus: tuple[Menu, ...] = ()
