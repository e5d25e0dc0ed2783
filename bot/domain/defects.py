"""The table of defects as rules: each a plain function of the facts, in the table's order."""

from datetime import date, time

from bot.domain.answers import NTA_ONLY_TICKS
from bot.domain.calendar import is_federal_holiday, is_weekend
from bot.domain.facts import Facts, days_between
from bot.domain.findings import INFO, OBJECT, REOPEN, TIME, VERIFY, Finding, RuleBook

FIRST_HEARING_DAYS = 10
SOON_DAYS = 14
OPENS, CLOSES = time(7, 30), time(17, 0)
ON_MISSING_PAGES = frozenset(
    {
        "no-certificate-of-service",
        "unsigned",
        "no-allegations",
        "no-charges",
        "no-counsel-list",
        "no-consequences-warning",
        "no-address-warning",
    }
)
NINTH_CIRCUIT = frozenset({"AK", "AZ", "CA", "HI", "ID", "MT", "NV", "OR", "WA", "GU", "MP"})
ICE_ORDERS = frozenset({"expedited-removal", "reinstatement", "other-dhs-order"})
NOT_A_DATE = frozenset({"missing", "to-be-set", "impossible"})

BOOK = RuleBook()
rule = BOOK.rule
TIME_AND_PLACE = ("ina-239-a-1-g", "fernandes", "niz-chavez")


def find_defects(facts: Facts) -> tuple[Finding, ...]:
    """Every defect the facts show, in the order in which it is shown."""
    return BOOK.find(facts)


@rule(
    "no-date",
    (OBJECT, VERIFY),
    authorities=("ina-239-a-1-g", "pereira", "niz-chavez", "fernandes"),
    counted="yes",
)
def _no_date(facts: Facts) -> bool:
    return facts.hearing_date == "missing"


@rule(
    "date-to-be-set",
    (OBJECT,),
    authorities=("ina-239-a-1-g", "r-t-p", "niz-chavez", "fernandes"),
    counted="yes",
)
def _date_to_be_set(facts: Facts) -> bool:
    return facts.hearing_date == "to-be-set"


@rule("no-time", (OBJECT,), authorities=TIME_AND_PLACE, counted="yes")
def _no_time(facts: Facts) -> bool:
    return facts.hearing_time in ("missing", "to-be-set")


@rule("no-place", (OBJECT, VERIFY), authorities=(*TIME_AND_PLACE, "8-cfr-1003-15-b"), counted="yes")
def _no_place(facts: Facts) -> bool:
    return facts.hearing_place in ("missing", "to-be-set")


@rule("impossible-date", (OBJECT, VERIFY), authorities=TIME_AND_PLACE, counted="yes")
def _impossible_date(facts: Facts) -> bool:
    return facts.hearing_date == "impossible"


@rule("weekend", (VERIFY,), authorities=("ina-239-a-1-g",), counted="yes")
def _weekend(facts: Facts) -> bool:
    return facts.printed_date is not None and is_weekend(facts.printed_date)


@rule("federal-holiday", (VERIFY,), authorities=("ina-239-a-1-g", "5-usc-6103"), counted="yes")
def _federal_holiday(facts: Facts) -> bool:
    return facts.printed_date is not None and is_federal_holiday(facts.printed_date)


@rule("odd-hour", (VERIFY,), authorities=("ina-239-a-1-g",), counted="yes")
def _odd_hour(facts: Facts) -> bool:
    return is_odd_hour(facts.hearing_time)


@rule("past-date", (VERIFY, REOPEN), authorities=("ina-240-b-5-a", "ina-240-b-5-c"), counted="no")
def _past_date(facts: Facts) -> bool:
    return _is_past(facts) and facts.attended != "yes"


@rule("under-10-days", (TIME, OBJECT), authorities=("ina-239-b-1", "c-b"), counted="how")
def _under_10_days(facts: Facts) -> bool:
    """Whether the first hearing lies 0 to 9 days after service of the Notice to Appear.

    A signed request for a prompt hearing gives the ten days up (INA 239(b)(1)).
    """
    if facts.was_before_judge or facts.prompt_hearing_signed == "yes":
        return False
    return within_10_days(facts)


@rule("prompt-hearing-signed", (INFO, TIME), authorities=("ina-239-b-1",), counted="no")
def _prompt_hearing_signed(facts: Facts) -> bool:
    return facts.prompt_hearing_signed == "yes"


