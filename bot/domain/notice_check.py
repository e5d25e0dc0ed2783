"""The notice check: the questions about one hearing paper, in order, each with when it is asked.

A question is asked only while its answer can still change a finding, a deadline, `objection_open`, or how a
defect is counted.
"""

from collections.abc import Callable, Mapping

from bot.domain.answers import Value
from bot.domain.deadlines import kind_matters
from bot.domain.defects import FIRST_HEARING_DAYS, NOT_A_DATE, within_10_days
from bot.domain.facts import Facts, days_between
from bot.domain.steps import Option, Step, always, boxes, choice, decided, past_day, ticked
from bot.domain.walk import Walk

COURT_PAPERS = frozenset({"nta", "hearing-notice"})
NEEDS_AN_ADULT = frozenset({"14-17", "under-14", "needs-guardian"})
WRONG_ADDRESSES = frozenset({"wrong", "missing", "old"})
VIDEO = "video-without-link"
ACIS_REST = ("no-hearing", "no-case", "ordered-removed", "not-checked")


def _is(*papers: str) -> Callable[[Facts], bool]:
    return lambda facts: facts.document in papers


_nta, _hearing_notice = _is("nta"), _is("hearing-notice")
_court_paper = _is(*COURT_PAPERS)
_any_paper = _is(*COURT_PAPERS, "removal-order")


def _day_is_past_or_order(facts: Facts) -> bool:
    return _over(facts) or facts.document == "removal-order"


def _undated(facts: Facts) -> bool:
    return facts.hearing_date in NOT_A_DATE


def _dated(facts: Facts) -> bool:
    return facts.printed_date is not None


def _no_date_known(facts: Facts) -> bool:
    return facts.hearing_date is None


def _could_be_under_10(facts: Facts) -> bool:
    """Whether a service up to today could lie less than 10 days before the date that counts."""
    ahead = days_between(facts.today, facts.date_that_counts)
    return ahead is not None and ahead < FIRST_HEARING_DAYS and not facts.was_before_judge


def _judge_matters(facts: Facts) -> bool:
    return _court_paper(facts) and (not facts.order_may_exist or _could_be_under_10(facts))


def _over(facts: Facts) -> bool:
    """Whether the printed day is over, so that a paper may have come too late; on the day itself one goes."""
    return facts.printed_date is not None and facts.printed_date < facts.today


def _how_matters(facts: Facts) -> bool:
    """Whether the way the paper came can change a finding, or how one is counted."""
    if facts.document == "other-paper":
        return False
    counted_how = facts.address == "old" or facts.acis == "no-case"
    early = (_nta(facts) and _could_be_under_10(facts)) or (
        _hearing_notice(facts) and not facts.was_before_judge and within_10_days(facts)
    )
    return facts.document == "no-paper" or facts.order_may_exist or counted_how or early or _over(facts)


def _day_matters(facts: Facts) -> bool:
    came = facts.served_how not in (None, "never")
    early = _nta(facts) and _could_be_under_10(facts)
    return came and (early or (facts.served_how == "in-person" and _over(facts)))


def _grouped(*groups: str) -> Callable[[Facts], bool]:
    return lambda facts: bool(facts.flags & set(groups))


WHO: Mapping[str, str] = {
    "me": "adult",
    "me-14-17": "14-17",
    "child-under-14": "under-14",
    "child-14-17": "14-17",
    "ill": "needs-guardian",
}


def _for_whom(raw: str) -> Mapping[str, Value]:
    return {"who": WHO[raw]} if raw in WHO else {}


def _status(raw: str) -> Mapping[str, Value]:
    given = ticked(raw)
    served: Mapping[str, Value] = {"adult_served": "no"} if "no-adult" in given else {}
    return {
        **served,
        "detained": "yes" if "held" in given else "no",
        "ordered": "yes" if "ordered" in given else "no",
        "flags": ("missed",) if "missed" in given else (),
    }


def _groups(raw: str) -> Mapping[str, Value]:
    given = ticked(raw)
    found = ("missing-pages",) if "missing-pages" in given else ()
    return {"problems": found, "flags": tuple("group-" + g for g in given)}


def _problems(raw: str) -> Mapping[str, Value]:
    given = ticked(raw)
    form: Mapping[str, Value] = {"hearing_form": VIDEO} if VIDEO in given else {}
    return {"problems": tuple(g for g in given if g != VIDEO), **form}


def _on_pages(facts: Facts) -> bool:
    """Whether the pages that carry the printed parts are there."""
    return _nta(facts) and "missing-pages" not in facts.problems


def _warning_offered(facts: Facts) -> bool:
    return _court_paper(facts) and "missing-pages" not in facts.problems


def _box(name: str, group: str, when: Callable[[Facts], bool] = always) -> Option:
    return Option(name, lambda facts: "group-" + group in facts.flags and when(facts))


def _acis(name: str, *first: str, when: Callable[[Facts], bool]) -> Step:
    return decided(name, *first, *ACIS_REST, when=when, sets=lambda raw: {"acis": raw})


