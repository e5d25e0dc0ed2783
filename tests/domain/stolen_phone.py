"""Organizers, one of them wholly in an attacker's hands, doing anything in any order: a machine for hypothesis."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain.announcements import CLINIC, COURT_STATUS, LOOK_AGAIN, Audience, Content, seal_of
from bot.domain.broadcasts import (
    DEEDS,
    MOST_A_DAY,
    WINDOW,
    Broadcast,
    Press,
    Refused,
    Scene,
    edit,
    go_on,
)
from bot.domain.roles import Helper

START = datetime(2026, 11, 24, 17, tzinfo=UTC)
LONG_AGO = START - timedelta(days=90)
ATTACKER, ANNA, BO, CHEN = 1, 2, 3, 4
HONEST = (ANNA, BO, CHEN)
CONTENTS = (
    Content(LOOK_AGAIN),
    Content(LOOK_AGAIN, audience=Audience(courts=("miami",))),
    Content(COURT_STATUS, court="miami"),
    Content(COURT_STATUS, court="miami", start=START + timedelta(hours=5), lasts=6),
    Content(CLINIC, place="a"),  # never complete
)
SPANS = tuple(timedelta(minutes=m) for m in (-1440, -1, 0, 1, 9, 10, 11, 60, 600, 1440, 2000))


def seal(content: Content, words: int) -> str:
    return seal_of(content, {"en": f"{words}"})


class StolenPhone(RuleBasedStateMachine):
    """Honest people draft, edit, try out, veto, pause, resume, cancel and revoke; they neither submit nor approve."""

    honest_deeds: tuple[str, ...] = ("test", "stop", "pause", "resume")

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.words = 0  # a new version of the bot has new words
        self.all: dict[str, Broadcast] = {}
        self.seals: set[str] = {""}
        self.agreed: set[str] = set()  # what an honest person submitted or approved
        self.sent: list[tuple[str, str]] = []
        self.begun: list[datetime] = []
        self.approved: dict[str, datetime] = {}
        roles = {ATTACKER: "organizer", ANNA: "organizer", BO: "organizer", CHEN: "administrator"}
        self.team = {n: Helper(n, role, LONG_AGO) for n, role in roles.items()}  # type: ignore[arg-type]

    def scene(self, one: Broadcast) -> Scene:
        others = tuple(b for b in self.all.values() if b.id != one.id)
        return Scene(self.now, self.team, others, seal(one.content, self.words), people=50)

    def do(self, number: int, deed: str, who: int, given: str) -> None:
        if not self.all:
            return
        one = [*self.all.values()][number % len(self.all)]
        before, scene = one, self.scene(one)
        try:
            after = DEEDS[deed](one, Press(who, given), scene)
        except Refused:
            return
        self.all[one.id] = after
        self.seals.add(after.seal)
        if deed in ("submit", "approve") and who in HONEST:
            self.agreed.add(after.seal)
        if deed == "approve":
            assert who != before.author
            self.approved[one.id] = self.now

    @rule(who=st.sampled_from((ATTACKER, *HONEST)), content=st.sampled_from(CONTENTS))
    def draft(self, who: int, content: Content) -> None:
        if who in self.team:
            name = str(len(self.all))
            self.all[name] = Broadcast(name, who, content)

    @rule(who=st.sampled_from((ATTACKER, *HONEST)), number=st.integers(0, 9), content=st.sampled_from(CONTENTS))
    def edits(self, who: int, number: int, content: Content) -> None:
        if self.all:
            one = [*self.all.values()][number % len(self.all)]
            try:
                self.all[one.id] = edit(one, Press(who), content, self.scene(one))
            except Refused:
                return
            assert who == one.author
            assert content == one.content or self.all[one.id].state == "draft"

    @rule(number=st.integers(0, 9), deed=st.sampled_from(sorted(DEEDS)), data=st.data())
    def attacker_presses_anything(self, number: int, deed: str, data: st.DataObject) -> None:
        known = [*self.seals, *(seal(b.content, self.words) for b in self.all.values())]
        self.do(number, deed, ATTACKER, data.draw(st.sampled_from(sorted(set(known)))))

    @rule(number=st.integers(0, 9), who=st.sampled_from(HONEST), data=st.data())
    def honest_people_press(self, number: int, who: int, data: st.DataObject) -> None:
        deed = data.draw(st.sampled_from(self.honest_deeds))
        given = ""
        if self.all:
            one = [*self.all.values()][number % len(self.all)]
            given = seal(one.content, self.words)
        self.do(number, deed, who, given)

    @rule(span=st.sampled_from(SPANS))
    def time_passes(self, span: timedelta) -> None:
        self.now = max(START, self.now + span)

    @rule()
    def the_words_change(self) -> None:
        self.words += 1

    @precondition(lambda self: len(self.team) > 2)
    @rule(who=st.sampled_from((ATTACKER, ANNA, BO)))
    def is_revoked(self, who: int) -> None:
        self.team.pop(who, None)

    @rule(role=st.sampled_from(("organizer", "volunteer")))
    def attacker_is_given_a_new_role(self, role: str) -> None:
        if ATTACKER not in self.team:  # by mistake; the same phone, but the number would be another one
            self.team[ATTACKER] = Helper(ATTACKER, role, self.now)  # type: ignore[arg-type]

    @rule()
    def the_pump_looks(self) -> None:
        for one in [*self.all.values()]:
            after = go_on(one, self.scene(one))
            self.all[one.id] = after
            if after.state == "sending":
                if one.state == "waiting":
                    self.begun.append(self.now)
                    assert after.opens is not None
                    assert self.now >= after.opens >= self.approved[one.id] + WINDOW
                self.sent.append((one.id, seal(one.content, self.words)))

    @invariant()
    def only_what_honest_people_agreed_to_was_sent(self) -> None:
        assert {what for _, what in self.sent} <= self.agreed

    @invariant()
    def at_most_two_begin_in_any_day(self) -> None:
        for moment in self.begun:
            day = [b for b in self.begun if moment <= b < moment + timedelta(days=1)]
            assert len(day) <= MOST_A_DAY


class HonestPeopleBroadcastToo(StolenPhone):
    """Honest people submit and approve as well: whatever goes out, one of them agreed to exactly that."""

    honest_deeds = ("test", "submit", "approve", "stop", "pause", "resume")