@rule("wrong-address", (VERIFY,), authorities=("8-cfr-1003-15-d", "pm-25-22"), counted="yes")
def _wrong_address(facts: Facts) -> bool:
    return facts.address in ("wrong", "missing")


@rule("old-address", (VERIFY, REOPEN), authorities=("8-cfr-1003-15-d", "g-y-r", "m-r-a"), counted="how")
def _old_address(facts: Facts) -> bool:
    return facts.address == "old"


@rule("never-received", (VERIFY, REOPEN), authorities=("ina-240-b-5-c", "m-r-a", "c-r-c"), counted="how")
def _never_received(facts: Facts) -> bool:
    return facts.served_how == "never" and (facts.document == "no-paper" or facts.order_may_exist)


@rule("late-notice", (TIME, REOPEN), authorities=("ina-239-a-2", "ina-240-b-5-c"), counted="how")
def _late_notice(facts: Facts) -> bool:
    came_after = days_between(facts.printed_date, facts.received_on)
    if came_after is not None and came_after >= 0:
        return True
    served = facts.served_on if isinstance(facts.served_on, date) else None
    handed_after = days_between(facts.printed_date, served)
    return facts.served_how == "in-person" and handed_after is not None and handed_after >= 0


def _ticked(facts: Facts, defect: str) -> bool:
    """Whether the defect was ticked, and the paper is one that can have it."""
    if defect not in facts.problems or (defect in NTA_ONLY_TICKS and facts.document != "nta"):
        return False
    return not (defect in ON_MISSING_PAGES and "missing-pages" in facts.problems)


def _tick(name: str, severity: tuple[str, ...], *, authorities: tuple[str, ...] = (), counted: str = "yes") -> None:
    rule(name, severity, authorities=authorities, counted=counted)(lambda facts: _ticked(facts, name))


SERVICE = ("8-cfr-1003-14-a", "8-cfr-1003-32", "rosales-vargas")
_tick("no-certificate-of-service", (OBJECT,), authorities=SERVICE)
_tick("unsigned", (VERIFY, OBJECT), authorities=("8-cfr-239-1-a",))
_tick("no-allegations", (OBJECT, TIME), authorities=("ina-239-a-1-c", "8-cfr-1003-15-b"))
_tick("no-charges", (OBJECT, TIME), authorities=("ina-239-a-1-d", "8-cfr-1003-15-b"))
_tick("wrong-name", (VERIFY,), authorities=("8-cfr-1003-15-c",))
_tick("wrong-a-number", (VERIFY,), authorities=("acis",))
_tick("wrong-country", (VERIFY, OBJECT), authorities=("8-cfr-1240-10-a",))
_tick("no-counsel-list", (TIME, OBJECT), authorities=("ina-239-a-1-e", "ina-239-b-2", "8-cfr-1240-10-a"))


@rule(
    "no-consequences-warning",
    (OBJECT, REOPEN),
    authorities=("ina-239-a-1-g", "ina-239-a-2"),
    counted="yes",
)
def _no_consequences_warning(facts: Facts) -> bool:
    return facts.document in ("nta", "hearing-notice") and _ticked(facts, "no-consequences-warning")


_tick("no-address-warning", (OBJECT, REOPEN), authorities=("ina-239-a-1-f", "g-y-r"))
_tick("not-explained", (TIME, INFO), authorities=("8-cfr-1240-10-a", "ina-240-b-7"))


@rule(
    "child-under-14",
    (OBJECT, REOPEN),
    authorities=("8-cfr-103-8-c", "mejia-andino", "w-a-f-c"),
    counted="no-court",
)
def _child_under_14(facts: Facts) -> bool:
    return _only_the_person_was_served(facts, "under-14")


@rule(
    "minor-14-17",
    (INFO, REOPEN),
    authorities=("cubor-cruz", "flores-chavez"),
    counted="no-court",
    reopen_if=lambda facts: facts.court is not None and facts.court.state in NINTH_CIRCUIT,
)
def _minor_14_17(facts: Facts) -> bool:
    return _only_the_person_was_served(facts, "14-17")


@rule("needs-guardian", (OBJECT, TIME), authorities=("8-cfr-103-8-c", "e-s-i"), counted="no-court")
def _needs_guardian(facts: Facts) -> bool:
    return _only_the_person_was_served(facts, "needs-guardian")


