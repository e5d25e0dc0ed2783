"""How fast the pump may send: never more than so many in any second, less the replies, less after a refusal.

Telegram allows a bot 30 messages a second and one a second in a chat (Bot API FAQ, broadcasting); replies come first.
"""

from dataclasses import dataclass, replace

MOST_A_SECOND = 20
HALVED_FOR = 60.0  # seconds after a 429
A_SECOND = 1.0


@dataclass(frozen=True, slots=True)
class Pace:
    """What was sent in the last second and what was refused; every moment is in seconds of one steady clock.

    `replies` are the moments of this process's own replies, as they were counted.
    """

    sent: tuple[float, ...] = ()
    replies: tuple[float, ...] = ()
    halved_until: float = float("-inf")
    stopped_until: float = float("-inf")

    def most(self, now: float) -> int:
        """How many may be sent in the second before now, replies taken off; never less than one."""
        rate = MOST_A_SECOND // 2 if now < self.halved_until else MOST_A_SECOND
        return max(1, rate - sum(now - moment < A_SECOND for moment in self.replies))

    def wait(self, now: float) -> float:
        """How many seconds until the next message may go; 0 where it may go now."""
        if now < self.stopped_until:
            return self.stopped_until - now
        recent = [moment for moment in self.sent if now - moment < A_SECOND]
        most = self.most(now)
        return 0.0 if len(recent) < most else recent[-most] + A_SECOND - now

    def sending(self, now: float) -> "Pace":
        """The pace after one message more."""
        return replace(self, sent=(*self.sent, now)[-MOST_A_SECOND:])

    def replied(self, now: float, count: int) -> "Pace":
        """The pace after so many replies more."""
        kept = tuple(moment for moment in self.replies if now - moment < A_SECOND)
        return replace(self, replies=(*kept, *(now,) * min(count, MOST_A_SECOND)))

    def refused(self, now: float, seconds: float) -> "Pace":
        """The pace after Telegram asked to wait so long: nothing until then, and half of it for a minute."""
        until = max(self.stopped_until, now + seconds)
        return replace(self, stopped_until=until, halved_until=until + HALVED_FOR)

    def paused(self, now: float, seconds: float) -> "Pace":
        """The pace after no connection could be made: nothing for so long, then as before."""
        return replace(self, stopped_until=max(self.stopped_until, now + seconds))
