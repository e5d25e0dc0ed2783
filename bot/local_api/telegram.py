"""The state of the local Telegram: people, chats, files, waiting updates, and the calls a bot made."""

import asyncio
from collections import Counter, deque
from collections.abc import Iterable
from contextlib import suppress
from random import Random

from bot.local_api.chats import Chat, Message
from bot.local_api.errors import ApiError, Json, bad_request, blocked
from bot.local_api.faults import Fault, Faults, Pace, ordered_error
from bot.local_api.files import Files
from bot.local_api.live import Live
from bot.local_api.person import Person
from bot.local_api.profile import Profile
from bot.local_api.records import Call, Tap
from bot.local_api.rules import NewPerson, Rules
from bot.local_api.updates import MESSAGE_SECONDS, TAP_QUEUE, Updates
from bot.local_api.webhook import Webhook

KEPT_FAILURES = 20


class LocalTelegram:
    """Everything that the real Telegram would know, in memory and on one machine."""

    def __init__(self, token: str, *, people: Iterable[NewPerson] = (), rules: Rules | None = None) -> None:
        """Take the token a bot must use, the people to begin with, and the rules."""
        self.token = token
        self.rules = rules or Rules()
        self.random = Random(self.rules.seed)  # noqa: S311 - made-up ids, no secrets
        self.bot = _bot_user(token, self.rules)
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files = Files(self.random)
        self.profile = Profile(self.rules.bot_name)
        self.updates = Updates(self.random.randrange(100_000_000, 900_000_000), self.rules.clock)
        self.webhook = Webhook(self)
        self.faults = Faults()
        self.pace = Pace(self.rules.limits) if self.rules.limits else None
        self.calls: deque[Call] = deque(maxlen=self.rules.keep_calls)
        self.unknown_fields: Counter[str] = Counter()
        self.live = Live()
        self.taps: dict[str, Tap] = {}
        self.busy = 0
        self._open_taps = 0
        self._waiters: list[tuple[asyncio.Future[None], bool]] = []
        for one in people:
            self.add_person(one)

    # People and chats

    def add_person(self, new: NewPerson) -> Person:
        """Give a new person with a private chat in which nobody wrote yet."""
        number = new.id or self.random.randrange(1_000_000_000, 8_000_000_000)
        person = Person(self, new, number)
        self.people[number] = person
        self.chats[number] = Chat(
            number, person.private_chat_wire(), self.random.randrange(10, 5_000), self.rules.keep_messages
        )
        self.live.tell("people")
        return person

    def person(self, who: str | int, language: str = "en", role: str = "") -> Person:
        """Give the person of a name or an id; a new name becomes a new person."""
        if isinstance(who, int):
            return self.people[who]
        for person in self.people.values():
            if person.name == who:
                return person
        return self.add_person(NewPerson(who, language, role))

    def add_group(self, title: str) -> Chat:
        """Give a new group without members."""
        number = -self.random.randrange(1_000_000_000, 8_000_000_000)
        wire: Json = {"id": number, "type": "group", "title": title, "all_members_are_administrators": False}
        chat = Chat(number, wire, self.random.randrange(10, 5_000), self.rules.keep_messages, has_bot=False)
        self.chats[number] = chat
        return chat

    def chat_for_bot(self, chat_id: int | str) -> Chat:
        """Give the chat of a call, or refuse as Telegram does where the bot may not write."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.is_group:
            if not chat.has_bot:
                raise ApiError(403, "Forbidden: bot was kicked from the group chat")
            return chat
        person = self.people[chat.id]
        if not person.started:
            raise bad_request("chat not found")
        if person.has_blocked:
            raise blocked()
        return chat

    # Updates

    def deliver(self, kind: str, payload: Json, *, queue: int) -> None:
        """Queue an update and let it go out, by webhook or to whoever polls."""
        seconds = self.rules.tap_seconds if kind == "callback_query" else MESSAGE_SECONDS
        if kind == "callback_query":
            queue += TAP_QUEUE
        update = self.updates.add(kind, payload, queue=queue, seconds=seconds)
        if update is None:
            return
        if self.webhook.url:
            self.webhook.enqueue(update)
        else:
            self.updates.wake()

    def open_tap(self, tap: Tap) -> str:
        """Note a press of a button and give the id of its callback query."""
        number = str(self.random.getrandbits(62))
        self.taps[number] = tap
        self._open_taps += 1
        return number

    def close_tap(self, tap: Tap) -> None:
        """Note that a press was answered."""
        if not tap.answered:
            tap.answered = True
            self._open_taps -= 1

    # What a bot did

    def record(self, call: Call) -> None:
        """Keep a call; a refusal that concerns a chat is said on its phone too."""
        self.calls.append(call)
        chat = self.chats.get(call.params.get("chat_id", 0)) if call.status >= 400 else None  # noqa: PLR2004
        if chat is not None:
            failure = {"method": call.method, "description": call.description, "at": call.at}
            chat.failures.append(failure)
            del chat.failures[:-KEPT_FAILURES]
            self.live.tell("failure", chat.id, **failure)

    def calls_of(self, method: str) -> list[Call]:
        """Give the kept calls of one method, oldest first."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def show(self, chat: Chat, message: Message) -> None:
        """Tell the page about a new or changed message."""
        if self.live.heard:
            self.live.tell("message", chat.id, message=message_view(message))

    def fail(  # noqa: PLR0913 - each is one thing a test may order
        self,
        method: str = "",
        *,
        chat_id: int | None = None,
        status: int = 429,
        description: str = "",
        retry_after: int | None = None,
        times: int = 1,
        after_doing: bool = False,
    ) -> None:
        """Order an error for the next calls of a method (of any, if empty) that concern a chat (or any).

        With `after_doing` the call is carried out and only its answer is lost.
        """
        error = ordered_error(status, description, retry_after)
        self.faults.add(Fault(method, chat_id, error, times, after_doing, None))

    def stall(self, method: str, until: asyncio.Event, *, chat_id: int | None = None) -> None:
        """Let the next call of a method hang until the event is set, then carry it out."""
        self.faults.add(Fault(method, chat_id, None, 1, after_doing=False, until=until))

    # Waiting without sleeping

    async def idle(self, *, taps_answered: bool = False) -> None:
        """Wait until every update was taken (webhook: 2xx, polling: confirmed) and no call is under way.

        A bot that answers presses in the background may do so after its 2xx; `taps_answered` waits for that too.
        """
        while not self._quiet(taps_answered=taps_answered):
            waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiters.append((waiter, taps_answered))
            await waiter

    def settle(self) -> None:
        """Wake those who wait for quiet, if it is quiet."""
        if not self._waiters:
            return
        for waiter, taps_answered in list(self._waiters):
            if waiter.done():
                self._waiters.remove((waiter, taps_answered))
            elif self._quiet(taps_answered=taps_answered):
                self._waiters.remove((waiter, taps_answered))
                waiter.set_result(None)

    def _quiet(self, *, taps_answered: bool) -> bool:
        return not (self.updates.pending or self.busy or (taps_answered and self._open_taps))

    async def close(self) -> None:
        """End everything that waits: streams, polling, the webhook."""
        self.live.close()
        with suppress(asyncio.InvalidStateError):
            self.updates.end_polling("the local server stops")
        await self.webhook.close()


def message_view(message: Message) -> Json:
    """Give a message as the page draws it."""
    return {
        "wire": message.wire,
        "by_bot": message.by_bot,
        "versions": len(message.versions),
        "gone": message.deleted or message.hidden,
    }


def _bot_user(token: str, rules: Rules) -> Json:
    number = token.partition(":")[0]
    return {
        "id": int(number) if number.isdigit() else 1,
        "is_bot": True,
        "first_name": rules.bot_name,
        "username": rules.bot_username,
    }