@rule("already-ordered", (REOPEN,), authorities=("ina-240-b-5-c", "8-cfr-1003-23-b-4-ii"), counted="no")
def _already_ordered(facts: Facts) -> bool:
    return facts.acis == "ordered-removed" or facts.document == "removal-order" or facts.ordered == "yes"


_tick("papers-disagree", (VERIFY,), authorities=("ina-239-a-2",))


@rule("acis-differs", (VERIFY,), authorities=("ina-239-a-2",), counted="yes")
def _acis_differs(facts: Facts) -> bool:
    return facts.acis == "different" and not _acis_earlier(facts)


@rule("not-in-acis", (VERIFY,), authorities=("8-cfr-1003-14-a",), counted="how")
def _not_in_acis(facts: Facts) -> bool:
    return facts.acis == "no-case"


@rule("not-a-court-address", (VERIFY,), authorities=("8-cfr-1003-15-b",), counted="yes")
def _not_a_court_address(facts: Facts) -> bool:
    doubtful = facts.court is not None and facts.court.status in ("old", "closing")
    return facts.hearing_place == "not-listed" or doubtful


@rule("video-without-link", (VERIFY,), authorities=("8-cfr-1003-25-c",), counted="yes")
def _video_without_link(facts: Facts) -> bool:
    return facts.hearing_form == "video-without-link"


@rule("time-zone", (INFO,), authorities=(), counted="no")
def _time_zone(facts: Facts) -> bool:
    return facts.court is not None and facts.court.time_zone_trap


_tick("missing-pages", (INFO, VERIFY))
_tick("two-ntas", (VERIFY, OBJECT), authorities=("8-cfr-1003-14-a", "aguilar-hernandez"))
_tick("hand-corrected", (VERIFY, OBJECT), authorities=("r-t-p",))
_tick(
    "signature-not-mine",
    (OBJECT, REOPEN),
    authorities=("8-cfr-1003-14-a", "8-cfr-1003-32"),
    counted="no-court",
)
_tick("money-asked", (VERIFY,), authorities=("eoir-fraud",), counted="apart")


@rule("not-a-court-paper", (INFO,), authorities=(), counted="no")
def _not_a_court_paper(facts: Facts) -> bool:
    return facts.document == "other-paper" and facts.other_kind not in ICE_ORDERS


@rule("hearing-soon", (TIME,), authorities=("8-cfr-1003-29", "c-b"), counted="no")
def _hearing_soon(facts: Facts) -> bool:
    ahead = days_between(facts.today, facts.date_that_counts)
    return ahead is not None and 0 <= ahead <= SOON_DAYS


@rule("detained", (VERIFY,), authorities=("ina-239-a-1-f",), counted="no")
def _detained(facts: Facts) -> bool:
    return facts.detained == "yes"


@rule("old-paper", (INFO,), authorities=("bia-appeal-rule",), counted="no")
def _old_paper(facts: Facts) -> bool:
    return _is_past(facts) and facts.attended == "yes"


@rule("acis-earlier", (VERIFY, TIME), authorities=("ina-239-a-2",), counted="yes")
def _acis_earlier(facts: Facts) -> bool:
    if facts.acis_date is None or facts.acis_date < facts.today:
        return False
    if facts.printed_date is not None:
        return facts.acis_date < facts.printed_date
    return facts.hearing_date in NOT_A_DATE


@rule("acis-no-hearing", (VERIFY,), authorities=("ina-239-a-2",), counted="yes")
def _acis_no_hearing(facts: Facts) -> bool:
    return facts.acis == "no-hearing"


@rule("ice-order-paper", (VERIFY,), authorities=("ina-235-b-1", "ina-241-a-5", "ina-238-b"), counted="no")
def _ice_order_paper(facts: Facts) -> bool:
    return facts.other_kind in ICE_ORDERS


def is_odd_hour(value: time | str | None) -> bool:
    """Whether the hour lies outside 07:30 to 17:00, when courts hear cases."""
    return isinstance(value, time) and not OPENS <= value <= CLOSES


def within_10_days(facts: Facts) -> bool:
    """Whether the date that counts lies 0 to 9 days after service of the Notice to Appear."""
    span = days_between(facts.nta_served, facts.date_that_counts)
    return span is not None and 0 <= span < FIRST_HEARING_DAYS


def _is_past(facts: Facts) -> bool:
    return facts.printed_date is not None and facts.printed_date < facts.today


def _only_the_person_was_served(facts: Facts, who: str) -> bool:
    return facts.document == "nta" and facts.who == who and facts.adult_served == "no"
