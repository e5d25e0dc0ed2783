"""Every row of the table of defects: its place, its severity, what a report counts, and the papers it is for."""

import pytest

from bot.domain.defects import BOOK
from bot.law.load import load_law
from tests.domain.cases import Given, found
from tests.domain.table import MEANS_AN_ORDER, TABLE

NINTH = ("AK", "AZ", "CA", "HI", "ID", "MT", "NV", "OR", "WA", "GU", "MP")
ORDER = {"walk": "missed-hearing"}
NTA_TICKS = [
    "no-certificate-of-service",
    "unsigned",
    "no-allegations",
    "no-charges",
    "no-counsel-list",
    "no-address-warning",
    "two-ntas",
    "signature-not-mine",
]
ANY_PAPER_TICKS = [
    "wrong-name",
    "wrong-a-number",
    "wrong-country",
    "not-explained",
    "papers-disagree",
    "missing-pages",
    "hand-corrected",
    "money-asked",
]
ON_MISSING_PAGES = [
    "no-certificate-of-service",
    "unsigned",
    "no-allegations",
    "no-charges",
    "no-counsel-list",
    "no-consequences-warning",
    "no-address-warning",
]
PAPERS = (None, "nta", "hearing-notice", "removal-order", "other-paper", "no-paper")


IDS = [row[0] for row in TABLE]


def test_the_book_has_exactly_the_48_rows_of_the_table_in_its_order() -> None:
    assert len(TABLE) == 48
    assert [rule.id for rule in BOOK] == IDS


@pytest.mark.parametrize(("defect", "severity", "counted"), [row[:3] for row in TABLE], ids=IDS)
def test_a_row_has_the_severity_and_the_count_of_the_table(defect: str, severity: str, counted: str) -> None:
    rule = BOOK.rules[defect]
    assert (" ".join(rule.severity), rule.counted) == (severity, counted)


@pytest.mark.parametrize(("defect", "severity", "_counted", "given"), TABLE, ids=IDS)
def test_every_severity_is_kept_where_an_order_may_exist(
    defect: str, severity: str, _counted: str, given: Given
) -> None:
    assert found({**given, **ORDER})[defect] == tuple(severity.split())


@pytest.mark.parametrize(("defect", "severity", "_counted", "given"), TABLE, ids=IDS)
def test_without_an_order_reopen_goes_and_nothing_else(
    defect: str, severity: str, _counted: str, given: Given
) -> None:
    kept = [s for s in severity.split() if s != "reopen" or defect in MEANS_AN_ORDER]
    assert found(given)[defect] == tuple(kept or ["verify"])


def test_no_answers_show_no_defect() -> None:
    assert found({}) == {}
    assert found({"today": "2026-09-16"}) == {}


@pytest.mark.parametrize("state", NINTH)
def test_a_minors_order_is_reopened_for_that_reason_in_the_ninth_circuit(state: str) -> None:
    courts = [c.id for c in load_law().courts.values() if c.state == state]
    for court in courts:
        given = {"document": "nta", "who": "14-17", "adult_served": "no", "hearing_place": court}
        assert found({**given, **ORDER})["minor-14-17"] == ("info", "reopen")
        assert found(given)["minor-14-17"] == ("info",)


def test_a_minors_order_is_not_reopened_for_that_reason_elsewhere_or_where_the_court_is_not_known() -> None:
    elsewhere = [c.id for c in load_law().courts.values() if c.state not in NINTH]
    minor = {"document": "nta", "who": "14-17", "adult_served": "no", **ORDER}
    assert len(elsewhere) > 30
    for court in (*elsewhere, "missing", "to-be-set", "not-listed"):
        assert found({**minor, "hearing_place": court})["minor-14-17"] == ("info",)
    assert found(minor)["minor-14-17"] == ("info",)


@pytest.mark.parametrize("tick", NTA_TICKS)
def test_a_tick_for_the_notice_to_appear_gives_nothing_on_another_paper(tick: str) -> None:
    assert {p for p in PAPERS if tick in found(_on(p, tick))} == {"nta"}


@pytest.mark.parametrize("tick", ANY_PAPER_TICKS)
def test_every_other_tick_counts_whatever_the_paper_is(tick: str) -> None:
    assert {p for p in PAPERS if tick in found(_on(p, tick))} == set(PAPERS)


def test_a_missing_warning_of_consequences_counts_on_a_hearing_notice_too() -> None:
    tick = "no-consequences-warning"
    assert {p for p in PAPERS if tick in found(_on(p, tick))} == {"nta", "hearing-notice"}


def test_the_ticks_are_told_apart_completely() -> None:
    ticks = {*NTA_TICKS, *ANY_PAPER_TICKS, "no-consequences-warning"}
    assert len(ticks) == 17
    assert all(tick not in found({"document": "nta", "problems": sorted(ticks - {tick})}) for tick in ticks)


@pytest.mark.parametrize("paper", ["nta", "hearing-notice"])
def test_what_stands_on_missing_pages_is_not_given(paper: str) -> None:
    ticks = [*NTA_TICKS, *ANY_PAPER_TICKS, "no-consequences-warning"]
    shown = set(found({"document": paper, "problems": ticks}))
    assert shown == set(ticks) - set(ON_MISSING_PAGES) - (set(NTA_TICKS) if paper != "nta" else set())


def _on(paper: str | None, tick: str) -> Given:
    return {"problems": [tick], **({"document": paper} if paper else {})}
