"""Damaged updates, forged buttons, secrets nearly right and bad HTTP at the real door.

All are answered, none is taken for what it is not, and not a word of them is in a log.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import orjson

from benchmarks.faults.damage import CANARY, strange_updates
from benchmarks.faults.door import bad_http, post_all, secret_of
from benchmarks.faults.forgery import FIRST_STRANGER, forged_presses, nearly_right, strangers_update
from benchmarks.faults.found import Found
from benchmarks.faults.record import KEYS, differences, kept_now, rows_now
from benchmarks.faults.seizure import LOUD
from benchmarks.moves import BEGIN, FIRST_WORDS, spanish_check
from benchmarks.phones import Carrier, Phones, phones

DAMAGED, FORGING, AFTERWARDS = 8, 1, 1  # people: whose updates are damaged, whose presses are forged, the last word
AT_ONCE = 32
UNHANDLED = (
    *("Traceback", "handler_failed", "failure_not_told", "update_not_done", "update_unavailable"),
    *("background_failed", "sent_after_the_reply"),
)
PIECE = 12  # letters of a secret that no log may hold
COUNTER = re.compile(r"^fairhearing_(updates_unreadable|updates_failed)_total ([\d.]+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Amounts:
    """How many of each kind: updates damaged and made up, presses forged, posts without the secret."""

    updates: int
    presses: int
    posts: int


async def post_mutations(folder: Path, amounts: Amounts, *, seed: int = 1) -> Found:
    """Post all of it, then bad HTTP; then the bot has to work."""
    chance = random.Random(seed)  # noqa: S311 - the same damage every time
    carrier = Carrier(keep_bodies=True)
    async with phones(folder, DAMAGED + FORGING + AFTERWARDS, carrier=carrier, command=LOUD) as scene:
        await scene.bot.start()
        everybody = scene.people
        scene.people = everybody[: DAMAGED + FORGING]
        await scene.all_do((*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date())))
        await scene.unless_dead(scene.telegram.idle())
        forged, losses = await _forge(scene, chance, amounts)
        updates = await _storm(scene, chance, amounts)
        refused, taken = await _knock(scene, chance, amounts)
        scene.people = everybody[-AFTERWARDS:]
        losses += [*taken, *await bad_http(scene), *[f"afterwards, {line}" for line in await works(scene)]]
        counts = await counted(scene)
    for name, statuses, wanted in (
        ("updates", updates, {200}),
        ("presses", forged, {200}),
        ("posts", refused, {403, 400}),
    ):
        losses += [f"{n} {name} answered {status}" for status, n in statuses.items() if status not in wanted]
    losses += [f"{counts['updates_failed']} handlers failed"] * bool(counts["updates_failed"])
    losses += _logged(scene)
    seen = (
        f"{updates.total()} updates damaged or made up: {_told(updates)}; {counts['updates_unreadable']} unreadable",
        f"{forged.total()} forged buttons: {_told(forged)}",
        f"{refused.total()} posts of strangers with no secret or nearly the right one: {_told(refused)}",
        "5 MB with and without its length, wrong method, kind and secret; a whole check afterwards",
    )
    return Found("damaged updates", seen, tuple(losses))


def _told(statuses: Counter[int]) -> str:
    return ", ".join(f"{n} × {status}" for status, n in statuses.items())


async def _forge(scene: Phones, chance: random.Random, amounts: Amounts) -> tuple[Counter[int], list[str]]:
    """Forge presses of somebody's buttons: neither answers nor language change (the unknown leads to the menu)."""
    person = scene.people[DAMAGED]
    before = kept_now(scene.bot.folder, [person.id])[person.id]
    taps = (orjson.loads(body) for body in reversed(scene.carrier.bodies))
    mine = (t for t in taps if "callback_query" in t and t["callback_query"]["from"]["id"] == person.id)
    shown = [button.data for message in person.from_bot for button in message.buttons if button.data]
    secret = (secret_of(scene),)
    presses = forged_presses(chance, next(mine), shown, amounts.presses)
    statuses = Counter(await post_all(scene, ((secret, press) for press in presses), at_once=AT_ONCE))
    after = kept_now(scene.bot.folder, [person.id])[person.id]
    wrong = ["the language"] * (before.language != after.language)
    wrong += [walk for walk in {*before.runs, *after.runs} if before.runs.get(walk) != after.runs.get(walk)]
    return statuses, [f"forged presses changed {what}" for what in wrong]


async def _storm(scene: Phones, chance: random.Random, amounts: Amounts) -> Counter[int]:
    """Damage real updates of all kinds, and make up others."""
    for kind in ("photo", "sticker", "voice", "location", "document"):
        await scene.unless_dead(scene.answered(scene.people[0], scene.people[0].sends(kind, caption=CANARY)))
    secret = (secret_of(scene),)
    posts = ((secret, body) for body in strange_updates(chance, list(scene.carrier.bodies), amounts.updates))
    return Counter(await post_all(scene, posts, at_once=AT_ONCE))


async def _knock(scene: Phones, chance: random.Random, amounts: Amounts) -> tuple[Counter[int], list[str]]:
    """Post valid updates of strangers without the secret: none may become a row or an answer."""
    secret = scene.telegram.webhook.secret
    posts = ((nearly_right(chance, secret), strangers_update(number)) for number in range(amounts.posts))
    statuses = Counter(await post_all(scene, posts, at_once=AT_ONCE))
    strangers = range(FIRST_STRANGER, FIRST_STRANGER + amounts.posts)
    rows = rows_now(scene.bot.folder)
    taken = sum(KEYS.indexes(chat)[0] in rows for chat in strangers)
    answered = sum(call.params.get("chat_id") in strangers for call in scene.telegram.calls)
    return statuses, [f"{taken} taken, {answered} answered without the secret"] * bool(taken or answered)


async def counted(scene: Phones) -> Mapping[str, int]:
    """What the bot itself counted."""
    async with aiohttp.ClientSession() as http, http.get(scene.bot.webhook + "/metrics") as answer:
        return {name: int(float(n)) for name, n in COUNTER.findall(await answer.text())}


def _logged(scene: Phones) -> Iterator[str]:
    """What of all that is in the log, and what the bot could not handle."""
    log = scene.bot.log.read_text("utf-8", "replace")
    folded, secret = log.casefold(), scene.telegram.webhook.secret.casefold()
    pieces = {secret[at : at + PIECE] for at in range(len(secret) - PIECE + 1)}
    yield from (f"in the log: {word}" for word in UNHANDLED if word in log)
    yield from ("in the log: a canary" for _ in range(folded.count(CANARY.casefold())))
    yield from ("in the log: a piece of the secret" for piece in pieces if piece in folded)


async def works(scene: Phones) -> list[str]:
    """What goes wrong in a whole check of somebody else after all that."""
    await scene.all_do((*FIRST_WORDS, BEGIN, *spanish_check(scene.today.date())))
    await scene.unless_dead(scene.telegram.idle())
    kept = kept_now(scene.bot.folder, [person.id for person in scene.people])
    return [*differences(scene, kept, whole=True)]
