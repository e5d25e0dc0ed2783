"""The documents speak of what is there: settings, commands, counters, events, files, words, figures of the data."""

import re
from collections import Counter
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from telegram.ext import CommandHandler
from typer.main import get_command

from benchmarks.faults.trials import TRIALS
from bot.__main__ import app, audit_app, keys_app
from bot.law.load import load_law
from bot.settings import PREFIX, Settings
from bot.telegram.counts import make_counts
from handlers.introduce import COMMANDS, NUMBERS, TEAM_COMMANDS
from handlers.table import HANDLERS

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
READ_BY_ALL = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "GLOSSARY.md", "CHANGELOG.md")
LINK = re.compile(r"\]\((?!https?://)([^)\s#]*)(?:#([^)\s]*))?\)")
EVENT = re.compile(r"""(?:log\.(?:info|warning|error|critical)|_noted)\)?\(\s*"([a-z][a-z_-]+)\"""")
FORBIDDEN = re.compile(r"/work/|\.\./shared|pypi\.org|files\.pythonhosted|index-url|localhost:\d", re.IGNORECASE)
TRANSLATIONS = {" ": "-", "`": "", "/": "", ",": "", "?": "", ".": ""}


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def rows_of(document: str) -> dict[str, list[str]]:
    """The tables of a document: what stands in backticks in the first cell, and the other cells."""
    rows = [[cell.strip() for cell in line.strip("| \n").split("|")] for line in document.splitlines() if "|" in line]
    return {name: cells[1:] for cells in rows for name in re.findall(r"`([^`]+)`", cells[0])}


