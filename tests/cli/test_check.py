"""`fairhearing check`: cases on file in, one line of JSON a case out, or one line of what is wrong and exit 2."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.law.load import load_law
from bot.services.cases import BadCase, facts_of, read_cases, report

ROOT = Path(__file__).parents[2]
KEYS = ["deadlines", "findings", "grounds", "objection_open", "walk"]
NTA = {"today": "2026-09-16", "document": "nta", "hearing_date": "2026-11-18", "hearing_time": "missing"}
NTA_SAID = {
    "deadlines": [
        {"id": "check-acis", "on": None},
        {"id": "asylum-one-year", "on": None},
        {"id": "motion-suggested-by", "on": "2026-10-19"},
    ],
    "findings": [
        {"authorities": ["ina-239-a-1-g", "fernandes", "niz-chavez"], "id": "no-time", "severity": ["object"]}
    ],
    "grounds": [],
    "objection_open": None,
    "walk": "notice-check",
}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run of the command ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> list[dict[str, Any]]:
        assert (self.code, self.err) == (0, "")
        assert self.out.endswith("\n")
        return [json.loads(line) for line in self.out.splitlines()]


Check = Callable[..., Ended]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Run the command on a file with this text; on `-` it goes to standard input."""

    def run(given: str | bytes, *options: str, name: str = "cases.json") -> Ended:
        data = given.encode() if isinstance(given, str) else given
        file = tmp_path / name
        if name != "-":
            file.write_bytes(data)
        return ended([name if name == "-" else str(file), *options], data if name == "-" else b"")

    return run


def ended(arguments: list[str], stdin: bytes = b"") -> Ended:
    command = [sys.executable, "-m", "bot", "check", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, cwd=ROOT, check=False, timeout=60)  # noqa: S603
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def refused(result: Ended) -> str:
    """The one line that says what is wrong, with nothing on standard output and exit 2."""
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("fairhearing: ")
    assert result.err.count("\n") == 1
    return result.err


def bad(text: str) -> str:
    """What is wrong with a file, worked out in this process."""
    with pytest.raises(BadCase) as caught:
        facts_of(read_cases(text), load_law(), lambda _: date(2026, 9, 16))
    said = str(caught.value)
    assert len(said.splitlines()) == 1
    return said


def test_one_object_gives_one_line_with_exactly_its_keys_sorted(check: Check) -> None:
    result = check(json.dumps(NTA, indent=2))
    assert result.said == [NTA_SAID]
    assert result.out == json.dumps(NTA_SAID, sort_keys=True) + "\n"


def test_an_array_gives_one_line_a_case_in_order_for_all_three_walks(check: Check) -> None:
    cases = [
        NTA,
        {"walk": "more-time", "reasons": ["illness", "find-lawyer"]},
        {"walk": "missed-hearing", "order_on": "2026-05-15", "missed_why": ["late-to-court", "no-notice"]},
    ]
    first, more_time, missed = check(json.dumps(cases)).said
    assert first == NTA_SAID
    assert [(g["id"], g["needs_proof"]) for g in more_time["grounds"]] == [("illness", False), ("find-lawyer", False)]
    assert (more_time["walk"], more_time["objection_open"], more_time["findings"]) == ("more-time", None, [])
    assert [g["id"] for g in missed["grounds"]] == ["no-notice", "exceptional-circumstances"]
    assert all(g["needs_proof"] and g["authorities"] for g in missed["grounds"])
    assert missed["deadlines"] == [
        {"id": "check-acis", "on": None},
        {"id": "reopen-180-days", "on": "2026-11-10"},
        {"id": "reopen-any-time", "on": None},
    ]
    assert missed["objection_open"] is False
    for said in (first, more_time, missed):
        assert sorted(said) == KEYS
        assert all(sorted(f) == ["authorities", "id", "severity"] for f in said["findings"])
        assert all(sorted(g) == ["authorities", "id", "needs_proof"] for g in said["grounds"])
        assert all(sorted(d) == ["id", "on"] for d in said["deadlines"])


def test_one_object_a_line_is_read_with_blank_lines_a_mark_of_byte_order_and_any_name(check: Check) -> None:
    lines = "\ufeff\n" + json.dumps(NTA) + "\r\n\n   \n" + json.dumps({"walk": "more-time"}) + "\n\n"
    assert [s["walk"] for s in check(lines, name="cases.txt").said] == ["notice-check", "more-time"]


def test_standard_input_is_read_for_a_dash(check: Check) -> None:
    assert check(json.dumps(NTA), name="-").said == [NTA_SAID]


def test_a_locale_adds_the_words_of_the_chat_and_changes_nothing_else(check: Check) -> None:
    english, spanish = (check(json.dumps([NTA, {}]), "--locale", code).said for code in ("en", "es"))
    assert "Go to every hearing" in english[0]["text"]
    assert english[0]["text"] != spanish[0]["text"]
    for said in (english, spanish):
        assert {k: v for k, v in said[0].items() if k != "text"} == NTA_SAID
        assert all(sorted(s) == sorted([*KEYS, "text"]) for s in said)
        assert all(s["text"].strip() and "<" not in s["text"] and "{" not in s["text"] for s in said)


@pytest.mark.parametrize("locale", ["xx", "ES", "es/../en", "english"])
def test_a_locale_that_is_not_known_ends_in_one_line(check: Check, locale: str) -> None:
    assert "es" in refused(check("{}", "--locale", locale))


def test_a_wrong_value_in_the_third_case_stops_the_run_before_anything_is_printed(check: Check) -> None:
    said = refused(check(json.dumps([NTA, {}, {"hearing_time": "24:00"}, {}])))
    assert "case 3" in said
    assert all(word in said for word in ("hearing_time", "'24:00'", "HH:MM", "missing", "to-be-set"))


