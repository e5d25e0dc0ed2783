"""Every update sent three times at once, and once more much later: one effect."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from benchmarks.faults.found import Found
from benchmarks.faults.record import differences, kept_now
from benchmarks.moves import BEGIN, COUNT, FIRST_WORDS, spanish_check
from benchmarks.phones import Carrier, Phones, phones
from bot.domain.chat import Chat

COPIES = 3
LATE = 16  # a chat's row remembers so many updates


async def send_in_copies(folder: Path, *, people: int) -> Found:
    """Whole checks by tap, tick, word and Back, each update in three copies at once, the last ones again later."""
    carrier = Carrier(copies=COPIES, keep_bodies=True)
    async with phones(folder, people, carrier=carrier) as scene:
        await scene.bot.start()
        await scene.all_do((*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date()), *COUNT))
        await scene.quiet()
        losses = [*differences(scene, kept(scene), whole=True)]
        late = await repeat(scene)
        losses += [f"much later, {line}" for line in differences(scene, kept(scene), whole=True)]
        posts = sum(carrier.statuses.values())
    seen = (f"{len(carrier.acknowledged)} updates in {posts} posts at once", f"{late} of them again at the end")
    return Found("sent three times", seen, tuple(losses))


def kept(scene: Phones) -> Mapping[int, Chat]:
    """What the bot keeps of everybody."""
    return kept_now(scene.bot.folder, [person.id for person in scene.people])


async def repeat(scene: Phones) -> int:
    """Post the last updates of all once more, all at once; how many."""
    carrier, webhook = scene.carrier, scene.telegram.webhook
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": webhook.secret}
    bodies = carrier.bodies[-LATE:]
    await asyncio.gather(*(carrier.http(webhook.url, headers, body) for body in bodies))
    return len(bodies)
