"""The way of a broadcast: draft, tested, submitted, approved by a second person, ten minutes of waiting, sending.

One stolen phone must not reach anybody. So the author never approves, an approval is bound to the exact text and
audience, any edit voids it, and whoever lost a role takes what they wrote or approved with them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from bot.domain.announcements import Content, lacking
from bot.domain.roles import ORGANIZING, Helper

State = Literal[
    "draft", "tested", "submitted", "waiting", "sending", "paused", "done", "cancelled", "expired"
]  # fmt: skip
WINDOW = timedelta(minutes=10)
ROLE_AGE = timedelta(hours=24)
DAY = timedelta(days=1)
MOST_A_DAY = 2
PAIR = 2
FEWEST = 10
BEFORE_SENDING: tuple[State, ...] = ("draft", "tested", "submitted", "waiting")
UNDER_WAY: tuple[State, ...] = ("sending", "paused")
ENDED: tuple[State, ...] = ("done", "cancelled", "expired")


class Refused(Exception):  # noqa: N818 - an answer, not a failure
    """The deed is not allowed now; `reason` is a block of broadcast/refused."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One broadcast and where it stands.

    `seal` is what was tested, then submitted, then approved. `opens` is when it may begin, `until` when nothing of
    it goes out any more; both are set by the approval.
    """

    id: str
    author: int
    content: Content
    state: State = "draft"
    seal: str = ""
    approver: int = 0
    opens: datetime | None = None
    until: datetime | None = None
    begun: datetime | None = None
    paused_by: int = 0
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Press:
    """Who did it, and the seal that the button carried."""

    who: int
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Caution:
    """How careful it is: what is too small, how long it can be stopped, no night; less only in the demo."""

    fewest: int = FEWEST
    window: timedelta = WINDOW
    by_day: bool = True


@dataclass(frozen=True, slots=True)
class Scene:
    """What a deed is judged by: the time, who holds a role, the other broadcasts, the seal as it is now, how many.

    `complete`: what it names is still so.
    """

    now: datetime
    team: Mapping[int, Helper]
    others: tuple[Broadcast, ...] = ()
    seal: str = ""
    people: int = 0
    complete: bool = True
    caution: Caution = Caution()


def edit(broadcast: Broadcast, press: Press, content: Content, scene: Scene) -> Broadcast:
    """The broadcast with another content: a draft again, whatever was approved."""
    _own(broadcast, press, scene)
    _in(broadcast, *BEFORE_SENDING)
    if content == broadcast.content:
        return broadcast
    return Broadcast(broadcast.id, broadcast.author, content, revision=broadcast.revision)


def try_out(broadcast: Broadcast, press: Press, scene: Scene) -> Broadcast:
    """The author looked at it on the own phone."""
    _own(broadcast, press, scene)
    _in(broadcast, "draft", "tested")
    _whole(broadcast, scene)
    return replace(broadcast, state="tested", seal=scene.seal)


def submit(broadcast: Broadcast, press: Press, scene: Scene) -> Broadcast:
    """The author hands it to a second person, as it was tested."""
    _own(broadcast, press, scene)
    _in(broadcast, "tested")
    _whole(broadcast, scene)
    _unchanged(broadcast, scene.seal, scene)
    _reaches(scene)
    return replace(broadcast, state="submitted")


def approve(broadcast: Broadcast, press: Press, scene: Scene) -> Broadcast:
    """A second person, whose role is a day old, approves exactly what the button named; ten minutes begin."""
    helper = _helper(press, scene)
    _in(broadcast, "submitted")
    if press.who == broadcast.author:
        raise Refused("own")
    if scene.now - helper.since < ROLE_AGE:
        raise Refused("new_role")
    if broadcast.author not in scene.team:
        raise Refused("author_gone")
    _whole(broadcast, scene)
    _unchanged(broadcast, press.seal, scene)
    _reaches(scene)
    opens = max(scene.now + scene.caution.window, broadcast.content.start or scene.now)
    if is_too_many(opens, scene.others):
        raise Refused("two_a_day")
    until = opens + timedelta(hours=broadcast.content.lasts)
    return replace(broadcast, state="waiting", approver=press.who, opens=opens, until=until)


def stop(broadcast: Broadcast, press: Press, scene: Scene) -> Broadcast:
    """Anybody who organizes ends it: a veto within the ten minutes, a cancellation in flight."""
    _helper(press, scene)
    if broadcast.state in ("draft", "tested"):
        _own(broadcast, press, scene)
    _in(broadcast, *BEFORE_SENDING, *UNDER_WAY)
    return replace(broadcast, state="cancelled")


def pause(broadcast: Broadcast, press: Press, scene: Scene) -> Broadcast:
    """Anybody who organizes halts the sending."""
    _helper(press, scene)
    _in(broadcast, "sending")
    return replace(broadcast, state="paused", paused_by=press.who)


def resume(broadcast: Broadcast, press: Press, scene: Scene) -> Broadcast:
    """Who paused lets it go on; anybody where that person has no role any more."""
    _helper(press, scene)
    _in(broadcast, "paused")
    if press.who != broadcast.paused_by and broadcast.paused_by in scene.team:
        raise Refused("paused_by_another")
    return replace(broadcast, state="sending", paused_by=0)


def send_again(broadcast: Broadcast, press: Press, scene: Scene) -> Broadcast:
    """One of the two who stand behind it lets those of whom nobody knows be reached again, while there is time."""
    _helper(press, scene)
    _in(broadcast, *UNDER_WAY, "done")
    if press.who not in (broadcast.author, broadcast.approver):
        raise Refused("not_yours")
    if broadcast.until is None or scene.now >= broadcast.until:
        raise Refused("not_now")
    return replace(broadcast, state="sending" if broadcast.state == "done" else broadcast.state)


Deed = Callable[[Broadcast, Press, Scene], Broadcast]
DEEDS: Mapping[str, Deed] = {
    "test": try_out, "submit": submit, "approve": approve, "stop": stop, "pause": pause, "resume": resume,
    "again": send_again,
}  # fmt: skip


def go_on(broadcast: Broadcast, scene: Scene) -> Broadcast:
    """Where it stands now: the one gate before anything is sent, asked in the unit that takes the recipients.

    Sending begins and goes on only in the state `sending` of what this gives.
    """
    if broadcast.state not in ("waiting", *UNDER_WAY):
        return broadcast
    if not is_valid(broadcast, scene):
        return replace(broadcast, state="cancelled")
    if broadcast.until is None or scene.now >= broadcast.until:
        return replace(broadcast, state="done" if broadcast.begun else "expired")
    if broadcast.state != "waiting" or broadcast.opens is None or scene.now < broadcast.opens:
        return broadcast
    if is_too_many(scene.now, scene.others):
        return broadcast
    return replace(broadcast, state="sending", begun=scene.now)


def is_valid(broadcast: Broadcast, scene: Scene) -> bool:
    """Whether two different people who hold their roles stand behind exactly what would be sent."""
    pair = {broadcast.author, broadcast.approver}
    holds = all(number in scene.team and scene.team[number].role in ORGANIZING for number in pair)
    return len(pair) == PAIR and holds and bool(broadcast.seal) and broadcast.seal == scene.seal


def is_too_many(moment: datetime, others: tuple[Broadcast, ...]) -> bool:
    """Whether a broadcast at this moment would be the third within some 24 hours."""
    times = sorted(t for t in map(_counts_at, others) if t is not None and abs(t - moment) < DAY)
    pairs = ((a, b) for n, a in enumerate(times) for b in times[n + 1 :])
    return any(max(b, moment) - min(a, moment) < DAY for a, b in pairs)


def _counts_at(other: Broadcast) -> datetime | None:
    """When it began, or will begin; None where it never will."""
    return other.begun or (other.opens if other.state == "waiting" else None)


def _helper(press: Press, scene: Scene) -> Helper:
    helper = scene.team.get(press.who)
    if helper is None or helper.role not in ORGANIZING:
        raise Refused("no_role")
    return helper


def _own(broadcast: Broadcast, press: Press, scene: Scene) -> None:
    _helper(press, scene)
    if press.who != broadcast.author:
        raise Refused("not_yours")


def _in(broadcast: Broadcast, *states: State) -> None:
    if broadcast.state not in states:
        raise Refused("not_now")


def _whole(broadcast: Broadcast, scene: Scene) -> None:
    if lacking(broadcast.content) or not scene.complete:
        raise Refused("incomplete")


def _unchanged(broadcast: Broadcast, seal: str, scene: Scene) -> None:
    """The three have to be one: what was tested, what the button named, and what would be sent now."""
    if not broadcast.seal or {broadcast.seal, seal} != {scene.seal}:
        raise Refused("changed")


def _reaches(scene: Scene) -> None:
    if scene.people < scene.caution.fewest:
        raise Refused("few")