def test_a_wrong_line_is_named_by_its_number_in_the_file(check: Check) -> None:
    said = refused(check('{}\n\n{"walk": "more-time"}\n{"a_number": "A123456789"}\n'))
    assert "line 4" in said
    assert "a_number" in said


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xef\xbb\xbf \n\n", id="blank"),
        pytest.param(b'{"walk": "caf\xe9"}', id="not-utf-8"),
        pytest.param("{}".encode("utf-16"), id="utf-16"),
        pytest.param(b"[" * 100_000, id="nested-too-deep"),
        pytest.param(b'{"walk": ' * 50_000, id="objects-nested-too-deep"),
    ],
)
def test_a_file_that_holds_no_cases_ends_in_one_line(check: Check, given: bytes) -> None:
    refused(check(given))


def test_a_file_that_cannot_be_read_ends_in_one_line(tmp_path: Path) -> None:
    assert "nowhere.json" in refused(ended([str(tmp_path / "nowhere.json")]))
    assert str(tmp_path) in refused(ended([str(tmp_path)]))


@pytest.mark.parametrize("text", ["[]", " [ ] ", "null", "3", '"walk"', "[3]", "[[]]", "[null]", "true", "NaN"])
def test_what_is_no_object_is_no_case(text: str) -> None:
    assert bad(text)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "{}}",
        '{"walk": "more-time",}',
        "{'walk': 'more-time'}",
        "{} {}",
        "[{}",
        "[{},]",
        "walk: more-time",
        "{}\n}",
    ],
)
def test_what_is_no_json_is_named_with_its_line(text: str) -> None:
    assert "line " in bad(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[{}, {"walk": "x"}]', "case 2"),
        ('[{}, {"name": "x"}]', "case 2"),
        ("[{}, {}, 3]", "case 3"),
        ('{}\n\n{"walk": "x"}', "line 3"),
        ('{}\n{"walk": \n', "line 2"),
        ('{}\n[{"walk": "more-time"}]', "line 2"),
        ('{"walk": "x"}', "case 1"),
        ('[{}, {"detained": "yes", "detained": "no"}]', "case 2"),
        ('{}\n{"detained": "yes", "detained": "no"}\n', "line 2"),
        ('{}\n{}\n{"detained": NaN}\n', "line 3"),
    ],
)
def test_a_bad_case_names_its_place(text: str, place: str) -> None:
    assert place in bad(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"detained": "yes", "detained": "no"}',
        '{"detained": "yes", "detained": "yes"}',
        '{"detained": "yes", "\\u0064etained": "no"}',
        '{"problems": [{"x": 1, "x": 2}]}',
        '{"a\\nb": 1, "a\\nb": 2}',
    ],
)
def test_a_key_that_stands_twice_in_one_object_is_refused(text: str) -> None:
    assert "twice" in bad(text)


@pytest.mark.parametrize(
    "value",
    ["null", "true", "1", "1e999", "1" * 5000, "-0.5", "[]", "{}", '["yes"]', '""', '"Yes"', '"\\ud800"', "Infinity"],
)
def test_a_value_outside_the_table_is_refused(value: str) -> None:
    bad('{"detained": ' + value + "}")


def test_all_cases_are_read_before_the_first_is_worked_out() -> None:
    asked: list[str] = []

    def today(zone: ZoneInfo) -> date:
        asked.append(zone.key)
        return date(2026, 9, 16)

    with pytest.raises(BadCase):
        facts_of(read_cases("{}\n{}\nx"), load_law(), today)
    assert asked == []


@pytest.mark.parametrize(
    ("given", "zone"),
    [
        ({}, "America/New_York"),
        ({"hearing_place": "missing"}, "America/New_York"),
        ({"hearing_place": "not-listed"}, "America/New_York"),
        ({"hearing_place": "phoenix"}, "America/Phoenix"),
        ({"hearing_place": "el-paso"}, "America/Denver"),
    ],
)
def test_without_a_day_it_is_today_in_the_courts_zone_else_in_the_east(given: dict[str, str], zone: str) -> None:
    moment = datetime(2026, 9, 17, 4, 30, tzinfo=UTC)  # half past midnight in New York, still the 16th further west
    cases = read_cases(json.dumps(given))
    (facts,) = facts_of(cases, load_law(), lambda z: moment.astimezone(z).date())
    assert facts.today == moment.astimezone(ZoneInfo(zone)).date()
    assert facts.today.day == (17 if zone == "America/New_York" else 16)


def test_the_day_of_a_case_wins_over_the_clock() -> None:
    (facts,) = facts_of(read_cases('{"today": "2020-02-29"}'), load_law(), lambda _: date(2026, 9, 16))
    assert facts.today == date(2020, 2, 29)


def test_there_is_no_fold_on_the_command_line_every_key_given_counts() -> None:
    given = {"today": "2026-09-16", "document": "other-paper", "other_kind": "uscis", "served_how": "in-person"}
    late = {"hearing_date": "2026-11-18", "served_on": "2026-11-18", "moved_on": "2026-09-14", "address": "wrong"}
    (facts,) = facts_of(read_cases(json.dumps(given | late)), load_law(), lambda _: date(2026, 9, 16))
    said: dict[str, Any] = report(facts)
    assert [f["id"] for f in said["findings"]] == ["wrong-address", "late-notice", "not-a-court-paper"]
    assert {"id": "address-change-5-days", "on": "2026-09-19"} in said["deadlines"]
