"""Every screen of the helpers, and every message of a broadcast, as one language shows them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.announcements import CLINIC, COURT_MOVED, FIELDS, Audience, Content, may_be_named
from bot.domain.broadcast_choices import PAGES, Options, show_choice
from bot.domain.broadcast_message import show_gone, show_message, show_teaser
from bot.domain.broadcast_screens import (
    PROGRESS,
    View,
    show_broadcast,
    show_home,
    show_no_organizer,
    show_templates,
    show_told,
)
from bot.domain.broadcasts import BEFORE_SENDING, ENDED, UNDER_WAY, Broadcast
from bot.domain.clinics import LONGEST, Clinic
from bot.domain.roles import ROLES, Helper
from bot.domain.tallies import Tally
from bot.domain.team_screens import (
    show_clinic,
    show_clinic_zone,
    show_clinics,
    show_confirmed,
    show_gone_helper,
    show_invite,
    show_joining,
    show_link,
    show_new_helper,
    show_not_allowed,
    show_revoke,
    show_sure,
    show_team,
    show_took,
)
from bot.domain.values import Part, Screen
from bot.domain.zones import CHOSEN_ZONES
from bot.law.values import Law

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
MOST_HELPERS = 14
REFUSALS = (
    *("own", "new_role", "no_role", "not_yours", "author_gone", "not_now", "incomplete", "changed", "few"),
    *("two_a_day", "paused_by_another"),
)
OUTCOMES = (
    *("accepted", "blocked", "unknown", "failed.chat-not-found", "failed.refused", "failed.moved", "failed.token"),
    *("skipped.expired", "skipped.opted-out", "skipped.quiet-hours", "failed"),
)


def team_screens(law: Law) -> Iterator[Screen]:
    """The helpers' screens, each in its longest form and in every state."""
    helpers = tuple(Helper(900_000 + n, ROLES[n % 3], NOW) for n in range(MOST_HELPERS))
    yield from (show_team(helpers, me) for me in helpers[:3])
    yield from (show_not_allowed(block) for block in ("only_helpers", "only_administrators"))
    yield show_invite()
    for role in ROLES:
        yield show_link(role, "0" * 86, "0" * 43)
        yield show_took("0" * 8, role, (100_000, 200_000, 300_000, 400_000))
        yield show_joining("confirmed", 100_000, role)
        yield show_new_helper(Helper(100_000, role, NOW))
    yield from (show_joining("waits", 100_000), show_joining("refused"), show_joining("ended"))
    yield from (show_confirmed(100_000), show_confirmed(None), show_revoke(helpers[:9]), show_sure(helpers[0]))
    yield show_gone_helper(100_000)
    place = clinic()
    yield from (show_clinics((place,), refused) for refused in ("", "refused", "full"))
    yield from (show_clinic(place, helpers[0], confirmed=confirmed) for confirmed in (True, False))
    yield show_clinic_zone(place)
    yield from broadcast_screens(law)


def clinic() -> Clinic:
    return Clinic(
        "0" * 8,
        "1" * LONGEST,
        "2" * LONGEST,
        "America/New_York",
    )


def contents(law: Law) -> Iterator[Content]:
    """Every approved text with every court that it may name."""
    for template, fields in FIELDS.items():
        base = Content(template, place=clinic().id, day=date(2026, 12, 9), hour=time(17, 0))
        courts = [c for c in law.courts.values() if may_be_named(template, c)] if "court" in fields else []
        yield from (replace(base, court=c.id) for c in courts)
        if not courts:
            yield base


def messages(law: Law) -> Iterator[Screen]:
    """What readers get."""
    for content in contents(law):
        yield show_message(content, law.courts.get(content.court), clinic())
    yield from (show_teaser("0" * 8), show_gone())


def broadcast_screens(law: Law) -> Iterator[Screen]:
    """The organizers' screens."""
    yield from messages(law)
    full = Audience(("en", "es"), tuple(law.courts)[:8], 60)
    longest = max(law.courts.values(), key=lambda c: len(c.name))
    for template in FIELDS:
        content = Content(template, longest.id, "0" * 8, date(2026, 12, 9), time(17), full, NOW)
        one = Broadcast("0" * 8, 100_000, content, approver=200_000, begun=NOW, opens=NOW)
        yield show_home(tuple(replace(one, state=s) for s in (*BEFORE_SENDING, *UNDER_WAY, *ENDED)))
        for state in (*BEFORE_SENDING, *UNDER_WAY, *ENDED):
            for who in (100_000, 200_000):
                yield show_broadcast(view(law, replace(one, state=state, paused_by=200_000), who))
        yield show_broadcast(
            replace(view(law, replace(one, content=Content(template), opens=None), 100_000), few=True)
        )
        yield show_broadcast(replace(view(law, one, 100_000), people=0))
    yield from (show_broadcast(view(law, one, 200_000), refused) for refused in REFUSALS)
    yield from (show_home(()), show_templates(), show_no_organizer())
    yield from choices(law, one.content)
    told = {"submitted": {"author": 1}, "waiting": {"author": 1, "approver": 2}, "cancelled": {}}
    yield from (show_told("0" * 8, block, values, stoppable=True) for block, values in told.items())
    yield Screen("broadcast-test", (Part("broadcast/told", "test"),))
    everybody = view(law, Broadcast("0" * 8, 100_000, Content(CLINIC)), 100_000)
    yield show_broadcast(replace(everybody, languages=(), courts=()))
    over = replace(everybody.broadcast, state="done", begun=NOW)
    yield show_broadcast(replace(everybody, broadcast=over, tally=Tally()))
    yield show_broadcast(view(law, Broadcast("0" * 8, 100_000, Content(CLINIC), state="paused", begun=NOW), 1))
    parts = (Part(PROGRESS, "caption"), Part(PROGRESS, "column_what"), Part(PROGRESS, "column_number"))
    yield Screen("broadcast-csv", parts)


def view(law: Law, one: Broadcast, who: int) -> View:
    return View(
        one,
        who,
        people=123_450,
        end=NOW + timedelta(hours=30),
        court=law.courts.get(one.content.court),
        place=clinic(),
        languages=("English", "Español"),
        courts=tuple(law.courts[c].short for c in one.content.audience.courts),
        tally=Tally(130_000, dict.fromkeys(OUTCOMES, 1234) | {"blocked": 3}),
        seal="0" * 64,
    )


def choices(law: Law, content: Content) -> Iterator[Screen]:
    options = Options(law.courts, {clinic().id: clinic()}, {"en": "English", "es": "Español"}, NOW.date())
    pages = [*PAGES, *(f"court.{c.state}" for c in law.courts.values()), *(f"start.{w}" for w in CHOSEN_ZONES)]
    pages += [f"start.{w}.2026-12-09" for w in CHOSEN_ZONES]
    for template in (CLINIC, COURT_MOVED):
        yield from (show_choice("0" * 8, replace(content, template=template), page, options) for page in pages)
