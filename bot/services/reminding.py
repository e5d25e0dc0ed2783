"""Turning reminders on, changing and stopping them: what a person's buttons under `r:` do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.domain.chat import Chat, Run
from bot.domain.missed_hearing import MISSED_HEARING
from bot.domain.remind import LOOKS, REMIND, Wish, answers_of, wish_of
from bot.domain.remind_screens import (
    ZONES,
    show_due_question,
    show_gone,
    show_hearing,
    show_list,
    show_on,
    show_opened,
    show_plan,
    show_said,
    show_stop,
    show_stopped,
    show_zones,
)
from bot.domain.reminders import Places, begun
from bot.domain.result import can_remind, outcome_of
from bot.domain.subscriptions import DAYS_BEFORE, MOST_HEARINGS, DeadlineAhead, Hearing, Purpose, Subscription
from bot.domain.values import Court, Screen
from bot.domain.walk import fresh
from bot.services.checks import Checks
from bot.services.desk import EASTERN, Desk
from bot.services.first import first_words
from bot.services.visit import Answer, Visit
from bot.storage.chats import load_chat, save_chat
from bot.storage.erasing import end_subscription
from bot.storage.subscriptions import load_subscription, save_subscription


@dataclass(frozen=True, slots=True)
class Stand:
    """What is kept of a person while one press is answered; `screen` is what is shown then, None: what is kept.

    `walk` says that instead the question of the open walk is shown.
    """

    chat_id: int = field(repr=False)
    chat: Chat
    kept: Subscription | None
    screen: Screen | None = None
    toast: str = ""
    walk: bool = False


class Reminding:
    """The use cases of a person's reminders; one press is one unit of work."""

    def __init__(self, desk: Desk, checks: Checks) -> None:
        """Work with these parts."""
        self.desk = desk
        self.checks = checks

    async def press(self, visit: Visit, data: str) -> Answer:
        """A button `r:<what>` or `r:<what>:<about>`; one that no longer fits changes nothing."""
        what, _, about = data.removeprefix("r:").partition(":")
        deeds: Mapping[str, Callable[[Stand, str], Stand]] = {
            "on": self._on,
            "off": self._off,
            "due": self._due,
            "dueon": self._due_on,
            "news": self._news,
            "show": self._show,
            "seen": lambda here, _: replace(here, screen=show_said("seen")),
            "plan": lambda here, _: replace(here, screen=show_plan()),
            "moved": self._moved,
            "missed": self._missed,
            "done": self._done,
            "h": self._hearing,
            "days": self._days,
            "discreet": self._discreet,
            "zones": lambda here, _: replace(here, screen=show_zones()),
            "zone": self._zone,
            "stop": self._stop,
            "end": self._done,
        }
        deed = deeds.get(what, _nothing)
        return await self._unit(visit, lambda here: deed(here, about))

    async def _unit(self, visit: Visit, deed: Callable[[Stand], Stand]) -> Answer:
        """Load both rows, do it, save what changed. An update seen before shows what is kept, and changes nothing."""

        def work(db: Connection) -> Answer:
            keys = self.desk.keys
            chat = load_chat(db, keys, visit.chat_id)
            before = Stand(visit.chat_id, chat, load_subscription(db, keys, visit.chat_id))
            seen = chat.saw(visit.update_id)
            if seen is chat:
                return self._answer(visit, replace(before, toast="repeated", walk=bool(chat.active)))
            if visit.message_id:
                seen = seen.learned(visit.message_id, visit.hour)
            first = first_words(self.desk, chat, visit)
            after = replace(before, chat=seen) if first else deed(replace(before, chat=seen))
            save_chat(db, keys, visit.chat_id, after.chat, today=self.desk.today_utc())
            if after.kept is None and before.kept is not None:
                end_subscription(db, keys, visit.chat_id)
            elif after.kept is not None:  # a tap keeps it for longer, whatever it was about
                save_subscription(db, keys, replace(after.kept, touched=self._today(after)))
            return first or self._answer(visit, after)

        return await self.desk.store.run(work)

    def _answer(self, visit: Visit, here: Stand) -> Answer:
        if here.walk:
            return self.checks.now(here.chat, visit, toast=here.toast)
        screen = here.screen or show_list(here.kept, self._courts, self._today(here))
        return Answer(screen, self.desk.language(here.chat, visit), toast=here.toast)

    @property
    def _courts(self) -> Mapping[str, Court]:
        return self.desk.law.courts

    def _today(self, here: Stand) -> date:
        zone = ZoneInfo(here.kept.zone) if here.kept else EASTERN
        return self.desk.clock().astimezone(zone).date()

    def _begun(self, wanted: Subscription, of: str) -> Subscription:
        """The subscription with a hearing or a deadline that begins now: no reminder of it of a time that is over."""
        return begun(wanted, self.desk.clock(), Places(self._courts, ZoneInfo), of=of)

    def _run(self, here: Stand, nonce: str) -> Run | None:
        run = here.chat.named(nonce)
        return run if run is not None and run.walk == REMIND.id else None

    def _wish(self, here: Stand, nonce: str) -> Wish | None:
        """What the finished walk of that name asks for."""
        run = self._run(here, nonce)
        if run is None:
            return None
        place = self.desk.place(run)
        return wish_of(place, place.facts.today)

    def _on(self, here: Stand, nonce: str) -> Stand:
        """The consent: from now on the hearing is kept among the subscriptions, and no more among the answers."""
        wish = self._wish(here, nonce)
        if wish is None:
            return replace(here, toast="stale")
        kept = here.kept or self._new(here, wish.zone)
        if kept.hearing(wish.hearing.label) is None and len(kept.hearings) >= MOST_HEARINGS:
            return replace(here, screen=show_said("full"))
        agreed = replace(
            kept.with_hearing(wish.hearing),
            purposes=kept.purposes | {"reminders"},
            discreet=wish.discreet,
            zone=kept.zone if kept.hearings else wish.zone,
        )
        chat = here.chat.without_run(REMIND.id)
        return replace(
            here, chat=chat, kept=self._begun(agreed, wish.hearing.label), screen=show_on(news=agreed.agreed("news"))
        )

    def _new(self, here: Stand, zone: str) -> Subscription:
        return Subscription(here.chat_id, here.chat.language, zone, date.min)

    def _off(self, here: Stand, nonce: str) -> Stand:
        """No: nothing is kept of the walk either."""
        chat = here.chat.without_run(REMIND.id) if self._run(here, nonce) else here.chat
        return replace(here, chat=chat, screen=show_said("off"))

    def _due(self, here: Stand, about: str) -> Stand:
        """A deadline of another walk may be reminded of: asked before anything is kept."""
        nonce, _, deadline = about.partition(".")
        run = here.chat.named(nonce)
        if run is None or self._deadline(run, deadline) is None:
            return replace(here, toast="stale")
        return replace(here, screen=show_due_question(nonce, deadline))

    def _due_on(self, here: Stand, about: str) -> Stand:
        """The consent to be reminded of a deadline."""
        nonce, _, deadline = about.partition(".")
        run = here.chat.named(nonce)
        on = self._deadline(run, deadline) if run else None
        if run is None or on is None:
            return replace(here, toast="stale")
        court = self.desk.place(run).facts.court
        kept = here.kept or self._new(here, court.time_zone if court else EASTERN.key)
        others = tuple(d for d in kept.deadlines if d.id != deadline)
        agreed = replace(
            kept, deadlines=(*others, DeadlineAhead(deadline, on)), purposes=kept.purposes | {"reminders"}
        )
        return replace(here, kept=self._begun(agreed, deadline), screen=show_said("due"))

    def _deadline(self, run: Run, deadline: str) -> date | None:
        """The day of a deadline that a finished walk found, while it is ahead."""
        place = self.desk.place(run)
        if place.open is not None:
            return None
        return next(
            (d.on for d in outcome_of(place).deadlines if d.id == deadline and can_remind(d, place.facts.today)), None
        )

    def _news(self, here: Stand, word: str) -> Stand:
        """The consent to messages from organizers, given or taken back."""
        if here.kept is None and word == "no":
            return replace(here, screen=show_said("no_news"))
        kept = here.kept or self._new(here, EASTERN.key)
        news: frozenset[Purpose] = frozenset({"news"})
        purposes = kept.purposes | news if word == "yes" else kept.purposes - news
        left = replace(kept, purposes=purposes) if purposes else None
        return replace(here, kept=left, screen=show_said("news" if word == "yes" else "no_news"))

    def _show(self, here: Stand, about: str) -> Stand:
        """What a discreet reminder is about."""
        kind, _, of = about.partition(".")
        if here.kept is None:
            return replace(here, screen=show_gone())
        return replace(here, screen=show_opened(here.kept, kind, of, self._courts, today=self._today(here)))

    def _moved(self, here: Stand, label: str) -> Stand:
        """Another date: asked for it alone, everything else stands."""
        hearing = here.kept.hearing(label) if here.kept else None
        if here.kept is None or hearing is None:
            run = self.desk.begun(here.chat, REMIND.id)
        else:
            wish = Wish(hearing, here.kept.zone, here.kept.discreet)
            run = replace(fresh(REMIND, self.desk.nonce()), answers=answers_of(wish))
        return replace(here, chat=here.chat.with_run(run), walk=True)

    def _missed(self, here: Stand, label: str) -> Stand:
        """The hearing was missed: it is deleted here, and what people do then is asked, of this hearing."""
        missed, gone = here.kept.hearing(label) if here.kept else None, self._done(here, label)
        if missed is not None and missed.on is not None and missed.on <= self._today(here):
            run = self._about(missed.on, missed.court)
        else:
            run = gone.chat.runs.get(MISSED_HEARING.id) or self.desk.begun(gone.chat, MISSED_HEARING.id)
        return replace(gone, chat=gone.chat.with_run(run), screen=None, walk=True)

    def _about(self, on: date, court: str) -> Run:
        """A new run about this hearing: an older one may be about another, with days that are not this one's."""
        known = {"hearing_day": on.isoformat()} | ({"hearing_place": court} if court else {})
        return replace(fresh(MISSED_HEARING, self.desk.nonce()), answers=known, taken=tuple(known))

    def _done(self, here: Stand, label: str) -> Stand:
        """Finished, or not wanted any more: this hearing is deleted, all of it where nothing else is left."""
        if here.kept is None or here.kept.hearing(label) is None:
            return replace(here, screen=show_gone())
        left = here.kept.without_hearing(label)
        empty = not left.hearings and not left.deadlines and not left.agreed("news")
        return replace(here, kept=None if empty else left, screen=show_said("deleted"))

    def _hearing(self, here: Stand, label: str) -> Stand:
        hearing = here.kept.hearing(label) if here.kept else None
        return replace(here, screen=show_hearing(hearing, self._courts, self._today(here)) if hearing else None)

    def _days(self, here: Stand, about: str) -> Stand:
        """One time of a hearing's reminders on (+) or off (-)."""
        label, _, box = about.partition(".")
        hearing = here.kept.hearing(label) if here.kept else None
        if here.kept is None or hearing is None:
            return here
        changed = self._begun(here.kept.with_hearing(_with_time(hearing, box)), label)
        return self._hearing(replace(here, kept=changed), label)

    def _discreet(self, here: Stand, word: str) -> Stand:
        kept = replace(here.kept, discreet=word != "no") if here.kept else None
        return replace(here, kept=kept)

    def _zone(self, here: Stand, word: str) -> Stand:
        zone = ZONES.get(word)
        if here.kept is None or zone is None:
            return here
        return replace(here, kept=replace(here.kept, zone=zone))

    def _stop(self, here: Stand, what: str) -> Stand:
        """Everything is deleted at once; without `all`, what can be stopped."""
        if what != "all":
            return replace(here, screen=show_stop(here.kept, self._today(here)))
        chat = here.chat.without_run(REMIND.id)
        return replace(
            here, chat=chat, kept=None, screen=show_stopped(was=here.kept is not None, resume=bool(chat.active))
        )


def _nothing(here: Stand, _: str) -> Stand:
    return here


def _with_time(hearing: Hearing, box: str) -> Hearing:
    sign, what = box[:1], box[1:]
    if what == LOOKS:
        return replace(hearing, looks=sign == "+")
    days = {*hearing.days, what} if sign == "+" else {str(n) for n in hearing.days} - {what}
    return replace(hearing, days=tuple(n for n in DAYS_BEFORE if str(n) in {str(day) for day in days}))
