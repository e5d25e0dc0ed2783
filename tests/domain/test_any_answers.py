"""Whatever is answered, the rules hold what they promise."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.answers import KEYS, Key
from bot.domain.defects import BOOK
from bot.domain.facts import Facts
from bot.domain.grounds import find_grounds
from bot.services.cases import report
from tests.domain.cases import COURTS, TODAY, dates, facts, found

DAYS = st.one_of(
    st.integers(-40, 40).map(lambda n: TODAY + timedelta(days=n)),
    st.dates(),
    st.sampled_from([date.min, date.max]),
).map(date.isoformat)
CLOCKS = st.sampled_from(["00:00", "07:29", "07:30", "12:00", "17:00", "17:01", "23:59"])
KINDS = {"date": DAYS, "time": CLOCKS, "court": st.sampled_from(sorted(COURTS))}


def values(key: Key) -> st.SearchStrategy[object]:
    if key.many:
        return st.lists(st.sampled_from(key.words))
    words: st.SearchStrategy[str] = st.sampled_from(key.words) if key.words else st.nothing()
    return words | KINDS[key.kind] if key.kind in KINDS else words


ANSWERS = st.fixed_dictionaries({}, optional={name: values(key) for name, key in KEYS.items()})


def order_may_exist(told: Facts) -> bool:
    """The notion written down again, from the table."""
    past = isinstance(told.hearing_date, date) and told.hearing_date < told.today and told.attended != "yes"
    return any(
        (
            told.acis == "ordered-removed",
            told.document == "removal-order",
            told.ordered == "yes",
            told.walk == "missed-hearing",
            past,
        )
    )


@given(ANSWERS)
@settings(max_examples=400, deadline=None)
def test_findings_are_unique_have_a_severity_and_speak_of_reopening_only_where_an_order_may_exist(
    answers: dict[str, object],
) -> None:
    told, shown = facts(answers), found(answers)
    may = order_may_exist(told)
    assert told.order_may_exist is may
    for defect, severity in shown.items():
        allowed = BOOK.rules[defect].severity
        assert severity
        assert len(set(severity)) == len(severity)
        assert set(severity) <= {*allowed, "verify"}
        assert may or "reopen" not in severity
        assert [s for s in allowed if s in severity] == list(severity) or severity == ("verify",)


@given(ANSWERS)
@settings(max_examples=400, deadline=None)
def test_nothing_raises_and_a_report_has_its_five_keys(answers: dict[str, object]) -> None:
    told = facts(answers)
    made = report(told)
    assert sorted(made) == ["deadlines", "findings", "grounds", "objection_open", "walk"]
    ids = [f["id"] for f in made["findings"]]  # type: ignore[attr-defined]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {r.id for r in BOOK if r.test(told)}
    grounds = [g.id for g in find_grounds(told)]
    assert len(set(grounds)) == len(grounds)


@given(ANSWERS)
@settings(max_examples=300, deadline=None)
def test_what_excludes_each_other_is_never_found_together(answers: dict[str, object]) -> None:
    shown = set(found(answers))
    assert not {"acis-earlier", "acis-differs"} <= shown
    assert not {"past-date", "old-paper"} <= shown
    assert not {"under-10-days", "prompt-hearing-signed"} <= shown
    assert not {"not-a-court-paper", "ice-order-paper"} <= shown
    assert not {"weekend", "federal-holiday"} <= shown
    assert len(shown & {"child-under-14", "minor-14-17", "needs-guardian"}) <= 1
    if facts(answers).document != "nta":
        assert not shown & {"unsigned", "no-charges", "two-ntas", "signature-not-mine", "child-under-14"}


@given(ANSWERS)
@settings(max_examples=300, deadline=None)
def test_only_the_180_and_the_10_days_may_lie_before_today(answers: dict[str, object]) -> None:
    today = facts(answers).today
    for name, on in dates(answers).items():
        if name in ("reopen-180-days", "appeal-safe-10-days"):
            assert on is not None
        else:
            assert on is None or on >= today


@given(ANSWERS)
@settings(max_examples=200, deadline=None)
def test_an_objection_is_open_only_for_a_notice_to_appear_without_an_order(answers: dict[str, object]) -> None:
    told = facts(answers)
    if told.objection_open is True:
        assert told.document == "nta"
        assert told.before_judge in ("never", "not-answered")
    assert told.objection_open is False or not (told.order_may_exist or told.before_judge == "answered")
