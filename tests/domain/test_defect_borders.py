"""Each condition of the table at both of its edges."""

from itertools import chain

import pytest

from bot.law.load import load_law
from tests.domain.cases import Given, found

NTA: Given = {"document": "nta"}
NOTICE: Given = {"document": "hearing-notice"}
TODAY_IS = "2026-09-16"
COURTS = load_law().courts


def row(defect: str, given: Given, *, yes: tuple[Given, ...] = (), no: tuple[Given, ...] = ()) -> list[object]:
    """Cases of one defect: what all have in common, then what makes it apply and what does not."""
    told = [({**given, **g}, True) for g in yes] + [({**given, **g}, False) for g in no]
    return [pytest.param(defect, g, applies, id=f"{defect}-{n}") for n, (g, applies) in enumerate(told)]


def each(key: str, *values: object) -> tuple[Given, ...]:
    return tuple({key: value} for value in values)


def served(on: str, hearing: str) -> Given:
    return {"served_on": on, "hearing_date": hearing}


A_DAY = "2026-11-18"
UNDER_10 = {**NTA, "hearing_date": "2026-09-25", "served_on": TODAY_IS}
BORDERS = [
    *row(
        "no-date", {}, yes=each("hearing_date", "missing"), no=each("hearing_date", "to-be-set", "impossible", A_DAY)
    ),
    *row("date-to-be-set", {}, yes=each("hearing_date", "to-be-set"), no=each("hearing_date", "missing", A_DAY)),
    *row("no-time", {}, yes=each("hearing_time", "missing", "to-be-set"), no=({}, *each("hearing_time", "08:30"))),
    *row(
        "no-place",
        {},
        yes=each("hearing_place", "missing", "to-be-set"),
        no=({}, *each("hearing_place", "not-listed", "annandale")),
    ),
    *row("impossible-date", {}, yes=each("hearing_date", "impossible"), no=each("hearing_date", "missing", A_DAY)),
    *row(
        "weekend",
        {},
        yes=each("hearing_date", "2026-11-14", "2026-11-15", "2026-09-12", "9999-12-26", "0001-01-06"),
        no=each("hearing_date", "2026-11-13", "2026-11-16", "missing"),
    ),
    *row(
        "federal-holiday",
        {},
        yes=each(
            "hearing_date",
            "2026-10-12",
            "2026-11-11",
            "2026-11-26",
            "2026-12-25",
            "2027-01-01",
            "2027-01-18",
            "2027-02-15",
            "2027-05-31",
            "2027-06-18",  # Juneteenth on a Saturday
            "2027-07-05",  # Independence Day on a Sunday
            "2027-09-06",
            "2027-12-24",  # Christmas on a Saturday
            "2027-12-31",  # New Year's Day of 2028 on a Saturday
        ),
        no=each(
            "hearing_date",
            "2026-11-27",
            "2026-11-10",
            "2026-11-12",
            "2027-06-19",  # a Saturday: a weekend, not a weekday that is kept
            "2027-07-04",
            "2028-01-01",
            "2027-12-30",
            "2028-01-03",
            "2026-11-03",
            "2026-12-24",
            "to-be-set",
        ),
    ),
    *row(
        "odd-hour",
        {},
        yes=each("hearing_time", "07:29", "17:01", "00:00", "23:59", "01:30"),
        no=each("hearing_time", "07:30", "17:00", "12:00", "missing", "to-be-set"),
    ),
    *row(
        "past-date",
        {"hearing_date": "2026-09-15"},
        yes=({}, *each("attended", "no", "unsure"), {"hearing_date": "0001-01-01"}),
        no=(*each("attended", "yes"), *each("hearing_date", TODAY_IS, "2026-09-17", "missing")),
    ),
    *row(
        "old-paper",
        {"hearing_date": "2026-09-15", "attended": "yes"},
        yes=({},),
        no=(*each("attended", "no", "unsure"), *each("hearing_date", TODAY_IS, "2026-09-17", "missing")),
    ),
    *row(
        "under-10-days",
        UNDER_10,
        yes=(
            {},
            served(TODAY_IS, TODAY_IS),
            served("2026-09-17", "2026-09-18"),
            *each("before_judge", "never", "unsure"),
            *each("prompt_hearing_signed", "no", "unsure"),
            {"acis_date": "2026-09-18", "hearing_date": A_DAY},
            {"acis_date": A_DAY},
            served("2026-09-06", "2026-09-15"),
            {**NOTICE, "served_on": "2026-01-01", "nta_served_on": TODAY_IS},
        ),
        no=(
            served(TODAY_IS, "2026-09-26"),
            served("2026-09-17", TODAY_IS),
            served("2026-09-15", "2026-09-25"),
            *each("before_judge", "answered", "not-answered"),
            *each("prompt_hearing_signed", "yes"),
            *each("served_on", "unsure"),
            *each("document", "hearing-notice", "removal-order", "other-paper", "no-paper"),
            {**NOTICE, "nta_served_on": "2026-09-15"},
            {**NOTICE, "nta_served_on": "unsure"},
            {"served_on": "unsure", "nta_served_on": TODAY_IS},
            {"hearing_date": "missing"},
        ),
    ),
    *row(
        "prompt-hearing-signed",
        {},
        yes=each("prompt_hearing_signed", "yes"),
        no=each("prompt_hearing_signed", "no", "unsure"),
    ),
    *row("wrong-address", {}, yes=each("address", "wrong", "missing"), no=({}, *each("address", "right", "old"))),
    *row("old-address", {}, yes=each("address", "old"), no=({}, *each("address", "right", "wrong", "missing"))),
    *row(
        "never-received",
        {"served_how": "never"},
        yes=(
            *each("document", "no-paper", "removal-order"),
            {"ordered": "yes"},
            {"acis": "ordered-removed"},
            {"walk": "missed-hearing"},
            {"hearing_date": "2026-09-15"},
        ),
        no=(
            {},
            *each("document", "nta", "hearing-notice", "other-paper"),
            *({"document": "no-paper", "served_how": how} for how in ("mail", "in-person", "electronic", "unsure")),
            {"hearing_date": "2026-09-15", "attended": "yes"},
            {"hearing_date": TODAY_IS},
        ),
    ),
    *row(
        "late-notice",
        {"hearing_date": A_DAY},
        yes=(
            *each("received_on", "2026-11-18", "2026-11-19"),
            {"served_how": "in-person", "served_on": "2026-11-18"},
            {"served_how": "in-person", "served_on": "2026-11-19"},
            {"received_on": "2026-11-18", "served_how": "electronic"},
        ),
        no=(
            *each("received_on", "2026-11-17"),
            {"served_how": "in-person", "served_on": "2026-11-17"},
            {"served_how": "in-person", "served_on": "unsure"},
            *({"served_how": how, "served_on": "2026-11-19"} for how in ("mail", "electronic", "never", "unsure")),
            {"served_on": "2026-11-19"},
            {"hearing_date": "missing", "received_on": "2026-11-18"},
        ),
    ),
    *chain.from_iterable(
        row(
            defect,
            {**NTA, "who": who, "adult_served": "no"},
            yes=({},),
            no=(
                *each("adult_served", "yes", "unsure"),
                *each("document", "hearing-notice", "removal-order", "other-paper", "no-paper"),
                *each("who", *({"adult", "14-17", "under-14", "needs-guardian"} - {who})),
            ),
        )
        for defect, who in (
            ("child-under-14", "under-14"),
            ("minor-14-17", "14-17"),
            ("needs-guardian", "needs-guardian"),
        )
    ),
    *row(
        "already-ordered",
        {},
        yes=({"acis": "ordered-removed"}, {"document": "removal-order"}, {"ordered": "yes"}),
        no=({"ordered": "no"}, {"ordered": "unsure"}, {"walk": "missed-hearing"}, {"hearing_date": "2026-09-15"}),
    ),
    *row(
        "acis-earlier",
        {"hearing_date": A_DAY},
        yes=(
            *each("acis_date", "2026-11-17", TODAY_IS),
            *({"hearing_date": w, "acis_date": TODAY_IS} for w in ("missing", "to-be-set", "impossible")),
        ),
        no=(
            {},
            *each("acis_date", "2026-11-18", "2026-11-19", "2026-09-15"),
            {"hearing_date": "missing", "acis_date": "2026-09-15"},
            {"hearing_date": "2026-09-15", "acis_date": "2026-09-17"},
        ),
    ),
    *row("acis-earlier", {"acis_date": "2026-11-17", "acis": "different"}, no=({},)),
    *row(
        "acis-differs",
        {"acis": "different", "hearing_date": A_DAY},
        yes=({}, *each("acis_date", "2026-11-18", "2026-11-19", "2026-09-15")),
        no=(
            *each("acis_date", "2026-11-17"),
            {"hearing_date": "missing", "acis_date": "2026-11-17"},
            *each("acis", "same", "no-hearing", "no-case", "ordered-removed", "not-checked"),
        ),
    ),
    *row("not-in-acis", {}, yes=each("acis", "no-case"), no=({}, *each("acis", "no-hearing", "not-checked", "same"))),
    *row(
        "acis-no-hearing",
        {},
        yes=each("acis", "no-hearing"),
        no=({}, *each("acis", "no-case", "not-checked", "same")),
    ),
    *row(
        "not-a-court-address",
        {},
        yes=(
            *each("hearing_place", "not-listed"),
            *({"hearing_place": c.id} for c in COURTS.values() if c.status in ("old", "closing")),
        ),
        no=(
            *each("hearing_place", "missing", "to-be-set"),
            *({"hearing_place": c.id} for c in COURTS.values() if c.status == "verify"),
            *({"hearing_place": c.id} for c in list(COURTS.values())[:3]),
        ),
    ),
    *row(
        "video-without-link",
        {},
        yes=each("hearing_form", "video-without-link"),
        no=each("hearing_form", "in-person", "video-with-link", "unsure"),
    ),
    *row(
        "not-a-court-paper",
        {"document": "other-paper"},
        yes=({}, *each("other_kind", "other-proceeding", "ice-check-in", "uscis", "fee-notice", "unsure")),
        no=(
            *each("other_kind", "expedited-removal", "reinstatement", "other-dhs-order"),
            *each("document", "nta", "hearing-notice", "removal-order", "no-paper"),
        ),
    ),
    *row(
        "ice-order-paper",
        {"document": "other-paper"},
        yes=each("other_kind", "expedited-removal", "reinstatement", "other-dhs-order"),
        no=({}, *each("other_kind", "other-proceeding", "ice-check-in", "uscis", "fee-notice", "unsure")),
    ),
    *row(
        "hearing-soon",
        {},
        yes=(
            *each("hearing_date", TODAY_IS, "2026-09-17", "2026-09-30"),
            *each("acis_date", TODAY_IS, "2026-09-30"),
            {"hearing_date": "2026-09-15", "acis_date": "2026-09-30"},
            {"hearing_date": "2026-10-01", "acis_date": "2026-09-30"},
        ),
        no=(
            *each("hearing_date", "2026-10-01", "2026-09-15", "missing"),
            {"hearing_date": "2026-09-15", "acis_date": "2026-09-14"},
            {"hearing_date": "2026-10-01", "acis_date": "2026-09-15"},
        ),
    ),
    *row("detained", {}, yes=each("detained", "yes"), no=({}, *each("detained", "no"))),
]


@pytest.mark.parametrize(("defect", "given", "applies"), BORDERS)
def test_a_defect_is_found_exactly_where_the_table_says(defect: str, given: Given, *, applies: bool) -> None:
    assert (defect in found({"today": TODAY_IS, **given})) is applies


def test_a_time_zone_is_named_for_the_courts_whose_zone_is_easily_mistaken() -> None:
    traps = {c.id for c in COURTS.values() if c.time_zone_trap}
    assert {"el-paso", "phoenix", "indianapolis"} <= traps
    assert {c for c in COURTS if "time-zone" in found({"hearing_place": c})} == traps


def test_a_request_for_a_prompt_hearing_takes_the_place_of_the_ten_days() -> None:
    shown = found({**UNDER_10, "prompt_hearing_signed": "yes"})
    assert shown["prompt-hearing-signed"] == ("info", "time")
    assert "under-10-days" not in shown


def test_ten_days_are_counted_over_the_turn_of_a_leap_year() -> None:
    leap: Given = {"today": "2028-02-20", **NTA, "served_on": "2028-02-20"}
    assert "under-10-days" in found({**leap, "hearing_date": "2028-02-29"})
    assert "under-10-days" not in found({**leap, "hearing_date": "2028-03-01"})
