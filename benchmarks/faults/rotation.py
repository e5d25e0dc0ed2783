"""The root key is rotated while people answer: nothing is lost, all rows open, soon the old key is needed no more.

As docs/operators.md has it: `fairhearing keys rotate`, then a restart. The bot goes on under the old key in between.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic

from benchmarks.faults.found import Found
from benchmarks.faults.record import DATABASE, REPORTS
from benchmarks.faults.rotation_office import Databases, Office, kept_besides, kept_of_months
from benchmarks.moves import AGAIN, BEGIN, COUNT, FIRST_WORDS, REMIND, spanish_check
from benchmarks.phones import Carrier, Phones, button_of, phones
from bot.domain.clinics import Clinic
from bot.local_api import Person
from bot.services.team import invite
from bot.settings import sqlite_address
from bot.storage.clinics import save_clinic
from bot.storage.key_file import make_key_file
from bot.storage.keys import Keys
from bot.storage.migrate import REPORTS as REPORTS_SCHEMA

CLINIC = Clinic("c1", "Legal Aid House", "12 Main Street", "America/New_York", (1, 2))
NEAR_ID = "unreadable"  # what the log says of a row that no live key opens
PATIENCE = 60.0  # seconds until the trial is given up
LOOK = 0.05
PAUSE = 1.0  # seconds until Telegram sends again what was refused or cut off


async def rotate_under_load(folder: Path, *, people: int, databases: Databases | None = None) -> Found:
    """So many talk while the key is rotated and the bot restarted, as many are silent meanwhile and come back."""
    file = folder / "root.key"
    make_key_file(file, datetime.now(UTC).date())
    place = folder / "data"
    urls = databases or (sqlite_address(place / DATABASE), sqlite_address(place / REPORTS))
    settings = {"SECRET_KEY": "", "SECRET_KEY_FILE": str(file), "DATABASE_URL": urls[0], "REPORTS_URL": urls[1]}
    carrier = Carrier(longest_pause=PAUSE)
    patience = asyncio.timeout(PATIENCE * people)
    async with phones(folder, 2 * people + 2, settings=settings, carrier=carrier) as scene, patience:
        office = Office(scene, file, urls)
        *some, subscriber, helper = scene.people
        talking, silent = some[:people], some[people:]
        check = (*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date()), *COUNT)
        await scene.bot.start()
        scene.people = some
        await scene.all_do(check)
        await scene.unless_dead(scene.do(subscriber, (*check, *REMIND)))
        await _keep_besides(office, helper)
        first = office.keys.live[0]
        meanwhile = await _rotate_and_restart(office, talking)
        losses = [f"with both keys, {line}" for line in await office.wrong(office.keys, some)]
        scene.people = silent
        await scene.all_do((*AGAIN, *spanish_check(scene.today.date())))
        new = Keys((office.keys.live[0],))
        losses += [f"with the new key alone, {line}" for line in await office.wrong(new, some)]
        losses += await _left_behind(office, new)
        office.let_the_old_key_die()
        losses += ["the old key did not die"] * (office.keys != new or first in office.keys.live)
        await scene.bot.end()
        await scene.bot.start()
        scene.people = some
        await scene.all_do((*AGAIN, *spanish_check(scene.today.date())))
        losses += [f"after the old key died, {line}" for line in await office.wrong(new, some)]
    log = scene.bot.log.read_text("utf-8", "replace")
    losses += [f"in the log: {line}" for line in log.splitlines() if NEAR_ID in line]
    seen = (
        f"{len(scene.carrier.acknowledged)} updates of {len(some)} chats; {meanwhile}",
        "a role, a watch, a clinic, a subscription, the log of the team and the month's key follow the new key",
    )
    return Found(f"key rotated under load, {urls[0].partition(':')[0]}", seen, tuple(losses))


async def _keep_besides(office: Office, helper: Person) -> None:
    """A helper with a watch, and a clinic, all under the key that there is."""
    with office.store() as store:
        code = await invite(store, office.keys, "volunteer", now=datetime.now(UTC))
        await store.run(partial(save_clinic, keys=office.keys, clinic=CLINIC))
    for said in (f"/start {code}", "/watch Miami"):
        await office.scene.unless_dead(office.scene.answered(helper, helper.says(said)))
    await office.scene.quiet()


async def _rotate_and_restart(office: Office, talking: Sequence[Person]) -> str:
    """Rotate and restart while these people answer question after question; what was sent meanwhile."""
    scene = office.scene
    scene.carrier.on_post = office.count
    restarted = asyncio.Event()

    async def talk(person: Person) -> None:
        while not restarted.is_set():
            await _begin_anew(scene, person)
            await scene.do(person, spanish_check(scene.today.date()))

    doing = asyncio.gather(*(talk(person) for person in talking))
    await office.after(2 * len(talking))
    began = office.counted
    await scene.bot.fairhearing("keys", "rotate", str(office.file))
    rotated = office.counted
    await office.after(8 * len(talking))
    before = office.counted
    await scene.bot.end()
    await scene.bot.start()
    await office.after(2 * len(talking))
    restarted.set()
    await scene.unless_dead(doing)
    await scene.quiet()
    scene.carrier.on_post = None
    return f"{rotated - began} came while it was rotated, {before - rotated} from then to the restart"


async def _begin_anew(scene: Phones, person: Person) -> None:
    """Leave the check that is there; where the word came twice, the bot shows that check, and it is said again."""
    first, then = AGAIN
    while True:
        await scene.does(person, first)
        with suppress(LookupError):
            button_of(person, then.press)
            break
    await scene.does(person, then)


async def _left_behind(office: Office, new: Keys) -> list[str]:
    """What of all besides the chats the bot itself has not brought under the new key, after some patience."""
    ends = monotonic() + PATIENCE
    with office.store() as store, office.store(REPORTS_SCHEMA) as reports:
        while True:
            kept = await store.read(partial(kept_besides, new=new))
            kept |= await reports.read(partial(kept_of_months, new=new))
            lost = [f"{what} does not open with the new key alone" for what, opens in kept.items() if not opens]
            if not lost or monotonic() > ends:
                return lost
            await asyncio.sleep(LOOK)
