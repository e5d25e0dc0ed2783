"""What the conversations share: how far to go, what is kept, and what must hold at the end of each."""

from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass

from bot.domain.chat import Chat, Run
from bot.domain.facts import Facts
from bot.local_api import Message, NewPerson, Person
from bot.storage.chats import count_chats, load_chat
from tests.world import World

TO_THE_DATE = ("For me", "Notice to Appear", "None of these")
TO_THE_RESULT = ("1. Miami", "Yes, it is right", "No, never", "None of these", "The same date")
NOT_MODIFIED = "message is not modified"
A_TAP = "answerCallbackQuery"


def newcomer(world: World, language: str = "en") -> Person:
    """Somebody new with a phone."""
    return world.telegram.add_person(NewPerson(f"Newcomer {len(world.telegram.people)}", language))


async def to_the_date(world: World, person: Person) -> None:
    """Get as far as the date of the hearing on a Notice to Appear."""
    await world.begins(person)
    await world.presses(person, *TO_THE_DATE)


async def to_the_hour(world: World, person: Person, day: str = "March 15, 2027") -> None:
    """Get as far as the hour of the hearing."""
    await to_the_date(world, person)
    await world.says(person, day)


async def to_the_court(world: World, person: Person) -> None:
    """Get as far as the court."""
    await to_the_hour(world, person)
    await world.says(person, "8:30 AM")


async def to_the_result(world: World, person: Person, court: str = "33130") -> None:
    """Finish the check of a complete Notice to Appear; Miami's court where no other is named."""
    await to_the_court(world, person)
    await world.says(person, court)
    await world.presses(person, "1.", *TO_THE_RESULT[1:])


async def kept(world: World, person: Person) -> Chat:
    """What is kept of the person's chat."""
    desk = world.bot.desk
    return await desk.store.read(lambda db: load_chat(db, desk.keys, person.id))


async def rows(world: World) -> int:
    """How many chats have a row."""
    return await world.bot.desk.store.read(count_chats)


async def run_of(world: World, person: Person) -> Run:
    """The person's run that is open, or was touched last."""
    run = (await kept(world, person)).current
    assert run is not None
    return run


async def facts_of(world: World, person: Person) -> Facts:
    """What the answers of the person's check say."""
    return world.bot.desk.place(await run_of(world, person)).facts


async def answers_of(world: World, person: Person) -> dict[str, str]:
    """The answers of the person's check."""
    return dict((await run_of(world, person)).answers)


async def three_times(world: World, deed: Awaitable[object]) -> None:
    """Do one thing, and let Telegram send its update three times."""
    await deed
    telegram = world.telegram
    update = next(reversed(telegram.updates.pending.values()))
    for _ in range(2):
        await telegram.idle()
        telegram.updates.pending[update.id] = update
        telegram.webhook.enqueue(update)
    await telegram.idle()
    await world.bot.replies.drain()


async def tap(
    world: World, person: Person, data: str, message: Message | None = None, *, too_old: bool = False
) -> None:
    """Send any data as a press under a message, the newest where none is given."""
    await person.taps(data, message or person.last, too_old=too_old)
    await world.telegram.idle(taps_answered=True)


def languages_shown(message: Message) -> set[str]:
    """The codes of the languages that a message offers; empty for any other message."""
    codes = {b.data.removeprefix("l:") for b in message.buttons if b.data.startswith("l:")}
    return codes if len(codes) == len(message.buttons) else set()


def buttons(message: Message) -> dict[str, str]:
    """The data of each button by its label."""
    return {b.label: b.data for b in message.buttons}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A message as it stood at some time."""

    id: int
    text: str


def drawings(person: Person) -> list[Drawing]:
    """Everything that the bot ever showed the person, each edit too."""
    return [Drawing(m.id, w.get("text", "")) for m in person.from_bot for w in (*m.versions, m.wire)]


def look(person: Person) -> tuple[object, ...]:
    """All that the person sees: every message with its buttons, and the toasts."""
    return tuple((m.id, m.text, tuple(m.labels)) for m in person.messages), len(person.toasts)


async def nothing_went_wrong(world: World) -> None:
    """No call was refused, no unknown field was sent, nobody was told of a failure, and every tap was answered.

    An edit that changes nothing is refused by Telegram and harmless.
    """
    await world.telegram.idle(taps_answered=True)
    await world.bot.replies.drain()
    refused = [c for c in world.telegram.calls if c.status >= 400 and NOT_MODIFIED not in c.description]
    assert refused == []
    sorry = {w.block("start/failed", "body", {}).partition(".")[0] for w in world.bot.desk.words.values()}
    shown = [m.text for p in world.telegram.people.values() for m in drawings(p)]
    assert [t for t in shown if any(words in t for words in sorry)] == []
    assert not world.telegram.unknown_fields
    answered = Counter(c.params["callback_query_id"] for c in world.telegram.calls_of(A_TAP))
    assert set(answered) == set(world.telegram.taps)
