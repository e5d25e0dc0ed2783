"""Charts as Vega-Lite's words: which way they run, and that what is not shown is a gap."""

import json
from typing import Any

import pytest

from bot.domain.monitor import Row
from bot.services.pictures import FAULTS, MONTHS, told
from bot.text.chart import END, FROM_RIGHT, spec_of
from tests.text.shown import words_of

ROWS = {
    MONTHS: tuple(Row(f"2026-{month:02}", 40, found) for month, found in ((8, 7), (9, 0), (10, 12))),
    FAULTS: (Row("no-time", 40, 12), Row("unsigned", 40, 7)),
}


def rows_of(chart: dict[str, Any]) -> list[dict[str, Any]]:
    """What the chart draws."""
    (rows,) = chart["datasets"].values()
    return list(rows)


def drawn(name: str, language: str, *, made_up: bool = False) -> dict[str, Any]:
    """The chart of a language."""
    asked = told(ROWS[name], name, words_of(language), made_up=made_up)
    made: dict[str, Any] = json.loads(spec_of(dict(asked)))
    return made


@pytest.mark.parametrize(("name", "numbers", "names"), [(MONTHS, "y", "x"), (FAULTS, "x", "y")])
def test_a_chart_runs_as_its_language_runs(name: str, numbers: str, names: str) -> None:
    english, arabic = drawn(name, "en"), drawn(name, "ar")
    assert english["title"]["anchor"] == "start"
    assert arabic["title"]["anchor"] == "end"
    assert [spec["encoding"]["x"]["scale"]["reverse"] for spec in (english, arabic)] == [False, True]
    assert [spec["encoding"]["y"]["axis"]["orient"] for spec in (english, arabic)] == ["left", "right"]
    assert {english["encoding"][numbers]["type"], arabic["encoding"][numbers]["type"]} == {"quantitative"}
    lines = [arabic["title"]["text"], *arabic["title"]["subtitle"], *(r["label"] for r in rows_of(arabic))]
    assert all(line.startswith(FROM_RIGHT) and line.endswith(END) for line in lines)
    assert english["encoding"][names]["sort"] is None


def test_a_month_whose_number_is_not_shown_is_a_gap_and_no_zero() -> None:
    assert [row["n"] for row in rows_of(drawn(MONTHS, "en"))] == [7, None, 12]


def test_a_chart_of_made_up_reports_says_so_first() -> None:
    assert len(drawn(MONTHS, "es")["title"]["subtitle"]) == 1
    assert "inventados" in drawn(MONTHS, "es", made_up=True)["title"]["subtitle"][0]
