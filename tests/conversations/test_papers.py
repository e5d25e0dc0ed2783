"""Papers in the chat: from the result to the files, on the real local Bot API."""

from bot.local_api import Message, Person
from tests.conversations.phone import to_the_result
from tests.world import World


def files_of(person: Person) -> list[Message]:
    return [m for m in person.from_bot if "document" in m.wire]


async def test_try(world: World, sam: Person) -> None:
    await to_the_result(world, sam)
    await world.presses(sam, "Papers to print")
    print(sam.last.text, sam.last.labels)
    await world.presses(sam, "Ask for more time")
    print(sam.last.text, sam.last.labels)
    await world.presses(sam, "To find a lawyer", "Illness", "Make this paper")
    for m in sam.from_bot[-5:]:
        print(m.text, m.labels, m.wire.get("document"))
    await world.presses(sam, "More papers", "Calendar file", "Only")
    for m in sam.from_bot[-3:]:
        print(m.text, m.labels, m.wire.get("document"))
