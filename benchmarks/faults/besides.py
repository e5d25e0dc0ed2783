"""What lies on the disk of a real bot besides the chats: reminders, a volunteer's role and session, a backup."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from benchmarks.faults.record import DATABASE
from benchmarks.faults.reminders import remind_now
from benchmarks.phones import Phones
from bot.local_api import Person
from bot.settings import sqlite_address

OK, SEE_OTHER = 200, 303
COOKIE = "__Host-fairhearing"


@dataclass
class Besides:
    """Who is reminded at once, who is the volunteer, and the secrets that were given out meanwhile."""

    reminded: Sequence[Person]
    volunteer: Person
    secrets: dict[str, str] = field(default_factory=dict)

    async def subscribe(self, folder: Path) -> None:
        """Before the bot starts: these people's reminders are due now."""
        await remind_now(sqlite_address(folder / DATABASE), self.reminded)

    async def join(self, scene: Phones) -> list[str]:
        """Make the volunteer one by the command line, sign in to the monitor and look; what went wrong."""
        link = (await scene.bot.fairhearing("invite", "volunteer")).strip()
        code = link.rpartition("start=")[2]
        person = self.volunteer
        for said in (f"/start {code}", "/monitor"):
            await scene.unless_dead(scene.answered(person, person.says(said)))
        await scene.unless_dead(scene.telegram.idle())
        links = (button.url for message in reversed(person.from_bot) for button in message.buttons)
        token = next(url for url in links if url).partition("#")[2]
        self.secrets |= {code: "a code of an invitation", token: "a link of a sign-in"}
        return await self._sign_in(scene.bot.webhook, token)

    async def _sign_in(self, origin: str, token: str) -> list[str]:
        form: Mapping[str, object] = {"data": {"token": token}, "headers": {"Origin": origin}}
        async with aiohttp.ClientSession(origin, cookie_jar=aiohttp.DummyCookieJar()) as http:
            async with http.post("/monitor/sign-in", allow_redirects=False, **form) as answer:  # type: ignore[arg-type]
                if answer.status != SEE_OTHER:
                    return [f"the volunteer could not sign in: {answer.status}"]
                session = answer.cookies[COOKIE].value
            self.secrets[session] = "a session"
            async with http.get("/monitor", headers={"Cookie": f"{COOKIE}={session}"}) as answer:
                return [] if answer.status == OK else [f"the monitor answered {answer.status}"]
