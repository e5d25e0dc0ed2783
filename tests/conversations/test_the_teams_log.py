from bot.app import invite_link
from bot.local_api import Person
from bot.storage.audit import examine_log, read_log
from tests.world import World


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
    told = [m.text for m in sam.messages if "The log of the team" in m.text]
    head = (await world.bot.desk.store.read(lambda db: examine_log(db, world.bot.desk.keys)))[2]
    assert len(told) == 1
    assert head.told in told[0]
    assert len(maria.messages) == before
    world.clock.passes(days=1)
    await world.bot.herald.keep()
    assert len([m for m in sam.messages if "The log of the team" in m.text]) == 2
