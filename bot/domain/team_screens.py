"""The helpers' screens: who helps, an invitation and its confirmation, the end of a role, the clinics."""

from bot.domain.clinics import Clinic
from bot.domain.roles import ROLES, Helper, Role
from bot.domain.values import Button, Part, Screen
from bot.domain.zones import CHOSEN_ZONES, zone_word

TEAM, CLINICS = "team/team", "team/clinics"
MOST_LINES = 12
MENU = Button("g:menu", "shared/buttons", "menu")
BACK = Button("t:team", TEAM, "back")
ALL_CLINICS = Button("c:all", CLINICS, "back")


def show_team(team: tuple[Helper, ...], me: Helper) -> Screen:
    """Who helps, by number, and what this one may do."""
    lines = tuple(
        Part(TEAM, "line", {"number": h.number, "kind": h.role, "since": h.since.date(), "me": h == me})
        for h in team[:MOST_LINES]
    )
    rest = (Part(TEAM, "more", {"number": len(team) - MOST_LINES}),) if len(team) > MOST_LINES else ()
    administers = me.role == "administrator"
    more = (Button("t:invite", "start/commands", "invite"), Button("t:revoke", "start/commands", "revoke"))
    own = Button(f"t:revoke.{me.number}", TEAM, "end-mine")
    return Screen("team", (Part(TEAM), *lines, *rest), (*(more if administers else ()), own, MENU))


def show_not_allowed(block: str) -> Screen:
    """That this chat has no role, or not that one."""
    return Screen("team-refused", (Part(TEAM, block),), (MENU,))


def show_invite() -> Screen:
    """The roles to invite to."""
    return Screen("team-invite", (Part(TEAM, "invite"),), (*(Button(f"t:invite.{r}", TEAM, r) for r in ROLES), BACK))


def show_link(role: Role, link: str, code: str) -> Screen:
    """The link for one person, and what to do with it."""
    return Screen("team-link", (Part(TEAM, "link", {"kind": role, "link": link, "code": code}),), (BACK,))


def show_took(key: str, role: Role, numbers: tuple[int, ...]) -> Screen:
    """The question which number is seen by whoever opened the link."""
    buttons = tuple(Button(f"t:join.{key}.{number}", value=str(number)) for number in numbers)
    none = Button(f"t:join.{key}.none", TEAM, "none-of-these")
    return Screen("team-took", (Part(TEAM, "took", {"kind": role}),), (*buttons, none))


def show_confirmed(number: int | None) -> Screen:
    """What came of an invitation: the number of the new helper, or that it was refused."""
    part = Part(TEAM, "turned_away") if number is None else Part(TEAM, "welcome", {"number": number})
    return Screen("team-confirmed", (part,), (BACK,))


def show_revoke(team: tuple[Helper, ...]) -> Screen:
    """Whose role shall end."""
    ones = (Button(f"t:revoke.{h.number}", TEAM, "member", values={"number": h.number, "kind": h.role}) for h in team)
    return Screen("team-revoke", (Part(TEAM, "revoke"),), (*ones, BACK))


def show_sure(helper: Helper) -> Screen:
    """The question before a role ends."""
    part = Part(TEAM, "sure", {"number": helper.number, "kind": helper.role})
    return Screen("team-sure", (part,), (Button(f"t:end.{helper.number}", TEAM, "yes"), BACK))


def show_gone_helper(number: int) -> Screen:
    """That a role ended, for whoever ended it and the others."""
    return Screen("team-gone", (Part(TEAM, "gone", {"number": number}),), (BACK,))


def show_new_helper(helper: Helper) -> Screen:
    """That there is somebody new."""
    return Screen("team-news", (Part(TEAM, "news", {"number": helper.number, "kind": helper.role}),), (BACK,))


def show_joining(block: str, number: int = 0, role: str = "") -> Screen:
    """For whoever opened a link: the number to tell, the role that was confirmed, that it was refused or ended."""
    role_part = (Part("team/joined", role),) if role else ()
    values = {"number": number} if number else {}
    return Screen(
        "joined", (*role_part, Part("team/joined", block, values)), (Button("g:start", "shared/buttons", "go-on"),)
    )


def show_clinics(clinics: tuple[Clinic, ...], refused: str = "") -> Screen:
    """The clinics on the list, and how one is added."""
    said = (Part(CLINICS, refused),) if refused else ()
    ones = tuple(Button(f"c:{c.id}:show", CLINICS, "one", values={"place": c}) for c in clinics)
    return Screen("clinics", (*said, Part(CLINICS)), (*ones, MENU), numbered=len(ones) > 1)


def show_clinic(clinic: Clinic, me: Helper, *, confirmed: bool) -> Screen:
    """One clinic, to confirm or to take out."""
    confirm = () if me.number in clinic.confirmed else (Button(f"c:{clinic.id}:confirm", CLINICS, "confirm"),)
    part = Part(CLINICS, "show", {"place": clinic, "zone": zone_word(clinic.zone), "confirmed": confirmed})
    return Screen("clinic", (part,), (*confirm, Button(f"c:{clinic.id}:remove", CLINICS, "remove"), ALL_CLINICS))


def show_clinic_zone(clinic: Clinic) -> Screen:
    """In which zone a new clinic is."""
    zones = (Button(f"c:{clinic.id}:zone.{w}", "broadcast/choose", "zone", values={"zone": w}) for w in CHOSEN_ZONES)
    return Screen("clinic-zone", (Part(CLINICS, "zone"),), tuple(zones))