def anchors_of(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {heading.lower().translate(str.maketrans(TRANSLATIONS)) for heading in headings}


@pytest.mark.parametrize("name", READ_BY_ALL)
def test_what_a_newcomer_looks_for_is_there(name: str) -> None:
    assert len(text_of(name)) > 500


def test_every_setting_stands_in_the_table_and_no_other() -> None:
    documented = {name for name in rows_of(text_of("README.md")) if name.startswith(PREFIX)}
    assert documented == {PREFIX + name.upper() for name in Settings.model_fields}


def test_the_defaults_of_the_settings_are_the_documented_ones() -> None:
    rows = rows_of(text_of("README.md"))
    given = {name: field.default for name, field in Settings.model_fields.items()}
    shown = {name: str(value) for name, value in given.items() if value not in ("", None, ())}
    assert shown
    wrong = {name: value for name, value in shown.items() if f"`{value}`" not in rows[PREFIX + name.upper()][-1]}
    assert not wrong


def test_every_command_of_the_command_line_is_documented_and_no_other() -> None:
    plain = {f"fairhearing {name}" for name in get_command(app).commands if name not in ("audit", "keys")}  # type: ignore[attr-defined]
    keys = {f"fairhearing keys {name}" for name in get_command(keys_app).commands}  # type: ignore[attr-defined]
    audit = {f"fairhearing audit {name}" for name in get_command(audit_app).commands}  # type: ignore[attr-defined]
    documented = {re.sub(" [A-Z]+$", "", name) for name in rows_of(text_of("README.md")) if "fairhearing " in name}
    assert documented == plain | keys | audit


def test_every_option_of_the_command_line_is_documented() -> None:
    commands = [c for some in (app, keys_app, audit_app) for c in get_command(some).commands.values()]  # type: ignore[attr-defined]
    options = {o for c in commands for p in c.params for o in p.opts if o.startswith("--") and o != "--help"}
    assert options
    assert not [option for option in options if option not in text_of("README.md")]


def commands_in(name: str) -> set[str]:
    return {row.partition(" ")[0][1:] for row in rows_of(text_of(name)) if re.fullmatch("/[a-z]+( [A-Z]+)?", row)}


TEAM = {command for commands in TEAM_COMMANDS.values() for command in commands}


@pytest.mark.parametrize(
    ("name", "commands"),
    [
        ("README.md", {*COMMANDS, *TEAM}),
        ("docs/respondents.md", {*COMMANDS}),
        ("docs/organizers.md", TEAM - {*NUMBERS}),
        ("docs/volunteers.md", {*NUMBERS}),
    ],
)
def test_every_bot_command_is_documented_and_no_other(name: str, commands: set[str]) -> None:
    assert commands_in(name) == commands


def test_every_command_is_handled_and_in_a_menu() -> None:
    handled = {command for h in HANDLERS if isinstance(h, CommandHandler) for command in h.commands}
    assert handled == {*COMMANDS, *TEAM}


def test_every_counter_is_documented_and_no_other() -> None:
    registry = CollectorRegistry()
    make_counts(registry)
    documented = {name for name in rows_of(text_of("docs/operators.md")) if name.startswith("fairhearing_")}
    assert documented == {metric.name for metric in registry.collect()}


def test_every_trial_of_the_faults_is_documented_with_its_short_form_and_no_other() -> None:
    rows = rows_of(text_of("docs/faults.md").partition("## The trials")[2].partition("\n## ")[0])
    assert set(rows) == set(TRIALS)
    assert not [name for name, cells in rows.items() if not LINK.search(cells[-1]) and cells[-1] != "the same"]


def test_every_event_of_the_log_is_documented_and_no_other() -> None:
    sources = [p.read_text("utf-8") for room in ("bot", "handlers") for p in sorted((ROOT / room).rglob("*.py"))]
    logged = {event for source in sources for event in EVENT.findall(source)} | {"library_complained"}
    rows = rows_of(text_of("docs/operators.md").partition("| event |")[2].partition("\n\n")[0])
    assert set(rows) == logged


def links() -> list[tuple[Path, str, str]]:
    return [
        (document, path, part) for document in DOCUMENTS for path, part in LINK.findall(document.read_text("utf-8"))
    ]


@pytest.mark.parametrize(
    ("document", "path", "part"), links(), ids=lambda value: value.name if isinstance(value, Path) else value
)
def test_a_link_leads_to_a_file_and_a_heading(document: Path, path: str, part: str) -> None:
    target = (document.parent / path).resolve() if path else document
    assert target.exists()
    assert target.is_relative_to(ROOT)
    assert not part or part in anchors_of(target)


def test_links_are_found() -> None:
    assert len(links()) > 20


def glossary() -> list[tuple[str, list[str]]]:
    """Each term, and what stands in backticks in its last cell: a path, then what is in it."""
    lines = [line.strip("| ").split(" | ") for line in text_of("GLOSSARY.md").splitlines() if line.startswith("| ")]
    return [(cells[0], re.findall(r"`([^`]+)`", cells[-1])) for cells in lines if cells[0] != "term"]


@pytest.mark.parametrize(("term", "where"), glossary(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_term_of_the_glossary_is_where_it_says(term: str, where: list[str]) -> None:
    path, *names = where
    assert (ROOT / path).exists(), term
    assert all(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text_of(path)) for name in names), term


def test_the_glossary_has_each_term_once_and_in_order() -> None:
    for part in text_of("GLOSSARY.md").split("\n## ")[1:]:
        terms = [line[2:].partition(" | ")[0] for line in part.splitlines() if line.startswith("| ")]
        terms = [term for term in terms if term != "term"]
        assert len(terms) > 20
        assert terms == sorted(terms, key=str.casefold)
        assert max(Counter(terms).values()) == 1


def test_paths_in_the_guide_for_contributors_exist() -> None:
    named = re.findall(r"`((?:bot|handlers|tests|templates|locales|docs)/[\w./-]+\.\w+)`", text_of("CONTRIBUTING.md"))
    assert named
    assert not [path for path in named if not (ROOT / path).exists()]


def test_the_changelog_has_what_is_not_released_and_the_version() -> None:
    version = re.search(r'^version = "(.+)"$', text_of("pyproject.toml"), re.MULTILINE)
    assert version is not None
    assert re.search(r"^## \[Unreleased\]$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert re.search(rf"^## \[?{re.escape(version[1])}\]? - ", text_of("CHANGELOG.md"), re.MULTILINE)


def test_the_state_of_the_law_data_is_the_datas() -> None:
    law, readme = load_law(), text_of("README.md")
    changed = [sum(row.state == "may-have-changed" for row in kind.values()) for kind in (law.authorities, law.fees)]
    said = [
        f"{len(law.authorities)} authorities and {len(law.fees)} fees, last checked {law.checked}",
        f"{len(law.courts)} courts",
        f"For {sum(c.phone_sure for c in law.courts.values())} of the {len(law.courts)} telephone numbers",
        f'{changed[0]} authorities and {changed[1]} fees are marked "may have changed"',
    ]
    assert not [words for words in said if words not in readme]


def test_every_decision_has_its_number_and_its_four_parts() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [path.name[:3] for path in decisions]
    assert numbers == [f"{n:03}" for n in range(1, len(decisions) + 1)]
    parts = ("**Context.**", "**Choice.**", "**Measured.**", "**Consequences.**")
    for path in decisions:
        text = path.read_text("utf-8")
        assert text.startswith(f"# {path.name[:3]}: ")
        assert [text.count(part) for part in parts] == [1, 1, 1, 1], path.name


def test_every_command_of_make_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    named = {n for d in DOCUMENTS for n in re.findall(r"(?:`|^)make ([a-z]+)", d.read_text("utf-8"), re.MULTILINE)}
    assert {"demo", "test"} <= named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_names_no_place_of_one_machine_and_no_index_of_packages(document: Path) -> None:
    assert not FORBIDDEN.search(document.read_text("utf-8"))
