"""One organizer's phone in an attacker's hands: any button, forged, old or repeated, against the real use cases.

The honest people draft, edit, try out, veto, pause, go on, cancel and revoke; they neither submit nor approve. So
nothing may ever be sent. In the second half they submit and approve too, and whatever is sent, one of them agreed to.
"""

import random
from collections import Counter
from pathlib import Path

from benchmarks.broadcasting import ANNA, BO, CHEN, NOON, TEAM, Office, reader
from benchmarks.faults.found import Found
from bot.domain.announcements import FIELDS, LOOK_AGAIN
from bot.domain.roles import Helper
from bot.domain.sending import Accepted, Errand, Outcome
from bot.services.visit import Visit
from bot.storage.keys import Keys
from bot.storage.roles import revoke_number
from bot.storage.store import Store

KEY = bytes(range(32))
MALLORY = 66
STOLEN = Helper(666_666, "organizer", NOON.replace(month=10))
READERS = 15
SETS = ("=courts=+miami", "=courts=-miami", "=languages=+es", "=within=30", "=within=0", "=lasts=6", "=court=miami")
QUIET = ("show", "see.es", "test", "stop", "pause", "resume", "again", *SETS)
ALL = ("show", "see.es", "test", "submit", "approve", "stop", "pause", "resume", "again", "csv", *SETS)
TEMPLATES = (*(LOOK_AGAIN,) * 6, *FIELDS)  # the others are seldom complete
STOPS_SELDOM = 12
NEXT = {"draft": "test", "tested": "submit", "submitted": "approve"}
SPANS = (0, 1, 5, 9, 10, 11, 60, 600, 1500)


class Attack:
    """The office, and what everybody did and saw."""

    def __init__(self, office: Office, chance: random.Random, *, quiet: bool) -> None:
        """Begin with nothing; `quiet`: the honest people neither submit nor approve."""
        self.office = office
        self.chance = chance
        self.honest = QUIET if quiet else ALL
        self.data: list[str] = []  # every button that anybody ever saw
        self.repeated: list[Visit] = []
        self.agreed: set[str] = set()  # what an honest person submitted or approved, by its seal
        self.sent: Counter[str] = Counter()  # by broadcast
        self.wrong: list[str] = []

    async def step(self) -> None:
        """Something that somebody does, or time."""
        kind = self.chance.randrange(20)
        if kind < 9:
            await self.attacker()
        elif kind < 16:
            await self.somebody_honest()
        elif kind < 18:
            self.office.passes(minutes=self.chance.choice(SPANS))
        elif kind < 19:
            await self.office.pump(self.send)
        elif self.chance.randrange(40) == 0:
            await self.revoked_and_hired_again()

    async def attacker(self) -> None:
        """Any button of any age, or forged data, as the stolen phone."""
        names = [k.broadcast.id for k in await self.office.kept()] or ["00000000"]
        forged = f"b:{self.chance.choice(names)}:{self.chance.choice(ALL)}"
        forged = forged.replace(":approve", f":approve.{self.chance.randrange(16**32):032x}")
        new = f"b:new:{self.chance.choice(TEMPLATES)}"
        data = self.chance.choice([forged, new, *self.chance.choices(self.data or [new], k=3)])
        if data.endswith(":stop") and self.chance.randrange(STOPS_SELDOM):
            return
        await self.press(MALLORY, data)

    async def somebody_honest(self) -> None:
        """A deed of an honest person, on a broadcast as it is now."""
        who = self.chance.choice((ANNA, BO, CHEN))
        kept = await self.office.kept()
        if not kept or self.chance.randrange(8) == 0:
            await self.press(who, f"b:new:{self.chance.choice(TEMPLATES)}")
            return
        one = self.chance.choice(kept).broadcast
        deed = self.chance.choice(self.honest)
        if self.chance.randrange(5) and NEXT.get(one.state) in self.honest:  # else nothing would ever get through
            deed = NEXT[one.state]
            who = next((c for c, h in TEAM.items() if h.number == one.author and deed != "approve"), who)
        if deed == "stop" and self.chance.randrange(STOPS_SELDOM):
            return
        if deed == "approve":
            deed = await self._looked_at(who, one.id)
        await self.press(who, f"b:{one.id}:{deed}")
        after = next((k.broadcast for k in await self.office.kept() if k.broadcast.id == one.id), None)
        if after is not None and deed.startswith(("submit", "approve")) and after.state in ("submitted", "waiting"):
            self.agreed.add(after.seal)

    async def _looked_at(self, who: int, name: str) -> str:
        """The button to agree that this person sees now."""
        screen = (await self.office.presses(who, f"b:{name}:show")).screen
        found = (b.data.split(":", 2)[2] for b in screen.buttons if ":approve." in b.data)
        return next(found, "approve")

    async def press(self, who: int, data: str) -> None:
        """Press it; sometimes the same update comes again. What is seen of it, the attacker may use."""
        visit = Visit(who, next(self.office.updates), hint="en")
        visits = [
            visit,
            *([self.chance.choice(self.repeated)] if self.repeated and self.chance.random() < 0.1 else []),
        ]
        for one in visits:
            answer = await self.office.broadcasts.press(one, data)
            notices = [b.data for n in answer.notices for b in n.screen.buttons]
            self.data = [*self.data, *(b.data for b in answer.screen.buttons), *notices][-500:]
        self.repeated = [*self.repeated, visit][-50:]

    async def send(self, errand: Errand) -> Outcome:
        """Somebody was written to."""
        name = errand.key[:8].decode()
        seals = {k.broadcast.id: k.broadcast.seal for k in await self.office.kept()}
        self.sent[name] += 1
        if seals[name] not in self.agreed:
            self.wrong.append(f"{name} was sent, and no honest person agreed to it")
        return Accepted(1, 0)

    async def revoked_and_hired_again(self) -> None:
        """The stolen role ends; much later, and by mistake, the phone gets another one."""
        today = self.office.desk.today_utc()
        await self.office.store.run(lambda db: revoke_number(db, STOLEN.number, today=today))
        await self.press(MALLORY, self.chance.choice(self.data or ["b:home"]))
        await self.office.give(MALLORY, STOLEN.number, "organizer")


async def steal_a_phone(folder: Path, *, steps: int, seed: int = 1) -> Found:
    """So many steps: half of them with honest people who send nothing, half with honest people who do."""
    wrong: list[str] = []
    numbers = []
    for quiet in (True, False):
        store = Store.open(f"sqlite:///{folder}/stolen-{quiet}.db")
        office = Office(store, Keys.of(KEY))
        await office.hire()
        await office.give(MALLORY, STOLEN.number, "organizer")
        office.passes(hours=30)
        await office.subscribe(*map(reader, range(READERS)))
        attack = Attack(office, random.Random(seed), quiet=quiet)  # noqa: S311 - moves, no secrets
        for _ in range(steps if quiet else steps // 4):
            await attack.step()
        store.close()
        wrong += attack.wrong
        if quiet and attack.sent:
            wrong.append(f"{attack.sent.total()} messages were sent")
        numbers.append(attack.sent.total())
    seen = (
        f"{steps} steps in which honest people neither submit nor approve: {numbers[0]} messages",
        f"{steps // 4} steps in which they do: {numbers[1]} messages, each of a text that one of them agreed to",
    )
    return Found("one organizer in an attacker's hands", seen, tuple(dict.fromkeys(wrong)))