def _acis_day(name: str, when: Callable[[Facts], bool]) -> Step:
    return Step(name, "date", when=when, key="acis_date", skip="skipped", checked=True)


def _acis_shows_another(facts: Facts) -> bool:
    return facts.acis in ("same", "different")


OPENING = (
    decided("for_whom", "me", "child-under-14", "child-14-17", "helped", "me-14-17", "ill", sets=_for_whom),
    decided("document", "nta", "hearing-notice", "removal-order", "other-paper", "no-paper", doubt="other-paper"),
    choice(
        "other_kind",
        "ice-check-in",
        "expedited-removal",
        "reinstatement",
        "other-dhs-order",
        "other-proceeding",
        "uscis",
        "fee-notice",
        when=_is("other-paper"),
    ),
    boxes(
        "status",
        "held",
        Option("ordered", lambda f: f.document != "removal-order"),
        "missed",
        Option("no-adult", lambda f: _nta(f) and f.who in NEEDS_AN_ADULT),
        sets=_status,
    ),
)

THE_HEARING = (
    Step(
        "hearing_date",
        "date",
        (Option("missing"), Option("to-be-set")),
        _court_paper,
        skip="skipped",
        checked=True,
        printed=True,
    ),
    choice("attended", "yes", "no", when=_day_is_past_or_order),
    past_day("order_on", when=lambda f: f.document == "removal-order" and f.attended == "yes"),
    _acis("acis_undated", "different", when=_undated),
    _acis("acis_unknown", "same", when=_no_date_known),
    _acis_day("acis_date_first", lambda f: not _dated(f) and _acis_shows_another(f)),
    Step(
        "hearing_time",
        "time",
        (Option("missing"), Option("to-be-set")),
        _court_paper,
        skip="skipped",
        checked=True,
    ),
    Step(
        "hearing_place",
        "court",
        (Option("not-listed"), Option("missing"), Option("to-be-set")),
        _court_paper,
        skip="skipped",
    ),
    choice("hearing_form", "in-person", "video-with-link", VIDEO, when=_hearing_notice),
    choice("hearing_kind", "master", "individual", when=lambda f: _hearing_notice(f) and kind_matters(f)),
)

THE_PERSON = (
    choice("address", "right", "wrong", "old", "missing", when=lambda f: f.document != "other-paper"),
    choice("address_reported", "yes", "no", when=lambda f: f.address in WRONG_ADDRESSES),
    past_day("moved_on", when=lambda f: f.address == "old" and f.address_reported != "yes"),
    choice(
        "before_judge",
        Option("never", lambda f: f.attended != "yes"),
        "not-answered",
        "answered",
        when=_judge_matters,
    ),
)

THE_FAULTS = (
    boxes(
        "groups",
        "missing-pages",
        "names",
        Option("printed", _court_paper),
        Option("service", _nta),
        "copies",
        "money",
        when=_any_paper,
        sets=_groups,
    ),
    boxes(
        "faults_paper",
        _box("wrong-name", "names"),
        _box("wrong-a-number", "names"),
        _box("wrong-country", "names"),
        _box("no-certificate-of-service", "service", _on_pages),
        _box("unsigned", "service", _on_pages),
        _box("signature-not-mine", "service", _nta),
        when=_grouped("group-names", "group-service"),
        sets=_problems,
    ),
    boxes(
        "faults_printed",
        _box("no-allegations", "printed", _on_pages),
        _box("no-charges", "printed", _on_pages),
        _box("no-counsel-list", "printed", _on_pages),
        _box("no-consequences-warning", "printed", _warning_offered),
        _box("no-address-warning", "printed", _on_pages),
        when=_grouped("group-printed"),
        sets=_problems,
    ),
    boxes(
        "faults_other",
        _box("papers-disagree", "copies"),
        _box("two-ntas", "copies", _nta),
        _box("hand-corrected", "copies"),
        Option("money-asked", lambda f: not _any_paper(f) or "group-money" in f.flags),
        Option("not-explained", lambda f: f.document == "other-paper" or "group-money" in f.flags),
        _box(VIDEO, "money", _nta),
        when=lambda f: not _any_paper(f) or _grouped("group-copies", "group-money")(f),
        sets=_problems,
    ),
)

HOW_IT_CAME = (
    _acis("acis", "same", "different", when=_dated),
    _acis_day("acis_date", lambda f: _dated(f) and f.acis == "different" and f.printed_date != f.today),
    past_day(
        "nta_served_on",
        when=lambda f: _hearing_notice(f) and f.before_judge == "never" and _could_be_under_10(f),
    ),
    choice("served_how", "in-person", "mail", "electronic", "never", when=_how_matters),
    past_day("served_on", when=_day_matters),
    past_day("received_on", when=lambda f: f.served_how == "mail" and _over(f)),
    choice(
        "prompt_hearing_signed",
        "yes",
        "no",
        when=lambda f: within_10_days(f) and not f.was_before_judge,
    ),
)

NOTICE_CHECK = Walk("notice-check", OPENING + THE_HEARING + THE_PERSON + THE_FAULTS + HOW_IT_CAME)
