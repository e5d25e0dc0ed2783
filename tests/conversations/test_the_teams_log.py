import re
from pathlib import Path

from bot.app import invite_link
from bot.domain.audit import is_part
from bot.local_api import NewPerson, Person
from bot.storage.audit import examine_log, read_log
from tests.conversations.test_broadcast import heads_are_told, joins, reader, subscribes, to_the_approval, who
from tests.conversations.test_team import confirmed
from tests.world import World, live

HEAD = re.compile(r"\d+:[0-9a-f]{64}")


async def join(world: World, person: Person, role: str) -> None:
    """Give a person a role, the way the bot does it."""
    link = await invite_link(world.settings.model_copy(update={"token": ""}), role, clock=world.clock)
    await world.says(person, link)


async def test_invitations_and_those_who_take_them_stand_in_the_log(world: World, sam: Person) -> None:
    await join(world, sam, "volunteer")
    await world.says(sam, "/start " + "A" * 43)
    store, keys = world.bot.desk.store, world.bot.desk.keys
    rows = await store.read(lambda db: [row.entry for row in read_log(db)])
    assert [(row.action, row.about) for row in rows] == [("invited", "volunteer"), ("joined", "volunteer")]
    assert str(sam.id) not in repr(rows)
    assert await store.read(lambda db: examine_log(db, keys)[:2]) == (0, "")


async def test_an_administrator_is_told_the_head_once_a_day(world: World, sam: Person, maria: Person) -> None:
    await join(world, sam, "administrator")
    await join(world, maria, "volunteer")
    before = len(maria.messages)
    for _ in range(2):
        await world.bot.herald.keep()
    await world.telegram.idle()  # the house may have told it by itself
    told = [m.text for m in sam.messages if "The log of the team" in m.text]
    assert len(told) == 1
    head = HEAD.search(told[0])
    assert head is not None
    assert await world.bot.desk.store.read(lambda db: is_part(read_log(db), head[0]))
    assert len(maria.messages) == before
    world.clock.passes(days=1)
    await world.bot.herald.keep()
    assert len([m for m in sam.messages if "The log of the team" in m.text]) == 2


async def deeds(world: World) -> list[tuple[str, str]]:
    """What stands in the log, in order: actions and what they were about."""
    store, keys = world.bot.desk.store, world.bot.desk.keys
    assert await store.read(lambda db: examine_log(db, keys)[:2]) == (0, "")
    return await store.read(lambda db: [(row.entry.action, row.entry.about) for row in read_log(db)])


async def test_what_helpers_do_to_roles_and_clinics_stands_in_the_log(tmp_path: Path) -> None:
    async with live(tmp_path, people=tuple(NewPerson(n, "en") for n in ("Ada", "Cleo"))) as world:
        ada, cleo = who(world, "Ada"), who(world, "Cleo")
        await joins(world, ada, "administrator")
        await heads_are_told(world)
        number = await confirmed(world, ada, cleo, "organizer")
        await world.says(ada, "/revoke")
        await world.presses(ada, f"{number}: organizer", "Yes, end it")
        await world.says(ada, "/clinics Legal Aid House; 12 Main Street, Miami")
        found = await deeds(world)
    assert found[:2] == [("invited", "administrator"), ("joined", "administrator")]
    assert [action for action, _ in found[2:]] == [
        "invited",
        "invitation-taken",
        "confirmed",
        "revoked",
        "clinic-added",
    ]
    assert {about for _, about in found[2:6]} == {"organizer"}


async def test_what_organizers_do_to_a_broadcast_stands_in_the_log(tmp_path: Path) -> None:
    people = tuple(NewPerson(n, "en") for n in ("Ana", "Bo", *(f"Reader {n}" for n in range(10))))
    async with live(tmp_path, people=people) as world:
        ana, bo = who(world, "Ana"), who(world, "Bo")
        for helper in (ana, bo):
            await joins(world, helper, "organizer")
        world.clock.passes(days=2)
        for number in range(10):
            await subscribes(world, reader(world, number))
        await to_the_approval(world)
        await world.presses(bo, "Stop it")
        found = [(action, about) for action, about in await deeds(world) if action.startswith("broadcast")]
    assert [action for action, _ in found] == [
        "broadcast-test",
        "broadcast-submit",
        "broadcast-approve",
        "broadcast-stop",
    ]
    assert len({about for _, about in found}) == 1
